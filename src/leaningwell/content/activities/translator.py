"""The rule translator: from an inner rule to a sentence one could say."""

from __future__ import annotations

from pydantic import Field

from leaningwell.items import Entry
from leaningwell.items.part import Part, Text

from .timed import Timed


class Phrase(Part):
    """One need, said in four ways."""

    need: Text = Field(description="the need, named")
    accusation: Text
    hint: Text
    test: Text
    ask: Text = Field(description="the plain ask")


class Rule(Part):
    """An inner rule, the feelings it tends to cover, and the needs beneath."""

    rule: Text = Field(description="the inner “I shouldn't” rule")
    feelings: list[Text] = Field(min_length=2, description="at least two feelings it may cover")
    needs: list[Phrase] = Field(min_length=2, description="at least two needs, each said in four ways")


class Translator(Timed):
    """The rule translator: from an inner rule to a sentence one could say."""

    USUAL = 3

    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="how to use it")
    rules: list[Rule] = Field(min_length=2, description="at least two rules")
    own: Text = Field(description="the label of the free line that stays on the device")
    discover: Text
    left_out: Text

    def workbook_entries(self) -> list[Entry]:
        """The free line."""
        return [Entry(f"translator/{self.id}", self.title, counts=False, labels={"text": self.own})]
