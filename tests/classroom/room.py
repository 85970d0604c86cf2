"""A class: a copy of the course, nbgrader's stock commands, and learners who hand in."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from classroom import warm

ROOT = Path(__file__).parents[2]
SLUG = "01-the-self-sufficiency-story"
COURSE = "leaning-well"
GALLERY = "22-gallery-words"


def source_of(slug: str) -> Path:
    """Where an exercise is written: the course's, or the gallery's."""
    return ROOT / "tests" / "gallery" / "exercise" if slug == GALLERY else ROOT / "solutions" / slug


class Classroom:
    """One course with the exercise ``slug`` and its learners, below ``place``."""

    def __init__(self, place: Path, slug: str = SLUG):
        self.place = place
        self.slug = slug
        self.root = place / "course"
        self.exchange = place / "exchange"
        self.home = place / "home"
        for folder in (self.root, self.exchange, self.home):
            folder.mkdir(parents=True)
        self.exchange.chmod(0o777)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        shutil.copytree(source_of(slug), self.root / "solutions" / slug)

    def run(self, *command: str, cwd: Path | None = None, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``nbgrader command``, in the course's root or elsewhere."""
        done = warm.run("nbgrader", command, cwd or self.root, self.env())
        if ok:
            assert done.returncode == 0, done.stderr[-5000:]
        return done

    def env(self) -> dict[str, str]:
        """The environment of a command."""
        env = os.environ | {
            "HOME": str(self.home),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")])),
        }
        env.pop("NBGRADER_EXECUTION", None)
        return env

    def run_ours(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run ``leaningwell command`` in the course's root."""
        _, _, module, *arguments = self.ours(*command)
        return warm.run(module, arguments, self.root, self.env())

    def ours(self, *command: str) -> list[str]:
        """The words of ``leaningwell command``. Without a sandbox here, well-meant code is graded without one."""
        if command[0] == "grade" and not shuts_in() and "--sandbox=none" not in command:
            command = (*command, "--sandbox=none")
        first = self.root / "course" / "00-start-here.ipynb"
        first.parent.mkdir(exist_ok=True)
        first.touch()
        return [sys.executable, "-m", "leaningwell.cli", *command]

    # The instructor's side

    @classmethod
    def like(cls, other: Classroom, place: Path) -> Classroom:
        """Another class, below ``place``, that begins where this one stands."""
        room = cls(place, other.slug)
        shutil.copytree(other.root, room.root, dirs_exist_ok=True)
        return room

    def twin(self, name: str = "twin") -> Classroom:
        """The same class as it is now, in another place."""
        other = Classroom.__new__(Classroom)
        other.__dict__.update(self.__dict__)
        other.place = self.place / name
        other.root = other.place / "course"
        shutil.copytree(self.root, other.root, symlinks=True, copy_function=_copy)
        return other

    @property
    def url(self) -> str:
        """The address of the gradebook."""
        return self.__dict__.get("elsewhere") or f"sqlite:///{self.root}/gradebook.db"

    def rows(self) -> dict[str, Any]:
        """All that the gradebook says of the exercise's submissions."""
        from nbgrader.api import Gradebook

        with Gradebook(self.url) as gradebook:
            return {
                submission.student.id: {
                    "name": (submission.student.first_name, submission.student.last_name),
                    "time": submission.timestamp,
                    "penalties": {one.name: one.late_submission_penalty for one in submission.notebooks},
                    "grades": {
                        grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                        for notebook in submission.notebooks
                        for grade in notebook.grades
                    },
                    "comments": {
                        comment.name: (comment.auto_comment, comment.manual_comment)
                        for notebook in submission.notebooks
                        for comment in notebook.comments
                    },
                }
                for submission in gradebook.assignment_submissions(self.slug)
            }

    def generate(self, ok: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run("generate_assignment", self.slug, "--force", ok=ok)

    def release(self) -> None:
        self.run("release_assignment", self.slug, f"--Exchange.root={self.exchange}")

    def collect(self) -> None:
        # One account plays all learners here, so nobody owns what they hand in.
        self.run("collect", self.slug, f"--Exchange.root={self.exchange}", "--ExchangeCollect.check_owner=False")

    def grade(self, ok: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run("autograde", self.slug, ok=ok)

    def give_feedback(self) -> None:
        self.run("generate_feedback", self.slug, "--force")

    def export(self) -> list[dict[str, str]]:
        path = self.place / "grades.csv"
        self.run("export", "--to", str(path))
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def scores(self, student: str) -> dict[str, float]:
        """What each graded cell earned."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            notebook = gradebook.find_submission_notebook(self.slug, self.slug, student)
            return {grade.name: grade.score for grade in notebook.grades}

    def feedback(self, student: str) -> str:
        """The page the learner gets back."""
        return (self.root / "feedback" / student / self.slug / f"{self.slug}.html").read_text(encoding="utf-8")

    def graded_notebook(self, student: str) -> nbformat.NotebookNode:
        return nbformat.read(self.root / "autograded" / student / self.slug / f"{self.slug}.ipynb", as_version=4)

    # The learners' side

    def desk(self, student: str) -> Path:
        """A learner's own folder."""
        folder = self.place / "desks" / student
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def fetch(self, student: str) -> Path:
        """Fetch the exercise to the learner's desk, and give its folder there."""
        self.run(
            "fetch_assignment",
            self.slug,
            "--course",
            COURSE,
            f"--Exchange.root={self.exchange}",
            cwd=self.desk(student),
        )
        return self.desk(student) / self.slug

    def submit(self, student: str) -> None:
        self.run(
            "submit", self.slug, "--course", COURSE, "--student", student, f"--Exchange.root={self.exchange}",
            cwd=self.desk(student),
        )  # fmt: skip

    def hand_in(
        self,
        student: str,
        code: Mapping[str, str] = {},
        answers: dict[str, Any] | bytes | None = None,
        change: Callable[[nbformat.NotebookNode], None] = lambda notebook: None,
    ) -> None:
        """Put work straight where collecting would put it."""
        folder = self.root / "submitted" / student / self.slug
        shutil.copytree(self.root / "exercises" / self.slug, folder)
        do_exercise(folder, code, answers, change)


@lru_cache
def shuts_in() -> bool:
    """Whether learners' code can be shut in on this system."""
    from leaningwell.grading.cohort.limits import Limits
    from leaningwell.grading.cohort.running import CannotRun, Nursery

    try:
        Nursery("auto", Limits()).close()
    except CannotRun:
        return False
    return True


def _copy(source: str, target: str) -> None:
    """Copy a file; a pipe becomes another pipe."""
    if stat.S_ISFIFO(os.lstat(source).st_mode):
        os.mkfifo(target)
    else:
        shutil.copy2(source, target)


def do_exercise(
    folder: Path,
    code: Mapping[str, str] = {},
    answers: dict[str, Any] | bytes | None = None,
    change: Callable[[nbformat.NotebookNode], None] = lambda notebook: None,
) -> None:
    """Do the exercise that lies in ``folder``: write ``code`` into cells, by id, and leave ``answers``."""
    path = folder / f"{folder.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = code.get(cell.id, cell.source)
    change(notebook)
    nbformat.write(notebook, path)
    if answers is not None:
        content = answers if isinstance(answers, bytes) else json.dumps(answers).encode()
        (folder / "answers.json").write_bytes(content)


def handed_in(
    items: Mapping[str, Any], done: tuple[str, ...] = (), shared: Mapping[str, Any] = {}, **other: Any
) -> dict[str, Any]:
    """An answers.json with these responses."""
    return {
        "format": "leaningwell-answers",
        "version": 1,
        "exercise": SLUG,
        "items": {id: {"response": response, "first": response} for id, response in items.items()},
        "done": list(done),
        "shared": dict(shared),
    } | other
