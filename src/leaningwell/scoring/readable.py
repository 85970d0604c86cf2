"""A response in words, for people who read it without the course: in grading, and before handing in.

It needs no key: an item's public form, ``Item.public()``, is enough, so a learner's own computer can show it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaningwell.content import renamed

from .number import foreign, number


def readable(shown: dict[str, Any], response: Any) -> str:
    """The response to the item whose public form is ``shown``. Raises ResponseError if it does not belong to it."""
    try:
        return "\n".join(_lines(shown, renamed(response, shown.get("formerly", {}))))
    except (LookupError, TypeError, AttributeError):
        raise foreign() from None


def _lines(shown: dict[str, Any], response: Any) -> Iterator[str]:
    match shown["type"]:
        case "single" | "true-false":
            yield _texts(shown["options"])[response]
        case "multiple":
            texts = _texts(shown["options"])
            _must(isinstance(response, list) and response and all(key in texts for key in response))
            yield from (text for key, text in texts.items() if key in response)
        case "numeric":
            yield f"{number(response):.12g} {shown['unit']}".strip()
        case "sort":
            yield from _pairs(shown["entries"], _places(shown["categories"]), response, "→")
        case "match":
            yield from _pairs(shown["lefts"], _texts(shown["rights"]), response, "↔")
        case "order":
            texts = _texts(shown["entries"])
            _must(isinstance(response, list) and sorted(response) == sorted(texts))
            yield from (f"{place}. {texts[key]}" for place, key in enumerate(response, 1))
        case "scenario":
            yield from _replies(shown["turns"], response)


def _texts(entries: list[dict[str, str]]) -> dict[str, str]:
    return {entry["key"]: entry["text"] for entry in entries}


def _places(categories: list[str | dict[str, str]]) -> dict[str, str]:
    """A category whose name is its text is shown as that alone."""
    return _texts([{"key": each, "text": each} if isinstance(each, str) else each for each in categories])


def _pairs(entries: list[dict[str, str]], partners: dict[str, str], response: Any, arrow: str) -> Iterator[str]:
    texts = _texts(entries)
    _must(isinstance(response, dict) and response and response.keys() <= texts.keys())
    yield from (f"{text} {arrow} {partners[response[key]]}" for key, text in texts.items() if key in response)


def _replies(turns: list[dict[str, Any]], response: Any) -> Iterator[str]:
    _must(isinstance(response, list) and response)
    following, turn = {turn["id"]: turn for turn in turns}, turns[0]
    for key in response:
        reply = next((option for option in turn["options"] if option["key"] == key), None) if turn else None
        _must(reply)
        yield reply["text"]
        turn = following.get(reply.get("next"))


def _must(fits: Any) -> None:
    if not fits:
        raise foreign()
