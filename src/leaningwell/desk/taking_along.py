"""What a round ends with: how the class went as a whole, and the grades in a file that a platform takes in."""

from __future__ import annotations

from dataclasses import asdict

from leaningwell.gradesheets import EXPORTS
from leaningwell.gradesheets.course import write
from leaningwell.gradesheets.grades import NoGrades
from leaningwell.gradesheets.table import table_of
from leaningwell.reports import class_report, told
from leaningwell.reports.work import NoReport, read

from .course import CannotDo, Course, Result
from .given import GivenFile
from .words import say

FOLDER = "taken-along"
PLATFORMS = tuple((name, name.capitalize()) for name in EXPORTS)
"""The platforms for which there are files, as they are called in a command and by people."""
SHEETS = ".csv,.xls,.txt,.tsv,text/csv"


def report(course: Course, slug: str) -> Result:
    """How an exercise went for the class; it names nobody. Raises CannotDo."""
    course.source(slug)
    try:
        words = told.told(class_report(read(course.root, slug)))
    except NoReport as problem:
        raise CannotDo(str(problem)) from None
    path = course.root / FOLDER / f"{slug}-report.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(told.page(words), encoding="utf-8")
    return Result((say("report-page", path=path),), data={"report": asdict(words)}, files=(path,))


def export(course: Course, slug: str, platform: str, given: GivenFile | None = None) -> Result:
    """Write the grades of one exercise into a file for a platform. Raises CannotDo.

    ``given``: a file that the platform gave, whose rows and columns stay.
    """
    course.source(slug)
    if platform not in EXPORTS:
        raise CannotDo(say("which-platform"))
    form = EXPORTS[platform].form
    path = course.root / FOLDER / f"{slug}-{form.file}"
    path.parent.mkdir(exist_ok=True)
    try:
        into = table_of(given.path.read_bytes(), given.name) if given else None
        sheet, path = write(course.root, platform, [slug], into, to=path)
    except NoGrades as problem:
        raise CannotDo(str(problem)) from None
    done = [say("exported", count=sheet.written, platform=dict(PLATFORMS)[platform], path=path)]
    if not sheet.look:
        return Result((*done, *sheet.told), files=(path,))
    return Result(tuple(done), tuple(sheet.told), files=(path,))
