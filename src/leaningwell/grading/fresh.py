"""Makes the release of an exercise as nbgrader would, in a temporary course without a gradebook."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from .exercisefolder import ExerciseFolder
from .generate import ReleaseError
from .report import NAME as REPORT
from .report import put_parts, read_report


@contextmanager
def made(source: Path, config: Config, report: Path | None = None) -> Iterator[ExerciseFolder]:
    """The release of the exercise in ``source``, for the time of a `with`; a leak report is added to ``report``.

    Raises ReleaseError or ContentError.
    """
    with tempfile.TemporaryDirectory(prefix="leaningwell-build-") as temporary:
        place = Path(temporary).resolve()
        course = CourseDirectory(config=config, root=str(place), assignment_id=source.name)
        shutil.copytree(source, place / course.source_directory / source.name)
        try:
            _generate(course, config)
        finally:
            if report and (part := place / REPORT).is_file():
                put_parts(report, read_report(part.read_text(encoding="utf-8")))
        yield ExerciseFolder(place / course.release_directory / source.name)


def _generate(course: CourseDirectory, config: Config) -> None:
    config = deepcopy(config)
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    converter = _Generate(coursedir=course, config=config)
    converter.log = logging.getLogger(__name__)
    try:
        converter.start()
    except NbGraderException as error:
        raise converter.reason or ReleaseError(str(error)) from None


class _Generate(GenerateAssignment):
    """Remembers why it failed: nbgrader itself only logs it."""

    reason: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.reason = error
            raise
