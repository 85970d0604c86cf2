"""Otter-Grader on an assignment with checks like those of exercise 3. It lives in an environment of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.measured import Failed, Taken, Time

VERSION = "otter-grader==7.0.0"
MOST_FOR_INSTALLING, MOST_FOR_ONE = 240, 90
FEWEST, FOR_THE_REST = 3, 4 * 60
"""So many are graded even where less than so many seconds are left."""
POLLS = """polls = [
    (1990, "men", "none", 3), (2021, "men", "none", 15), (1990, "women", "none", 2), (2021, "women", "none", 10),
    (1990, "all", "ten or more", 33), (2021, "all", "ten or more", 13), (2021, "bakers", "two", 1),
]"""
SOLUTION = """def change_in_points(polls, who, answer):
    percent = {{year: value for year, group, given, value in polls if (group, given) == (who, answer)}}
    if len(percent) < 2:
        raise ValueError("there are not two years to compare")
    return percent[max(percent)] - percent[min(percent)]
# by learner {number}
"""
REFUSES = """>>> try:
...     change_in_points(polls, "bakers", "two")
... except ValueError:
...     print("refused")
refused"""
CASES = {
    '>>> change_in_points(polls, "men", "none")\n12': False,
    '>>> change_in_points(polls, "women", "none")\n8': True,
    '>>> change_in_points(polls, "all", "ten or more")\n-20': True,
    '>>> change_in_points(polls[::-1], "men", "none")\n12': True,
    REFUSES: True,
    '>>> given = list(polls)\n>>> _ = change_in_points(given, "men", "none")\n>>> given == polls\nTrue': True,
}


class NotHere(Exception):
    """Otter cannot be had here; the message says why."""


def seconds_each(place: Path, size: int, time: Time) -> tuple[int, float]:
    """How many submissions ``otter run`` graded, at most ``size``, and how long each took. Raises NotHere."""
    place.mkdir(parents=True)
    try:
        python = _environment(place / "environment", time)
        for folder in ("tests", "results"):
            (place / folder).mkdir()
        cases = [{"code": code, "hidden": hidden, "locked": False} for code, hidden in CASES.items()]
        suite = {"type": "doctest", "scored": True, "setup": "", "teardown": "", "cases": cases}
        test = {"name": "change", "points": 6, "suites": [suite]}
        (place / "tests" / "change.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
        _otter(python, place, time, "generate", "-t", "tests", "-o", "autograder.zip")
    except Failed as reason:
        raise NotHere(str(reason)) from None
    took: list[float] = []
    for number in range(size):
        if len(took) >= FEWEST and time.left() < FOR_THE_REST:
            break
        try:
            took.append(_grade(python, place, time, number).clock)
        except Failed as reason:
            raise NotHere(str(reason)) from None
    return len(took), sum(took) / len(took)


def _grade(python: Path, place: Path, time: Time, number: int) -> Taken:
    handed_in = place / f"learner-{number}.ipynb"
    cells = [new_code_cell(POLLS), new_code_cell(SOLUTION.format(number=number))]
    nbformat.write(new_notebook(cells=cells), handed_in)
    taken = _otter(python, place, time, "run", "--no-logo", "-a", "autograder.zip", "-o", "results", handed_in.name)
    found = json.loads((place / "results" / "results.json").read_text(encoding="utf-8"))
    if sum(test.get("score", 0) for test in found["tests"]) != 6:
        raise NotHere("It gave a right function less than its points.")
    return taken


def _environment(place: Path, time: Time) -> Path:
    env = dict(os.environ)
    time.run([sys.executable, "-m", "venv", str(place)], place.parent, env, MOST_FOR_INSTALLING)
    python = place / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", VERSION, "ipykernel"]
    time.run(install, place.parent, env, MOST_FOR_INSTALLING)
    return python


def _otter(python: Path, place: Path, time: Time, *command: str) -> Taken:
    env = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    return time.run([python.parent / "otter", *command], place, env, MOST_FOR_ONE)


if __name__ == "__main__":
    print(seconds_each(Path(sys.argv[1]), FEWEST, Time(600)))
