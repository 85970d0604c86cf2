"""Who has handed in an exercise, and how far each is: one row for each learner on the list or with a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import joinedload, selectinload, undefer

from leaningwell.grading import instructor
from leaningwell.grading.cohort.basis import Bases
from leaningwell.grading.learner import shown_names
from leaningwell.grading.renew import is_current, state_of_submission
from leaningwell.grading.standins import empty_folders

from .collecting import submissions
from .course import Course, Result
from .needs_a_person import waiting
from .words import say


@dataclass(frozen=True)
class Row:
    """One learner. ``state`` is none, empty, handed-in, graded, and handed-in again once other work lies there.

    ``looks`` counts the parts that wait for a person, shared ones too, and ``unsure`` says that points may change;
    ``feedback`` is none, older or given.
    """

    id: str
    name: str
    state: str
    time: str = ""
    late: bool = False
    points: float | None = None
    looks: int = 0
    unsure: bool = False
    feedback: str = "none"


def handed_in(course: Course, slug: str) -> Result:
    """How far everybody is. Raises CannotDo."""
    course.source(slug)
    folders = {folder.parent.name: folder for folder in submissions(course, slug)}
    empty = {folder.parent.name: folder for folder in empty_folders(course.directory(slug))}
    looks = Counter(part.student for part in waiting(course, slug))
    with course.gradebook() as gradebook:
        names = shown_names(gradebook)
        graded = {one.student.id: one for one in _graded(gradebook, slug)}
        directory = course.directory(slug)
        states = {student: state_of_submission(directory, one) for student, one in graded.items()}
        bases = Bases(Path(course.directory().root), slug)
        rows = [
            _row(course, slug, bases, student, names.get(student, student), folders.get(student), student in empty,
                 graded.get(student), states.get(student, ""), looks[student])
            for student in sorted({*names, *folders}, key=lambda id: (names.get(id) or id).casefold())
        ]  # fmt: skip
    came = [row for row in rows if row.state in ("handed-in", "graded")]
    title = course.title(slug)
    done = [say("handed-in", came=len(came), count=len(rows), title=title) if rows else say("nobody", title=title)]
    if to_grade := sum(row.state == "handed-in" for row in rows):
        done.append(say("to-grade", count=to_grade))
    look = [instructor.say("empty-folder", folder=folder) for folder in empty.values()]
    look += [
        say("not-listed", student=student, folder=folder)
        for student, folder in folders.items()
        if names and student not in names and student not in empty
    ]
    return Result(tuple(done), tuple(look), {"rows": [asdict(row) for row in rows]})


def _graded(gradebook: Gradebook, slug: str) -> list[SubmittedAssignment]:
    """All submissions, with what is asked of them: of a large class, a few questions and not a few for each learner."""
    notebooks = selectinload(SubmittedAssignment.notebooks)
    found: list[SubmittedAssignment] = (
        gradebook.db.query(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == slug)
        .options(
            joinedload(SubmittedAssignment.student),
            joinedload(SubmittedAssignment.assignment),
            undefer(SubmittedAssignment.score),
            undefer(SubmittedAssignment.late_submission_penalty),
            notebooks.joinedload(SubmittedNotebook.notebook),
            notebooks.selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
            notebooks.selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
        )
        .all()
    )
    return found


def _row(
    course: Course,
    slug: str,
    bases: Bases,
    student: str,
    name: str,
    folder: Path | None,
    empty: bool,
    graded: SubmittedAssignment | None,
    state: str,
    looks: int,
) -> Row:
    if folder is None or empty:
        return Row(student, name, "empty" if folder else "none")
    time, late = _time(course, slug, folder), False
    autograded = course.folder("autograded", student, slug)
    if graded is None or not autograded.is_dir() or bases.other_work(student, autograded, folder):
        return Row(student, name, "handed-in", time, late)
    page = course.folder("feedback", student, slug)
    there = (page / f"{slug}.html").is_file()
    feedback = "none" if not there else "given" if is_current(page, state) else "older"
    unsure = any(grade.needs_manual_grade for notebook in graded.notebooks for grade in notebook.grades)
    points = round(max(0.0, graded.score - (graded.late_submission_penalty or 0)), 2)
    return Row(student, name, "graded", time, graded.total_seconds_late > 0, points, looks, unsure, feedback)


def _time(course: Course, slug: str, folder: Path) -> str:
    try:
        found: Any = course.directory(slug).get_existing_timestamp(str(folder))
    except Exception:  # whoever grades it says so
        return ""
    return found.replace(tzinfo=UTC).isoformat() if found else ""
