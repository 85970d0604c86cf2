"""A made-up class: who is in it, what each did of the first exercise, by which way it came, and what it has to earn.

Everything follows from a learner's number, so that a class of any size is the same each time. Within each way of
handing in there is everything: once, twice, again after it was graded, and late.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from classroom.reckoning import Reckoning
from classroom.room import SLUG, handed_in, source_of


def _listed(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split(",")]


FIRST = _listed("""
    Ana, Jörg, Zoë, Łukasz, İpek, Søren, Chloé, Nguyễn, Ólafur, Siân, D’Arcy, Anne-Marie, Фёдор, 美咲, Çağla, Noor, Mei,
    Tomás, Björk, José María
""")
LAST = _listed("""
    Ruiz, Müller, O'Neill, Łęcki, Yıldız, Ångström, Þórsson, Nowak-Kim, Straße, Ek, van der Berg, García López
""")
WAYS = ("exchange", "moodle", "canvas", "blackboard", "mail")
TIMES = ("once", "twice", "again", "late")
ABSENT = 24
"""One of so many hands in nothing."""
ALIKE = {16: 11, 17: 12}
"""Who is called as somebody else is, who came by the same way."""
TRAP = (5, 22)
"""The one's id is the number that Canvas gave the other."""
HALF = 0.5
CODE, REFLECTION = "final-share-code", "kinder-needy"
CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
FIRST_STEP = """def final_share(need, threshold, kappa, always, steps=90):
    return next_share(need, threshold, kappa, 0, always)
"""
ANOTHER_WAY = """def final_share(need, threshold, kappa, always, steps=90):
    seen = [0.0]
    while len(seen) <= steps:
        seen.append(next_share(need, threshold, kappa, seen[-1], always))
        if seen[-1] == seen[-2]:
            break
    return seen[-1]
"""
SLOW = "import time\n\ntime.sleep(0.3)\n\n\n" + ANOTHER_WAY
ENDLESS = "import time\n\nwhile True:\n    time.sleep(0.1)\n"
UNFINISHED = "def final_share(need, threshold, kappa, always, steps=90)\n    return 1.0\n"
BY_FIRST_STEP = (
    "With kappa at 0.5 the four people come to rest with one of them showing.",
    "With kappa at 0.4 and Ada as a role model, two of the four show in the end.",
    "With only one step allowed, the share after that one step comes back.",
)
"""Where the first step is the last one, too, as one can see by hand: only Dora is over her line, or Ada as well."""


@dataclass(frozen=True)
class Work:
    """What somebody did. ``answers`` is None where no answers.json comes; ``looks`` where a person has to look."""

    kind: str
    answers: Mapping[str, Any] | None
    code: str = ""
    passes: frozenset[str] = frozenset()
    done: bool = False
    shared: str = ""
    broken: bool = False
    note: str = ""

    @property
    def looks(self) -> bool:
        return self.broken or self.answers is None

    def parts(self, reckoning: Reckoning) -> dict[str, float]:
        """What each part has to earn before a person looks."""
        return reckoning.earns(self.answers or {}, self.done and self.answers is not None, self.passes)

    def by_hand(self, reckoning: Reckoning) -> dict[str, float]:
        """What each part has to earn in the end, with what a person gives for a reflection that was shared."""
        return self.parts(reckoning) | ({REFLECTION: HALF} if self.shared else {})

    def answers_file(self) -> bytes | None:
        if self.answers is None:
            return None
        shared = {REFLECTION: {"definition": self.shared}} if self.shared else {}
        done = (REFLECTION,) if self.done else ()
        return json.dumps(handed_in(self.answers, done, shared), ensure_ascii=False).encode()

    def notebook_file(self, made: Path) -> bytes:
        """The notebook as it was handed out, ``made``, with what was done in it."""
        if self.broken:
            return b'{"cells": [{"cell_type": "markdown", "source": "and here the battery was'
        notebook = nbformat.read(made, as_version=4)
        for cell in notebook.cells:
            if cell.id == CODE and self.code:
                cell.source = self.code
        place = next(at for at, cell in enumerate(notebook.cells) if cell.id == CODE)
        notebook.cells.insert(place, nbformat.v4.new_markdown_cell(self.note, id="a-note-of-my-own"))
        return nbformat.writes(notebook).encode()


