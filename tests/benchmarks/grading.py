"""How long grading a class takes, beside nbgrader's own command and Otter-Grader. Run it with `make bench-grading`.

The same submissions of exercise 3, in the same mixture: of twenty, ten by code, each with something of its own, and
one whose loop has no end, which is the same loop each time; the others by questions. `leaningwell grade`, with its
sandbox, grades 200, and `nbgrader autograde` the first twenty, in turn; then both again, after the key of a question
has changed. What nbgrader would take for 200 is its start, measured when there is nothing to do, and 200 times what
each of the twenty took. Otter grades an assignment with the same checks, without the questions and the loop, one by one
as `otter run` does it. It gets an environment of its own, and is left out where that cannot be had.

Printed are medians, in seconds on the clock and in seconds of computing; the latter hardly change with what else the
machine has to do. A short form, SHORT=yes, goes round once, and leaves Otter and the class of 2,000 out.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import yaml

from benchmarks import otter
from classroom.room import ROOT, Classroom, handed_in
from leaningwell.content import load_graded

SLUG = "03-alone-together"
CLASS, LARGE, FEW = 200, 2000, 20
ROUNDS = 3
ENDLESS = "def change_in_points(polls, who, answer):\n    while True:\n        pass\n"
NEARLY = "def change_in_points(polls, who, answer):\n    return polls[{place}][3] - polls[0][3]\n"
CHANGED = {"all-with-none": (20, 30)}
"""An item, and two keys that it has in turn."""


@dataclass(frozen=True)
class Taken:
    """``clock``: seconds that went by; ``computing``: seconds of computing of all processes."""

    clock: float
    computing: float


def taken(command: Callable[..., Any], *about: Any) -> Taken:
    """What it takes."""
    before, begun = _computing(), time.perf_counter()
    command(*about)
    return Taken(time.perf_counter() - begun, _computing() - before)


def _computing() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def a_class(place: Path, size: int) -> Classroom:
    """A class that handed in."""
    room = Classroom(place, SLUG)
    room.generate()
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    solution = next(cell.source for cell in notebook.cells if cell.id == "change-code")
    right = {item.id: item.solution() for item in load_graded(ROOT / "solutions" / SLUG / "items.yaml").items}
    for number in range(size):
        code = {"change-code": written} if (written := by_code(number, solution)) else {}
        answers = dict(list(right.items())[number % 3 :])
        room.hand_in(f"learner-{number:04}", code, handed_in(answers, exercise=SLUG))
    return room


def by_code(number: int, solution: str) -> str:
    """What this learner wrote, if anything."""
    if number % 20 == 7:
        return ENDLESS
    if number % 4 == 0:
        return f"{solution}\n# by learner {number}\n"
    return NEARLY.format(place=number % 9) + f"# by learner {number}\n" if number % 4 == 1 else ""


def ours(room: Classroom, *options: str) -> None:
    """Grade with our command."""
    done = room.run_ours("grade", SLUG, *options)
    assert done.returncode == 0, done.stdout + done.stderr


def few(room: Classroom, name: str) -> Classroom:
    """The first of a class, in another place."""
    other = room.twin(name)
    for folder in sorted((other.root / "submitted").iterdir())[FEW:]:
        os.rename(folder, other.place / folder.name)
    return other


def change_key(room: Classroom, turn: int) -> None:
    """Give a question another key."""
    key = room.root / "solutions" / SLUG / "items.yaml"
    items = yaml.safe_load(key.read_text(encoding="utf-8"))
    for item in items["items"]:
        if item["id"] in CHANGED:
            item["answer"] = CHANGED[item["id"]][turn % 2]
    key.write_text(yaml.safe_dump(items, allow_unicode=True, sort_keys=False), encoding="utf-8")


def scaled(some: Taken, start: Taken) -> Taken:
    """What nbgrader would take for the whole class, by what it takes for a few and to start."""
    return Taken(
        start.clock + (some.clock - start.clock) / FEW * CLASS,
        start.computing + (some.computing - start.computing) / FEW * CLASS,
    )


def same(one: Classroom, other: Classroom) -> bool:
    """Whether both gradebooks hold the same of those whom both know."""
    mine, stock = one.rows(), other.rows()
    return all(mine[student] == stock[student] for student in stock) and len(mine) == CLASS


def tell(what: str, mine: list[Taken], other: list[Taken], size: int, at_least: float) -> None:
    """Print a line: medians, for each submission, and how many times as long the other took, in turn."""
    print(f"  {what}: {size} submissions")
    for how in ("clock", "computing"):
        pairs = [(getattr(one, how), getattr(two, how)) for one, two in zip(mine, other, strict=True)]
        one, two = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
        times = median(pair[1] / pair[0] for pair in pairs)
        held = "" if how != "clock" else f", at least {at_least:g}: {'yes' if times >= at_least else 'NO'}"
        print(
            f"    {how:10} {one:8.1f} s, other {two:9.1f} s, each {one / size:.4f} s: {times:6.1f} x{held}", flush=True
        )


def main(short: bool) -> None:
    """Measure, and print."""
    rounds = 1 if short else ROUNDS
    whole: list[tuple[Taken, Taken]] = []
    again: list[tuple[Taken, Taken]] = []
    with tempfile.TemporaryDirectory() as made:
        place = Path(made).resolve()
        room = a_class(place / "class", CLASS)
        for turn in range(rounds):
            by_ours, by_nbgrader = room.twin(f"ours-{turn}"), few(room, f"nbgrader-{turn}")
            mine, some = taken(ours, by_ours), taken(by_nbgrader.grade)
            start = taken(by_nbgrader.grade)  # there is nothing left to grade
            whole.append((mine, scaled(some, start)))
            equal = same(by_ours, by_nbgrader)
            for each in (by_ours, by_nbgrader):
                change_key(each, turn)
            mine = taken(ours, by_ours, "--regrade-closed")
            again.append((mine, scaled(taken(by_nbgrader.run, "autograde", SLUG, "--force"), start)))
            print("The gradebooks hold the same." if equal and same(by_ours, by_nbgrader) else "The gradebooks DIFFER.")
        print(f"{SLUG}, {rounds} in turn, nbgrader by {FEW} submissions:")
        tell("graded", *map(list, zip(*whole, strict=True)), CLASS, 15)
        tell("after a change of the key", *map(list, zip(*again, strict=True)), CLASS, 80)
        if not short:
            _beside_otter(place, median(one.clock for one, _ in whole))
            _large(place, median(one.clock for one, _ in whole))


def _beside_otter(place: Path, clock: float) -> None:
    try:
        each = otter.seconds_each(place / "otter", FEW)
    except otter.NotHere as reason:
        print(f"  beside Otter: not measured. {reason}")
        return
    times = each / (clock / CLASS)
    print(
        f"  beside `otter run`, {FEW} submissions: {each:.2f} s each, {times:.1f} x, at least 60: {_held(times >= 60)}"
    )


def _large(place: Path, clock: float) -> None:
    room = a_class(place / "large", LARGE)
    large = taken(ours, room)
    times = large.clock / LARGE / (clock / CLASS)
    print(f"  {LARGE} submissions: {large.clock:.1f} s, each {times:.2f} x that of {CLASS}, at most 1.15: ", end="")
    print(_held(times <= 1.15))


def _held(held: bool) -> str:
    return "yes" if held else "NO"


if __name__ == "__main__":
    main(short="short" in sys.argv[1:])
