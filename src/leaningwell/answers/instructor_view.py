"""What an instructor sees of ``answers.json``, question by question and reflection by reflection.

The one implementation: grading puts it into the notebook, and the page before handing in shows it beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from leaningwell.content import Reflection
from leaningwell.items import ResponseError, words

from .format import Kept
from .plain import clean

EXCERPT = 200


@dataclass(frozen=True)
class Answer:
    """One question: ``given`` with the answer in words, ``nothing``, ``damaged`` and not to be read, or ``outdated``.

    Outdated is an answer to other words than the question has now; it counts as not yet given.
    """

    state: Literal["given", "nothing", "damaged", "outdated"]
    text: str = ""


@dataclass(frozen=True)
class Receipt:
    """One reflection: whether it is done, and the shared texts by their boxes' labels."""

    done: bool
    shared: dict[str, str] = field(default_factory=dict)


def answer(shown: dict[str, Any], kept: Kept) -> Answer:
    """What is seen of the answer to the item whose public form is ``shown``."""
    if shown["id"] in kept.damaged:
        return Answer("damaged")
    if shown["id"] not in kept.items:
        return Answer("nothing")
    try:
        return Answer("given", clean(words(shown, kept.items[shown["id"]]["response"])))
    except ResponseError as error:
        if error.code == "foreign":
            return Answer("outdated")
        # Not a number, as it was typed.
        return Answer("given", clean(str(kept.items[shown["id"]]["response"])[:EXCERPT]))


def receipt(reflection: Reflection, kept: Kept) -> Receipt:
    """What is seen of a reflection. Only its own boxes were offered; anything else in the file is nobody's to read."""
    texts = kept.shared.get(reflection.id, {})
    shared = {box.label: clean(texts[box.id]) for box in reflection.boxes if box.id in texts}
    return Receipt(reflection.id in kept.done, shared)
