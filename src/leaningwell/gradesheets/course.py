"""Writes the grades of a course for a platform: what the command line and the desk call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from leaningwell.grading.cohort.gradebook import is_absent, why
from leaningwell.grading.coursesettings import NoSettings, settings_of

from .fill import Sheet
from .grades import NoGrades
from .plugins import EXPORTS
from .table import Table
from .words import say


def write(
    root: Path,
    platform: str,
    slugs: Sequence[str] = (),
    into: Path | Table | None = None,
    to: Path | None = None,
    columns: Mapping[str, str] | None = None,
    waiting: bool = False,
) -> tuple[Sheet, Path]:
    """Write a file for ``platform``, and give what is to be said and where it is. Raises NoGrades.

    ``into`` is a file that the platform gave, or what was read of one.
    """
    try:
        course = CourseDirectory(config=settings_of(root))
    except NoSettings as error:
        raise NoGrades(str(error)) from None
    if is_absent(course.db_url):
        raise NoGrades(say("no-gradebook", path=make_url(course.db_url).database))
    export = EXPORTS[platform](assignment=list(slugs), column=dict(columns or {}))
    export.course = course
    if isinstance(into, Table):
        export.given = into
    elif into:
        export.into = str(into)
    export.to, export.waiting = str(to or ""), waiting
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            sheet = export.write(gradebook)
    except SQLAlchemyError as error:
        raise NoGrades(why(error)) from None
    except OSError as error:
        raise NoGrades(say("not-written", path=error.filename, why=error.strerror)) from None
    return sheet, export.target