@dataclass(frozen=True)
class Learner:
    """One of the class. ``earlier`` is work that counts no more, where there is some."""

    number: int
    id: str
    first: str
    last: str
    way: str
    times: str
    work: Work | None
    earlier: Work | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.id}@example.org"

    @property
    def canvas(self) -> str:
        """The number that Canvas knows the learner by."""
        return str(20_000 + self.number)

    @property
    def turns_to_mail(self) -> bool:
        """Whether the second hand-in comes by mail, where the first came through the exchange."""
        return (self.way, self.times) == ("exchange", "again") and self.number % 40 == 30

    @property
    def by_exchange(self) -> bool:
        """Whether what counts came through the exchange."""
        return self.way == "exchange" and not self.turns_to_mail

    @property
    def counts(self) -> Work:
        """The work that counts in the end."""
        return self.counted(again=True)

    def counted(self, again: bool) -> Work:
        """What counts. A platform's newest files do, each by itself; the exchange has whole hand-ins."""
        *earlier, work = self.came(again)
        if work.answers is not None or not earlier or self.by_exchange:
            return work
        if (self.way, self.times) == ("moodle", "twice"):
            return work  # Moodle gives the latest alone
        return replace(work, answers=earlier[0].answers, done=earlier[0].done, shared=earlier[0].shared)

    def grade(self, reckoning: Reckoning) -> float:
        """All parts, less what is taken off."""
        return sum(self.counts.by_hand(reckoning).values()) - self.taken_off(reckoning)

    def taken_off(self, reckoning: Reckoning) -> float:
        """A tenth for each day that is counted."""
        return sum(self.counts.by_hand(reckoning).values()) * self.days_late / 10

    def came(self, again: bool) -> list[Work]:
        """All that has come, the oldest first. ``again``: after the second round."""
        if self.work is None:
            return []
        if self.earlier is None:
            return [self.work]
        return [self.earlier, self.work] if again or self.times == "twice" else [self.earlier]

    @property
    def days_late(self) -> int:
        """So many days are counted. Platforms do not say when work came."""
        return 1 + self.number % 3 if self.work and (self.way, self.times) == ("exchange", "late") else 0


