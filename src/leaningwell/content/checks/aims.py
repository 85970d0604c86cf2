"""What each question practises, and what none may judge by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaningwell.items import Where

from ..feedback import feedback
from ..yamlfile import Fault
from .course import Course, items

TONE = re.compile(
    r"\b(tone|tone of voice|eye contact|in the eyes?|gaze|facial|body language"
    r"|tonfall|blickkontakt|in die augen|mimik|körpersprache)\b",
    re.I,
)
TYPE = re.compile(
    r"\b(types?|typ|typen|anxious|avoidant|avoiders?|secure|insecure|ängstlich|vermeidend|unsicher)\b", re.I
)
ANSWERS = {"options", "phrases", "tags", "whole", "categories", "pairs"}


def every_question_has_an_aim(course: Course) -> Iterator[Fault]:
    """A question says whether it practises a skill, an idea or a method."""
    for document, where, item in items(course):
        if where[0] != "check" and item.aim is None:
            remedy = "Add `aim:` with skill (what to say or do), idea (what is so), or method (how one knows)."
            yield Fault(document.path, document.line((*where, "id")), "The key “aim” is missing.", remedy)


def nobody_is_judged_by_manner_or_type(course: Course) -> Iterator[Fault]:
    """No answer and no feedback rests on a tone or a look in the eye, and no tag is a type of person."""
    for document, where, item in items(course):
        said = item.model_dump()
        for path, text in [*_answers(said, where), *feedback(said, where)]:
            if found := TONE.search(text):
                message = f"“{found[0]}” is a manner, in which people differ."
                yield Fault(document.path, document.line(path), message, "Say what is said or done instead.")
        for section in ("tags", "categories"):
            for index, place in enumerate(said.get(section, [])):
                if found := TYPE.search(place["text"]):
                    message, remedy = f"“{found[0]}” is a type of person.", "Name what somebody does instead."
                    yield Fault(document.path, document.line((*where, section, index)), message, remedy)


def _answers(value: Any, where: Where, inside: bool = False) -> Iterator[tuple[Where, str]]:
    """The texts of all that can be answered, with their places."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inside and key in ("text", "right") and isinstance(inner, str):
                yield (*where, key), inner
            else:
                yield from _answers(inner, (*where, key), key in ANSWERS)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _answers(inner, (*where, index), inside)
