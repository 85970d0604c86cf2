"""Gives feedback back: makes every page that is missing or older than its grade, and hands it to its learner.

Who handed in through the exchange fetches the page there. For all others there is one zip with a page for each.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateFeedback

from leaningwell.grading.feedback_page import named
from leaningwell.grading.learner import shown_names
from leaningwell.grading.renew import is_current, state_of_grade

from .course import CannotDo, Course, Result
from .handing_out import LONG_AGO
from .needs_a_person import waiting, whose
from .said import carried_out
from .words import say


def give_back(course: Course, slug: str) -> Result:
    """Make the feedback that is not there or is older than the grade, and give it back. Raises CannotDo."""
    course.source(slug)
    graded = _graded(course, slug)
    if not graded:
        raise CannotDo(say("nothing-graded", title=course.title(slug)))
    old = [student for student in graded if not page_is_current(course, slug, student)]
    look = _make(course, slug)
    done = [say("pages-made", count=len(old), there=say("pages-there", count=len(graded) - len(old)))]
    others = graded
    exchange = course.exchange("ReleaseFeedback", slug)
    if exchange is not None:
        carried_out(exchange)
        others = sorted(exchange.left_out)
        back = len(graded) - len(others)
        if back:
            done.append(say("to-fetch", count=back))
    again = [student for student in others if "again" in getattr(exchange, "left_out", {}).get(student, "")]
    look += [say("since-graded", student=student) for student in again]
    by_hand = [student for student in others if student not in again]
    files = []
    if by_hand:
        path = _zipped(course, slug, by_hand)
        files.append(path)
        done.append(say("by-hand", count=len(by_hand), path=path))
    if left := waiting(course, slug):
        look.append(say("still-waits", count=len(left), who=whose(left)))
    return Result(tuple(done), tuple(look), {"made": old, "by-hand": by_hand}, tuple(files))


def _make(course: Course, slug: str) -> list[str]:
    """Make the pages; a sentence for each that could not be made, and the others are there."""
    pages = _Pages(coursedir=course.directory(slug), config=course.config)
    try:
        carried_out(pages)
    except CannotDo:
        if not pages.failed:
            raise
    return [say("page-not-made", student=student, why=why, slug=slug) for student, why in pages.failed.items()]


class _Pages(GenerateFeedback):
    """Remembers whose page could not be made: nbgrader itself only logs it."""

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.failed: dict[str, str] = {}

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.failed[Path(notebook_filename).parents[1].name] = f"{type(error).__name__}: {error}"
            raise


def page_is_current(course: Course, slug: str, student: str) -> bool:
    """Whether the learner's feedback says what the gradebook says."""
    with course.gradebook() as gradebook:
        state = state_of_grade(course.directory(slug), gradebook, student, slug)
    page = course.folder("feedback", student, slug)
    return bool(state) and (page / f"{slug}.html").is_file() and is_current(page, state)


def _graded(course: Course, slug: str) -> list[str]:
    """The learners of whom the exercise is graded."""
    with course.gradebook() as gradebook:
        try:
            submissions = gradebook.assignment_submissions(slug)
        except MissingEntry:
            return []
        students = [submission.student.id for submission in submissions]
    return sorted(student for student in students if course.folder("autograded", student, slug).is_dir())


def _zipped(course: Course, slug: str, students: list[str]) -> Path:
    """A page for each, with the name on it: whoever gives many out by hand has to see whose each is.

    A page that its learner fetches or makes alone names nobody.
    """
    with course.gradebook() as gradebook:
        names = shown_names(gradebook)
    path = Path(course.directory().root, "feedback", f"{slug}-feedback.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for student in students:
            page = course.folder("feedback", student, slug) / f"{slug}.html"
            if page.is_file():
                text = named(page.read_text(encoding="utf-8"), names.get(student, student))
                made.writestr(zipfile.ZipInfo(f"{student}.html", LONG_AGO), text.encode(), zipfile.ZIP_DEFLATED)
    return path
