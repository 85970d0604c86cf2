"""``match``: each left side gets its partner. A response maps each left side's key to a right side's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Explanation, Item, Named, Score, key_of, shown, texts_of
from .number import ResponseError
from .part import Slug, Text, must_differ
from .placing import Placed, all_placed, pairs_in_words, places_explained, placing_score


class Partner(Named):
    """The right side of one or more pairs."""

    text: Text


class Pair(Placed):
    """Two things that belong together."""

    left: Text = Field(description="what a partner is looked for")
    right: Text = Field(description="the partner")
    partner: Slug | None = Field(None, description="the partner's name in stored answers; `make names` writes it")
    feedback: Text = Field(description="why the two belong together")

    @property
    def wording(self) -> str:
        """The left side; the pair goes by its name."""
        return self.left

    @property
    def place(self) -> str:
        """The right side's name in responses."""
        return self.partner or key_of(self.right)

    @property
    def places(self) -> Sequence[str]:
        """The right side."""
        return [self.place]


class Match(Item):
    """Each left side to be given its partner; several may share one. Each pair counts alike."""

    NAMES: ClassVar = {("pairs",): {"id": "left", "partner": "right"}}
    MISSED: ClassVar = "unplaced"

    type: Literal["match"]
    pairs: list[Pair] = Field(min_length=2, description="at least two pairs")

    @model_validator(mode="after")
    def _pairs_differ(self) -> Self:
        must_differ([pair.left for pair in self.pairs], "left sides")
        rights = {pair.right for pair in self.pairs}
        if len(rights) < 2:
            raise ValueError("all pairs have the same right side; there is nothing to match")
        if len(self.partners) != len(rights) or any(self.partners[pair.place] != pair.right for pair in self.pairs):
            raise ValueError("`partner` names one right side: the same name for the same text, and for no other")
        return self

    @property
    def partners(self) -> dict[str, str]:
        """The right sides by key, each once, in an order that gives nothing away."""
        return dict(sorted({pair.place: pair.right for pair in self.pairs}.items()))

    def named(self) -> Sequence[Sequence[Named]]:
        """The left sides and the right ones."""
        return [self.pairs, [Partner(id=key, text=text) for key, text in self.partners.items()]]

    def asked(self) -> dict[str, Any]:
        """The left sides and, apart from them, the right ones."""
        lefts, rights = self.named()
        return {"lefts": shown(lefts), "rights": shown(rights)}

    def solution(self) -> dict[str, str]:
        """Each left side with its partner."""
        return all_placed(self.pairs)

    def scored(self, response: Any) -> Score:
        """The share of pairs that belong together."""
        nothing = ResponseError("Match at least one pair first.", "match")
        return placing_score(self.pairs, self.partners, response, nothing)

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The partner of each left side that has another one."""
        return places_explained(self.pairs, response)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """Each pair that was made."""
        yield from pairs_in_words(shown["lefts"], texts_of(shown["rights"]), response, "↔")
