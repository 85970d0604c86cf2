"""Finds what was handed in under another name than its own.

Browsers, platforms and file managers rename: ``answers (1).json``, ``01-slug-Copy1.ipynb``, a folder within the folder.
What is under its own name and can be used comes first. Else the only other file that can be used is taken, and where
there are several, the one with most in it; a person is asked to look, and everybody is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory

from leaningwell.answers.answers import read_kept
from leaningwell.answers.format import MAX_BYTES, NAME, Kept, Unusable, kept, read
from leaningwell.answers.plain import clean
from leaningwell.answers.plainfile import is_plain, read_plain
from leaningwell.answers.repair import EMPTY, UnreadableNotebook, repaired
from leaningwell.answers.repair import MAX_BYTES as MAX_NOTEBOOK

from .exercisefolder import source_of
from .instructor import say
from .run import OURS

STANDS_FOR = "leaningwell_stands_for"
"""In the metadata of a notebook written here: the name of the file that was handed in, or nothing if none was."""
NOT_WORK = {"timestamp.txt", "submission_secret.txt", "items.yaml"}


def find_answers(folder: Path, exercise: str) -> tuple[Kept, str | None, str | None]:
    """What was answered; the sentence that says why there is nothing; and the name of the file if it is another."""
    lacking = None if os.path.lexists(folder / NAME) else "no-file"
    try:
        found = read_kept(folder, exercise)
        if lacking is None:
            return found, None, None
    except Unusable as problem:
        lacking = problem.code
    rest = (path for path in _files(folder, ".json", ".txt") if path != folder / NAME)
    others = [(each, path) for path in rest if (each := _answers(path, exercise))]
    if not others:
        return Kept(), lacking, None
    best, path = max(others, key=lambda other: (len(other[0].items) + len(other[0].done), str(other[1])))
    return best, None, clean(path.relative_to(folder).as_posix())


def _answers(path: Path, exercise: str) -> Kept | None:
    # What was set aside may hold a text that was taken back since.
    if path.name.startswith("answers.broken-"):
        return None
    try:
        return kept(read(read_plain(path, MAX_BYTES), exercise).data)
    except (OSError, Unusable):
        return None


def _files(folder: Path, *endings: str) -> Iterator[Path]:
    """The files of these kinds in the folder and the folders in it, by name; none by way of a link."""
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if path.suffix.lower() in endings and is_plain(path, folder) and ".ipynb_checkpoints" not in path.parts:
            yield path


def put_stand_ins() -> None:
    """Have `autograde` find a notebook of ours in every submission. nbgrader passes over those that have none."""
    stock = Autograde.init_notebooks
    if getattr(stock, OURS, False):
        return

    def init_notebooks(self: Autograde) -> None:
        course, source = self.coursedir, source_of(self.coursedir)
        if source.has_items():
            pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
            for folder in sorted(Path(course.root).glob(os.path.relpath(pattern, course.root))):
                if folder.is_dir():
                    _stand_in(self, folder, source.path.name)
        empty = [say("empty-folder", folder=folder) for folder in empty_folders(course)]
        for sentence in empty:
            self.log.error(sentence)
        try:
            stock(self)
        except NbGraderException as error:
            raise NbGraderException(" ".join(empty) or str(error)) from error

    setattr(init_notebooks, OURS, True)
    Autograde.init_notebooks = init_notebooks


def empty_folders(course: CourseDirectory) -> list[Path]:
    """The folders of submissions in which there is nothing that somebody could have done."""
    pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
    found = sorted(Path(course.root).glob(os.path.relpath(pattern, course.root)))
    return [folder for folder in found if folder.is_dir() and not _work(folder)]


def _work(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_dir() and path.name not in NOT_WORK]


def _stand_in(converter: Autograde, folder: Path, slug: str) -> None:
    own = folder / f"{slug}.ipynb"
    if os.path.lexists(own) or not _work(folder):
        return
    found = [(notebook, path) for path in _files(folder, ".ipynb") if (notebook := _notebook(path))]
    named = [each for each in found if each[1].name.startswith(slug)] or found
    notebook, path = max(named, key=lambda each: (len(each[0]["cells"]), str(each[1]))) if named else (EMPTY, None)
    metadata = {**notebook["metadata"], STANDS_FOR: clean(path.relative_to(folder).as_posix()) if path else ""}
    try:
        nbformat.write(nbformat.from_dict({**notebook, "metadata": metadata}), own)
    except OSError as error:
        converter.log.error("%s has no notebook %s, and none can be put there: %s.", folder, own.name, error.strerror)


def _notebook(path: Path) -> dict[str, Any] | None:
    try:
        return repaired(read_plain(path, MAX_NOTEBOOK)).notebook
    except (OSError, UnreadableNotebook):
        return None
