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

ODD = '''
import os, sys, time

kept = []

def activity(lesson):
    return lesson.activity("odd", {}, HANDLERS)

def wait(question):
    """Until a file is there."""
    while not os.path.exists(question["file"]):
        time.sleep(0.01)
    return {"pid": os.getpid()}

def hang(question):
    open(question["file"], "w").close()
    while True:
        pass

def grow(question):
    kept.append(b"x" * question["size"])
    return {"pid": os.getpid()}

HANDLERS = {
    "echo": lambda question: time.sleep(question.get("seconds", 0)) or {"text": question["text"], "pid": os.getpid()},
    "wait": wait,
    "hang": hang,
    "grow": grow,
    "die": lambda question: os._exit(1),
    "leave": lambda question: sys.exit("bye"),
    "object": lambda question: {"found": object()},
    "nan": lambda question: {"found": float("nan")},
    "set": lambda question: {"found": {1, 2}},
    "circle": lambda question: kept.append(kept) or {"found": kept},
    "nothing": lambda question: None,
    "raise": lambda question: 1 / 0,
    "print": lambda question: print("loud") or {"text": "said"},
    "surrogate": lambda question: {"text": "\\ud800"},
}
'''


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
    shutil.copytree(
        ROOT / "exercises" / slug,
        root / "exercises" / slug,
        ignore=shutil.ignore_patterns("answers*"),
        dirs_exist_ok=True,
    )
    return root / "exercises" / slug / f"{slug}.ipynb"


def write_odd_lesson(course: Path, slug: str = "00-start-here") -> Path:
    """A lesson whose cell ``odd`` does whatever it is asked."""
    course.mkdir(parents=True, exist_ok=True)
    (course / "odd.py").write_text(ODD)
    start = f'import odd\nfrom leaningwell import Lesson\nlesson = Lesson("{slug}")'
    return write_lesson(course, slug, start=start, odd="odd.activity(lesson)")
