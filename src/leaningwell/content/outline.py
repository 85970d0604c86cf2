"""How a lesson's notebook is laid out: headings, a good place to stop, what unfolds, and the drawer for the curious.

Cells are known by their tags and never by their words, since a lesson may be written in any language. Three tags are
for cells of Markdown that begin with a heading:

* ``stop``: a good place to stop;
* ``unfolds``: a page shows only the heading until somebody opens it. What stands below, up to the next heading of the
  same rank, counts as it does elsewhere;
* ``curious``: a drawer opens here. All that follows stands in it, up to the next heading of the same rank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

STOP, UNFOLDS, CURIOUS = "stop", "unfolds", "curious"
HEADING = re.compile(r"(#{1,6})[ \t]+\S")

Cells = Sequence[Mapping[str, Any]]


def is_tagged(cell: Mapping[str, Any], tag: str) -> bool:
    """Whether the cell bears the tag."""
    return tag in cell["metadata"].get("tags", [])


def rank(cell: Mapping[str, Any]) -> int | None:
    """The rank of the heading that the cell begins with, 1 being the highest; None if it begins with none."""
    found = HEADING.match(cell["source"]) if cell["cell_type"] == "markdown" else None
    return len(found[1]) if found else None


def drawer(cells: Cells) -> range:
    """Where in the notebook the drawer stands, its heading first; empty where there is none."""
    begin = next((place for place, cell in enumerate(cells) if is_tagged(cell, CURIOUS) and rank(cell)), None)
    return range(0) if begin is None else below(cells, begin)


def unfolding(cells: Cells) -> list[range]:
    """Where the sections stand that unfold, each with its heading first; none of them in the drawer."""
    inside = drawer(cells)
    found: list[range] = []
    for place, cell in enumerate(cells):
        within = place in inside or any(place in fold for fold in found)
        if is_tagged(cell, UNFOLDS) and rank(cell) and not within:
            found.append(below(cells, place))
    return found


def below(cells: Cells, begin: int) -> range:
    """A heading's place and all that stands below it, up to the next heading of its rank."""
    highest = rank(cells[begin]) or 0
    ranks = [rank(cell) for cell in cells]
    following = (place for place in range(begin + 1, len(cells)) if (ranks[place] or 7) <= highest)
    return range(begin, next(following, len(cells)))
