"""The dashboard of the teacher's desk, for ``teaching/desk.ipynb``: what its view is shown, and what it may ask for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from leaningwell.content import phrases, said, speaking
from leaningwell.grading.build import CONFIG
from leaningwell.widgets.activity import Activity, Handler
from leaningwell.widgets.widget import ActivityWidget

from . import learners
from .course import CannotDo, Course
from .given import Given
from .made import Made
from .needs_a_person import needs_a_person, settle
from .standing import standing
from .steps import STEPS, Wish
from .words import say
from .work import Work, answered, told

PAGE = Path(__file__).with_name("page.yaml")


class DeskWidget(ActivityWidget):
    """The line between the page and the kernel, with a view of the desk's own, which no learner's page loads."""

    _esm = Path(__file__).with_name("loader.js")


class Dashboard(Activity):
    """An activity that a class's teacher has."""

    @cached_property
    def widget(self) -> ActivityWidget:
        """The desk as a notebook's kernel shows it."""
        return DeskWidget(self)


class Desk:
    """Everything the dashboard asks for."""

    def __init__(self, course: Course):
        self.course = course
        self.work = Work()
        self.made = Made(course.root)
        self.given = Given()

    def dashboard(self) -> Dashboard:
        """What a cell of the notebook shows."""
        steps = [{name: getattr(step, name) for name in ("name", "command", "choices", "file")} for step in STEPS]
        handlers = {
            "exercises": lambda question: answered(self._exercises),
            "learners": lambda question: answered(lambda: self._learners(question)),
            "standing": lambda question: answered(lambda: {"standing": standing(self.course, question["slug"])}),
            "give": lambda question: answered(lambda: self.given.piece(question)),
            "start": self._start,
            "progress": lambda question: self.work.progress(),
            "file": lambda question: answered(lambda: self.made.piece(question["path"], question["from"])),
            "parts": lambda question: answered(lambda: told(needs_a_person(self.course, question["slug"]))),
            "settle": lambda question: answered(lambda: self._settle(question)),
        }
        language = self.course.language
        return Dashboard(
            "desk",
            {"steps": steps, "words": phrases(PAGE, language)},
            {name: self._in_its_language(handler) for name, handler in handlers.items()},
            language=language,
        )

    def _in_its_language(self, handler: Handler) -> Handler:
        def handle(question: dict[str, Any]) -> dict[str, Any]:
            with speaking(self.course.language):
                return handler(question)

        return handle

    def _exercises(self) -> dict[str, Any]:
        return {"exercises": [vars(each) for each in self.course.exercises()]}

    def _learners(self, question: dict[str, Any]) -> dict[str, Any]:
        if not (file := self.given.file(question["given"])):
            raise CannotDo(said(PAGE, "no-file"))
        return told(learners.enter(self.course, file.path.read_bytes(), file.name))

    def _start(self, question: dict[str, Any]) -> dict[str, Any]:
        step = next(step for step in STEPS if step.name == question["step"])
        wish = Wish(question.get("choice", ""), self.given.file(question.get("given")))
        return self.work.start(lambda advance: self.made.noted(step.act(self.course, question["slug"], advance, wish)))

    def _settle(self, question: dict[str, Any]) -> dict[str, Any]:
        names = ("slug", "student", "cell", "points", "comment", "seen")
        return told(settle(self.course, *(question[name] for name in names)))


def desk(root: Path | None = None) -> Dashboard:
    """The desk of the course in ``root``, by default the folder above the notebook. Raises CannotDo."""
    start = (root or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return Desk(Course(folder)).dashboard()
    raise CannotDo(say("no-config-for-desk", config=CONFIG, start=start))
