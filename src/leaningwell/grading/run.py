"""Which notebook of whom a plug-in is looking at, and where its files are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from leaningwell.content import Graded

from .exercisefolder import ExerciseFolder
from .marks import Mark
from .words import Voice

T = TypeVar("T")
OURS = "leaningwell"
"""What a method of nbgrader's that has ours in it is marked with, so that it gets ours once."""
_KEPT: WeakKeyDictionary[Any, dict[Run, dict[str, Mark] | None]] = WeakKeyDictionary()
_LAST: WeakKeyDictionary[Any, tuple[tuple[str, ...], Run]] = WeakKeyDictionary()
_ONCE: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()


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
    def of(cls, part: Any, resources: dict[str, Any]) -> Run:
        """What this preprocessor or exporter is being asked to do. Every step asks, so the last answer is kept."""
        made, about = converter(part), resources["nbgrader"]
        key = tuple(about[name] for name in ("student", "assignment", "notebook", "db_url"))
        last = _LAST.get(made)
        if last is None or last[0] != key:
            last = _LAST[made] = key, cls._found(made.coursedir, about)
        return last[1]

    @classmethod
    def _found(cls, course: CourseDirectory, about: dict[str, Any]) -> Run:

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


def keep(part: Any, run: Run, marks: dict[str, Mark] | None) -> None:
    """Keep the marks in this process, out of reach of the learner's kernel. None: they could not be made."""
    _KEPT.setdefault(converter(part), {})[run] = marks


def kept(part: Any, run: Run) -> dict[str, Mark] | None:
    """The marks made for this run, or None."""
    return _KEPT.get(converter(part), {}).get(run)


def forget(part: Any, run: Run) -> None:
    """Forget the marks of a submission that is done."""
    _KEPT.get(converter(part), {}).pop(run, None)


def once(part: Any, key: Any, make: Callable[[], T]) -> T:
    """What ``make`` gives, made once per command, before the first learner's code runs.

    What that code might do to the course's files changes nobody's score in this command.
    """
    made = _ONCE.setdefault(converter(part), {})
    if key not in made:
        made[key] = make()
    found: T = made[key]
    return found


def ours(part: Any, source: Path) -> bool:
    """Whether the assignment in ``source`` has graded items. Without, nbgrader does what it does on its own."""
    return once(part, ("ours", source), ExerciseFolder(source).has_items)


def graded_items(part: Any, run: Run) -> Graded | None:
    """The exercise's graded items with their keys, or None if it has none. Raises ContentError."""
    return once(part, ("items", run.source), ExerciseFolder(run.source).graded) if ours(part, run.source) else None


def voice(part: Any, run: Run) -> Voice:
    """How feedback on this exercise speaks. ``LeaningWell.width`` in nbgrader's settings gives the length of a line."""
    try:
        graded = graded_items(part, run)
    except Exception:  # whoever needs the items says so; that they cannot be read is to cost nobody a submission
        graded = None
    width = converter(part).config.LeaningWell.get("width", Voice.width)
    return Voice(graded.language if graded else Voice.language, width)


def converter(part: Any) -> Any:
    """nbgrader's converter around a preprocessor or exporter: it lives through all steps of a submission."""
    while part is not None:
        if isinstance(part, BaseConverter):
            return part
        part = part.parent
    raise TypeError("this runs inside one of nbgrader's converters")
