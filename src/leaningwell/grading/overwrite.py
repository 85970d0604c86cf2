"""nbgrader's OverwriteCells, which warns of a changed test cell only where a learner has changed it.

What is handed out lacks the hidden tests, and nbgrader takes that for a change. Here they are put back first.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import ClearHiddenTests, OverwriteCells
from nbgrader.utils import is_grade

from .exercisefolder import grade_id
from .run import once


class OverwriteChangedCells(OverwriteCells):
    """Stands in for nbgrader's own step."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        if cell.cell_type == "code" and is_grade(cell):
            self._put_hidden_tests_back(cell)
        done: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(cell, resources, cell_index)
        return done

    def _put_hidden_tests_back(self, cell: NotebookNode) -> None:
        try:
            source = self.gradebook.find_source_cell(grade_id(cell), self.notebook_id, self.assignment_id).source
        except MissingEntry:
            return
        if cell.source.strip() == once(self, ("handed out", source), lambda: self._handed_out(source)):
            cell.source = source

    def _handed_out(self, source: str) -> str:
        handed_out = NotebookNode(source=source)
        ClearHiddenTests(parent=self)._remove_hidden_test_region(handed_out)
        shown: str = handed_out.source.strip()
        return shown
