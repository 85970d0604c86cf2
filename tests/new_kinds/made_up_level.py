"""A made-up type of question, `level`: which of so many steps? This file is all that the package needs of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from made_up_letter import LeavesLetter
from pydantic import Field

from leaningwell.items import Item, Reason, Score, number, register
from leaningwell.items.part import Text


@register
class Level(LeavesLetter, Item):
    """One of so many steps, the first being 1."""

    type: Literal["level"]
    steps: int = Field(ge=2)
    answer: int
    feedback: Text

    def asked(self) -> dict[str, Any]:
        return {"steps": self.steps}

    def solution(self) -> int:
        return self.answer

    def scored(self, response: Any) -> Score:
        """The nearer, the more."""
        off = abs(number(response) - self.answer)
        return Score(max(0.0, 1 - off / (self.steps - 1)), (Reason("", off == 0, self.feedback),))

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        yield f"step {number(response):g} of {shown['steps']}"
