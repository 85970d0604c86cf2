"""Plug-ins for `nbgrader export`, a class for each platform."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Unicode

from leaningwell.grading.exercisefolder import ExerciseFolder, first_heading
from leaningwell.grading.people import register

from .fill import Sheet, fill
from .formats import BLACKBOARD, CANVAS, MOODLE, Format
from .grades import NoGrades, grades
from .table import Table, read_table


class _PlatformExport(ExportPlugin):
    form: ClassVar[Format]
    target: Path
    course: CourseDirectory | None = None
    given: Table | None = None
    """The content of a file that the platform gave, where it was read already."""

    into = Unicode("", help="a file that the platform gave, into which the grades are written").tag(config=True)
    column = Dict(help="the heading of the platform's column, by exercise").tag(config=True)
    waiting = Bool(False, help="take grades along that a person still has to look at").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the file, and say what somebody should know. Without grades nbgrader's command ends with the reason."""
        try:
            sheet = self.write(gradebook)
        except NoGrades as problem:
            if self.parent is None:
                raise
            self.parent.fail(str(problem))
            return
        for line in sheet.told:
            self.log.warning("%s", line)

    def write(self, gradebook: Gradebook) -> Sheet:
        """Write the file, and give what is to be said about it. Raises NoGrades."""
        slugs, students = [str(name) for name in self.assignment], [str(name) for name in self.student]
        titles = _titles(self.course or getattr(self.parent, "coursedir", None))
        found = grades(gradebook, register(gradebook), slugs, students, titles)
        into = read_table(Path(self.into)) if self.into else self.given
        sheet = fill(self.form, found, into, self.column, self.waiting)
        self.target = Path(self.to or self.form.file)
        self.target.write_bytes(sheet.table.content())
        return sheet


def _titles(course: CourseDirectory | None) -> dict[str, str]:
    """What each exercise of the course is called."""
    if course is None:
        return {}
    sources = Path(course.format_path(course.source_directory, ".", ".")).glob("*/items.yaml")
    return {path.parent.name: first_heading(ExerciseFolder(path.parent).notebooks()) for path in sources}


class CanvasExport(_PlatformExport):
    """Grades for the gradebook of Canvas."""

    form = CANVAS


class MoodleExport(_PlatformExport):
    """Grades for the gradebook of Moodle, or for its sheet for grading one exercise."""

    form = MOODLE


class BlackboardExport(_PlatformExport):
    """Grades for the gradebook of Blackboard."""

    form = BLACKBOARD


EXPORTS: dict[str, type[_PlatformExport]] = {
    each.form.name: each for each in (CanvasExport, MoodleExport, BlackboardExport)
}
