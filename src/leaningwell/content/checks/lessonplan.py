"""A rebuilt lesson as its notebook lays it out: sections, minutes, and what each cell of code shows.

A *core section* is one whose heading's cell has an id such as ``s1-two-words``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from .. import outline
from ..activities import QUESTIONS_A_STEP, Activities, Exploration, Timed

WORDS_A_MINUTE = 140
AN_EXPLORATION, AN_ITEM, A_STATEMENT = 5.0, 1.5, 0.4
"""Minutes. A statement is one of a check, to be judged without a reason."""

CORE = re.compile(r"s\d+-")
CALL = re.compile(r"""^(\w+)\.(\w+)\((?:\w+|["']([\w-]+)["'])?\)""", re.M)
BADGE = re.compile(r"\[[^\]]+\]\(#E\d+[a-z]?\)")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[*_`]|^[>#|\s-]+|^\d+\.\s", re.M)
WORD = re.compile(r"[^\W_]")
SENTENCE = re.compile(r"(?<=[.!?…:])[”’)]*\s+")
COUNTS = ("quiz", "practice", "warm_up", "check_in", "check_out", "predict", "reflect", "look_back", "plan")
"""What a lesson shows that its progress is counted by, or that every reader is meant to do."""


@dataclass(frozen=True)
class Call:
    """What a cell of code shows: ``lesson.predict("how-many-show")``, or a function of its own."""

    cell: dict[str, Any]
    place: int
    maker: str
    name: str
    id: str | None

    @property
    def of_the_lesson(self) -> bool:
        """Whether the lesson shows it, and not a function that draws."""
        return self.maker == "lesson"


@dataclass(frozen=True)
class Section:
    """A core section: its cells in their order, the heading first."""

    cells: list[dict[str, Any]]

    @property
    def heading(self) -> dict[str, Any]:
        """The cell with the heading."""
        return self.cells[0]

    @property
    def words(self) -> int:
        """How many words of prose it has, without headings and badges."""
        return sum(words(cell["source"]) for cell in self.cells if cell["cell_type"] == "markdown")

    @property
    def ending(self) -> str:
        """Its last sentence."""
        prose = [_plain(cell["source"]) for cell in self.cells if cell["cell_type"] == "markdown"]
        paragraphs = [part.strip() for source in prose for part in re.split(r"\n\s*\n", source) if part.strip()]
        return SENTENCE.split(" ".join(paragraphs[-1].split()))[-1] if paragraphs else ""


def words(source: str) -> int:
    """How many words of prose a cell has."""
    return sum(bool(WORD.search(word)) for word in _plain(source).split())


def _plain(source: str) -> str:
    """A cell's prose without headings, badges and marks."""
    prose = "\n".join(line for line in source.splitlines() if not outline.HEADING.match(line))
    return MARKS.sub("", LINK.sub(r"\1", BADGE.sub("", prose)))


@dataclass(frozen=True)
class LessonPlan:
    """A lesson's notebook beside its file."""

    path: Path
    cells: list[Any]
    activities: Activities

    @property
    def number(self) -> int:
        """The lesson's number, which its name begins with."""
        return int(self.activities.lesson[:2])

    def line(self, cell: dict[str, Any] | None) -> int:
        """The line of the notebook's file at which a cell names itself."""
        text = self.path.read_text(encoding="utf-8").splitlines()
        return next((n for n, row in enumerate(text, 1) if cell and f'"id": "{cell["id"]}"' in row), 1)

    def tagged(self, tag: str) -> list[int]:
        """Where the cells stand that bear a tag."""
        return [place for place, cell in enumerate(self.cells) if outline.is_tagged(cell, tag)]

    @property
    def drawer(self) -> range:
        """Where the drawer for the curious stands."""
        return outline.drawer(self.cells)

    def sections(self) -> Iterator[Section]:
        """The core sections, wherever they stand."""
        inside: list[Any] | None = None
        for cell in self.cells:
            if (outline.rank(cell) or 7) <= 2:
                if inside:
                    yield Section(inside)
                inside = [cell] if CORE.match(cell["id"]) else None
            elif inside is not None:
                inside.append(cell)
        if inside:
            yield Section(inside)

    def calls(self) -> Iterator[Call]:
        """What the cells of code show, in their order."""
        for place, cell in enumerate(self.cells):
            if cell["cell_type"] == "code":
                for maker, name, id in CALL.findall(cell["source"]):
                    yield Call(cell, place, maker, name, id or None)

    def exploration(self, call: Call) -> Exploration | None:
        """The exploration that a function of the call's name draws."""
        wanted = call.name.replace("_", "-")
        return next((one for one in self.activities.all_explorations if one.id == wanted), None)

    def minutes(self, before: int | None = None) -> float:
        """How long the core takes; only what stands ``before`` a cell, if one is named. The drawer takes no time."""
        end = len(self.cells) if before is None else before
        counted = [cell for place, cell in enumerate(self.cells[:end]) if place not in self.drawer]
        core = {id(cell) for section in self.sections() for cell in section.cells}
        prose = [cell for cell in counted if id(cell) in core and cell["cell_type"] == "markdown"]
        shown = [call for call in self.calls() if call.place < end and call.place not in self.drawer]
        return sum(words(cell["source"]) for cell in prose) / WORDS_A_MINUTE + sum(map(self._takes, shown))

    def between(self, begin: int, end: int) -> float:
        """How long it takes to read and do what stands from one cell up to another."""
        read = sum(words(cell["source"]) for cell in self.cells[begin:end] if cell["cell_type"] == "markdown")
        return read / WORDS_A_MINUTE + sum(self._takes(call) for call in self.calls() if begin <= call.place < end)

    def steps(self, begin: int, end: int) -> int:
        """How many steps of a path show what stands from one cell up to another, all of which is in one section.

        The questions come by twos, and of a practice the models, each round and the try stand alone.
        """
        lesson = self.activities
        shown = [call.name for call in self.calls() if begin <= call.place < end and call.of_the_lesson]
        if "quiz" in shown:
            return max(1, ceil(len(lesson.items) / QUESTIONS_A_STEP))
        if "practice" in shown and lesson.practice:
            return len(lesson.practice.rounds) + 2
        return 1

    def _takes(self, call: Call) -> float:
        """How many minutes what a cell shows takes."""
        lesson = self.activities
        if not call.of_the_lesson:
            return AN_EXPLORATION if self.exploration(call) else 0
        match call.name:
            case "quiz":
                return AN_ITEM * len(lesson.items)
            case "warm_up":
                return AN_ITEM * len(lesson.warm_up)
            case "check_in" | "check_out":
                return A_STATEMENT * len(lesson.check or range(10))
            case "practice":
                return lesson.practice.minutes if lesson.practice else 0
        return sum(part.takes for part in self._shown_by(call))

    def _shown_by(self, call: Call) -> Iterable[Timed]:
        lesson = self.activities
        by_name: dict[str, list[Timed]] = {
            "predict": [*lesson.predictions],
            "reflect": [*lesson.reflections],
            "look_back": [*lesson.look_backs],
            "choose": [*lesson.choices],
            "translator": [part for part in (lesson.translator,) if part],
            "plan": [part for part in (lesson.plan,) if part],
        }
        return [part for part in by_name.get(call.name, []) if call.id in (None, part.id)]
