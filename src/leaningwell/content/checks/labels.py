"""Words that would put a label on somebody: a type tied to “you”, a limit for scores, a rank among others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaningwell.items import Where

from ..yamlfile import Fault
from .course import Course

SOMEBODY = r"you|your (?:partner|ex|mother|father|friend|child)"
DEGREE = r"(?:(?:an?|the|too|so|very|rather|quite|more|mostly|probably|clearly|simply|just) )*"
KIND = r"(?:anxious|avoidant|avoider|secure|insecure|disorgani[sz]ed|preoccupied|dismissive|codependent)"
TYPED = re.compile(
    rf"\b(?:{SOMEBODY})(?:['’](?:re|s)| are| is| were| was| seem| seems) {DEGREE}{KIND}\b"
    r"|\byour (?:attachment )?(?:style|type)\b"
    r"|\bdu bist (?:(?:ein|eine|zu|so|sehr|eher|wohl) )*(?:ängstlich|vermeidend|unsicher|sicher gebunden)\w*"
    r"|\bdein (?:bindungs)?(?:stil|typ)\b",
    re.I,
)
RANKED = re.compile(r"\b(?:percentiles?|cut-?offs?|perzentil\w*|prozentr[aä]ng\w*|cut-off-\w+)\b", re.I)
RULES = (
    (TYPED, "is a type put on somebody.", "Say what somebody does, or how it is with one person at one time."),
    (RANKED, "sorts people by a score.", "Say what the answers were about; nobody is ranked or sorted here."),
)


def nobody_is_labelled(course: Course) -> Iterator[Fault]:
    """No sentence a learner reads ties a type to “you”, and none speaks of cut-offs or percentiles."""
    for path, document in course.documents.items():
        for where, text in _texts(document.data):
            for message, remedy in _labels(text):
                yield Fault(path, document.line(where), message, remedy)
    for path, notebook in (course.notebooks | course.exercises).items():
        rows = path.read_text(encoding="utf-8").splitlines() if notebook else []
        for cell in notebook.cells if notebook else ():
            for sentence in cell.source.splitlines() if cell.cell_type == "markdown" else ():
                line = next((n for n, row in enumerate(rows, 1) if sentence[:40].replace('"', '\\"') in row), 1)
                for message, remedy in _labels(sentence):
                    yield Fault(path, line, message, remedy)


def _labels(text: str) -> Iterator[tuple[str, str]]:
    for pattern, message, remedy in RULES:
        for found in pattern.finditer(" ".join(text.split())):
            yield f"“{found[0]}” {message}", remedy


def _texts(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text in plain data, with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*where, index))
