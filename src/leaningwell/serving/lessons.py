"""The list of lessons beside a notebook, for the way from one to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from leaningwell.content import ContentError, read_table


class Lesson(TypedDict):
    """One line of the list; ``exists`` says whether its notebook is there to be opened."""

    slug: str
    title: str
    exists: bool


def lessons_of(folder: Path) -> list[Lesson]:
    """The lessons that `data/lessons.csv` names below ``folder``; none where there is no such list."""
    table = folder / "data" / "lessons.csv"
    try:
        rows = read_table(table, ("lesson", "title"))
    except ContentError:
        return []  # an exercise has no such list, and a page without the way around still teaches
    return [
        {
            "slug": row["lesson"],
            "title": row["title"],
            "exists": (folder / f"{row['lesson']}.ipynb").is_file(),
        }
        for row in rows
    ]
