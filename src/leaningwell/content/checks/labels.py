"""Words that would put a label on somebody: a type tied to “you”, a limit for scores, a rank among others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..yamlfile import Fault
from .course import Course
from .sentences import sentences

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
    for path, line, sentence in sentences(course):
        for message, remedy in _labels(sentence):
            yield Fault(path, line, message, remedy)


def _labels(text: str) -> Iterator[tuple[str, str]]:
    for pattern, message, remedy in RULES:
        for found in pattern.finditer(" ".join(text.split())):
            yield f"“{found[0]}” {message}", remedy
