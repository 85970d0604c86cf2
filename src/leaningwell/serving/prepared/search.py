"""What can be searched for: the prose of all lessons of a folder, section by section.

The browser fetches all of it once and searches by itself, so that nobody hears what somebody looks for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from bs4 import BeautifulSoup
from nbconvert.filters import markdown2html

from leaningwell.answers.repair import UnreadableNotebook, repaired

from ..lessons import lessons_of
from ..page import LAB_ONLY

HEADINGS = ("h1", "h2", "h3")


class Section(TypedDict):
    """A cell of prose: which page and where on it, the nearest heading before or in it, and its words."""

    page: str
    title: str
    cell: str
    heading: str
    text: str


def sections(folder: Path) -> list[Section]:
    """Every section of the lessons that the folder's list names, in their order."""
    found = []
    for lesson in lessons_of(folder):
        try:
            notebook = repaired((folder / f"{lesson['slug']}.ipynb").read_bytes()).notebook
        except (OSError, UnreadableNotebook):
            continue
        heading = ""
        for cell in notebook["cells"]:
            if cell["cell_type"] != "markdown" or LAB_ONLY in cell["metadata"].get("tags", []):
                continue
            prose = BeautifulSoup(markdown2html(cell["source"]), "html.parser")
            for link in prose.select(".anchor-link"):
                link.decompose()
            first = prose.find(HEADINGS)
            if first:
                heading = first.get_text(" ", strip=True)
                first.decompose()
            found.append(
                Section(
                    page=lesson["slug"],
                    title=lesson["title"],
                    cell=cell["id"],
                    heading=heading,
                    text=" ".join(prose.get_text(" ").split()),
                )
            )
    return found
