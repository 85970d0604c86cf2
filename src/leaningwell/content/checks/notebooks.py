"""Notebooks beside their files: the same language, and in an exercise a look at what will be handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..yamlfile import Fault
from .course import Course

LOOK_OVER = "exercise.before_handing_in()"


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


def _language_of(notebook: Path) -> str | None:
    """What the notebook's metadata says, English by default; None if it cannot be read."""
    try:
        metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
        return str(metadata.get("leaningwell", {}).get("lang", "en"))
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def exercises_can_be_looked_over(course: Course) -> Iterator[Fault]:
    """Each exercise shows what an instructor will see."""
    for path, notebook in course.exercises.items():
        if notebook and not any(LOOK_OVER in cell.source for cell in notebook.cells if cell.cell_type == "code"):
            message = "Nothing shows what an instructor will see."
            yield Fault(path, 1, message, f"Add a cell {LOOK_OVER} near the end.")
