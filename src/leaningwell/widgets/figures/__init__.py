"""Figures: what an exploration shows, as small typed parts that refuse what cannot be drawn.

A ``Figure`` is a chart, or several side by side, a sentence that says what they show, and the rows of the table. Each
kind of chart is one class here in the file of that name, with an ES module of the same name in ``kit/charts/``:

=============  =======================================================================================
``Lines``      curves over time or along a scale, with rules, shaded areas and marks
``Bars``       horizontal bars, in groups of one to three
``Forest``     estimates with their intervals against a line of no effect
``Plane``      points, clouds, ellipses and paths between two labelled axes; a reader may place a point
``Icons``      people out of a hundred, told apart by shape
``Histogram``  how often each value occurs, for one or two groups, with curves over it
``Network``    two columns of names and the links between them
``Radial``     one thing in the middle, moments around it, and dots linked to them
``Rings``      dots on rings around a middle
``Heat``       a table of values drawn as squares, the larger the square the higher the value
=============  =======================================================================================

Nothing is told apart by colour alone: lines differ by dashes, bars by filling, points by shape, and each is named where
it stands. Numbers may be NumPy's. Whatever a chart cannot show, such as a value that is not a number, an axis without
length or two lists that do not match, raises FigureError with a sentence for the author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .bars import Bar, Bars
from .base import Chart, FigureError, plain, some
from .forest import Estimate, Forest
from .heat import Heat
from .histogram import Counts, Histogram
from .icons import Icons, People, Share
from .lines import Area, Axis, Lines, Mark, Rule, Series
from .network import Network, Node
from .plane import Cloud, Ellipse, Plane, Quadrants
from .radial import Dot, Radial, Ring, Rings

__all__ = [
    "Area",
    "Axis",
    "Bar",
    "Bars",
    "Chart",
    "Cloud",
    "Counts",
    "Dot",
    "Ellipse",
    "Estimate",
    "Figure",
    "FigureError",
    "Forest",
    "Heat",
    "Histogram",
    "Icons",
    "Lines",
    "Mark",
    "Network",
    "Node",
    "People",
    "Plane",
    "Quadrants",
    "Radial",
    "Ring",
    "Rings",
    "Rule",
    "Series",
    "Share",
]


@dataclass(frozen=True, init=False)
class Figure:
    """What an exploration shows at one setting of its controls.

    ``charts`` is one chart or several, drawn side by side where there is room; ``reading`` says in words what they
    show; ``rows`` are the table's, under the columns named in the YAML.
    """

    charts: list[Chart]
    reading: str
    rows: Sequence[Sequence[Any]]

    def __init__(self, charts: Chart | Sequence[Chart], reading: str, rows: Sequence[Sequence[Any]]):
        charts = [charts] if isinstance(charts, Chart) else list(charts)
        some(charts, "The list of charts")
        if not reading.strip():
            raise FigureError("The figure has no reading; say in a sentence what it shows.")
        if len(charts) > 1 and not all(chart.alt for chart in charts):
            raise FigureError("Of several charts each needs `alt`, a sentence that says what this one shows.")
        for name, value in (("charts", charts), ("reading", reading), ("rows", rows)):
            object.__setattr__(self, name, value)

    def dump(self, columns: int) -> dict[str, Any]:
        """The figure as the page gets it. Raises FigureError if a row does not fit under so many ``columns``."""
        for row in self.rows:
            if len(row) != columns:
                raise FigureError(f"A row of the table has {len(row)} cells, but the YAML names {columns} columns.")
        rows = [["" if cell is None else plain(cell) for cell in row] for row in self.rows]
        return {"charts": [chart._parts() for chart in self.charts], "reading": self.reading.strip(), "rows": rows}
