"""Has `generate_feedback` make a page again that is older than its grade. nbgrader leaves every page that is there.

Beside a page lies the name of what it was made from: the graded notebook, the points, and the comments.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import rmtree

from .exercisefolder import source_of
from .run import OURS

MADE_FROM = ".made-from"


def state_of_grade(course: CourseDirectory, gradebook: Gradebook, student: str, slug: str) -> str:
    """Another text whenever something that feedback says may have changed; empty without a grade."""
    try:
        return state_of_submission(course, gradebook.find_submission(slug, student))
    except MissingEntry:
        return ""


def state_of_submission(course: CourseDirectory, submission: SubmittedAssignment) -> str:
    """The same of a submission that is at hand."""
    told = [
        [
            notebook.name,
            notebook.late_submission_penalty,
            sorted(
                (grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                for grade in notebook.grades
            ),
            sorted((comment.name, comment.auto_comment, comment.manual_comment) for comment in notebook.comments),
        ]
        for notebook in submission.notebooks
    ]
    graded = Path(course.format_path(course.autograded_directory, submission.student.id, submission.name))
    files = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(graded.glob("*.ipynb"))]
    return hashlib.sha256(json.dumps([told, files]).encode()).hexdigest()


def is_current(page: Path, state: str) -> bool:
    """Whether the feedback in the folder ``page`` was made from this state of the grade."""
    try:
        return (page / MADE_FROM).read_text(encoding="ascii") == state
    except (OSError, ValueError):
        return False


def renew_older_feedback() -> None:
    """From now on a page that does not say what the gradebook says is made anew, without --force."""
    stock = GenerateFeedback.init_destination
    if getattr(stock, OURS, False):
        return

    def init_destination(self: GenerateFeedback, assignment_id: str, student_id: str) -> bool:
        course = self.coursedir
        kept_out = student_id in course.student_id_exclude.split(",") or course.notebook_id != "*"
        if kept_out or not source_of(course).has_items():
            return bool(stock(self, assignment_id, student_id))
        page = Path(self._format_dest(assignment_id, student_id))
        with Gradebook(course.db_url, course.course_id) as gradebook:
            state = state_of_grade(course, gradebook, student_id, assignment_id)
        if page.is_dir() and not is_current(page, state):
            self.log.info("Making feedback anew, as the grade has changed: %s", page)
            rmtree(str(page))
        wanted = bool(stock(self, assignment_id, student_id))
        if wanted:
            page.mkdir(parents=True, exist_ok=True)
            (page / MADE_FROM).write_text(state, encoding="ascii")
        return wanted

    setattr(init_destination, OURS, True)
    GenerateFeedback.init_destination = init_destination
