"""What an activity leaves in the learner's workbook, and what it is called where that is read apart from the course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """An entry of the workbook. The browser alone knows its value; ``frontend/kit/kinds/`` has the kinds."""

    id: str
    """Kind and name, such as ``reflection/three-columns``."""
    title: str = ""
    """Its heading; none where the kind has one of its own, or is not told."""
    counts: bool = True
    """Whether the lesson is done only with it. Explorations and what comes of them are for looking."""
    prompt: str | None = None
    labels: Mapping[str, str] | None = None
    """The words beside each box, card or number, by its name."""
    units: Mapping[str, str] | None = None
    """What each number counts, by its name."""
    persona: str | None = None
    """The made-up person, by id, in whose place it may be written."""
    names: Iterable[str] | None = None
    """The names that an answer may hold; none where it is a number."""

    def told(self) -> dict[str, Any]:
        """What a page needs to tell it in words."""
        given = {key: getattr(self, key) for key in ("id", "title", "prompt", "labels", "units", "names")}
        return {key: value for key, value in given.items() if value}
