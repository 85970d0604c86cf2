"""What of a notebook is run, and where: the learner's cells by the learner's process, each test cell by a fresh one."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from leaningwell.grading.exercisefolder import grade_id

VERSION = 1
"""Raised when the same plan would be run in another way, so that what was kept of a run counts no more."""


@dataclass(frozen=True)
class Test:
    """A test cell: its ``source`` with what is hidden, and what of it a learner's later cells may build on.

    ``given`` are the course's own cells above it, and ``names`` those that the learner was to define.
    """

    source: str
    public: str
    given: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One cell that is run: its place in the notebook, and either its source or its test."""

    cell: int
    source: str = ""
    test: Test | None = None


@dataclass(frozen=True)
class Plan:
    """All that is run of one notebook, in order."""

    steps: tuple[Step, ...]

    @property
    def tests(self) -> list[Test]:
        """The test cells."""
        return [step.test for step in self.steps if step.test]

    def digest(self, files: Mapping[str, bytes]) -> str:
        """The same for two plans if the same is run, at the same places of a notebook, beside the same files."""
        beside = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        whole = json.dumps([VERSION, [asdict(step) for step in self.steps], beside], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def plan(
    cells: Sequence[NotebookNode], course: Sequence[NotebookNode], public: dict[str, str], tasks: set[str]
) -> Plan:
    """What is run of a notebook that was made ready for grading.

    ``course`` are the cells of the source, ``public`` what learners see of its test cells, and ``tasks`` are the
    test cells that count what code earns. Other graded cells are not run: what they earn is known.
    """
    steps = []
    for place, cell in enumerate(cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        name = grade_id(cell) or ""
        if not is_grade(cell) or is_solution(cell):
            steps.append(Step(place, cell.source))
        elif name in tasks:
            given, names = _given(course, name)
            steps.append(Step(place, test=Test(cell.source, binding(public.get(name, "")), given, names)))
    return Plan(tuple(steps))


def _given(course: Sequence[NotebookNode], test: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the course's cells above a test: those that bind something, and the names that are left to the learner."""
    given: list[str] = []
    names: list[str] = []
    for cell in course:
        if grade_id(cell) == test and is_grade(cell):
            break
        if cell.cell_type != "code" or is_grade(cell):
            continue
        if is_solution(cell):
            given.append(_only(cell.source, ast.Import | ast.ImportFrom))
            names += _defined(cell.source)
        else:
            given.append(binding(cell.source))
    return tuple(source for source in given if source), tuple(dict.fromkeys(names))


def binding(source: str) -> str:
    """A cell without the lines that only do something, such as to check or to show."""
    return _only(source, ast.stmt, ast.Expr)


@lru_cache(maxsize=500)
def _only(source: str, kind: Any, but: Any = ()) -> str:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    tree.body = [line for line in tree.body if isinstance(line, kind) and not isinstance(line, but)]
    return ast.unparse(tree)


@lru_cache(maxsize=500)
def _defined(source: str) -> list[str]:
    """The names that a cell defines at its top."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return []
    found = []
    for line in body:
        if isinstance(line, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(line.name)
        elif isinstance(line, ast.Assign | ast.AnnAssign):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            found += [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return found
