"""nbgrader's autograding of one submission, in two halves: what comes before the code runs, and what comes after.

All of it is nbgrader's own, with our steps among them, so that its gradebook holds the same. A submission's graded
folder is made beside its place and put there last: where it is, everything is in the gradebook.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.writers.files import FilesWriter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import ClearHiddenTests, Execute
from nbgrader.utils import rmtree

from leaningwell.content import Graded, dump_sheet, stripped
from leaningwell.grading.execute import STOPPED, ExecuteWhatRuns
from leaningwell.grading.exercisefolder import ITEMS, grade_id, source_of
from leaningwell.grading.flag import flags, unflag
from leaningwell.grading.instructor import say
from leaningwell.grading.run import Run, forget, graded_items, once, voice
from leaningwell.grading.standins import find_answers
from leaningwell.grading.submitted import TIMESTAMP

from .basis import Bases, Basis, key_of, work_of
from .book import Book
from .plan import Plan, plan
from .quick import Writer
from .running import Pace, Ran

PYTHON = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"}
NOTEBOOK_SECONDS = 300


@dataclass(frozen=True)
class Prepared:
    """One notebook, made ready: its cells, what is to be run of it, and beside which files."""

    name: str
    notebook: NotebookNode
    plan: Plan
    files: dict[str, bytes]

    def digest(self) -> str:
        """What tells whether the same was run before. What the questions say changes nothing in that."""
        return self.plan.digest({name: content for name, content in self.files.items() if name != ITEMS})


@dataclass(frozen=True)
class Begun:
    """One submission in work. ``lacking`` says why there are no answers, if so."""

    student: str
    folder: Path
    notebooks: tuple[Prepared, ...]
    state: object
    lacking: str | None


class NotGraded(Exception):
    """This submission cannot be graded; the message is half a sentence that says why."""


class Steps(Autograde):
    """The halves. One object serves a whole class, and reads the key once. What it asks and writes is in ``book``."""

    def __init__(self, book: Book, **about: Any):
        super().__init__(**about)
        self.book, self.known = book, {notebook.name for notebook in book.exercise.notebooks}
        self._made: dict[bool, list[Any]] = {}
        self._write = Writer()
        self.bases = Bases(Path(self.coursedir.root), self.slug)
        self._key = key_of(source_of(self.coursedir).items_path)
        self._graded_from: dict[str, Basis] = {}

    @property
    def slug(self) -> str:
        """The exercise."""
        return str(self.coursedir.assignment_id)

    def target(self, student: str) -> Path:
        """Where the graded submission belongs."""
        return Path(self.coursedir.format_path(self.coursedir.autograded_directory, student, self.slug))

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        path = Path(super()._format_dest(assignment_id, student_id, escape))
        return str(path.with_name(f".{path.name}.new"))

    def submissions(self) -> dict[str, str]:
        """The folder of each learner's submission. Raises NbGraderException where there is none."""
        self.init_notebooks()
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        pattern = re.compile(self._format_source(self.slug, "(?P<student>.*)", escape=True))
        found = {folder: pattern.fullmatch(folder) for folder in self.assignments}
        excluded = self.coursedir.student_id_exclude.split(",")
        students = {match["student"]: folder for folder, match in found.items() if match}
        return {student: folder for student, folder in sorted(students.items()) if student not in excluded}

    def roster(self) -> set[str]:
        """The learners whom the gradebook knows."""
        return set(self.book.learners)

    def begin(self, student: str, folder: str) -> Begun:
        """What comes before any code runs. Raises NotGraded."""
        self.clear(student)
        try:
            self.coursedir.get_existing_timestamp(folder)
        except Exception:
            raise NotGraded(say("no-time", file=TIMESTAMP)) from None
        paths = [Path(path) for path in sorted(self.assignments[folder])]
        state = state_of(Path(folder))
        self._graded_from[student] = Basis(work_of(Path(folder)), self._key)
        prepared = tuple(self._prepare(student, path) for path in paths if path.stem in self.known)
        return Begun(student, Path(folder), prepared, state, find_answers(Path(folder).resolve(), self.slug)[1])

    def _prepare(self, student: str, path: Path) -> Prepared:
        resources = self._resources(student, path.stem)
        run = Run.of(self, resources)
        unflag(self, run)
        notebook, _ = self._go_through(True, self.exporter.submitted(path, run), resources)
        items = graded_items(self, run)
        tasks = {task.id for task in items.tasks if task.has_code} if items else set()
        course = once(self, ("source", path.stem), lambda: self._source(run, resources))
        # An exercise without code has nothing to run.
        planned = plan(notebook.cells, *course, tasks) if tasks else Plan(())
        return Prepared(path.stem, notebook, planned, once(self, "files", lambda: self._files(run)))

    def _source(self, run: Run, resources: dict[str, Any]) -> tuple[list[NotebookNode], dict[str, str]]:
        """The cells of the source, and what learners see of those that test."""
        path = run.source / f"{run.notebook}.ipynb"
        course = nbformat.read(path, as_version=4)
        public, _ = ClearHiddenTests(parent=self.exporter).preprocess(nbformat.read(path, as_version=4), resources)
        return course.cells, {name: cell.source for cell in public.cells if (name := grade_id(cell))}

    def _files(self, run: Run) -> dict[str, bytes]:
        """The course's files beside the notebook, without the key."""
        found = {
            path.relative_to(run.source).as_posix(): path.read_bytes()
            for path in source_of(self.coursedir).files()
            if path.suffix != ".ipynb" and path.name != ITEMS and path not in source_of(self.coursedir).answers()
        }
        return found | ({ITEMS: sheet} if (sheet := self.sheet()) else {})

    def sheet(self) -> bytes:
        """What of the exercise's items everybody may see."""
        items = self.items()
        return dump_sheet(stripped(items)).encode() if items else b""

    def items(self) -> Graded | None:
        """The exercise's items with their keys, which are read once. Raises ContentError."""
        return graded_items(self, Run.of(self, self._resources("", self.slug)))

    def finish(self, begun: Begun, ran: dict[str, Ran]) -> list[str]:
        """What comes after, and why somebody should look at it, if so. Raises NotGraded."""
        if state_of(begun.folder) != begun.state:
            raise NotGraded(say("changed-meanwhile"))
        self._sanitizing = True
        self.notebooks = sorted(self.assignments[str(begun.folder)])
        self.init_assignment(self.slug, begun.student)
        looks: list[str] = []
        for prepared in begun.notebooks:
            resources = self._resources(begun.student, prepared.name)
            run = Run.of(self, resources)
            stopped = {"stopped": ran[prepared.name].stopped}
            notebook = self._with_outputs(prepared.notebook, ran[prepared.name], run)
            notebook, resources = self._go_through(False, notebook, {**resources, **stopped})
            self.write_single_notebook(self._write.write(notebook), resources)
            looks += [sentence for sentences in flags(self, run).values() for sentence in sentences]
            looks = looks or self._to_look_at(run)
            forget(self, run)
            unflag(self, run)
        self.set_permissions(self.slug, begun.student)
        return list(dict.fromkeys(looks))

    def _to_look_at(self, run: Run) -> list[str]:
        graded = self.book.find_submission_notebook(run.notebook, run.assignment, run.student)
        return ["It has a grade by hand, which may no longer fit."] if graded.needs_manual_grade else []

    def _with_outputs(self, notebook: NotebookNode, ran: Ran, run: Run) -> NotebookNode:
        notebook.metadata["language_info"] = NotebookNode(PYTHON)
        count = 0
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            count += 1
            cell.execution_count = count
            cell.outputs = [nbformat.from_dict(output) for output in ran.outputs.get(place, [])]
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
        if ran.running is not None:
            why = voice(self, run).say(ran.stopped)
            stopped = {"output_type": "error", "ename": STOPPED, "evalue": why, "traceback": [why]}
            notebook.cells[ran.running].outputs.append(nbformat.from_dict(stopped))
        return notebook

    def put(self, student: str) -> None:
        """Put the graded folder in its place, instead of an earlier one. All else of it is written by then."""
        target = self.target(student)
        old = target.with_name(f".{target.name}.old")
        if target.exists():
            if old.exists():
                rmtree(str(old))
            target.rename(old)
        Path(self._format_dest(self.slug, student)).rename(target)
        if basis := self._graded_from.pop(student, None):
            self.bases.put(student, target, basis)
        if old.exists():
            _remove(old)

    def clear(self, student: str) -> None:
        """Remove what a grading that broke off left behind."""
        for ending in ("new", "old"):
            path = self.target(student).with_name(f".{self.slug}.{ending}")
            if path.exists():
                rmtree(str(path))

    def is_new(self, student: str, folder: str) -> bool:
        """Whether a submission is still to be graded: by nbgrader's own rule, or because its files are others now."""
        target = self.target(student)
        if not target.exists() or self.bases.other_work(student, target, Path(folder)):
            return True
        try:
            new, old = (self.coursedir.get_existing_timestamp(str(path)) for path in (folder, target))
        except Exception:  # whoever grades it says so
            return True
        return new is not None and old is not None and bool(new > old)

    def by_another_key(self, student: str) -> bool:
        """Whether a submission was graded by another key than there is now."""
        return self.bases.other_key(student, self.target(student), self._key)

    def _resources(self, student: str, notebook: str) -> dict[str, Any]:
        about = {"student": student, "assignment": self.slug, "notebook": notebook, "db_url": self.coursedir.db_url}
        return {"unique_key": notebook, "output_files_dir": f"{notebook}_files", "nbgrader": about}

    def _go_through(
        self, sanitizing: bool, notebook: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """nbgrader's steps before the code runs, or after. nbconvert would copy and validate the whole for each."""
        resources = self.exporter._init_resources(resources)
        for step in self._preprocessors(sanitizing):
            notebook, resources = step(notebook, resources)
        return notebook, resources

    def _preprocessors(self, sanitizing: bool) -> list[Any]:
        if sanitizing not in self._made:
            self._sanitizing = sanitizing
            self._init_preprocessors()
            self._made[sanitizing] = [step for step in self.exporter._preprocessors if not isinstance(step, Execute)]
        return self._made[sanitizing]

    def pace(self) -> Pace:
        """How long code may run and how much it may say, by nbgrader's settings."""
        settings = ExecuteWhatRuns(parent=self)
        most = settings.timeout if settings.timeout and settings.timeout > 0 else NOTEBOOK_SECONDS
        whole = max(NOTEBOOK_SECONDS, most)
        run = Run.of(self, self._resources("", self.slug))
        return Pace(most, whole, settings.most_output, voice(self, run).say("output-left-out"))

    def memory(self) -> int:
        """How much memory code may take, in MiB."""
        return int(ExecuteWhatRuns(parent=self).memory)


def _remove(folder: Path) -> None:
    """Remove a folder, quickly where nothing resists."""
    try:
        shutil.rmtree(folder)
    except OSError:
        rmtree(str(folder))


def state_of(folder: Path) -> object:
    """What tells whether any file in a folder was changed meanwhile."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            about = path.lstat()
            found.append((str(path), about.st_size, about.st_mtime_ns, about.st_ino))
    return sorted(found)
