"""What of a submission comes in: the notebook, repaired, and of other files none.

* A notebook is repaired before nbformat looks at it. One that cannot be read is graded with the course's own cells.
* Beside the notebook that is run lie the course's own files only. A module, a configuration or a program that was
  handed in would be found before the course's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter

from leaningwell.answers.plainfile import read_plain
from leaningwell.answers.repair import EMPTY, MAX_BYTES, UnreadableNotebook, repaired

from .flag import flag
from .learner import name_by_id
from .run import OURS, Run, ours, voice
from .standins import STANDS_FOR

TIMESTAMP = "timestamp.txt"


class SubmittedNotebook(NotebookExporter):
    """Reads the notebook that was handed in, and any other as nbgrader does."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """See the module."""
        run = Run.of(self, resources or {})
        path = Path(filename)
        if not ours(self, run.source) or path.parent.resolve() != run.submitted:
            return super().from_filename(filename, resources, **kw)
        notebook = self.submitted(path, run)
        made: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(  # type: ignore[no-untyped-call]
            notebook, resources, **kw
        )
        return made

    def submitted(self, path: Path, run: Run) -> NotebookNode:
        """The notebook as it was handed in, in order as far as that can be."""
        made: NotebookNode = nbformat.from_dict(self._read(path, run))
        return made

    def _read(self, path: Path, run: Run) -> dict[str, Any]:
        say = voice(self, run).say
        try:
            found = repaired(read_plain(path, MAX_BYTES))
        except (OSError, UnreadableNotebook) as error:
            self.log.warning("The notebook of %s cannot be read: %s", run.student, error)
            flag(self, run, say("notebook-unreadable"))
            return EMPTY
        stands_for = found.notebook["metadata"].get(STANDS_FOR)
        if isinstance(stands_for, str):
            name = "notebook-elsewhere" if stands_for else "notebook-missing"
            flag(self, run, say(name, file=stands_for))
        if found.mended:
            self.log.warning("The notebook of %s was repaired: %s", run.student, ", ".join(found.mended))
        if found.lost:
            flag(self, run, say("notebook-damaged"))
        return found.notebook


def leave_other_files_out() -> None:
    """Have nbgrader run a notebook of ours beside the course's own files. It has no setting for that."""
    stock = BaseConverter.init_assignment
    if getattr(stock, OURS, False):
        return

    def init_assignment(self: BaseConverter, assignment_id: str, student_id: str) -> None:
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id)).resolve()
        if not isinstance(self, Autograde) or not ours(self, source):
            stock(self, assignment_id, student_id)
            return
        name_by_id(self, student_id)
        submitted = Path(self._format_source(assignment_id, student_id)).resolve()
        for name in (TIMESTAMP, *self.exclude_overwriting.get(assignment_id, [])):
            _copy(submitted, Path(self._format_dest(assignment_id, student_id)), name)

    setattr(init_assignment, OURS, True)
    BaseConverter.init_assignment = init_assignment


def _copy(source: Path, target: Path, name: str) -> None:
    """Copy one plain file, if there is one: no link, and none by way of a link."""
    path = source / name
    try:
        if path.parent.resolve() != path.parent:
            return
        content = read_plain(path, MAX_BYTES)
    except OSError:
        return
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_bytes(content)
