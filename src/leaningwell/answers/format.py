"""What ``answers.json`` says: its shape, and how it is read and written. Knows nothing of folders and locks.

Entries are judged one by one, so that a damaged one does not cost the others. What no page of ours writes, such as
values nested without end or numbers of thousands of digits, is left out, and it is said that something was.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from leaningwell.items import ResponseError

NAME = "answers.json"
FORMAT = "leaningwell-answers"
VERSION = 1
MAX_BYTES = 5_000_000
DEPTH = 20
"""How deep a file is read. Ours are five levels deep, and Python reads some hundred."""
DIGITS = 400
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.S)
EMPTY: dict[str, Any] = {"items": {}, "done": [], "shared": {}}


class AnswersError(ResponseError):
    """An answer could not be saved; the message tells the learner why, and how to mend it."""


class Unusable(Exception):
    """The file cannot be used. ``code``: ``broken``, ``foreign``, ``newer`` or ``unreadable``."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Kept:
    """What the file holds, as plain data.

    ``items`` maps an item's id to ``response``, ``first`` and perhaps ``confidence``; ``damaged`` names the
    items whose entry cannot be used.
    """

    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    shared: dict[str, dict[str, str]] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()


class Entry(BaseModel):
    """One answer."""

    model_config = ConfigDict(extra="ignore", strict=True)

    response: Any
    first: Any = None
    confidence: float | None = Field(None, ge=0, le=100)


class _Head(BaseModel):
    """What tells the file from any other."""

    model_config = ConfigDict(extra="allow", strict=True)

    format: Literal["leaningwell-answers"]
    version: Literal[1]
    exercise: str


@dataclass(frozen=True)
class Read:
    """The data of a file; ``whole`` is whether all of it could be read."""

    data: dict[str, Any]
    whole: bool = True


def read(content: bytes, exercise: str) -> Read:
    """What a file of ``exercise`` says, in whatever encoding an editor saved it. Raises Unusable."""
    if len(content) > MAX_BYTES:
        raise Unusable("broken", "too large")
    try:
        text = content.decode(json.detect_encoding(content), "surrogatepass")
        shallow = _shallow(text)
        lost: list[str] = [] if shallow == text else ["deep"]
        data = well_formed(
            json.loads(shallow, parse_int=_integer(lost), parse_float=_float(lost), parse_constant=_none)
        )
        if isinstance(data, dict) and data.get("format") == FORMAT and _later(data.get("version")):
            raise Unusable("newer", str(data["version"])[:20])
        _Head.model_validate(data)
    except (ValueError, ValidationError, RecursionError):
        raise Unusable("broken") from None
    if data["exercise"] != exercise:
        raise Unusable("foreign", data["exercise"])
    sound = data | {
        "items": data.get("items") if isinstance(data.get("items"), dict) else {},
        "done": [id for id in _listed(data.get("done")) if isinstance(id, str)],
        "shared": {id: texts for id, texts in _mapped(data.get("shared")) if _are_texts(texts)},
    }
    return Read(sound, not lost and all(data.get(key, empty) == sound[key] for key, empty in EMPTY.items()))


def kept(data: dict[str, Any]) -> Kept:
    """The data of a file, entry by entry."""
    items, damaged = {}, set()
    for id, entry in data["items"].items():
        try:
            items[id] = Entry.model_validate(entry).model_dump(exclude_unset=True)
        except ValidationError:
            damaged.add(id)
    return Kept(items, tuple(data["done"]), data["shared"], frozenset(damaged))


def dump(data: dict[str, Any]) -> bytes:
    """The file that holds the data. Raises AnswersError."""
    try:
        text = json.dumps(well_formed(data), ensure_ascii=False, indent=1, allow_nan=False)
        content = text.encode("utf-8") + b"\n"
    except (TypeError, ValueError, RecursionError):
        message = "This answer cannot be saved as it is. Load the page again, then answer again."
        raise AnswersError(message, "unfit") from None
    if _shallow(text) != text:
        message = "This answer cannot be saved as it is. Load the page again, then answer again."
        raise AnswersError(message, "unfit")
    if len(content) > MAX_BYTES:
        raise AnswersError("This answer was not saved, because the file would get too large. Shorten it.", "too-large")
    return content


def well_formed(value: Any) -> Any:
    """The value with every lone surrogate replaced: JSON can hold one, UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {well_formed(key): well_formed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [well_formed(inner) for inner in value]
    return value


def _shallow(text: str) -> str:
    """The JSON text with `null` for whatever stands deeper than ``DEPTH``."""
    if text.count("[") + text.count("{") <= DEPTH:
        return text
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    depth = start = 0
    for token in TOKEN.finditer(text):
        if token[0] in ("[", "{"):
            depth += 1
            if depth == DEPTH + 1:
                yield text[start : token.start()]
        elif token[0] in ("]", "}"):
            if depth == DEPTH + 1:
                yield "null"
                start = token.end()
            depth -= 1
    if depth <= DEPTH:
        yield text[start:]


def _integer(lost: list[str]) -> Callable[[str], int | None]:
    def read(digits: str) -> int | None:
        if len(digits) <= DIGITS:
            return int(digits)
        lost.append("number")
        return None

    return read


def _float(lost: list[str]) -> Callable[[str], float | None]:
    def read(digits: str) -> float | None:
        value = float(digits)
        if math.isfinite(value):
            return value
        lost.append("number")
        return None

    return read


def _none(_: str) -> None:
    return None


def _later(version: Any) -> bool:
    return isinstance(version, int) and not isinstance(version, bool) and version > VERSION


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapped(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items()) if isinstance(value, dict) else iter(())


def _are_texts(texts: Any) -> bool:
    return isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
