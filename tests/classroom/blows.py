"""Kills a grading with SIGKILL at random moments, as a machine short of memory or of power does.

The command's own code runs in a process that is forked for each blow from one that has loaded it, so that a blow does
not cost the seconds in which Python loads nbgrader. Everything else is as it is for an instructor: the process, its
workers, the gradebook, the folders. Run as ``python -m classroom.blows ROOT SLUG WHOM BLOWS SEED``, it prints as JSON
how many blows met whom, and every difference from the rows of a grading that nobody disturbed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import psutil

from classroom.room import ROOT, SLUG, Classroom, handed_in, shuts_in, source_of
from leaningwell.content import load_graded

WITHOUT_CODE = "06-asking-well"
TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
WORKING = 3
"""So many processes there are once a notebook is run: the one that forks, one that watches, and one that runs it."""
MOMENTS = 1.0
RUNS = 3
"""So many gradings are begun at most after a blow, until one of them says that all is done."""


class Grading:
    """A class in ``root``, which is graded again and again from where it was when this was made."""

    def __init__(self, root: Path, slug: str, sandbox: str):
        self.root, self.slug, self.sandbox = root, slug, sandbox
        self._book = root / "gradebook.db"
        self._fresh = self._book.read_bytes()
        began = time.monotonic()
        if code := wait(self.begin()):
            raise SystemExit(f"The class cannot be graded at all: {code}.")
        self.seconds = time.monotonic() - began
        self.undisturbed = self.rows()
        self.restore()

    def restore(self) -> None:
        """Nothing is graded."""
        for name in ("autograded", ".leaningwell"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for path in self.root.glob("gradebook.db-*"):
            path.unlink()
        self._book.write_bytes(self._fresh)

    def begin(self) -> int:
        """Start the command, and give its process."""
        process = os.fork()
        if process:
            return process
        code = 1
        try:
            os.setsid()
            os.chdir(self.root)
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 1)
            code = run(self.root, self.slug, self.sandbox)
        finally:
            os._exit(code)

    def rows(self) -> dict[str, Any]:
        """How many rows there are of each kind, and what they say; and which folders are there."""
        with contextlib.closing(sqlite3.connect(self._book)) as book:
            counted = {table: book.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}
            query = (
                "SELECT a.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade FROM grade g "
                "JOIN submitted_notebook n ON g.notebook_id = n.id "
                "JOIN submitted_assignment a ON n.assignment_id = a.id "
                "JOIN base_cell b ON g.cell_id = b.id"
            )
            said = {f"{student} {cell}": scores for student, cell, *scores in book.execute(query)}
        folders = sorted(path.name for path in self.root.glob(f"autograded/*/*{self.slug}*"))
        return {**counted, **said, "folders": folders}


def run(root: Path, slug: str, sandbox: str) -> int:
    """The command, and what it ends with."""
    import typer

    from leaningwell.cli.grade import grade

    try:
        grade(slug, student=[], every=False, regrade_closed=False, sandbox=sandbox, workers=2, root=root)
    except typer.Exit as end:
        return int(end.exit_code)
    return 0


def wait(process: int) -> int:
    """What a process ends with; negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def ended(process: int) -> int | None:
    """The same, without waiting; None while it goes on."""
    found, status = os.waitpid(process, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def strike_the_grader(grading: Grading, chance: Random) -> tuple[bool, int | None]:
    """Kill the command itself. Whether it met, and what the command ended with, if it did not."""
    process = grading.begin()
    until = time.monotonic() + chance.uniform(0, grading.seconds)
    while time.monotonic() < until:
        if (code := ended(process)) is not None:
            return False, code
        time.sleep(0.005)
    os.kill(process, signal.SIGKILL)
    return wait(process) == -signal.SIGKILL, None


def strike_a_worker(grading: Grading, chance: Random) -> tuple[bool, int | None]:
    """Kill one of the processes that the command started: now and then the first as it starts, else while they work."""
    process = grading.begin()
    command, met, until = psutil.Process(process), False, None
    enough = chance.choice([1, *[WORKING] * 4])
    while (code := ended(process)) is None:
        with contextlib.suppress(psutil.NoSuchProcess):
            workers = [] if met else command.children(recursive=True)
            if len(workers) >= enough and until is None:
                until = time.monotonic() + chance.uniform(0, MOMENTS)
            if workers and until is not None and time.monotonic() >= until:
                chance.choice(workers).kill()
                met = True
        time.sleep(0.005)
    return met, code


def differences(grading: Grading) -> list[str]:
    """In what the class differs from one that was graded undisturbed."""
    now = grading.rows()
    then = grading.undisturbed
    return [f"{what}: {now.get(what)}, not {then.get(what)}" for what in now | then if now.get(what) != then.get(what)]


def campaign(root: Path, slug: str, whom: str, blows: int, seed: int, sandbox: str) -> dict[str, Any]:
    """So many blows, and what came of them. A blow that comes too late is not counted."""
    for module in ("leaningwell.cli.grade", "leaningwell.grading.cohort.grading"):
        import_module(module)  # once for all that are forked
    strike = strike_the_grader if whom == "grader" else strike_a_worker
    grading, chance = Grading(root, slug, sandbox), Random(seed)
    met, begun = 0, 0
    wrong: list[str] = []
    while met < blows and begun < 5 * blows:
        begun += 1
        hit, code = strike(grading, chance)
        met += hit
        if code is None and met < blows and chance.random() < 0.5:
            continue  # the next blow meets what this one left behind
        again = 0
        while code != 0 and again < RUNS:
            code, again = wait(grading.begin()), again + 1
        wrong += [f"blow {met}: {one}" for one in differences(grading)]
        wrong += [f"blow {met}: the command ends with {code}"] if code else []
        grading.restore()
    return {"met": met, "wrong": wrong}


def a_class(place: Path, whom: str) -> Classroom:
    """A small class whose grading is disturbed: with code, where those that run it are to be met."""
    slug = SLUG if whom == "worker" else WITHOUT_CODE
    room = Classroom(place, slug)
    room.generate()
    right = {item.id: item.solution() for item in load_graded(source_of(slug) / "items.yaml").items}
    notebook = nbformat.read(source_of(slug) / f"{slug}.ipynb", as_version=4)
    code = {cell.id: cell.source for cell in notebook.cells if "BEGIN SOLUTION" in cell.source}
    for number in range(3):
        own = {name: f"{source}\n# by learner {number}\n" for name, source in code.items()}
        room.hand_in(f"learner-{number}", own, handed_in(dict(list(right.items())[number:]), exercise=slug))
    return room


def blows(room: Classroom, whom: str, many: int, seed: int) -> dict[str, Any]:
    """Disturb the grading of a class so many times, and tell of it."""
    asked = [str(room.root), room.slug, whom, str(many), str(seed), "auto" if shuts_in() else "none"]
    env = room.env() | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT / "tests")))}
    room.ours("grade")  # makes the folder a course
    done = subprocess.run(
        [sys.executable, "-m", "classroom.blows", *asked], env=env, text=True, stdout=subprocess.PIPE, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    place, slug, whom, many, seed, sandbox = sys.argv[1:]
    print(json.dumps(campaign(Path(place), slug, whom, int(many), int(seed), sandbox)))
