"""Prepares a notebook just before Voila turns it into a page.

1. The page gets the cookie it needs to end its own kernel when it is closed.
2. Cells tagged `lab-only` are left out, and whatever code is not the course's own.
3. The notebook learns which lessons there are, so that the template can write the way around, and the page's own
   words in the notebook's language.
"""

from __future__ import annotations

from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode

from leaningwell.content import direction, phrases

from .inline import inline
from .lessons import lessons_of
from .owncells import only_own_code

LAB_ONLY = "lab-only"
WORDS = Path(__file__).with_name("words.yaml")


def prepare_page(handler: JupyterHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voila's prelaunch hook: the notebook as a page shows it. ``cwd`` is its folder, seen from the root."""
    # Tornado sets the cookie when the token is first read, and only before anything has been sent. Without
    # it the request that ends the kernel is refused, and every closed page leaves a kernel behind.
    _ = handler.xsrf_token
    return as_page(notebook, Path(handler.contents_manager.root_dir, cwd))


def as_page(notebook: NotebookNode, folder: Path, *, left_out: bool = False) -> NotebookNode:
    """The notebook in ``folder`` as a page shows it; ``left_out`` says whether some of it has been left out already."""
    notebook = without_lab_only(notebook)
    left_out = only_own_code(notebook) or left_out
    course = notebook.metadata.get("leaningwell", {})
    language = course.get("lang", "en")
    inside = inline()
    notebook.metadata["leaningwell"] = {
        **course,
        "lessons": lessons_of(folder),
        "dir": direction(language),
        "left_out": left_out,
        "words": phrases(WORDS, language),
        "style": inside.style,
        "script": inside.script,
    }
    return notebook


def without_lab_only(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without the cells that only make sense in JupyterLab."""
    notebook.cells = [cell for cell in notebook.cells if LAB_ONLY not in cell.metadata.get("tags", [])]
    return notebook
