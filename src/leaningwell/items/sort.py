"""``sort``: entries to be put into categories. A response maps each entry's key to a category's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Item, Named, Placed, Score, pairs_in_words, placing_score, shown, texts_of
from .number import ResponseError
from .part import Text, must_differ


class Entry(Placed):
    """One thing to sort."""

    text: Text = Field(description="what is to be sorted")
    category: Text = Field(description="the category it belongs to, by name")

    @property
    def place(self) -> str:
        """Its category."""
        return self.category


class Category(Named):
    """Where entries are put. Written as a text alone, the text is its name, too."""

    id: Text = Field(description="its name in stored answers, never changed")
    formerly: list[Text] = []
    text: Text = Field(description="what the learner reads")

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_its_own_name(cls, value: Any) -> Any:
        return {"id": value, "text": value} if isinstance(value, str) else value

    def shown(self) -> str | dict[str, Any]:
        """As every category was shown before names were told apart from texts, where the two are one."""
        return self.text if self.key == self.text else super().shown()


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
        return {entry.key: entry.category for entry in self.entries}

    def scored(self, response: Any) -> Score:
        """The share of entries that are where they belong."""
        nothing = ResponseError("Place at least one entry first.", "place")
        return placing_score(self.entries, self.places, response, nothing)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """Each entry that was placed, and where."""
        places = [{"key": each, "text": each} if isinstance(each, str) else each for each in shown["categories"]]
        yield from pairs_in_words(shown["entries"], texts_of(places), response, "→")
