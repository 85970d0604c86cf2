"""Runs a notebook as nbgrader does, and goes on with what there is when its code does not come to an end.

In nbgrader a kernel that died, or that could not be interrupted, costs the learner the whole submission, answers to
questions included. Whatever goes wrong before the first cell is the grading side's fault, and is raised as ever.
"""

from __future__ import annotations

import sys
from typing import Any

from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Integer

from .run import Run, ours, voice
from .words import Voice

STOPPED = "Stopped"
"""The name of the error in the cell that was running when the kernel was stopped."""
Step = tuple[NotebookNode, dict[str, Any]]
GROWING = ("stream", "display_data")


class ExecuteWhatRuns(Execute):
    """``resources["stopped"]`` names the sentence that says why the last cells were not run, if they were not."""

    memory = Integer(4096, help="MiB of memory that a notebook's code may take, on Linux; 0 sets no limit").tag(
        config=True
    )
    most_output = Integer(2_000_000, help="characters that one cell may print or show").tag(config=True)

    extra_arguments: list[str]
    _cell: NotebookNode | None = None
    _voice: Voice | None = None
    """Of an exercise of the course; none of another assignment, which runs as nbgrader does it."""
    _said = 0

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], **kwargs: Any) -> Step:
        """See the module."""
        run = Run.of(self, resources)
        self._voice = voice(self, run) if ours(self, run.source) else None
        if self._voice is None:
            step: Step = super().preprocess(nb, resources, **kwargs)
            return step
        # After `exit()` a kernel ends when it comes to it, some cells later or none: here it goes on.
        first = ["get_ipython().ask_exit = lambda: None"]
        if self.memory and sys.platform == "linux":
            first.append(
                f"(lambda it: it.setrlimit(it.RLIMIT_DATA, ({self.memory << 20},) * 2))(__import__('resource'))"
            )
        self.extra_arguments = [*self.extra_arguments, f"--IPKernelApp.exec_lines={'; '.join(first)}"]
        try:
            nb, resources = super().preprocess(nb, resources, **kwargs)
        except Exception as error:
            if self._cell is None:
                raise
            self.log.warning("The code of %s stopped: %s", resources["nbgrader"]["student"], error)
            resources["stopped"] = "code-endless" if isinstance(error, CellTimeoutError) else "kernel-died"
            why = self._voice.say(resources["stopped"])
            self._cell.outputs.append(new_output("error", ename=STOPPED, evalue=why, traceback=[why]))
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: dict[str, Any], index: int) -> Step:
        """Run one cell."""
        if cell.cell_type == "code":
            self._cell, self._said = cell, 0
        step: Step = super().preprocess_cell(cell, resources, index)
        return step

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Keep what a cell says, up to a limit. The number a test cell ends in is always kept."""
        if self._voice and msg["msg_type"] in GROWING:
            before, self._said = self._said, self._said + len(str(msg["content"]))
            if self._said > self.most_output:
                if before <= self.most_output:
                    outs.append(new_output("stream", name="stdout", text=f"\n{self._voice.say('output-left-out')}\n"))
                return None
        kept: NotebookNode | None = super().output(outs, msg, display_id, cell_index)
        return kept
