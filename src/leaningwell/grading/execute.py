"""Runs a notebook as nbgrader does, and goes on with what there is when the kernel dies on the way.

In nbgrader a dead kernel costs the learner the whole submission, answers to questions included.
"""

from __future__ import annotations

from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.preprocessors.execute import UnresponsiveKernelError


class ExecuteWhatRuns(Execute):
    """``resources["kernel_died"]`` tells whether the kernel did not live to the last cell."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], **kwargs: Any):
        """See the module."""
        try:
            nb, resources = super().preprocess(nb, resources, **kwargs)
        except (DeadKernelError, UnresponsiveKernelError) as error:
            self.log.warning("The kernel of %s stopped: %s", resources["nbgrader"]["student"], error)
            resources["kernel_died"] = True
        return nb, resources
