"""Prepares a notebook just before Voila turns it into a page.

1. The page gets the cookie it needs to end its own kernel when it is closed.
2. Cells tagged `lab-only` are left out.
3. The notebook learns which lessons there are, so that the template can write the way around.
"""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from tornado.web import RequestHandler

from .lessons import lessons_of

LAB_ONLY = "lab-only"


def prepare_page(handler: RequestHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voila's prelaunch hook: the notebook as a page shows it. ``cwd`` is its folder, seen from the root."""
    # Tornado sets the cookie when the token is first read, and only before anything has been sent. Without
    # it the request that ends the kernel is refused, and every closed page leaves a kernel behind.
    _ = handler.xsrf_token
    notebook = without_lab_only(notebook)
    folder = Path(handler.contents_manager.root_dir, cwd)
    notebook.metadata["leaningwell"] = {
        **notebook.metadata.get("leaningwell", {}),
        "lessons": lessons_of(folder),
    }
    return notebook


def without_lab_only(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without the cells that only make sense in JupyterLab."""
    notebook.cells = [cell for cell in notebook.cells if LAB_ONLY not in cell.metadata.get("tags", [])]
    return notebook
