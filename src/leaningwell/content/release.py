"""The learner's side of an exercise: its items without keys or feedback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from leaningwell.items.part import Lesson, Part

from .activities import Graded, Reflection, Task
from .language import Language
from .load import validated
from .yamlfile import read_text, read_yaml

HEAD = "# Made from solutions/ by `leaningwell build`. Answers and feedback stay there.\n"

_KNOWN: dict[str, Sheet] = {}
"""Sheets by the text of their file."""


class Sheet(Part):
    """What an exercise shows a learner: ``items`` are as ``Item.public`` gives them."""

    lesson: Lesson = Field(description="the exercise's folder name")
    language: Language = "en"
    release: bool = Field(description="`true`: the file holds no keys")
    tasks: list[Task] = []
    items: list[dict[str, Any]] = []
    reflections: list[Reflection] = []

    def item(self, id: str) -> dict[str, Any]:
        """The public form of the item. Raises KeyError."""
        return {item["id"]: item for item in self.items}[id]


def stripped(graded: Graded) -> Sheet:
    """The sheet a learner gets: no key, no feedback, nothing an author filled in."""
    return Sheet(
        lesson=graded.lesson,
        language=graded.language,
        release=True,
        tasks=graded.tasks,
        items=[item.public() | ({"points": item.points} if item.points else {}) for item in graded.items],
        reflections=graded.reflections,
    )


def dump_sheet(sheet: Sheet) -> str:
    """The sheet as YAML, the same bytes for the same sheet."""
    data = sheet.model_dump(mode="json", by_alias=True, exclude_none=True)
    return HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def know_sheet(path: Path) -> None:
    """Read a sheet once for a process that forks many which will read the same. Raises ContentError."""
    _KNOWN[read_text(path)] = load_sheet(path)


def load_sheet(path: Path) -> Sheet:
    """Read a learner's items.yaml, or an author's, of which only the public part is kept. Raises ContentError."""
    known = _KNOWN.get(read_text(path)) if _KNOWN else None
    if known:
        return known
    document = read_yaml(path)
    if isinstance(document.data, dict) and document.data.get("release"):
        return validated(document, Sheet)
    return stripped(validated(document, Graded))
