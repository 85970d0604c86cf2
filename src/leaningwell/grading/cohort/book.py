"""Stands in for nbgrader's ``Gradebook`` while a class is graded, and writes many submissions in one go.

nbgrader's own steps read and write a row at a time, and wait for the disk after each. Here they ask for the same rows
under the same names and get them from memory. ``write`` puts what they made of them into the gradebook, in one
transaction for several submissions. A grade by hand that came meanwhile stays, and asks for a look as it would have.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, TypeVar

import sqlalchemy
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import autograde
from nbgrader.preprocessors import latesubmissions, overwritecells, overwritekernelspec, saveautogrades

from leaningwell.grading import flag, learner, sanitize

from . import records
from .rows import Cell, Comment, Exercise, Grade, Learner, Notebook, Source, Submission, SubmittedNotebook

T = TypeVar("T")
ASKING: tuple[Any, ...] = (
    autograde,
    latesubmissions,
    overwritecells,
    overwritekernelspec,
    saveautogrades,
    flag,
    learner,
    sanitize,
)
_STANDING_IN: dict[int, Book] = {}
"""By thread: a desk may have several exercises graded at once."""
_LOCK = threading.Lock()


class Book:
    """The gradebook as far as one exercise goes, in place of a ``Gradebook``, with the methods that are asked for."""

    def __init__(self, url: str, slug: str):
        """Raises MissingEntry, or an SQLAlchemyError."""
        self.db = SimpleNamespace(commit=lambda: None)
        with Gradebook(url) as gradebook:
            self.exercise = records.exercise_of(gradebook.find_assignment(slug))
        self.engine = sqlalchemy.create_engine(url)
        self.learners = records.learners(self.engine)
        self._notebooks = {notebook.name: notebook for notebook in self.exercise.notebooks}
        self._sources = {
            (notebook.name, source.name): source
            for notebook in self.exercise.notebooks
            for source in notebook.source_cells
        }
        self._open: dict[str, Submission] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *about: object) -> None:
        """A step is done with it; the next goes on with the same."""

    def close(self) -> None:
        """As nbgrader closes its own after each step."""

    @contextmanager
    def standing_in(self) -> Iterator[None]:
        """While this lasts, nbgrader's steps and ours, in this thread, get this where they open the gradebook."""
        here = threading.get_ident()
        with _LOCK:
            _STANDING_IN[here] = self
            for module in ASKING:
                module.Gradebook = _opened
        try:
            yield
        finally:
            with _LOCK:
                del _STANDING_IN[here]
                for module in () if _STANDING_IN else ASKING:
                    module.Gradebook = Gradebook
            self.engine.dispose()

    def apart(self) -> None:
        """In a copy of a process: leave the connections to the one that opened them."""
        self.engine.dispose(close=False)

    # What nbgrader's steps ask for

    def find_assignment(self, name: str) -> Exercise:
        """The exercise."""
        if name != self.exercise.name:
            raise MissingEntry(f"No such assignment: {name}")
        return self.exercise

    def find_notebook(self, name: str, assignment: str) -> Notebook:
        """One of its notebooks."""
        return _found(self._notebooks, name, "notebook")

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Source:
        """A cell as it was handed out."""
        return _found(self._sources, (notebook, name), "source cell")

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Cell:
        """A cell that earns something."""
        cells = {cell.name: cell for cell in self.find_notebook(notebook, assignment).graded()}
        return _found(cells, name, "grade cell")

    def find_student(self, student: str) -> Learner:
        """Somebody in the list of learners."""
        return _found(self.learners, student, "student")

    def add_student(self, student: str, **names: str) -> None:
        """Put somebody into the list of learners. They are written with their submission."""
        self.learners[student] = Learner(student, **names, fresh=True)

    def update_or_create_student(self, student: str) -> None:
        """Have somebody in the list of learners."""
        self.learners.setdefault(student, Learner(student, fresh=True))

    def update_or_create_submission(self, assignment: str, student: str, timestamp: Any = None) -> Submission:
        """A learner's submission, as the gradebook has it now, or a new one."""
        submission = records.read(self.engine, self.exercise, student)
        if timestamp is not None:
            submission.timestamp = utils.parse_utc(timestamp)
        self._open[student] = submission
        return submission

    def find_submission(self, assignment: str, student: str) -> Submission:
        """A learner's submission."""
        return _found(self._open, student, "submission")

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """A learner's notebook."""
        notebooks = {one.name: one for one in self.find_submission(assignment, student).notebooks}
        return _found(notebooks, notebook, "submitted notebook")

    def find_grade(self, cell: str, notebook: str, assignment: str, student: str) -> Grade:
        """What a learner's cell earned. It will be written."""
        grades = {grade.name: grade for grade in self.find_submission_notebook(notebook, assignment, student).grades}
        grade = _found(grades, cell, "grade")
        grade.asked = True
        return grade

    def find_comment(self, cell: str, notebook: str, assignment: str, student: str) -> Comment:
        """What is said of a learner's cell. It will be written."""
        comments = self.find_submission_notebook(notebook, assignment, student).comments
        comment = _found({one.cell.name: one for one in comments}, cell, "comment")
        comment.asked = True
        return comment

    # What is read and written

    def forget(self, student: str) -> None:
        """Write nothing of this submission."""
        self._open.pop(student, None)

    def write(self, students: Iterable[str]) -> None:
        """Write these submissions, all or none. Raises SQLAlchemyError."""
        submissions = [self._open[student] for student in students if student in self._open]
        theirs = [self.learners[one.student] for one in submissions if one.student in self.learners]
        records.write(self.engine, submissions, theirs)
        for submission in submissions:
            self.forget(submission.student)
        for one in theirs:
            self.learners[one.id] = Learner(one.id, one.first_name, one.last_name)


def _opened(*about: Any, **named: Any) -> Any:
    book = _STANDING_IN.get(threading.get_ident())
    return Gradebook(*about, **named) if book is None else book


def _found(among: Mapping[Any, T], key: Any, kind: str) -> T:
    try:
        return among[key]
    except KeyError:
        raise MissingEntry(f"No such {kind}: {key}") from None
