"""The if-then plan of the week."""

from __future__ import annotations

from pydantic import Field

from leaningwell.items import Entry
from leaningwell.items.part import Text

from .timed import Timed


class Plan(Timed):
    """The if-then plan of the week."""

    USUAL = 1

    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what the plan is for, and that it is optional")
    when: list[Text] = Field(min_length=2, description="situations to choose from or replace")
    then: list[Text] = Field(min_length=2, description="small acts to choose from or replace")
    instead: Text = Field(description="a question for those whom plans do not suit")

    def workbook_entries(self) -> list[Entry]:
        """The plan, and what became of it."""
        return [Entry(f"plan/{self.id}", self.title), Entry(f"happened/{self.id}", self.title, counts=False)]
