"""Scores ``answers.json`` as it was handed in, and shows it in the notebook.

This is a sanitising step: it comes before any of the learner's code runs. What was answered is put into the
notebook as plain text, which formgrader and feedback show without JavaScript. The marks wait in this process.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from .exercisefolder import grade_id
from .flag import flag
from .marks import Mark, marks
from .run import Run, graded_items, keep, voice
from .standins import find_answers
from .words import Voice


class ScoreAnswers(NbGraderPreprocessor):
    """Last of the sanitising steps but for nbgrader's own check."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        keep(self, run, None)
        try:
            graded = graded_items(self, run)
            if graded is None:
                return nb, resources
            kept, lacking, elsewhere = find_answers(run.submitted, run.assignment)
            speak = voice(self, run)
            found = marks(graded, kept, lacking, speak)
        except Exception:
            # No credit, no silence: the last step finds nothing kept, and says so in every cell.
            self.log.exception("The answers of %s to %s could not be scored.", run.student, run.assignment)
            return nb, resources
        keep(self, run, found)
        if lacking:
            flag(self, run, speak.say("answers-lacking"))
        if elsewhere:
            flag(self, run, speak.say("answers-elsewhere", file=elsewhere))
        for id, mark in found.items():
            if mark.outdated:
                flag(self, run, speak.say("outdated-look"), id)
        _show(nb, found, speak)
        return nb, resources


def _show(nb: NotebookNode, found: dict[str, Mark], speak: Voice) -> None:
    cells = []
    taken = {cell.get("id") for cell in nb.cells}
    for cell in nb.cells:
        mark = found.get(grade_id(cell) or "")
        if mark is not None and mark.handed_in:
            shown = f"{mark.heading}\n\n{speak.fenced(mark.handed_in)}"
            id = _free(f"{grade_id(cell)}-handed-in", taken)
            cells.append(NotebookNode(id=id, cell_type="markdown", source=shown, metadata=NotebookNode()))
        cells.append(cell)
    nb.cells = cells


def _free(id: str, taken: set[str]) -> str:
    id = id[:60]
    while id in taken:
        id += "x"
    taken.add(id)
    return id
