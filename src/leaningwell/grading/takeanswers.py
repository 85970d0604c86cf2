"""Scores ``answers.json`` as it was handed in, and shows it in the notebook.

This is a sanitising step: it comes before any of the learner's code runs. What was answered is put into the
notebook as plain text, which formgrader and feedback show without JavaScript. The marks wait in this process.
"""

from __future__ import annotations

import os
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from leaningwell.content import Graded
from leaningwell.workbook.answers import read_kept
from leaningwell.workbook.format import NAME, Kept, Unusable

from .exercisefolder import grade_id
from .marks import Mark, marks
from .plain import fenced
from .run import Run, graded_items, keep


class TakeAnswers(NbGraderPreprocessor):
    """Last of the sanitising steps but for nbgrader's own check."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        keep(self, run, None)
        try:
            graded = graded_items(self, run)
            if graded is None:
                return nb, resources
            found = _marks(run, graded)
        except Exception:
            # No credit, no silence: the last step finds nothing kept, and says so in every cell.
            self.log.exception("The answers of %s to %s could not be scored.", run.student, run.assignment)
            return nb, resources
        keep(self, run, found)
        _show(nb, found)
        return nb, resources


def _marks(run: Run, graded: Graded) -> dict[str, Mark]:
    lacking = None if os.path.lexists(run.submitted / NAME) else "no-file"
    try:
        kept = read_kept(run.submitted, run.assignment)
    except Unusable as problem:
        kept, lacking = Kept(), problem.code
    return marks(graded, kept, lacking)


def _show(nb: NotebookNode, found: dict[str, Mark]) -> None:
    cells = []
    taken = {cell.get("id") for cell in nb.cells}
    for cell in nb.cells:
        mark = found.get(grade_id(cell) or "")
        if mark is not None and mark.handed_in:
            shown = new_markdown_cell(f"{mark.heading}\n\n{fenced(mark.handed_in)}")
            shown["id"] = _free(f"{grade_id(cell)}-handed-in", taken)
            cells.append(shown)
        cells.append(cell)
    nb.cells = cells


def _free(id: str, taken: set[str]) -> str:
    id = id[:60]
    while id in taken:
        id += "x"
    taken.add(id)
    return id
