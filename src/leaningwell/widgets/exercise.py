"""An exercise: its graded items, saved to ``answers.json`` beside the notebook. Nothing here knows a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from leaningwell.answers import Answers
from leaningwell.content import ContentError, Reflection, Sheet, load_personas, load_sheet, phrases
from leaningwell.items import number

from .activity import WORDS, Activity, Handler
from .handing_in import HandingIn


class GradedLater:
    """No points yet. To nbgrader, which reads what a cell shows as text, it is 0.0: without a number it would give all.

    Who runs the notebook reads a sentence in its place.
    """

    def __init__(self, sentence: str):
        self.sentence = sentence

    def __repr__(self) -> str:
        return repr(0.0)

    def _repr_markdown_(self) -> str:
        return f"*{self.sentence}*"


class Exercise:
    """The graded items of the exercise ``slug``, whose notebook stands in ``folder`` (the notebook's own by default).

    Answers are loaded before anything is saved, so running the notebook again loses nothing.
    """

    def __init__(self, slug: str, folder: Path | str = "."):
        self.slug = slug
        # Absolute, since a learner's code may go to another folder.
        self.folder = Path(folder).absolute()
        self.sheet: Sheet = load_sheet(self.folder / "items.yaml")
        self.answers = Answers(self.folder, slug)

    def item(self, id: str) -> Activity:
        """One graded question."""
        return self._questions([self.sheet.item(id)])

    def task(self, id: str) -> Activity:
        """The no-code route of a task, with a line of care above it if it is one in words."""
        task = next(task for task in self.sheet.tasks if task.id == id)
        line = task.line_of_care
        care = phrases(WORDS, self.sheet.language)[f"care-{line}"] if line else None
        return self._questions([self.sheet.item(item) for item in task.no_code], care)

    def _questions(self, items: list[dict[str, Any]], care: str | None = None) -> Activity:
        kinds = {item["id"]: item["type"] for item in items}

        def save(question: dict[str, Any]) -> dict[str, Any]:
            response, confidence = question["response"], question.get("confidence")
            if kinds[question["id"]] == "numeric":
                number(response)  # no key is needed to see that it is no number
            return self._write(lambda: self.answers.answer(question["id"], response, confidence))

        spec = {"lesson": self.slug, "name": "exercise", "exercise": True, "items": items, "care": care}
        return self._activity("quiz", spec, {"check": save, "load": self._load})

    def reflect(self, id: str) -> Activity:
        """A reflection counted for completion. Its text comes here only if the learner shares it."""
        reflection = next(found for found in self.sheet.reflections if found.id == id)
        spec = reflection.model_dump(mode="json", exclude={"care"})
        for voice in ("persona", "example"):
            if spec.get(voice):
                spec[voice]["name"] = self._name(spec[voice]["who"])
        handlers = {
            "load": self._load,
            "done": lambda question: self._write(lambda: self.answers.finish(id)),
            "share": lambda question: self._write(lambda: self.answers.share(id, _of(reflection, question["texts"]))),
            "take-back": lambda question: self._write(lambda: self.answers.take_back(id)),
        }
        return self._activity("reflection", {"lesson": self.slug, "exercise": True, **spec}, handlers)

    def graded_later(self) -> GradedLater:
        """What stands in a graded cell that holds no code of its own."""
        return GradedLater(phrases(WORDS, self.sheet.language)["graded-later"])

    def before_handing_in(self) -> Activity:
        """What an instructor will see, handing in, and grading one's own work where the solutions are at hand."""
        return HandingIn(self.sheet, self.answers, self.folder).activity()

    def _name(self, who: str) -> str:
        """The persona's name. An exercise travels without the course's folder, so it may be unknown here."""
        try:
            name: str = load_personas(self.folder.parent.parent / "course")[who]["name"]
            return name
        except (ContentError, KeyError):
            return who.capitalize()

    def _activity(self, kind: str, spec: dict[str, Any], handlers: Mapping[str, Handler]) -> Activity:
        return Activity(kind, spec, handlers, language=self.sheet.language)

    def _load(self, question: dict[str, Any]) -> dict[str, Any]:
        kept = self.answers.read()
        shown = {"items": kept.items, "done": list(kept.done), "shared": kept.shared}
        return shown | {"notices": self.answers.plain_notices()}

    def _write(self, change: Callable[[], object]) -> dict[str, Any]:
        change()
        return {"saved": True}


def _of(reflection: Reflection, texts: dict[str, str]) -> dict[str, str]:
    """The texts of this reflection's own boxes. Whatever else a page might send is not to be handed in."""
    return {box.id: texts[box.id] for box in reflection.boxes if box.id in texts}
