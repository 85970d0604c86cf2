"""Cards of which the learner picks one."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from leaningwell.items import Entry
from leaningwell.items.part import Part, Slug, Text, must_differ

from .timed import Timed


class Card(Part):
    """One of the cards to choose from."""

    id: Slug = Field(description="the card's name, never changed")
    title: Text = Field(description="the card's heading")
    text: Text = Field(description="what the card offers")
    next: Text = Field(description="what is said once the card is chosen")


class Choice(Timed):
    """A set of cards of which the learner picks one, such as a route or a persona."""

    USUAL = 1

    title: Text = Field(description="what the choice is about")
    prompt: Text = Field(description="the question above the cards")
    cards: list[Card] = Field(min_length=2, description="at least two cards")

    def workbook_entries(self) -> list[Entry]:
        """The card that was picked."""
        labels = {card.id: card.title for card in self.cards}
        return [Entry(f"choice/{self.id}", self.prompt, counts=False, labels=labels)]

    @model_validator(mode="after")
    def _cards_differ(self) -> Self:
        must_differ([card.id for card in self.cards], "cards")
        return self
