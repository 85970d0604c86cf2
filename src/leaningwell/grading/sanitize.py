"""Reduces a submitted notebook to what may be trusted, before anything else looks at it.

1. The metadata of the notebook and of every cell is dropped; a graded cell gets the course's own back.
2. The course's cells come back into the course's order, and those that grade are put back where they are missing.
3. The learner's own Markdown is shown as plain text: formgrader and feedback would run its HTML and links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_grade, is_solution

from leaningwell.answers.plain import clean

from .exercisefolder import grade_id
from .flag import flag
from .restore import Recognised, in_order, missing, recognise
from .run import Run, graded_items, once, ours, voice

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Sanitize(NbGraderPreprocessor):
    """First of the sanitising steps."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        if not ours(self, run.source):
            return nb, resources
        course = once(self, ("course", run.source), lambda: self._course(run, resources))
        known = _known(run)
        found = recognise(nb.cells, course.cells)
        names = [None if place is None else grade_id(course.cells[place]) for place in found.places]
        names = [name if name in known else None for name in names]
        nb.metadata = NotebookNode(kernelspec=NotebookNode(course.metadata.get("kernelspec", {})))
        nb.nbformat_minor = 5
        speak = voice(self, run)
        own_texts = {cell.source for cell in course.cells if cell.cell_type == "markdown"}
        for cell, name in zip(nb.cells, names, strict=True):
            cell.metadata = NotebookNode(nbgrader=NotebookNode(known[name])) if name else NotebookNode()
            cell.pop("attachments", None)
            if cell.cell_type == "code" or cell.source in own_texts or _stays(cell, known.get(name) if name else None):
                cell.source = clean(cell.source)
            else:
                cell.cell_type = "markdown"
                cell.source = speak.fenced(cell.source)
        put_back = {place: _again(course.cells[place], known) for place in missing(found.places, course.cells)}
        nb.cells = in_order(nb.cells, found.places, put_back)
        _give_ids(nb)
        self._flag(run, course.cells, found, put_back)
        return nb, resources

    def _course(self, run: Run, resources: dict[str, Any]) -> NotebookNode:
        """The exercise as the course hands it out; where its source is gone, there is nothing to compare with."""
        path = run.source / f"{run.notebook}.ipynb"
        if not path.is_file():
            return NotebookNode(cells=[], metadata=NotebookNode())
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        for step in (ClearSolutions, ClearHiddenTests):
            notebook, _ = step(parent=self.parent).preprocess(notebook, resources)
        return notebook

    def _flag(self, run: Run, course: list[NotebookNode], found: Recognised, put_back: dict[int, Any]) -> None:
        """Ask a person to look at the tasks whose code or test could be mistaken for another cell."""
        items = graded_items(self, run)
        tasks = {task.id for task in items.tasks if task.has_code} if items else set()
        doubt = ""
        for place, cell in enumerate(course):
            if place in put_back and is_grade(cell):
                doubt = doubt or "cell-put-back"
            elif place in found.by_words and (is_grade(cell) or is_solution(cell)):
                doubt = "cells-unnamed"
            if is_grade(cell):
                if doubt and grade_id(cell) in tasks:
                    flag(self, run, voice(self, run).say(doubt), grade_id(cell))
                doubt = ""


def _again(cell: NotebookNode, known: dict[str, dict[str, Any]]) -> NotebookNode:
    """One of the course's cells to put back. A later step gives it the text that is graded."""
    new: Callable[..., NotebookNode] = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    name = grade_id(cell)
    return new(cell.source, id=cell.id, metadata={"nbgrader": dict(known[name])} if name in known else {})


def _known(run: Run) -> dict[str, dict[str, Any]]:
    """nbgrader's metadata of every cell it keeps, as the gradebook has it."""
    with Gradebook(run.db_url) as gradebook:
        notebook = gradebook.find_notebook(run.notebook, run.assignment)
        points = {cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]}
        grades = {cell.name for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        tasks = {cell.name for cell in notebook.task_cells}
        return {
            cell.name: {
                "grade_id": cell.name,
                "grade": cell.name in grades,
                "solution": cell.name in solutions,
                "task": cell.name in tasks,
                "locked": bool(cell.locked),
                "cell_type": cell.cell_type,
                "checksum": cell.checksum,
                "schema_version": 3,
                **({"points": points[cell.name]} if cell.name in points else {}),
            }
            for cell in notebook.source_cells
        }


def _stays(cell: NotebookNode, about: dict[str, Any] | None) -> bool:
    """Whether nbgrader goes on with this text as it is: as code again, or because nobody touched it."""
    return about is not None and (about["cell_type"] == "code" or about["checksum"] == compute_checksum(cell))


def _give_ids(nb: NotebookNode) -> None:
    """Every cell has a valid id, used once; the same each time."""
    seen: set[str] = set()
    for index, cell in enumerate(nb.cells):
        id = grade_id(cell) or cell.get("id")
        if not isinstance(id, str) or not CELL_ID.fullmatch(id) or id in seen:
            id = f"cell-{index}"
        while id in seen:
            id = f"{id[:60]}-x"
        cell["id"] = id
        seen.add(id)
