"""Hands an exercise out: makes the learners' version, and puts it into the exchange or into a zip for a platform."""

from __future__ import annotations

import zipfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from leaningwell.grading.exercisefolder import ExerciseFolder

from .collecting import downloaded
from .course import CannotDo, Course, Result
from .said import carried_out
from .words import say

FOLDER = "handed-out"
LONG_AGO = (2026, 1, 1, 0, 0, 0)
"""So that the same exercise gives the same zip."""


def hand_out(course: Course, slug: str) -> Result:
    """Make the learners' version of an exercise, and hand it out. Raises CannotDo."""
    course.graded(slug)
    title = course.title(slug)
    settings = course.directory(slug)
    generate = _Generate(coursedir=settings, config=course.config, force=True)
    try:
        carried_out(generate)
    except CannotDo as problem:
        raise CannotDo(generate.reason or str(problem)) from None
    release = ExerciseFolder(Path(settings.format_path(settings.release_directory, ".", slug)))
    exchange = course.exchange("ReleaseAssignment", slug)
    if exchange is None:
        path = _zipped(course.root / FOLDER / f"{slug}.zip", release)
        downloads = downloaded(course, slug)
        downloads.mkdir(parents=True, exist_ok=True)
        done = (say("made", title=title, path=release.path), say("made-zip", path=path, downloads=downloads))
        return Result(done, data={"zip": str(path)}, files=(path,))
    look = carried_out(exchange)
    return Result((say("handed-out", title=title),), tuple(look), {"zip": None})


class _Generate(GenerateAssignment):
    """Remembers why it failed: nbgrader itself only logs it."""

    reason = ""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.reason = say("cannot-hand-out", file=Path(notebook_filename).name, why=error)
            raise


def _zipped(path: Path, folder: ExerciseFolder) -> Path:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for file in folder.files():
            name = f"{folder.path.name}/{file.relative_to(folder.path).as_posix()}"
            made.writestr(zipfile.ZipInfo(name, LONG_AGO), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path
