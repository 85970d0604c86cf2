"""Writes lessons and exercises for the tests of pages without a kernel."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
EXERCISE = "01-the-self-sufficiency-story"
LESSON = "20-made-up"
START = f'from leaningwell import Lesson\nlesson = Lesson("{LESSON}")'
ACTIVITIES = """\
lesson: {slug}
title: Made up
about: A lesson for the tests
minutes: 5
items:
  - id: how-much
    type: numeric
    prompt: {prompt}
    answer: 3
    tolerance: 0
    unit: years
    feedback: Three is what was left over.
    mistakes:
      - value: 30
        feedback: That is ten times as much.
"""
RIGHT = {"do": "check", "id": "how-much", "response": "3"}
KEYS = ("Three is what was left over.", "That is ten times as much.", '"answer"', '"tolerance"', '"mistakes"')


def notebook(cells: dict[str, str], **course: object) -> NotebookNode:
    """A notebook with these cells by id; one whose text begins with ``#`` is prose."""
    made = [
        (new_markdown_cell if source.startswith("#") else new_code_cell)(source, id=id) for id, source in cells.items()
    ]
    return new_notebook(cells=made, metadata={"leaningwell": {"lang": "en", **course}})


def write_notebook(path: Path, cells: dict[str, str], **course: object) -> Path:
    """The same, as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(cells, **course), path)
    return path


def write_lesson(course: Path, slug: str = LESSON, *, prompt: str = "How much?", **cells: str) -> Path:
    """A lesson with one question, and the file of its activities. ``cells`` come after the question."""
    (course / "activities").mkdir(parents=True, exist_ok=True)
    (course / "activities" / f"{slug}.yaml").write_text(ACTIVITIES.format(slug=slug, prompt=prompt))
    start = START.replace(LESSON, slug)
    shown = {"title": "# A made-up lesson", "start": start, "quiz": "lesson.quiz()", **cells}
    return write_notebook(course / f"{slug}.ipynb", shown, lesson=20)


def copy_exercise(root: Path, slug: str = EXERCISE) -> Path:
    """An exercise as a learner gets it; its notebook's path."""
    shutil.copytree(ROOT / "exercises" / slug, root / "exercises" / slug, ignore=shutil.ignore_patterns("answers*"))
    return root / "exercises" / slug / f"{slug}.ipynb"
