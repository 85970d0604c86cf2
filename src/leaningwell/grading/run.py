"""Which notebook of whom a plug-in is looking at, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from nbconvert.preprocessors import Preprocessor
from nbgrader.coursedir import CourseDirectory

from leaningwell.content import Graded

from .exercisefolder import ExerciseFolder
from .marks import Mark

_KEPT: WeakKeyDictionary[Any, tuple[Run, dict[str, Mark] | None]] = WeakKeyDictionary()
_KEYS: WeakKeyDictionary[Any, dict[Path, Graded]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Run:
    """One notebook of one learner, on its way through one of nbgrader's converters."""

    root: Path
    source: Path
    submitted: Path
    release: Path
    assignment: str
    student: str
    notebook: str
    db_url: str

    @classmethod
    def of(cls, preprocessor: Preprocessor, resources: dict[str, Any]) -> Run:
        """What this preprocessor is being asked to do."""
        course, about = _converter(preprocessor).coursedir, resources["nbgrader"]

        def folder(step: str, student: str) -> Path:
            return Path(course.format_path(step, student, about["assignment"])).resolve()

        return cls(
            root=Path(course.root),
            source=folder(course.source_directory, "."),
            submitted=folder(course.submitted_directory, about["student"]),
            release=folder(course.release_directory, "."),
            assignment=about["assignment"],
            student=about["student"],
            notebook=about["notebook"],
            db_url=about["db_url"],
        )


def keep(preprocessor: Preprocessor, run: Run, marks: dict[str, Mark] | None) -> None:
    """Keep the marks in this process, out of reach of the learner's kernel. None: they could not be made."""
    _KEPT[_converter(preprocessor)] = (run, marks)


def kept(preprocessor: Preprocessor, run: Run) -> dict[str, Mark] | None:
    """The marks made for this run, or None."""
    found = _KEPT.get(_converter(preprocessor))
    return found[1] if found and found[0] == run else None


def graded_items(preprocessor: Preprocessor, run: Run) -> Graded | None:
    """The exercise's graded items with their keys, or None if it has none. Raises ContentError.

    Read once per command, before the first learner's code runs: what that code might do to the file on disk
    changes nobody's score in this command.
    """
    exercise = ExerciseFolder(run.source)
    read = _KEYS.setdefault(_converter(preprocessor), {})
    if run.source not in read and exercise.has_items():
        read[run.source] = exercise.graded()
    return read.get(run.source)


def _converter(preprocessor: Preprocessor) -> Any:
    """nbgrader's converter: it lives through all steps of a submission, a preprocessor through one."""
    converter = preprocessor.parent.parent
    if not isinstance(getattr(converter, "coursedir", None), CourseDirectory):
        raise TypeError("this preprocessor runs inside one of nbgrader's converters")
    return converter
