"""Which files of the front end a page loads: the bundle, or else each module that it will need.

A browser would find the modules one after another, each in the one before. So they are named at the top of the page,
and it asks for all of them at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from ..bundle import bundle
from ..modules import graph, listed
from .cells import ACTIVITY

ENTRY = "page/prepared.js"
VIEWS, CHARTS, WORDS = (f"kit/{folder}/index.js" for folder in ("views", "charts", "words"))


@dataclass(frozen=True)
class Loading:
    """Addresses below the front end's: of the module that runs, and of others that will be needed."""

    entry: str
    preload: list[str]
    style: str = ""
    """Empty where it stands in the page."""


def loading(notebook: NotebookNode) -> Loading:
    """What the page of a notebook loads, which has its outputs."""
    language = notebook.metadata.get("leaningwell", {}).get("lang", "en").partition("-")[0]
    if found := bundle():
        words = [found.words[language]] if language in found.words else []
        return Loading(f"bundle/{found.entry}", [f"bundle/{name}" for name in words], f"bundle/{found.style}")
    shown = list(_shown(notebook))
    needed = [ENTRY]
    for registry, names in (
        (VIEWS, [activity["kind"] for activity in shown]),
        (CHARTS, [name for activity in shown for name in _charts(json.loads(activity["json"]))]),
        (WORDS, [language]),
    ):
        modules = listed(registry)
        needed += [modules[name] for name in names if name in modules]
    return Loading(ENTRY, graph(needed)[1:])


def _shown(notebook: NotebookNode) -> Iterator[dict[str, str]]:
    """The activities that are shown at once. What those in the drawer need comes when it is opened."""
    for cell in notebook.cells:
        if cell.metadata.get("leaningwell", {}).get("place") == "inside":
            continue
        for output in cell.get("outputs", []):
            if ACTIVITY in output.get("data", {}):
                yield output.data[ACTIVITY]


def _charts(described: Any) -> Iterator[str]:
    """The types of all charts that stand somewhere in a description."""
    if isinstance(described, dict):
        for name, value in described.items():
            if name == "charts":
                yield from (chart["type"] for chart in value)
            else:
                yield from _charts(value)
    elif isinstance(described, list):
        for value in described:
            yield from _charts(value)
