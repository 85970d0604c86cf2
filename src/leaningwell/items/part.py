"""What every piece of content is made of: blocks without unknown keys, names, and texts that are not empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

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
Aim = Literal["skill", "idea", "method"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Where = tuple[str | int, ...]
"""The keys and indices that lead to a place in a file, or in a part of it."""
Misfit = tuple[Where, str]
"""Something that does not hold together: its place in the part, and a sentence that says how to mend it."""


class Misfits(ValueError):
    """Raised by a part in which things do not hold together; carries all that was found."""

    def __init__(self, found: Iterable[Misfit]):
        self.found = tuple(found)
        super().__init__("; ".join(sentence for _, sentence in self.found))


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


def alike(texts: list[str], what: str, where: Where) -> Iterator[Misfit]:
    """Every text of the list at ``where`` that stands there before; ``what`` is what there are several of."""
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield (*where, index), f"two {what} have the same text; make each one different"
