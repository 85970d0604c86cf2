"""How long grading a class takes, beside nbgrader's own command and Otter-Grader. Run it with `make bench-grading`.

`leaningwell grade` grades a class of 200, with its sandbox and with all that nbgrader does, and `nbgrader autograde` a
third of the same class, in turn, until it has graded all of it; then both again, after the key of a question has
changed. Learners whose loop has no end are graded by nbgrader by themselves, so that the figures can be told with them
and without: a check waits as long for them, whoever grades. What nbgrader takes to start is measured where nothing is
left to grade, and counts once. Otter grades an assignment with the same checks, without questions and loops, one by one
as `otter run` does it; it gets an environment of its own, and is left out where that cannot be had. A class of 2,000
tells whether a submission costs more in a large class.

Figures are seconds on the clock; below them stand seconds of computing, of all processes, which tell more where the
machine has something else to do. All is over within half an hour, or with SHORT=yes within five minutes: then nbgrader
grades 20 and one of the loops, and Otter and the class of 2,000 are left out.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks import otter
from benchmarks.handed_in import MIXTURE, SLUG, a_class, is_endless, name
from benchmarks.measured import Failed, Taken, Time, middle
from benchmarks.serving.table import Table
from classroom.room import Classroom, shuts_in

CLASS, LARGE, FEW, PARTS = 200, 2000, 20, 3
SECONDS, SHORT_SECONDS = 29 * 60, 5 * 60 - 15
FOR_THE_REST = 7 * 60
"""Seconds for Otter and the large class. The rounds leave them."""
CHANGED = {"all-with-none": (20, 30)}
"""An item, and two keys that it has in turn."""


@dataclass
class ByNbgrader:
    """What nbgrader takes for a class, by what it took for parts of it. ``graded``: of how many, and what they took."""

    starts: list[Taken] = field(default_factory=list)
    graded: list[tuple[int, Taken]] = field(default_factory=list)
    loops: list[tuple[int, Taken]] = field(default_factory=list)

    def whole(self, loops: bool) -> Taken:
        """For the whole class, with those whose loop has no end or without them."""
        endless = sum(map(is_endless, range(CLASS)))
        ordinary = self.start + self._each(self.graded).times(CLASS - endless)
        return ordinary + self._each(self.loops).times(endless) if loops else ordinary

    @property
    def start(self) -> Taken:
        """To begin and to end."""
        return middle(self.starts)

    def told(self) -> str:
        """How many it graded, and what each took."""
        each = ", ".join(f"{(taken - self.start).clock / count:.2f}" for count, taken in self.graded)
        loop = f"{self._each(self.loops).clock:.1f}"
        count = sum(count for count, _ in (*self.graded, *self.loops))
        scaled = "" if count == CLASS else f", from which the figures for {CLASS} are reckoned"
        return (
            f"nbgrader graded {count} of {CLASS}{scaled}. It takes {self.start.clock:.1f} s to start, {each} s for "
            f"each submission of a part, and {loop} s for a loop without end."
        )

    def _each(self, parts: Sequence[tuple[int, Taken]]) -> Taken:
        together = sum((taken - self.start for _, taken in parts), Taken())
        return together.times(1 / sum(count for count, _ in parts))


@dataclass
class Round:
    """What we took, for a class with loops without end, for it without them, and after a change of the key."""

    whole: list[Taken] = field(default_factory=list)
    calm: list[Taken] = field(default_factory=list)
    again: list[Taken] = field(default_factory=list)


class Course:
    """The class, and those who grade it, each in a copy of the course."""

    def __init__(self, place: Path, time: Time, short: bool):
        self.place, self.time, self.short = place, time, short
        self.room = a_class(place / "class", CLASS)
        self.ours, self.first, self.again = Round(), ByNbgrader(), ByNbgrader()
        self.differ = 0
        ordinary = [name(number) for number in range(CLASS) if not is_endless(number)]
        self.endless = [name(number) for number in range(CLASS) if is_endless(number)]
        self.calm = self.some("calm", ordinary)
        self.parts = [ordinary[:FEW]] if short else [ordinary[part::PARTS] for part in range(PARTS)]

    def some(self, called: str, students: Sequence[str]) -> Classroom:
        """Some of the class, in another place."""
        room = self.room.twin(called)
        for folder in (room.root / "submitted").iterdir():
            if folder.name not in students:
                shutil.rmtree(folder)
        return room

    def calm_each(self) -> float:
        """Seconds that we took for each submission of a class without loops. Raises Failed."""
        return middle(self.ours.calm).clock / (CLASS - len(self.endless))

    def go_round(self, turn: int) -> None:
        """Grade the class by us and a part of it by nbgrader, then both after a change of the key. Raises Failed."""
        part = self.parts[turn]
        by_ours, by_nbgrader = self.room.twin(f"ours-{turn}"), self.some(f"nbgrader-{turn}", part)
        self.ours.whole.append(self.time.ours(by_ours))
        self.first.graded.append((len(part), self.time.nbgrader(by_nbgrader)))
        self.ours.calm.append(self.time.ours(self.calm.twin(f"calm-{turn}")))
        start = self.time.nbgrader(by_nbgrader)  # there is nothing left to grade
        self.first.starts.append(start)
        self.again.starts.append(start)
        rooms = [by_nbgrader]
        if not turn:
            loops = self.some("nbgrader-loops", self.endless[:1] if self.short else self.endless)
            count = len(list((loops.root / "submitted").iterdir()))
            self.first.loops.append((count, self.time.nbgrader(loops)))
            rooms.append(loops)
        self._compare(by_ours, rooms)
        for room in (by_ours, *rooms):
            change_key(room, turn)
        self.ours.again.append(self.time.ours(by_ours, "--regrade-closed"))
        self.again.graded.append((len(part), self.time.nbgrader(by_nbgrader, "--force")))
        if not turn:
            self.again.loops.append((count, self.time.nbgrader(loops, "--force")))
        self._compare(by_ours, rooms)

    def _compare(self, ours: Classroom, others: Sequence[Classroom]) -> None:
        mine = ours.rows()
        self.differ += len(mine) != CLASS
        self.differ += sum(mine.get(student) != rows for room in others for student, rows in room.rows().items())


def change_key(room: Classroom, turn: int) -> None:
    """Give a question another key."""
    key = room.root / "solutions" / SLUG / "items.yaml"
    items = yaml.safe_load(key.read_text(encoding="utf-8"))
    for item in items["items"]:
        if item["id"] in CHANGED:
            item["answer"] = CHANGED[item["id"]][turn % 2]
    key.write_text(yaml.safe_dump(items, allow_unicode=True, sort_keys=False), encoding="utf-8")


def beside_nbgrader(course: Course, table: Table) -> None:
    """Go round, and print what came of it. Raises Failed."""
    began = course.time.left()
    for turn in range(len(course.parts)):
        if turn and course.time.left() < FOR_THE_REST + 1.2 * (began - course.time.left()) / turn:
            break
        try:
            course.go_round(turn)
            print(f"Round {turn + 1} of {len(course.parts)} is done.", file=sys.stderr, flush=True)
        except Failed as reason:
            if not turn:
                raise
            print(f"\nRound {turn + 1} was broken off: {reason}", flush=True)
            break
    first, again, ours = course.first, course.again, course.ours
    print(f"\n{first.told()}\nAfter the change of the key: {again.told()}")
    table.heading(f"A class of {CLASS}", stock="nbgrader")
    for what, mine, other, part in (
        ("graded", ours.whole, first.whole(loops=True), 15),
        ("graded, without the loops", ours.calm, first.whole(loops=False), None),
        ("after a change of the key", ours.again, again.whole(loops=True), 80),
        ("after a change of the key, without nbgrader's loops", ours.again, again.whole(loops=False), None),
    ):
        chosen = middle(mine)
        table.beside(what, "s", chosen.clock, other.clock, part)
        table.beside("  … of computing", "s", chosen.computing, other.computing, None)
    table.within("submissions that the two grade otherwise", "", course.differ, 0)


def beside_otter(course: Course, table: Table) -> None:
    """Print how long Otter takes for each submission, beside us. Raises Failed."""
    whole, calm = middle(course.ours.whole).clock / CLASS, course.calm_each()
    try:
        count, each = otter.seconds_each(course.place / "otter", FEW, course.time)
    except otter.NotHere as reason:
        print(f"\nNot measured beside Otter: {reason}", flush=True)
        return
    table.heading(f"Each submission beside `otter run`, which graded {count}", stock="Otter")
    table.beside("of the class", "ms", 1000 * whole, 1000 * each, None)
    table.beside("of the class without the loops, as Otter's is", "ms", 1000 * calm, 1000 * each, 60)


def in_a_large_class(course: Course, table: Table) -> None:
    """Print whether a submission costs more in a large class. Raises Failed."""
    small = course.calm_each()
    room = a_class(course.place / "large", LARGE, loops=False)
    large = course.time.ours(room).clock / len(list((room.root / "submitted").iterdir()))
    table.heading("A large class, without loops that have no end")
    table.plain(f"each submission of {CLASS}", "ms", 1000 * small)
    table.plain(f"each submission of {LARGE}", "ms", 1000 * large)
    table.within("how many times as much", "x", large / small, 1.15)


def main(short: bool) -> None:
    """Measure, and print."""
    time, table = Time(SHORT_SECONDS if short else SECONDS), Table()
    sandbox = "with the sandbox" if shuts_in() else "WITHOUT A SANDBOX, since there is none here"
    print(f"{SLUG}, {os.cpu_count()} cores, {sandbox}.\n{MIXTURE}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        course = Course(Path(made).resolve(), time, short)
        for measure in (beside_nbgrader,) if short else (beside_nbgrader, beside_otter, in_a_large_class):
            try:
                measure(course, table)
            except Failed as reason:
                print(f"\nNot measured: {reason}", flush=True)
                table.missed.append(f"{measure.__name__}: not measured")
    print(f"\nIt took {(time.seconds - time.left()) / 60:.0f} minutes.")
    print("All budgets are met." if not table.missed else "Missed:\n  " + "\n  ".join(table.missed))
    sys.exit(bool(table.missed))


if __name__ == "__main__":
    main(short="short" in sys.argv[1:])
