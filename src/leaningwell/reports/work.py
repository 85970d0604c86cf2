"""What a report is made from: points and answers of people without names. Texts of reflections are left out at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError

from leaningwell.content import ContentError, Graded
from leaningwell.grading.cohort.gradebook import NoGradebook, look_at, why
from leaningwell.grading.coursesettings import NoSettings, settings_of
from leaningwell.grading.exercisefolder import first_heading, source_of, submitted_to
from leaningwell.grading.instructor import say
from leaningwell.grading.standins import find_answers


class NoReport(Exception):
    """There can be no report; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Response:
    """An answer to a question, and how sure the learner was, in percent, where that was asked."""

    value: Any
    confidence: float | None = None


@dataclass(frozen=True)
class Work:
    """One graded hand-in, of nobody in particular: points by graded cell, and answers by question.

    ``lacking``: no answers could be read, so that its zeros say nothing of how hard anything was.
    """

    points: Mapping[str, float]
    responses: Mapping[str, Response] = field(default_factory=dict)
    late: bool = False
    waits: bool = False
    lacking: bool = False


@dataclass(frozen=True)
class HandIns:
    """What a class handed in of one exercise. ``listed``: how many learners are known; ``ungraded``: how many wait."""

    graded: Graded
    title: str
    work: tuple[Work, ...]
    listed: int = 0
    ungraded: int = 0


def read(root: Path, slug: str) -> HandIns:
    """The hand-ins of an exercise. Raises NoReport."""
    try:
        course = CourseDirectory(config=settings_of(root), assignment_id=slug)
        source = source_of(course)
        if not source.has_items():
            raise NoReport(say("no-exercise", slug=slug, place=source.path.parent))
        graded = source.graded()
        look_at(course.db_url, slug)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            submissions = gradebook.find_assignment(slug).submissions
            work = tuple(_work(course, slug, submission) for submission in submissions)
            known = {student.id for student in gradebook.students}
            done = {submission.student.id for submission in submissions}
    except (NoSettings, ContentError, NoGradebook, MissingEntry) as error:
        raise NoReport(str(error)) from None
    except SQLAlchemyError as error:
        raise NoReport(why(error)) from None
    came = {folder.parent.name for folder in submitted_to(course, slug) if any(folder.iterdir())}
    return HandIns(graded, first_heading(source.notebooks()), work, len(known | came), len(came - done))


def _work(course: CourseDirectory, slug: str, submission: SubmittedAssignment) -> Work:
    folder = Path(course.format_path(course.submitted_directory, submission.student.id, slug))
    kept, lacking, _ = find_answers(folder.resolve(), slug)
    responses = {id: Response(entry["response"], entry.get("confidence")) for id, entry in kept.items.items()}
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return Work(
        {grade.name: float(grade.score) for grade in grades},
        responses,
        bool(submission.late_submission_penalty),
        any(grade.needs_manual_grade for grade in grades),
        bool(lacking) and folder.is_dir(),
    )
