"""Every sentence that somebody may read of the course's files and notebooks, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from leaningwell.items import Where

from .course import Course


@lru_cache(maxsize=1)
def sentences(course: Course) -> tuple[tuple[Path, int, str], ...]:
    """The file, the line and the words, of all texts in content files and of all lines in notebooks' text cells.

    Several rules read them all, once a course is read.
    """
    return tuple(_sentences(course))


def _sentences(course: Course) -> Iterator[tuple[Path, int, str]]:
    for path, document in course.documents.items():
        for where, text in _texts(document.data):
            yield path, document.line(where), text
    for path, notebook in (course.notebooks | course.exercises).items():
        rows = path.read_text(encoding="utf-8").splitlines() if notebook else []
        for cell in notebook.cells if notebook else ():
            for sentence in cell.source.splitlines() if cell.cell_type == "markdown" else ():
                line = next((n for n, row in enumerate(rows, 1) if sentence[:40].replace('"', '\\"') in row), 1)
                yield path, line, sentence


def _texts(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text in plain data, with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*where, index))
