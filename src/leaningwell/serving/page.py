"""Prepares a notebook just before Voila turns it into a page.

1. The page gets the cookie it needs to end its own kernel when it is closed.
2. Cells tagged `lab-only` are left out, and whatever code is not the course's own.
3. Cells learn their place: at which one may stop, which unfold, which stand in the drawer for the curious, and, in a
   lesson, at which a step of its path begins.
4. The notebook learns which lessons there are, so that the template can write the way around, and the page's own
   words in the notebook's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode

from leaningwell.content import direction, outline, phrases

from .address import START
from .drawings import drawings
from .inline import inline
from .lessons import lessons_of
from .owncells import only_own_code
from .path import LessonPath, path_of

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
    number = course.get("lesson") if "exercise" not in course else None
    path = path_of(notebook.cells, number, folder) if isinstance(number, int) and number > 0 else None
    below = _mark_steps(notebook, path) if path else []
    _lay_out(notebook, below)
    language = course.get("lang", "en")
    inside = inline()
    notebook.metadata["leaningwell"] = {
        **course,
        "home": _home(folder),
        "lessons": lessons_of(folder),
        "path": path,
        "dir": direction(language),
        "left_out": left_out,
        "words": phrases(WORDS, language),
        "style": inside.style,
        "script": inside.script,
        "drawings": drawings(),
    }
    return notebook


def _home(folder: Path) -> str:
    """The way from a page in ``folder`` to the opening page's: there from the desk, which lies beside the course."""
    return "../course/" if not (folder / START).is_file() and (folder.parent / "course" / START).is_file() else ""


def without_lab_only(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without the cells that only make sense in JupyterLab."""
    notebook.cells = [cell for cell in notebook.cells if LAB_ONLY not in cell.metadata.get("tags", [])]
    return notebook


def _mark_steps(notebook: NotebookNode, path: LessonPath) -> list[NotebookNode]:
    """Note at the cells with which a step begins; the headings of the sections below the path."""
    cells = notebook.cells
    for number, step in enumerate(path["steps"], 1):
        _note(cells[step["begin"]], step={**step, "number": number})
    below = [] if path["end"] is None else cells[path["end"] :]
    for first in below[:1]:
        _note(first, below=True)
    return [cell for cell in below if (outline.rank(cell) or 7) <= 2]


def _lay_out(notebook: NotebookNode, below: Sequence[NotebookNode] = ()) -> None:
    """Say of cells, under ``leaningwell``, what the template has to know of their ``place``.

    ``stop``: one may stop here. ``summary``: the heading of the drawer, parted from what stands below it in its cell.
    ``inside``: it is in the drawer. ``unfolds``: the heading of a section that unfolds, parted likewise. With ``last``
    a cell is the last in the drawer or in its section. What stands ``below`` a lesson's path unfolds.
    """
    cells = notebook.cells
    drawer = outline.drawer(cells)
    for cell in cells:
        if outline.is_tagged(cell, outline.STOP) and outline.rank(cell):
            _note(cell, place="stop")
    for cell in cells[drawer.start : drawer.stop]:
        _note(cell, place="inside")
    folds: list[tuple[range, str, str | None]] = [(fold, "unfolds", None) for fold in outline.unfolding(cells)]
    folded = [drawer, *(fold for fold, _, _ in folds)]
    for place, cell in enumerate(cells):
        if any(cell is one for one in below) and not any(place in fold for fold in folded):
            folds.append((outline.below(cells, place), "unfolds", None))
    if drawer:
        folds.append((drawer, "summary", "inside"))
    # From the last to the first, since a heading that is parted makes one cell more.
    for fold, heading, inside in sorted(folds, key=lambda each: each[0].start, reverse=True):
        _fold(cells, fold, heading, inside)


def _fold(cells: list[NotebookNode], fold: range, heading: str, inside: str | None) -> None:
    first, last = cells[fold[0]], cells[fold[-1]]
    first.source, _, below = first.source.partition("\n")
    _note(first, place=heading)
    _note(last, last=True)
    if below.strip():
        rest = deepcopy(first)
        rest.update(id=f"{first.id}-inside", source=below)
        _note(rest, place=inside)
        for once in ("step", "below"):
            rest.metadata["leaningwell"].pop(once, None)
        first.metadata["leaningwell"].pop("last", None)
        cells.insert(fold[0] + 1, rest)


def _note(cell: NotebookNode, **about: object) -> None:
    cell.metadata["leaningwell"] = {**cell.metadata.get("leaningwell", {}), **about}
