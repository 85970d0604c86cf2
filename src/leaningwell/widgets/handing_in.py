"""The page before handing in: what an instructor will see, a way to hand in, and one to grade one's own work.

What nbgrader has to say takes seconds, and comes from a process of its own. A view starts one with
``{"do": "start", "job": ...}`` and asks for its result until there is one.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leaningwell.answers import Answers, AnswersError, folder, instructor_view, notebook
from leaningwell.answers.format import NAME
from leaningwell.content import Sheet

from .activity import Activity

LOOK_SECONDS = 60
HAND_IN_SECONDS = 120
FEEDBACK_SECONDS = 150
"""A little more than the command allows itself."""


class HandingIn:
    """Everything the page asks for. ``place`` is the exercise's folder as an absolute path."""

    def __init__(self, sheet: Sheet, answers: Answers, place: Path):
        self.sheet = sheet
        self.answers = answers
        self.place = place
        self.slug = answers.exercise

    def activity(self) -> Activity:
        """The widget."""
        spec = {"lesson": self.slug, "solutions": self._has_solutions(), "own": sorted(self._own())}
        handlers = {
            "look": self._look,
            "peek": lambda question: {"text": folder.peek(self.place, question["name"])},
            "move": self._move,
            "start": self._start,
            "result": lambda question: {"job": {"result": question["job"]}},
        }
        return Activity("handin", spec, handlers, language=self.sheet.language)

    def _has_solutions(self) -> bool:
        return (self._root() / "solutions" / self.slug).is_dir() and self.place.parent.name == "exercises"

    def _root(self) -> Path:
        return self.place.parent.parent

    def _own(self) -> set[str]:
        return {f"{self.slug}.ipynb", "items.yaml", NAME}

    def _look(self, question: dict[str, Any]) -> dict[str, Any]:
        """What an instructor will see, as it is on disk now."""
        kept = self.answers.read()
        answer = {
            item["id"]: {"prompt": item["prompt"], **asdict(instructor_view.answer(item, kept))}
            for item in self.sheet.items
        }
        path = self.place / f"{self.slug}.ipynb"
        saved = notebook.read(path)
        code = notebook.code_of_tasks(saved) if saved else {}
        return {
            "tasks": [
                {
                    "title": task.title,
                    "points": task.points,
                    # A task in words has no code.
                    "code": code.get(task.id, "unknown") if task.has_code else None,
                    "questions": [answer[id] for id in task.no_code],
                }
                for task in self.sheet.tasks
            ],
            "questions": [
                answer[item["id"]] | {"points": item["points"]} for item in self.sheet.items if "points" in item
            ],
            "reflections": [
                {"title": each.title, "points": each.points, **asdict(instructor_view.receipt(each, kept))}
                for each in self.sheet.reflections
            ],
            "notebook": {
                "saved": notebook.saved_at(path),
                "readable": saved is not None,
                "whole": saved is not None and not saved.lost,
                "copy": self._copy(),
            },
            "notices": self.answers.plain_notices(),
            "mark": self._mark(),
        }

    def _copy(self) -> str | None:
        """The name of the notebook this runs in, if it is not the one that is handed in. Jupyter's server tells it."""
        name = Path(os.environ.get("JPY_SESSION_NAME", "")).name
        return name if name.endswith(".ipynb") and name != f"{self.slug}.ipynb" else None

    def _mark(self) -> dict[str, str]:
        """Changes whenever something else would be handed in than was shown.

        It has two parts, since a page shows answers at once and files only when nbgrader has been asked.
        """
        answers, files = hashlib.sha256(), hashlib.sha256()
        for path in sorted(path for path in self.place.iterdir() if path.is_file() and path.name[0] != "."):
            if path.name == NAME:
                answers.update(path.read_bytes())
            elif path.name not in self._own():
                files.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
        return {"answers": answers.hexdigest(), "files": files.hexdigest()}

    def _move(self, question: dict[str, Any]) -> dict[str, Any]:
        if question["name"] in self._own():
            raise AnswersError("This file belongs to the exercise, so it stays.", "own-file")
        return {"place": str(folder.move_out(self.place, question["name"]))}

    def _start(self, question: dict[str, Any]) -> dict[str, Any]:
        name = question["job"]
        at = ["--folder", str(self.place)]
        if name == "look":
            # What an earlier one found would be out of date.
            return _job(name, ["exchange", self.slug, *at], LOOK_SECONDS, anew=True)
        if name == "hand-in":
            if question["mark"] != self._mark():
                return {"changed": True}
            return _job(name, ["exchange", self.slug, *at, "--course", question["course"]], HAND_IN_SECONDS)
        if name == "feedback" and self._has_solutions():
            arguments = ["feedback", self.slug, *at, "--json", "--root", str(self._root())]
            return _job(name, arguments, FEEDBACK_SECONDS)
        raise KeyError(name)


def _job(name: str, arguments: list[str], seconds: float, *, anew: bool = False) -> dict[str, Any]:
    return {"job": {"start": name, "arguments": arguments, "seconds": seconds, "anew": anew}}
