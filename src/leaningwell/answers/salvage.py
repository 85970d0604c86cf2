"""Finds the cells that can be read in a notebook's text that is no JSON any more: cut off, damaged, or merged badly.

What is looked at is bounded, so that a file made to take long takes no longer than a large one.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

OBJECT_START = re.compile(r'\{\s*"')
CELL_START = re.compile(r'\{\s*"cell_type"')
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\]":,]+', re.S)
SOURCES = ("source", "input", "code", "text", "rendered")
"""Where the formats 4, 3 and 1 keep what a cell says."""
DEPTH = 40
"""Deeper metadata and outputs are nobody's work, and cost whoever copies them."""
TRIES = 20_000
LEAST_WORK, MOST_READINGS = 20_000_000, 20
"""Damaged text is read again from many places; so many characters in all, or so many times its length."""


def decoder() -> json.JSONDecoder:
    """What reads JSON as editors write it: line breaks may stand in a string."""
    return json.JSONDecoder(strict=False)


def cells_in(text: str) -> Iterator[dict[str, Any]]:
    """Every whole cell in the text, and of a broken one what stands before the damage."""
    reading, at, broken = decoder(), 0, None
    left, opening = max(LEAST_WORK, MOST_READINGS * len(text)), OBJECT_START
    for _ in range(TRIES):
        if left <= 0 or not (start := opening.search(text, at)):
            break
        try:
            found, at = reading.raw_decode(text, start.start())
            opening = OBJECT_START
        except (ValueError, RecursionError) as error:
            at = start.start() + 1
            left -= _read_until(error, len(text)) - start.start()
            # The first to fail is the file's own opening. A cell names its type early.
            if '"cell_type"' in text[at : at + 400].split("{", 1)[0]:
                yield from _rest(text, broken, start.start())
                broken = start.start()
                # What lies within is as deep, so on to the next.
                opening = CELL_START if isinstance(error, RecursionError) else OBJECT_START
            continue
        if isinstance(found, dict) and "cell_type" in found:
            yield from _rest(text, broken, start.start())
            broken = None
            yield found
    yield from _rest(text, broken, len(text))


def _read_until(error: ValueError | RecursionError, end: int) -> int:
    """How far it was read before it failed: to its end for a string that has none, and perhaps for what is too deep."""
    if isinstance(error, json.JSONDecodeError) and not error.msg.startswith("Unterminated string"):
        return error.pos
    return end


def _rest(text: str, start: int | None, end: int) -> Iterator[dict[str, Any]]:
    if start is not None:
        found = _closed(text[start:end])
        if isinstance(found, dict) and "cell_type" in found and any(name in found for name in SOURCES):
            yield found


def _closed(text: str) -> Any:
    """JSON that breaks off, with what is whole in it closed; None if nothing is."""
    try:
        return decoder().raw_decode(text)[0]
    except RecursionError:
        return None
    except json.JSONDecodeError as error:
        text = text[: error.pos]
    except ValueError:
        return None
    ends: list[str] = []
    whole: deque[tuple[int, str]] = deque(maxlen=3)
    for token in TOKEN.finditer(text):
        if token[0] in "{[":
            ends.append("}" if token[0] == "{" else "]")
        elif token[0] in "}]" and (not ends or ends.pop() != token[0]):
            break
        if len(ends) > DEPTH:
            break
        whole.append((token.end(), "".join(reversed(ends))))
    # The last token may be a key without its value.
    for end, closing in reversed(whole):
        try:
            return decoder().decode(text[:end] + closing)
        except (ValueError, RecursionError):
            continue
    return None
