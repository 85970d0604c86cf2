"""The course as a teacher has it on disk: nbgrader's settings, its exercises, the gradebook; and what a step gives."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from leaningwell.content import ContentError, Graded
from leaningwell.grading.build import CONFIG
from leaningwell.grading.cohort.gradebook import NoGradebook, look_at, why
from leaningwell.grading.coursesettings import NoSettings, settings_of
from leaningwell.grading.exercisefolder import ExerciseFolder, source_of
from leaningwell.grading.learner import shown_names, with_id

from .words import say


class CannotDo(Exception):
    """A step cannot be done; the message is a sentence that says why, and what to do about it."""


@dataclass(frozen=True)
class Result:
    """What came of a step. ``done`` and ``look`` are sentences: what was done, and what somebody should see to.

    ``files`` are those that were made for whoever teaches, to be taken elsewhere.
    """

    done: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    data: Any = field(default=None)
    files: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One exercise: ``slug`` names its folder."""

    slug: str
    title: str
    points: float
    language: str


class Course:
    """A course below ``root``, the folder that holds solutions/."""

    def __init__(self, root: Path):
        """Raises CannotDo where nbgrader's settings cannot be read."""
        self.root = root
        self._for_paths: dict[str, CourseDirectory] = {}

    @cached_property
    def config(self) -> Config:
        """nbgrader's settings, as its own commands find them in the course's folder. Raises CannotDo."""
        if not (self.root / CONFIG).is_file():
            raise CannotDo(say("no-config", config=CONFIG, root=self.root))
        try:
            return settings_of(self.root)
        except NoSettings as error:
            raise CannotDo(say("bad-config", why=error)) from None

    def directory(self, slug: str = "") -> CourseDirectory:
        """What nbgrader knows of the course's folders, for one exercise."""
        return CourseDirectory(config=self.config, assignment_id=slug)

    def folder(self, step: str, student: str, slug: str) -> Path:
        """The folder of one learner's work at one step, such as ``submitted``."""
        if slug not in self._for_paths:
            self._for_paths[slug] = self.directory(slug)
        course = self._for_paths[slug]
        return Path(course.format_path(getattr(course, f"{step}_directory"), student, slug))

    def exercises(self) -> list[Exercise]:
        """The exercises that can be handed out."""
        place = Path(self.directory().format_path(self.directory().source_directory, ".", "."))
        found = []
        for path in sorted(place.glob("*/items.yaml")):
            try:
                graded = ExerciseFolder(path.parent).graded()
            except ContentError:
                continue  # whoever works with it is told
            points = [part.points for part in graded.tasks]
            points += [part.points or 0 for part in graded.items]
            points += [part.points or 0 for part in graded.reflections]
            found.append(Exercise(path.parent.name, _title(path.parent), sum(points), graded.language))
        return found

    @cached_property
    def language(self) -> str:
        """The language of the course, which is that of most of its exercises."""
        found = Counter(exercise.language for exercise in self.exercises())
        return found.most_common(1)[0][0] if found else "en"

    def title(self, slug: str) -> str:
        """What an exercise is called, as its heading says."""
        return _title(self.source(slug).path)

    def source(self, slug: str) -> ExerciseFolder:
        """The exercise's source. Raises CannotDo where there is none."""
        source = source_of(self.directory(slug))
        if not slug or not source.has_items():
            known = ", ".join(each.slug for each in self.exercises()) or say("none")
            raise CannotDo(say("no-exercise", slug=repr(slug), known=known))
        return source

    def graded(self, slug: str) -> Graded:
        """The exercise's items with their keys. Raises CannotDo."""
        try:
            return self.source(slug).graded()
        except ContentError as error:
            raise CannotDo(str(error)) from None

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """The gradebook, made where there is none yet. Raises CannotDo where it cannot be used."""
        course = self.directory()
        try:
            with Gradebook(course.db_url, course.course_id) as gradebook:
                yield gradebook
        except SQLAlchemyError as error:
            raise CannotDo(why(error)) from None

    def names(self) -> dict[str, str]:
        """What to call each learner of the gradebook: the name and the id, or the id alone. Raises CannotDo."""
        with self.gradebook() as gradebook:
            shown = shown_names(gradebook)
        return {id: with_id(id, name) for id, name in shown.items()}

    def knows(self, slug: str) -> bool:
        """Whether the gradebook has the exercise. Raises CannotDo where it cannot be used."""
        with self.gradebook() as gradebook:
            try:
                gradebook.find_assignment(slug)
            except MissingEntry:
                return False
        return True

    def look_at_gradebook(self, slug: str) -> None:
        """Raises CannotDo where the exercise cannot be graded into the gradebook."""
        try:
            look_at(self.directory(slug).db_url, slug)
        except NoGradebook as error:
            raise CannotDo(str(error)) from None

    def exchange(self, what: str, slug: str) -> Any:
        """nbgrader's exchange for one step, such as ``Collect``; None where there is no exchange."""
        made = getattr(ExchangeFactory(config=self.config), what)(
            coursedir=self.directory(slug), authenticator=Authenticator(config=self.config), config=self.config
        )
        root = getattr(made, "root", None)
        return made if root is None or Path(root).is_dir() else None


def _title(folder: Path) -> str:
    """The first heading of an exercise's notebook."""
    try:
        cells = json.loads((folder / f"{folder.name}.ipynb").read_text(encoding="utf-8"))["cells"]
        texts = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        return next(line[2:].strip() for text in texts for line in text.split("\n") if line.startswith("# "))
    except (OSError, ValueError, LookupError, StopIteration):
        return folder.name
