"""Reduces a submitted notebook to what may be trusted, before anything else looks at it.

1. The metadata of the notebook and of every cell is dropped; a graded cell gets the course's own back.
2. A graded cell that was deleted is put back where it was, so that it can be scored.
3. The learner's own Markdown is shown as plain text: formgrader and feedback would run its HTML and links.
"""

from __future__ import annotations

import re
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from leaningwell.workbook.plain import clean

from .exercisefolder import grade_id
from .plain import fenced
from .run import Run

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Distrust(NbGraderPreprocessor):
    """First of the sanitising steps."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        course = _course_notebook(run)
        known = _known(run)
        nb.metadata = NotebookNode(kernelspec=NotebookNode(course.metadata.get("kernelspec", {})))
        nb.nbformat_minor = 5
        own_texts = {cell.source for cell in course.cells if cell.cell_type == "markdown"}
        for cell, name in zip(nb.cells, _names(nb, known), strict=True):
            cell.metadata = NotebookNode(nbgrader=NotebookNode(known[name])) if name else NotebookNode()
            cell.pop("attachments", None)
            if cell.cell_type == "code" or cell.source in own_texts or _stays(cell, known.get(name)):
                cell.source = clean(cell.source)
            else:
                cell.cell_type = "markdown"
                cell.source = fenced(cell.source)
        _put_back(nb, course, known)
        _give_ids(nb)
        return nb, resources


def _course_notebook(run: Run) -> NotebookNode:
    """The exercise as the course has it; where it is gone, the gradebook's cells alone have to do."""
    path = run.source / f"{run.notebook}.ipynb"
    if path.is_file():
        return nbformat.read(path, as_version=4)
    return NotebookNode(cells=[], metadata=NotebookNode())


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


def _names(nb: NotebookNode, known: dict[str, dict[str, Any]]) -> list[str | None]:
    """The graded cell each cell is. Of a cell that was copied the last counts, as it does for nbgrader."""
    names = [_name(cell, known) for cell in nb.cells]
    return [None if name in names[index + 1 :] else name for index, name in enumerate(names)]


def _name(cell: NotebookNode, known: dict[str, dict[str, Any]]) -> str | None:
    """The graded cell this is. Some editors lose nbgrader's metadata but keep the cell's id."""
    for name in (grade_id(cell), cell.get("id")):
        if isinstance(name, str) and name in known:
            return name
    return None


def _stays(cell: NotebookNode, about: dict[str, Any] | None) -> bool:
    """Whether nbgrader goes on with this text as it is: as code again, or because nobody touched it."""
    return about is not None and (about["cell_type"] == "code" or about["checksum"] == compute_checksum(cell))


def _put_back(nb: NotebookNode, course: NotebookNode, known: dict[str, dict[str, Any]]) -> None:
    present = {grade_id(cell) for cell in nb.cells}
    after = -1
    for original in course.cells:
        name = grade_id(original)
        if name not in known:
            continue
        if name in present:
            after = max(i for i, cell in enumerate(nb.cells) if grade_id(cell) == name)
        elif known[name]["grade"]:
            new = new_code_cell if known[name]["cell_type"] == "code" else new_markdown_cell
            # OverwriteCells, which comes later, gives it the text that is graded.
            after += 1
            nb.cells.insert(after, new(metadata={"nbgrader": dict(known[name])}))


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
