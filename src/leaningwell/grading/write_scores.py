"""Writes every mark as the output of its graded cell, after the notebook ran and before nbgrader reads it.

* A closed item, a task in words or a receipt gets the mark that was made before any of the learner's code ran.
* Another task gets the better of what its test cell earned and what its questions earned.
* Whatever cannot be scored ends in 0.0 and a sentence, never in credit.

nbgrader gives nothing for anything on stderr, and full points for no number at all. Here stderr is shown as
ordinary text, since a warning is no fault, and no number is no credit. Other cells keep harmless outputs.
"""

from __future__ import annotations

import base64
import binascii
import math
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from leaningwell.answers.plain import clean
from leaningwell.content import Graded

from .execute import STOPPED, ExecuteWhatRuns
from .exercisefolder import grade_id, printed
from .marks import Mark, failed, number
from .run import Run, graded_items, kept, once, ours, voice
from .shown import within
from .words import Voice


@dataclass(frozen=True)
class CodeResult:
    """What a test cell earned by running, and what it said."""

    points: float
    text: str


class WriteScores(NbGraderPreprocessor):
    """Comes right after the notebook ran."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources)
        if not ours(self, run.source):
            return nb, resources
        nb.metadata.pop("widgets", None)
        made = kept(self, run)
        graded = self._graded(run)
        tasks = {task.id for task in graded.tasks if task.has_code} if graded else set()
        speak = voice(self, run)
        most = once(self, "most output", lambda: ExecuteWhatRuns(parent=self).most_output)
        left_out = speak.say("output-left-out")
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs = [kept_output for output in cell.outputs if (kept_output := _harmless(output))]
            if is_grade(cell) and not is_solution(cell):
                self._write(cell, made, tasks, resources.get("stopped", ""), speak)
            else:
                cell.outputs = [nbformat.from_dict(output) for output in within(cell.outputs, most, left_out)]
        _spare_no_code(nb, graded, made or {})
        return nb, resources

    def _graded(self, run: Run) -> Graded | None:
        """The graded items, if they can be read."""
        try:
            return graded_items(self, run)
        except Exception:
            self.log.exception("The graded items of %s cannot be read.", run.source)
            return None

    def _write(
        self, cell: NotebookNode, made: dict[str, Mark] | None, tasks: set[str], stopped: str, speak: Voice
    ) -> None:
        name, points = grade_id(cell), float(cell.metadata.nbgrader["points"])
        try:
            mark = made.get(name or "", failed(points, speak)) if made is not None else failed(points, speak)
            if name in tasks:
                earned, text = _better(code_result(cell, points, speak, stopped), mark, speak)
            else:
                earned, text = mark.points, f"{mark.reasons}\n{_points(mark.points, points, speak)}"
            # More than the points would make nbgrader refuse the whole submission.
            earned = earned if 0 <= earned <= points else 0.0
        except Exception:
            self.log.exception("The cell %s could not be scored.", name)
            earned, text = 0.0, speak.say("own-failure")
        cell.outputs = _outputs(text, earned, cell.get("execution_count"))


def code_result(cell: NotebookNode, points: float, speak: Voice, stopped: str = "") -> CodeResult:
    """What the test cell's own outputs say it earned. ``stopped``: why not every cell was run, if so."""
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    errors = [output for output in cell.outputs if output.output_type == "error"]
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    if stopped and not results and all(error.ename == STOPPED for error in errors):
        return _nothing(said, speak, speak.say(stopped))
    if errors:
        error = f"{errors[0].get('ename', '')}: {errors[0].get('evalue', '')}".rstrip(": ")
        return _nothing(said, speak, speak.say("code-stopped", error=clean(error)[:500]))
    if not results:
        return _nothing(said, speak, speak.say("code-silent"))
    value = str(results[-1].get("data", {}).get("text/plain", ""))
    try:
        earned = float(value)
    except ValueError:
        return _nothing(said, speak, speak.say("code-silent"))
    if not math.isfinite(earned) or not 0 <= earned <= points:
        return _nothing(said, speak, speak.say("code-out-of-range", number=clean(value)[:40], points=number(points)))
    return CodeResult(round(earned, 2), clean(said))


def _nothing(said: str, speak: Voice, why: str) -> CodeResult:
    return CodeResult(0.0, "\n".join(part for part in (clean(said).rstrip("\n"), speak.wrapped(why)) if part))


def _better(code: CodeResult, questions: Mark, speak: Voice) -> tuple[float, str]:
    earned = max(code.points, questions.points)
    by_code = _block(code.text, speak.say("code-route", earned=number(code.points), points=number(questions.possible)))
    if not questions.answered:
        # Said only where it is news: the code alone is a whole route.
        more = [] if code.points else [questions.reasons]
        return earned, "\n".join([by_code, *more])
    by_questions = _block(
        questions.reasons,
        speak.say("no-code-route", earned=number(questions.points), points=number(questions.possible)),
    )
    parts = [by_questions, by_code] if questions.points > code.points else [by_code, by_questions]
    both = [speak.say("better-counts")] if code.points and questions.points else []
    return earned, "\n\n".join([*parts, *both])


def _block(text: str, last: str) -> str:
    return "\n".join(part for part in (text.rstrip("\n"), last) if part)


def _points(earned: float, points: float, speak: Voice) -> str:
    return speak.say("points", earned=number(earned), points=number(points))


def _outputs(text: str, earned: float, count: int | None) -> list[NotebookNode]:
    return [
        printed(f"{text.rstrip()}\n"),
        NotebookNode(
            output_type="execute_result",
            metadata=NotebookNode(),
            data=NotebookNode({"text/plain": repr(float(earned))}),
            execution_count=count,
        ),
    ]


def _harmless(output: NotebookNode) -> NotebookNode | None:
    """The output without anything a page would run, or None if nothing is left, as of a widget."""
    if output.output_type not in ("display_data", "execute_result"):
        return output
    data = output.get("data", {})
    if "application/vnd.jupyter.widget-view+json" in data:
        return None
    shown = {kind: value for kind, value in data.items() if kind == "text/plain" or _is_picture(kind, value)}
    if not shown:
        return None
    output.data, output.metadata = NotebookNode(shown), NotebookNode()
    return output


def _is_picture(kind: str, value: Any) -> bool:
    if kind not in ("image/png", "image/jpeg") or not isinstance(value, str):
        return False
    try:
        base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _spare_no_code(nb: NotebookNode, graded: Graded | None, made: dict[str, Mark]) -> None:
    """Keep nbgrader from writing “No response.” beside code that the answered questions made unnecessary."""
    answered = {task.id for task in graded.tasks if task.id in made and made[task.id].answered} if graded else set()
    solutions: list[NotebookNode] = []
    for cell in nb.cells:
        if is_solution(cell) and not is_grade(cell):
            solutions.append(cell)
        elif is_grade(cell):
            if grade_id(cell) in answered:
                for solution in solutions:
                    solution.metadata.nbgrader.pop("checksum", None)
            solutions = []
