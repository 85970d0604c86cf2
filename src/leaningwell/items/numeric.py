"""``numeric``: a number, right within a tolerance. A response is a number or its text, comma or point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from .base import Explanation, Item, Reason, Score
from .number import number
from .part import Part, Text


class Mistake(Part):
    """A wrong number somebody would reach by a thinkable slip."""

    value: float = Field(description="the wrong number")
    feedback: Text = Field(description="which slip leads to this number")


class Numeric(Item):
    """A number, right within a tolerance."""

    type: Literal["numeric"]
    answer: float = Field(description="the right number")
    tolerance: float = Field(ge=0, description="how far off still counts as right")
    unit: str = ""
    minimum: float | None = Field(None, description="the least that it can be, such as 0 for a share")
    maximum: float | None = Field(None, description="the most that it can be, such as 1 for a share")
    feedback: Text = Field(description="why this number is right")
    mistakes: list[Mistake] = []

    @model_validator(mode="after")
    def _answer_is_possible(self) -> Self:
        if not self.possible(self.answer):
            raise ValueError(f"{self.answer:g} lies outside of `minimum` and `maximum`, so nobody could answer it")
        return self

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Self:
        for mistake in self.mistakes:
            if self.near(mistake.value, self.answer):
                raise ValueError(f"the mistake {mistake.value} would count as right: it is too near")
        return self

    def possible(self, number: float) -> bool:
        """Whether it lies between the least and the most, as far as these are given."""
        return (self.minimum is None or number >= self.minimum) and (self.maximum is None or number <= self.maximum)

    def near(self, number: float, target: float) -> bool:
        """Whether ``number`` lies within the tolerance of ``target``.

        The edge counts as inside, with a hair of slack, since 0.1 + 0.2 is not 0.3.
        """
        return abs(number - target) <= self.tolerance + 1e-12 * max(abs(target), self.tolerance)

    def asked(self) -> dict[str, Any]:
        """The unit, and between what the number lies."""
        return {"unit": self.unit, "minimum": self.minimum, "maximum": self.maximum}

    def solution(self) -> float:
        """The number."""
        return self.answer

    def scored(self, response: Any) -> Score:
        """Right within the tolerance; a known slip has a reason of its own, another wrong number has none."""
        given = number(response)
        if self.near(given, self.answer):
            return Score(1.0, (Reason("", True, self.feedback),))
        mistake = min(self.mistakes, key=lambda mistake: abs(mistake.value - given), default=None)
        if mistake is not None and self.near(given, mistake.value):
            return Score(0.0, (Reason("", False, mistake.feedback),))
        return Score(0.0, ())

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The number, and how one gets to it."""
        yield Explanation("", self.feedback, (f"{self.answer:g}",))

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The number with its unit."""
        yield f"{number(response):.12g} {shown['unit']}".strip()
