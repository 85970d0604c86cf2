"""Asks a person to look at a grade: formgrader shows “needs manual grade”, and the cell says why.

``flag`` may be called at any step before ``ShowFlags``, which comes right after nbgrader has saved its grades.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from .exercisefolder import grade_id, printed
from .run import Run, converter, voice

_FLAGS: WeakKeyDictionary[Any, dict[Run, dict[str | None, list[str]]]] = WeakKeyDictionary()


def flag(part: Any, run: Run, why: str, cell: str | None = None) -> None:
    """Ask a person to look at the graded cell named, or at the notebook as a whole. ``why``: a sentence for all."""
    sentences = _FLAGS.setdefault(converter(part), {}).setdefault(run, {}).setdefault(cell, [])
    if why not in sentences:
        sentences.append(why)


def flags(part: Any, run: Run) -> dict[str | None, list[str]]:
    """Why a person should look, by graded cell; None stands for the whole notebook."""
    return _FLAGS.get(converter(part), {}).get(run, {})


def unflag(part: Any, run: Run) -> None:
    """Forget why, of a submission that is done or begun anew."""
    _FLAGS.get(converter(part), {}).pop(run, None)


class ShowFlags(NbGraderPreprocessor):
    """Comes right after nbgrader has saved the grades. What is said of the whole notebook stands at its first grade."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        found = dict(flags(self, run))
        graded = [cell for cell in nb.cells if is_grade(cell)]
        if not found or not graded:
            return nb, resources
        first = grade_id(graded[0])
        found[first] = [*found.pop(None, []), *found.get(first, [])]
        with Gradebook(run.db_url) as gradebook:
            for cell in graded:
                if sentences := found.get(grade_id(cell)):
                    self.log.warning("%s, %s: %s", run.student, grade_id(cell), " ".join(sentences))
                    grade = gradebook.find_grade(grade_id(cell), run.notebook, run.assignment, run.student)
                    grade.needs_manual_grade = True
                    _say(cell, voice(self, run).wrapped("\n".join(sentences)))
            gradebook.db.commit()
        return nb, resources


def _say(cell: NotebookNode, text: str) -> None:
    if cell.cell_type != "code":
        return
    said = next((output for output in cell.outputs if output.output_type == "stream"), None)
    if said is None:
        cell.outputs.insert(0, printed(f"{text}\n"))
    else:
        said.text = f"{text}\n\n{said.text}"