class MadeClass:
    """A class of so many."""

    def __init__(self, size: int):
        self.size = size
        self.folder = source_of(SLUG)
        self.reckoning = Reckoning(self.folder)
        self.passable = frozenset(says for checks in self.reckoning.checks.values() for says in checks)

    @cached_property
    def solution(self) -> str:
        cells = nbformat.read(self.folder / f"{SLUG}.ipynb", as_version=4).cells
        return next(cell.source for cell in cells if cell.id == CODE)

    @cached_property
    def learners(self) -> list[Learner]:
        return [self._learner(number) for number in range(self.size)]

    @cached_property
    def at_work(self) -> list[Learner]:
        """Those who hand something in."""
        return [learner for learner in self.learners if learner.work]

    def _learner(self, number: int) -> Learner:
        named = ALIKE.get(number, number)
        first, last = FIRST[named % len(FIRST)], LAST[(named // len(FIRST) + named % len(FIRST)) % len(LAST)]
        id = f"{'a_fox' if number % 9 == 3 else 'u'}{number:03}"
        if number == TRAP[0]:
            id = str(20_000 + TRAP[1])
        way, turn = WAYS[number % len(WAYS)], number // len(WAYS)
        times = TIMES[turn % len(TIMES)]
        learner = Learner(number, id, first, last, way, times, None)
        if number % ABSENT == ABSENT - 1:
            return learner
        kinds = list(self.kinds)
        learner = replace(learner, work=self._noted(kinds[number % len(kinds)], learner, ""))
        if times in ("twice", "again"):
            earlier = self._noted(kinds[(number + 3) % len(kinds)], learner, "-at-first")
            learner = replace(learner, earlier=earlier)
        return learner

    def _noted(self, kind: str, learner: Learner, when: str) -> Work:
        """Work that shows whose it is, and is nobody else's."""
        if kind == "endless" and (when or learner.number > 60):
            kind = "by-chance"  # each takes seconds
        work = self.kinds[kind](random.Random(f"{learner.number}{when}"))
        mark = f"zwetschge-{learner.number:03}{when}-end"
        return replace(work, kind=kind, note=mark, shared=f"Glad of people. {mark}" if work.shared else "")

    @cached_property
    def kinds(self) -> dict[str, Callable[[random.Random], Work]]:
        """What people do, each with what the code passes."""
        reckoning, everything = self.reckoning, self.passable
        right = {id: reckoning.right(id) for id in reckoning.items}
        by_code = {id: right[id] for id in (*CLOSED, "elif-to-marta")}
        closed = {id: right[id] for id in CLOSED}
        another_message = by_code | {"elif-to-marta": right["elif-to-marta"] | {"how-it-begins": "6c6787b3"}}
        mistaken = right | {
            "elif-to-marta": right["elif-to-marta"] | {"what-would-help": "312b6e59", "the-room-you-leave": "6499b7fd"},
            "ten-from-nobody": 2,
            "smallest-tipping-share": 0.04,
            "five-quiet-weeks": "97f548ed",
        }

        def by_chance(chance: random.Random) -> dict[str, Any]:
            return {id: self._guess(item, chance) for id, item in reckoning.items.items() if chance.random() < 0.9}

        return {
            "right-by-code": lambda _: Work("", by_code, self.solution, everything, True),
            "right-by-questions": lambda _: Work("", right, done=True),
            "right-another-way": lambda _: Work("", another_message, ANOTHER_WAY, everything, True),
            "shared": lambda _: Work("", right, done=True, shared="yes"),
            "mistaken": lambda _: Work("", mistaken, done=True),
            "first-step": lambda _: Work("", by_code, FIRST_STEP, frozenset(BY_FIRST_STEP)),
            "both-ways": lambda _: Work("", mistaken, FIRST_STEP, frozenset(BY_FIRST_STEP)),
            "empty": lambda _: Work("", {}),
            "only-code": lambda _: Work("", {}, self.solution, everything),
            "only-closed": lambda _: Work("", closed),
            "by-chance": lambda chance: Work("", by_chance(chance), done=chance.random() < 0.5),
            "slow": lambda _: Work("", by_code, SLOW, everything, True),
            "no-answers": lambda _: Work("", None, self.solution, everything),
            "broken-notebook": lambda _: Work("", right, broken=True),
            "unfinished": lambda _: Work("", by_code, UNFINISHED),
            "by-chance-shared": lambda chance: Work("", by_chance(chance), done=True, shared="yes"),
            "by-chance-in-code": lambda chance: Work("", by_chance(chance), ANOTHER_WAY, everything),
            "endless": lambda _: Work("", closed, ENDLESS),
            "by-chance-again": lambda chance: Work("", by_chance(chance), done=True),
        }

    def _guess(self, item: dict[str, Any], chance: random.Random) -> Any:
        kind = item["type"]
        if kind == "numeric":
            return chance.choice([item["answer"], item["answer"], *(each["value"] for each in item["mistakes"])])
        if kind == "single":
            return chance.choice(item["options"])["id"]
        if kind == "multiple":
            return [one["id"] for one in chance.sample(item["options"], chance.randint(1, 3))]
        if kind == "sort":
            return {one["id"]: chance.choice(item["categories"]) for one in item["entries"]}
        if kind == "scenario":
            return [chance.choice(turn["options"])["id"] for turn in item["turns"]]
        return {slot["id"]: chance.choice(slot["phrases"])["id"] for slot in item["slots"]}
