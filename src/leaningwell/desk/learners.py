"""Enters a list of learners into the gradebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from leaningwell.grading import classlist
from leaningwell.grading.classlist import Listed, UnusableList
from leaningwell.grading.cohort.gradebook import why
from leaningwell.grading.people import Person, Register, of_gradebook

from .course import CannotDo, Course, Result
from .words import say


def enter_file(course: Course, path: Path) -> Result:
    """Put the learners of a CSV file into the gradebook. Raises CannotDo."""
    return _enter_all(course, lambda known: classlist.read_file(path, known))


def enter(course: Course, content: bytes, name: str) -> Result:
    """Put the learners of a CSV file's content into the gradebook. Raises CannotDo."""
    return _enter_all(course, lambda known: classlist.read(content, name, known))


def _enter_all(course: Course, read: Callable[[Register], Listed]) -> Result:
    """Nobody is taken out, and what a file does not say stays."""
    try:
        listed = read(of_gradebook(course.directory().db_url))
    except UnusableList as problem:
        raise CannotDo(str(problem)) from None
    except SQLAlchemyError as error:
        raise CannotDo(why(error)) from None
    counts = {"new": 0, "changed": 0, "as-before": 0}
    with course.gradebook() as gradebook:
        for learner in listed.learners:
            counts[_enter(gradebook, learner)] += 1
        gradebook.db.commit()
    told = ", ".join(say(f"count-{what}", count=count) for what, count in counts.items() if count)
    return Result(
        (say("on-the-list", count=len(listed.learners), told=told), _first(listed.learners[0])),
        listed.troubles,
        [asdict(learner) for learner in listed.learners],
    )


def _first(learner: Person) -> str:
    """How a row was read, so that a column that was taken for another is seen at once."""
    told = {field: getattr(learner, field) or "–" for field in ("id", "first", "last", "email")}
    return say("first-of-list", **told)


def _enter(gradebook: Gradebook, learner: Person) -> str:
    told = {"first_name": learner.first, "last_name": learner.last, "email": learner.email, "lms_user_id": learner.lms}
    told = {field: value for field, value in told.items() if value}
    try:
        student = gradebook.find_student(learner.id)
    except MissingEntry:
        if not (learner.first or learner.last):
            told["last_name"] = learner.id
        gradebook.add_student(learner.id, **{"first_name": "", "last_name": "", **told})
        return "new"
    if told.get("first_name") and "last_name" not in told and student.last_name == student.id:
        told["last_name"] = ""
    changed = {field: value for field, value in told.items() if getattr(student, field) != value}
    for field, value in changed.items():
        setattr(student, field, value)
    return "changed" if changed else "as-before"
