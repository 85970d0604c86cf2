"""What every piece of content is made of: blocks without unknown keys, names, and texts that are not empty."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .entry import Entry

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LESSON = r"^[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*$"
IDEA = r"^C[0-9]{1,3}$"
CLAIM = r"^E[0-9]{1,2}[a-z]?$"

Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Lesson = Annotated[str, StringConstraints(pattern=LESSON)]
Idea = Annotated[str, StringConstraints(pattern=IDEA)]
Claim = Annotated[str, StringConstraints(pattern=CLAIM)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Part(BaseModel):
    """A piece of content: unknown keys are faults, keys are written with hyphens."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,  # a page builds the one model it reads, not all of them
        alias_generator=lambda name: name.replace("_", "-"),
    )

    def workbook_entries(self) -> list[Entry]:
        """What a learner leaves of it in the workbook."""
        return []


class Identified(Part):
    """A piece that goes by an id in the whole course."""

    id: Slug = Field(description="a name, unique in the course and never changed")


def must_differ(texts: list[str], what: str) -> None:
    """Raise ValueError if two are the same; ``what`` is what there are several of."""
    if len(set(texts)) < len(texts):
        raise ValueError(f"two {what} have the same text; make each one different")
