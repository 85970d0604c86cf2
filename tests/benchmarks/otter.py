"""Otter-Grader on an assignment with checks like those of exercise 3. It lives in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

VERSION = "otter-grader==7.0.0"
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


def seconds_each(place: Path, size: int) -> float:
    """How long ``otter run`` takes for one of so many submissions. Raises NotHere."""
    place.mkdir(parents=True)
    python = _environment(place / "environment")
    for folder in ("tests", "results"):
        (place / folder).mkdir()
    cases = [{"code": code, "hidden": hidden, "locked": False} for code, hidden in CASES.items()]
    suite = {"type": "doctest", "scored": True, "setup": "", "teardown": "", "cases": cases}
    test = {"name": "change", "points": 6, "suites": [suite]}
    (place / "tests" / "change.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
    _otter(python, place, "generate", "-t", "tests", "-o", "autograder.zip")
    clock = 0.0
    for number in range(size):
        handed_in = place / f"learner-{number}.ipynb"
        cells = [new_code_cell(POLLS), new_code_cell(SOLUTION.format(number=number))]
        nbformat.write(new_notebook(cells=cells), handed_in)
        begun = time.perf_counter()
        _otter(python, place, "run", "--no-logo", "-a", "autograder.zip", "-o", "results", handed_in.name)
        clock += time.perf_counter() - begun
        found = json.loads((place / "results" / "results.json").read_text(encoding="utf-8"))
        if sum(test.get("score", 0) for test in found["tests"]) != 6:
            raise NotHere("It gave a right function less than its points.")
    return clock / size


def _environment(place: Path) -> Path:
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", VERSION, "ipykernel"]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"{VERSION} could not be installed: {done.stderr.strip().splitlines()[-1]}")
    return python


def _otter(python: Path, place: Path, *command: str) -> None:
    env = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [python.parent / "otter", *command], cwd=place, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHere(f"otter {command[0]} failed: {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    print(seconds_each(Path(sys.argv[1]), 3))
