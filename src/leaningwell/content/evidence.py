"""The evidence behind the lessons: the ledger of claims and the map from ideas to the cells that teach them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from leaningwell.items.part import Claim, Idea, Lesson, Part, Text

Badge = Literal["strong", "moderate", "tentative", "contested", "idea"]
DOI = r"^10\.\d{4,}/\S+$"
POOLS = r"^[1-9][\d,]* \S"
SOURCE_FORMS = {
    DOI: "a DOI without its address, such as 10.1371/journal.pmed.1000316",
    POOLS: "how many of what it pools, such as `108 studies`",
}
"""What an author is told about a part of a source in the wrong form."""
IDEAS = tuple(f"C{number}" for number in range(1, 120))


class Source(Part):
    """A publication, its DOI where it is certain, and how much it pools if it is a meta-analysis."""

    cite: Text = Field(description="authors, year, where it was published")
    doi: Annotated[str, StringConstraints(pattern=DOI)] | None = None
    pools: Annotated[str, StringConstraints(pattern=POOLS)] | None = Field(
        None, description="of a meta-analysis: how many studies or results it pools, such as `108 studies`"
    )


class LedgerEntry(Part):
    """One claim, how sure it is, and why."""

    claim: Text = Field(description="the claim in our words")
    badge: Badge = Field(description="strong, moderate, tentative, contested or idea")
    finding: Text = Field(description="what was found")
    sample: Text = Field(description="who was studied")
    replication: Text = Field(description="replication and critique")
    caveat: Text = Field(description="what not to conclude")
    sources: list[Source] = Field(min_length=1, description="at least one source")


class Place(Part):
    """A cell that teaches an idea."""

    lesson: Lesson = Field(description="the lesson's notebook name without .ipynb")
    cell: Text = Field(description="the id of the cell that teaches it")


class Ledger(RootModel[dict[Claim, LedgerEntry]]):
    """All claims by id."""


class Coverage(RootModel[dict[Idea, list[Place]]]):
    """Where each idea is taught."""
