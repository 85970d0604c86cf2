"""``sort``: entries to be put into categories. A response maps each entry's key to a category's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Explanation, Item, Named, Score, shown, texts_of
from .number import ResponseError
from .part import Text, must_differ
from .placing import Category, Placed, all_placed, pairs_in_words, places_explained, placing_score


class Entry(Placed):
    """One thing to sort."""

    text: Text = Field(description="what is to be sorted")
    category: Text = Field(description="the category it belongs to, by name")

    @property
    def places(self) -> Sequence[str]:
        """Its category."""
        return [self.category]


class Sort(Item):
    """Entries to be put into categories; each entry counts alike."""

    NAMES: ClassVar = {("entries",): {"id": "text"}}
    MISSED: ClassVar = "unplaced"

    type: Literal["sort"]
    categories: list[Category] = Field(min_length=2, description="at least two categories")
    entries: list[Entry] = Field(min_length=2, description="at least two entries")

    @model_validator(mode="after")
    def _key(self) -> Self:
        must_differ([category.text for category in self.categories], "categories")
        must_differ([entry.text for entry in self.entries], "entries")
        for entry in self.entries:
            if entry.category not in self.places:
                raise ValueError(f"the category “{entry.category}” is not among `categories`")
        return self

    @property
    def places(self) -> dict[str, str]:
        """The categories' texts by name."""
        return {category.key: category.text for category in self.categories}

    def named(self) -> Sequence[Sequence[Named]]:
        """The categories and the entries."""
        return [self.categories, self.entries]

    def asked(self) -> dict[str, Any]:
        """The categories and the entries."""
        return {"categories": shown(self.categories), "entries": shown(self.entries)}

    def solution(self) -> dict[str, str]:
        """Each entry in its category."""
        return all_placed(self.entries)

    def scored(self, response: Any) -> Score:
        """The share of entries that are where they belong."""
        nothing = ResponseError("Place at least one entry first.", "place")
        return placing_score(self.entries, self.places, response, nothing)

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The category of each entry that was put into another one."""
        return places_explained(self.entries, response)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """Each entry that was placed, and where."""
        places = [{"key": each, "text": each} if isinstance(each, str) else each for each in shown["categories"]]
        yield from pairs_in_words(shown["entries"], texts_of(places), response, "→")
