"""Keeps nbgrader's own commands from destroying a learner's work in ``exercises/``, and from handing it to everybody.

* ``generate_assignment`` and `leaningwell build` remove the old release before they write a new one. Who learns alone
  does so in that very folder, so it is looked through before anything is removed.
* ``release_assignment`` hands out whatever lies there. It has to be what `generate_assignment` makes of ``solutions/``
  now, and nothing else.

Formgrader's buttons come by the same ways. An assignment without items of ours is left to nbgrader.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.exchange.default import ExchangeReleaseAssignment

from leaningwell.answers import notebook
from leaningwell.content import ContentError

from .exercisefolder import ExerciseFolder, source_of
from .fresh import made
from .generate import ReleaseError, refuse_answers
from .run import OURS


def refuse_work(release: ExerciseFolder, source: ExerciseFolder) -> None:
    """Raises ReleaseError if a release that is about to be replaced holds what the course did not put there."""
    if not release.path.is_dir():
        return
    refuse_answers(release)
    for path in _foreign(release, source):
        raise ReleaseError(
            f"{path} is not a file of the course, and would be lost. Move it elsewhere, or delete it; then try again."
        )
    for path in release.path.glob("*.ipynb"):
        found = notebook.read(path)
        if found is None or "changed" in notebook.code_of_tasks(found).values():
            raise ReleaseError(
                f"Somebody has worked in {path}, and the work would be lost. "
                "Move the notebook elsewhere, or delete it; then try again."
            )


def refuse_other_than_made(release: ExerciseFolder, made: ExerciseFolder) -> None:
    """Raises ReleaseError unless a release is what was made of its source just now, in every file and cell."""
    refuse_answers(release)
    for path in _foreign(release, made):
        raise ReleaseError(
            f"{path} is not a file of the course, and everybody would get it. "
            "Move it elsewhere, or delete it; then release again."
        )
    for path in made.files():
        there = release.path / path.relative_to(made.path)
        if not there.is_file() or _content(there) != _content(path):
            raise ReleaseError(
                f"{there} is not what the source gives now: somebody has worked in it, or the source has changed. "
                "Move work that is to be kept elsewhere and delete the file; "
                "then run `nbgrader generate_assignment` with --force, and release again."
            )


def _foreign(folder: ExerciseFolder, other: ExerciseFolder) -> Iterator[Path]:
    """The files that the other folder does not have."""
    known = {path.relative_to(other.path) for path in other.files()}
    return (path for path in folder.files() if path.relative_to(folder.path) not in known)


def _content(path: Path) -> object:
    """What a file says; of a notebook its cells, however an editor wrote them down."""
    if path.suffix != ".ipynb":
        return path.read_bytes()
    found = notebook.read(path)
    if found is None:
        return path.read_bytes()
    return [(cell["cell_type"], cell["source"], cell.get("outputs", [])) for cell in found.notebook["cells"]]


def guard_generating() -> None:
    """Have `generate_assignment` look before it removes anything. Once it has begun, a refusal would remove all."""
    stock = GenerateAssignment.start
    if getattr(stock, OURS, False):
        return

    def start(self: GenerateAssignment) -> None:
        course, source = self.coursedir, source_of(self.coursedir)
        release = Path(course.format_path(course.release_directory, ".", course.assignment_id))
        try:
            if source.has_items():
                refuse_work(ExerciseFolder(release), source)
        except ReleaseError as reason:
            self.log.error(str(reason))
            raise NbGraderException(str(reason)) from reason
        stock(self)

    setattr(start, OURS, True)
    GenerateAssignment.start = start


class GuardedRelease(ExchangeReleaseAssignment):
    """nbgrader's release, which looks first at what would be handed out."""

    def copy_files(self) -> None:
        """Fails, with a sentence, before anything is copied or removed."""
        source = source_of(self.coursedir)
        if source.has_items():
            try:
                with made(source.path, self.config) as fresh:
                    refuse_other_than_made(ExerciseFolder(Path(self.src_path)), fresh)
            except (ReleaseError, ContentError) as reason:
                self.fail(str(reason))
        super().copy_files()
