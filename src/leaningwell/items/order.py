"""``order``: things to be put in order. A response is a list of the keys of all, in the chosen order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Explanation, Item, Named, Reason, Score, must, shown, texts_of
from .number import ResponseError
from .part import Text, must_differ


class Step(Named):
    """One thing to be put in its place."""

    text: Text = Field(description="what is to be put in order")
    feedback: Text = Field(description="why it stands where it does")


class Order(Item):
    """Things to be put in order. ``swaps`` neighbours may stand the other way round and all is still right."""

    NAMES: ClassVar = {("sequence",): {"id": "text"}}

    type: Literal["order"]
    sequence: list[Step] = Field(min_length=3, description="at least three things, in the right order")
    swaps: int = Field(0, ge=0, description="how many neighbours may be swapped")

    @model_validator(mode="after")
    def _sequence_differs(self) -> Self:
        must_differ([step.text for step in self.sequence], "entries of the sequence")
        if self.swaps >= self.half:
            raise ValueError(
                f"`swaps: {self.swaps}` would accept an order picked at random; it must be below {self.half:g}"
            )
        return self

    @property
    def half(self) -> float:
        """How many neighbours are swapped in an order picked at random, on average."""
        return len(self.sequence) * (len(self.sequence) - 1) / 4

    def named(self) -> Sequence[Sequence[Named]]:
        """The entries of the sequence."""
        return [self.sequence]

    def asked(self) -> dict[str, Any]:
        """The entries, in an order that gives nothing away."""
        return {"swaps": self.swaps, "entries": sorted(shown(self.sequence), key=lambda step: step["key"])}

    def solution(self) -> list[str]:
        """The right order."""
        return [step.key for step in self.sequence]

    def scored(self, response: Any) -> Score:
        """By how many neighbours must be swapped to put it right (Kendall's tau distance).

        0 is the right order, and an order picked at random needs ``half`` on average, which earns nothing.
        """
        steps = {step.key: step for step in self.sequence}
        if not isinstance(response, list) or not all(isinstance(key, str) for key in response):
            raise ResponseError("Put the entries in order first.", "order")
        must(sorted(response) == sorted(steps))
        given = [steps[key] for key in response]
        places = [self.sequence.index(step) for step in given]
        distance = sum(before > after for index, before in enumerate(places) for after in places[index + 1 :])
        earned = max(0.0, 1 - max(0, distance - self.swaps) / (self.half - self.swaps))
        reasons = tuple(
            Reason(step.key, earned == 1 or place == index, step.feedback)
            for index, (step, place) in enumerate(zip(given, places, strict=True))
        )
        return Score(earned, reasons)

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The place of each entry that stands elsewhere, counted from 1."""
        for place, step in enumerate(self.sequence):
            if response[place] != step.key:
                yield Explanation(step.key, fits=(str(place + 1),))

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The entries in the chosen order, numbered."""
        texts = texts_of(shown["entries"])
        must(isinstance(response, list) and sorted(response) == sorted(texts))
        yield from (f"{place}. {texts[key]}" for place, key in enumerate(response, 1))
