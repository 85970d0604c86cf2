"""Notebooks: in the language of their files, with tables that can be heard, and with a look at what is handed in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..yamlfile import Fault
from .course import Course

LOOK_OVER = "exercise.before_handing_in()"
BELOW_HEADER = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*")
"""The line of a table that parts its header from its rows."""
COLUMN = re.compile(r"(?<!\\)\|")


def languages_agree(course: Course) -> Iterator[Fault]:
    """A page takes the language of the text from its notebook, and an activity from its file."""
    lessons = {path: course.root / "course" / f"{path.stem}.ipynb" for path in course.activities}
    exercises = {path: path.with_name(f"{path.parent.name}.ipynb") for path in course.graded}
    for path, notebook in (lessons | exercises).items():
        read, language = (course.activities | course.graded)[path], _language_of(notebook)
        if read is not None and language not in (None, read.language):
            document = course.documents[path]
            message = f"The text is in “{read.language}” here, and in “{language}” in {notebook.name}."
            remedy = "Make `language` here and `leaningwell.lang` in the notebook's metadata the same."
            yield Fault(path, document.line(("language",)), message, remedy)


def lengths_agree(course: Course) -> Iterator[Fault]:
    """A page says how long a lesson takes by its notebook, and everything else goes by its file."""
    for path, read in course.activities.items():
        minutes = _said_of(course.root / "course" / f"{path.stem}.ipynb", "minutes")
        if read is not None and minutes is not None and minutes != read.minutes:
            document = course.documents[path]
            message = f"The lesson takes {read.minutes:g} minutes here, and {minutes} in {path.stem}.ipynb."
            remedy = "Make `minutes` here and `leaningwell.minutes` in the notebook's metadata the same."
            yield Fault(path, document.line(("minutes",)), message, remedy)


def _language_of(notebook: Path) -> str | None:
    """What the notebook's metadata says, English by default; None if it cannot be read."""
    language = _said_of(notebook, "lang", "en")
    return None if language is None else str(language)


def _said_of(notebook: Path, name: str, default: Any = None) -> Any:
    """What the notebook's metadata says of the lesson; None if it cannot be read."""
    try:
        metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
        return metadata.get("leaningwell", {}).get(name, default)
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def exercises_can_be_looked_over(course: Course) -> Iterator[Fault]:
    """Each exercise shows what an instructor will see."""
    for path, notebook in course.exercises.items():
        if notebook and not any(LOOK_OVER in cell.source for cell in notebook.cells if cell.cell_type == "code"):
            message = "Nothing shows what an instructor will see."
            yield Fault(path, 1, message, f"Add a cell {LOOK_OVER} near the end.")


def tables_name_their_columns(course: Course) -> Iterator[Fault]:
    """Whoever hears a table is told the column of each cell, so none is without a name."""
    for path, notebook in (course.notebooks | course.exercises).items():
        for cell in notebook.cells if notebook else []:
            if cell.cell_type != "markdown":
                continue
            lines = cell.source.splitlines()
            for header, below in pairwise(lines):
                if BELOW_HEADER.fullmatch(below) and _has_an_empty_column(header):
                    message = f"This table has a column without a name: {header.strip()}"
                    yield Fault(
                        path, _line(path, header), message, "Write what stands in the column into its first row."
                    )


def _has_an_empty_column(header: str) -> bool:
    inside = header.strip().removeprefix("|").removesuffix("|")
    return "|" in header and not all(name.strip() for name in COLUMN.split(inside))


def _line(path: Path, words: str) -> int:
    written = json.dumps(words, ensure_ascii=False)[1:-1]
    text = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, row in enumerate(text, 1) if written in row), 1)
