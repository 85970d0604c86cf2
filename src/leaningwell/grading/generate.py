"""nbgrader's plug-ins for ``generate_assignment``: what a learner gets holds no solution, hidden test or key.

A preprocessor that raises is the one way to refuse: nbgrader's hooks swallow exceptions. What it has
written of an assignment that failed, nbgrader removes.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from leaningwell.content import dump_sheet, stripped

from .agreement import disagreements
from .exercisefolder import ExerciseFolder
from .leaks import Leak, find_in_notebook, find_in_text, secrets
from .report import NAME, describe, put_parts
from .run import Run

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class ReleaseError(Exception):
    """The exercise must not be released as it is; the message says why, in sentences."""


class CheckSource(NbGraderPreprocessor):
    """First step: refuses what cannot be released, before anything is written."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Raises ReleaseError or ContentError."""
        run = Run.of(self, resources)
        source = ExerciseFolder(run.source)
        refuse_answers(source)
        if source.has_items() and (found := disagreements(source.graded(), source.notebooks())):
            raise ReleaseError("\n".join([f"{source.path.name} does not hold together.", *found]))
        return nb, resources


class StripItems(NbGraderPreprocessor):
    """Last step: takes the keys out of the released items, then looks for leaks in all that is released."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Raises ReleaseError."""
        run = Run.of(self, resources)
        source, release = ExerciseFolder(run.source), ExerciseFolder(run.release)
        graded = source.graded() if source.has_items() else None
        if graded is not None:
            release.path.mkdir(parents=True, exist_ok=True)
            release.items_path.write_text(dump_sheet(stripped(graded)), encoding="utf-8", newline="\n")
        looked_for = secrets(source.notebooks(), graded)
        leaks: list[Leak] = []
        names = [f"{run.notebook}.ipynb"]
        # As it will be written, which nbgrader does after its last step.
        written = nbformat.reads(nbformat.writes(nb), as_version=4)
        leaks += find_in_notebook(names[0], written, looked_for)
        for path in release.files():
            name = path.relative_to(release.path).as_posix()
            if path.suffix == ".ipynb" or path.suffix.lower() in PICTURES:
                continue
            names.append(name)
            try:
                leaks += find_in_text(name, path.read_text(encoding="utf-8"), looked_for)
            except UnicodeDecodeError:
                leaks.append(Leak(name, "something that cannot be read as text", path.suffix))
        put_parts(run.root / NAME, {run.assignment: describe(names, len(looked_for), leaks)})
        if leaks:
            what = "\n".join(map(str, leaks))
            raise ReleaseError(f"{run.assignment} is not released, because it would give away:\n{what}")
        return nb, resources


def refuse_answers(folder: ExerciseFolder) -> None:
    """Raises ReleaseError if somebody's answers lie there: all would get them, or they would be lost."""
    for path in folder.answers():
        raise ReleaseError(f"Somebody's answers lie in {path}. Move them elsewhere or delete them, then try again.")
