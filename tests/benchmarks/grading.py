"""How long grading a class takes, beside nbgrader's own command. Run it with `make bench-grading`.

The same submissions of exercise 3, in the same mixture, are graded by `nbgrader autograde` and by `leaningwell grade`,
with its sandbox, in turn; then once more after a change of the key. What is printed are seconds in all and for each
submission, and how many times as long nbgrader took. That both wrote the same is looked at too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from classroom.room import ROOT, Classroom, handed_in
from leaningwell.content import load_graded

SLUG = "03-alone-together"
TWENTY = 20
ENDLESS = "def change_in_points(polls, who, answer):\n    while True:\n        pass\n"
NEARLY = "def change_in_points(polls, who, answer):\n    return polls[{place}][3] - polls[0][3]\n"


def a_class(place: Path, size: int) -> Classroom:
    """A class that handed in: half by code, each in its own way, half by questions; one in twenty without end."""
    room = Classroom(place, SLUG)
    room.generate()
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    solution = next(cell.source for cell in notebook.cells if cell.id == "change-code")
    right = {item.id: item.solution() for item in load_graded(ROOT / "solutions" / SLUG / "items.yaml").items}
    for number in range(size):
        if number % 20 == 7:
            code = {"change-code": ENDLESS}
        elif number % 4 == 0:
            code = {"change-code": f"{solution}\n# by learner {number}\n"}
        elif number % 4 == 1:
            code = {"change-code": NEARLY.format(place=number % 9) + f"# by learner {number}\n"}
        else:
            code = {}
        answers = dict(list(right.items())[number % 3 :])
        room.hand_in(f"learner-{number:04}", code, handed_in(answers, exercise=SLUG))
    return room


def seconds(command: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    command()
    return time.perf_counter() - begun


def ours(room: Classroom, *options: str) -> None:
    """Grade with our command."""
    done = room.run_ours("grade", SLUG, *options)
    assert done.returncode == 0, done.stdout + done.stderr


def main(size: int) -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as place:
        room = a_class(Path(place).resolve(), size)
        by_ours, by_nbgrader = room.twin("ours"), room.twin("nbgrader")
        whole = seconds(lambda: ours(by_ours)), seconds(by_nbgrader.grade)
        same = by_ours.rows() == by_nbgrader.rows()
        again = seconds(lambda: ours(by_ours, "--regrade-closed"))
        again_stock = seconds(lambda: by_nbgrader.run("autograde", SLUG, "--force"))
    print(f"{size} submissions of {SLUG}          ours    nbgrader   times")
    for what, (mine, stock) in {"graded": whole, "key changed": (again, again_stock)}.items():
        print(f"  {what:28} {mine:9.1f} s {stock:9.1f} s {stock / mine:7.1f}")
        print(f"  {'each':28} {mine / size:9.3f} s {stock / size:9.3f} s")
    print("The gradebooks hold the same." if same else "The gradebooks differ.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TWENTY)
