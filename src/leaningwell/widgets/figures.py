"""Figures: what an exploration shows, as small typed parts that refuse what cannot be drawn.

A ``Figure`` is a chart, or several side by side, a sentence that says what they show, and the rows of the table. Each
kind of chart is one class here and one ES module of the same name in ``kit/charts/``:

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

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

Numbers = Sequence[float] | np.ndarray
STYLES = ("solid", "dashed", "dotted", "faint")
FILLS = ("solid", "hatched", "pale", "open")
SHAPES = ("dot", "ring", "square", "triangle", "diamond", "cross")
DIGITS = 5
"""Significant digits sent to the page: more than a screen can show, fewer than Python would write out."""


class FigureError(ValueError):
    """A figure that cannot be drawn; the message says what is wrong and how to mend it."""


def _number(value: Any, what: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise FigureError(f"{what} is {value!r}; it must be a number.") from None
    if not math.isfinite(number):
        raise FigureError(f"{what} is {number}; a chart shows finite numbers only. Leave it out, or mend the model.")
    return number


def _numbers(values: Numbers, what: str) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if array.size == 0:
        raise FigureError(f"{what} holds no value; a chart needs at least one.")
    if not np.isfinite(array).all():
        place = np.argwhere(~np.isfinite(array))[0]
        raise FigureError(
            f"{what} holds {array[tuple(place)]} at place {', '.join(map(str, place))}; "
            "a chart shows finite numbers only. Leave it out, or mend the model."
        )
    return array


def _one_of(value: str, offered: Sequence[str], what: str) -> None:
    if value not in offered:
        raise FigureError(f"{what} is “{value}”; use one of: {', '.join(offered)}.")


def _same_length(what: str, **lists: Sequence[Any] | np.ndarray) -> None:
    if len({len(values) for values in lists.values()}) > 1:
        sizes = ", ".join(f"{name} has {len(values)}" for name, values in lists.items())
        raise FigureError(f"{what}: the lists must be equally long, but {sizes}.")


def _some(parts: Sequence[Any], what: str) -> None:
    if len(parts) == 0:
        raise FigureError(f"{what} is empty; there is nothing to draw.")


def _plain(value: Any) -> Any:
    """``value`` as the page gets it: dictionaries, lists, short numbers and text."""
    if isinstance(value, Piece):
        return value._parts()
    if isinstance(value, np.ndarray):
        return [_plain(inner) for inner in value.tolist()]
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | float | np.number):
        return float(f"{float(value):.{DIGITS}g}")
    return [_plain(inner) for inner in value]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a figure: checks itself when it is made, and turns into what the page draws."""

    def __post_init__(self):
        self._check()

    def _check(self) -> None:
        """Raise FigureError if this cannot be drawn."""

    def _parts(self) -> dict[str, Any]:
        """The part as the page gets it, by field."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Axis(Piece):
    """What is measured along one side. ``scale`` may be ``log``, as for ratios. ``ticks`` replaces the round numbers:
    pairs of a value and the words beside it."""

    label: str
    minimum: float
    maximum: float
    scale: str = "linear"
    ticks: Sequence[tuple[float, str]] = ()

    def _check(self):
        low, high = (
            _number(self.minimum, f"The minimum of “{self.label}”"),
            _number(self.maximum, f"The maximum of “{self.label}”"),
        )
        if low >= high:
            raise FigureError(f"The axis “{self.label}” runs from {low:g} to {high:g}; its maximum must be larger.")
        _one_of(self.scale, ("linear", "log"), f"The scale of “{self.label}”")
        if self.scale == "log" and low <= 0:
            raise FigureError(f"The axis “{self.label}” is logarithmic, so it must begin above 0, not at {low:g}.")
        for value, _ in self.ticks:
            _number(value, f"A tick of “{self.label}”")

    @classmethod
    def around(cls, label: str, *values: Numbers, room: float = 0.05) -> Axis:
        """An axis that holds all ``values`` with some ``room``, a share of its length, at both ends."""
        all_values = np.concatenate([np.ravel(_numbers(some, f"“{label}”")) for some in values])
        low, high = all_values.min(), all_values.max()
        spare = (high - low) * room or abs(low) * room or 1.0
        return cls(label=label, minimum=low - spare, maximum=high + spare)


@dataclass(frozen=True, kw_only=True)
class Series(Piece):
    """A curve, or many equal runs under one name: ``y`` has shape (points,) or (runs, points).

    ``x`` has shape (points,); without it the points are counted from 0. ``style`` is one of STYLES; without it the
    series of a chart take them in turn. ``arrow`` puts an arrow on the end of the path.
    """

    label: str
    y: Numbers
    x: Numbers | None = None
    style: str | None = None
    arrow: bool = False

    def _check(self):
        y = np.atleast_2d(_numbers(self.y, f"The series “{self.label}”"))
        if y.ndim > 2:
            raise FigureError(f"The series “{self.label}” has {y.ndim} dimensions; give it one run or a list of runs.")
        if self.x is not None:
            _same_length(f"The series “{self.label}”", x=_numbers(self.x, f"x of “{self.label}”"), y=y[0])
        if self.style is not None:
            _one_of(self.style, STYLES, f"The style of “{self.label}”")

    def _parts(self):
        y = np.atleast_2d(np.asarray(self.y, dtype=float))
        x = np.arange(y.shape[1]) if self.x is None else np.asarray(self.x)
        return {**super()._parts(), "x": _plain(x), "y": _plain(y)}


@dataclass(frozen=True, kw_only=True)
class Rule(Piece):
    """A straight line across the chart at a height, or, ``across="y"``, from bottom to top at a place."""

    label: str
    at: float
    across: str = "x"

    def _check(self):
        _number(self.at, f"The rule “{self.label}”")
        _one_of(self.across, ("x", "y"), f"The direction of the rule “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Area(Piece):
    """The room between two curves, such as an interval or what two curves share."""

    label: str
    x: Numbers
    low: Numbers
    high: Numbers
    fill: str = "pale"

    def _check(self):
        parts = {name: _numbers(getattr(self, name), f"{name} of “{self.label}”") for name in ("x", "low", "high")}
        _same_length(f"The area “{self.label}”", **parts)
        _one_of(self.fill, FILLS, f"The filling of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Mark(Piece):
    """One point with its name beside it."""

    label: str
    x: float
    y: float
    shape: str = "dot"

    def _check(self):
        _number(self.x, f"x of “{self.label}”")
        _number(self.y, f"y of “{self.label}”")
        _one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Cloud(Piece):
    """Many points of one kind, named once, beside the chart."""

    label: str
    x: Numbers
    y: Numbers
    shape: str = "dot"

    def _check(self):
        if len(self.x) or len(self.y):
            parts = {name: _numbers(getattr(self, name), f"{name} of “{self.label}”") for name in ("x", "y")}
            _same_length(f"The cloud “{self.label}”", **parts)
        _one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Ellipse(Piece):
    """How uncertain a point is: half widths along both axes, in the axes' own units."""

    x: float
    y: float
    across: float
    up: float

    def _check(self):
        for name in ("x", "y", "across", "up"):
            _number(getattr(self, name), f"{name} of an ellipse")
        if self.across < 0 or self.up < 0:
            raise FigureError(f"An ellipse is {self.across:g} wide and {self.up:g} high; neither may be negative.")


@dataclass(frozen=True, kw_only=True)
class Quadrants(Piece):
    """Two lines that cut a plane in four, with words for its corners: top left, top right, bottom left and right."""

    x: float
    y: float
    corners: tuple[str, str, str, str] = ("", "", "", "")

    def _check(self):
        _number(self.x, "x of the quadrants")
        _number(self.y, "y of the quadrants")
        if len(self.corners) != 4:
            raise FigureError(f"Quadrants have four corners, not {len(self.corners)}.")


@dataclass(frozen=True, kw_only=True)
class Chart(Piece):
    """What all charts have in common: a title above, and words for those who do not see it.

    Where a figure is one chart, the figure's reading is what a screen reader says of it; of several each needs ``alt``.
    """

    type: ClassVar[str]
    title: str = ""
    alt: str = ""

    def _parts(self):
        return {"type": self.type, **super()._parts()}


@dataclass(frozen=True, kw_only=True)
class Lines(Chart):
    """Curves over time or along a scale, each named at its end."""

    type = "lines"
    x: Axis
    y: Axis
    series: Sequence[Series]
    rules: Sequence[Rule] = ()
    areas: Sequence[Area] = ()
    marks: Sequence[Mark] = ()

    def _check(self):
        _some([*self.series, *self.areas], "The list of series")


@dataclass(frozen=True, kw_only=True)
class Plane(Chart):
    """A square between two axes: points with names, clouds, ellipses, and paths (``series`` with ``x`` and ``y``).

    ``place`` names the two sliders, for x and for y, that a reader may also set by a click on the plane.
    """

    type = "plane"
    x: Axis
    y: Axis
    marks: Sequence[Mark] = ()
    clouds: Sequence[Cloud] = ()
    ellipses: Sequence[Ellipse] = ()
    series: Sequence[Series] = ()
    quadrants: Quadrants | None = None
    place: tuple[str, str] | None = None

    def _check(self):
        for path in self.series:
            if path.x is None:
                raise FigureError(f"The path “{path.label}” of a plane needs `x` as well as `y`.")
        if self.place is not None and len(self.place) != 2:
            raise FigureError("`place` names two sliders, the one for x and the one for y.")


@dataclass(frozen=True, kw_only=True)
class Bar(Piece):
    """A group of one to three bars under one name; ``note`` stands below it, such as who was asked and when."""

    label: str
    values: Numbers
    fill: str | None = None
    note: str = ""

    def _check(self):
        if (_numbers(self.values, f"The bar “{self.label}”") < 0).any():
            raise FigureError(f"The bar “{self.label}” is negative; bars begin at 0. A `Forest` shows both directions.")
        if self.fill is not None:
            _one_of(self.fill, FILLS, f"The filling of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Horizontal bars from 0 to ``maximum``. With ``series``, each group has one bar for each of the named series.

    ``fills`` gives the filling of each series; without it they are solid, hatched and open.
    """

    type = "bars"
    bars: Sequence[Bar]
    maximum: float
    series: Sequence[str] = ()
    fills: Sequence[str] = ()
    unit: str = ""

    def _check(self):
        _some(self.bars, "The list of bars")
        if len(self.series) > 3:
            raise FigureError(f"Bars come in groups of at most three, not {len(self.series)}.")
        for fill in self.fills:
            _one_of(fill, FILLS, "The filling of a series")
        wanted = max(1, len(self.series))
        for bar in self.bars:
            if len(bar.values) != wanted:
                raise FigureError(f"The bar “{bar.label}” has {len(bar.values)} values, but {wanted} are drawn.")
            if max(bar.values) > self.maximum:
                raise FigureError(f"The bar “{bar.label}” reaches {max(bar.values):g}, beyond {self.maximum:g}.")
        if _number(self.maximum, "The maximum of the bars") <= 0:
            raise FigureError("The maximum of the bars must be above 0.")


@dataclass(frozen=True, kw_only=True)
class Estimate(Piece):
    """A value with the interval around it, if one was published. Rows with the same ``group`` stand together.

    ``words`` stand in place of the number, where none was published and the mark only shows a place.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    group: str = ""
    note: str = ""
    words: str = ""
    shape: str = "square"

    def _check(self):
        _number(self.value, f"The estimate “{self.label}”")
        if (self.low is None) != (self.high is None):
            raise FigureError(f"The interval of “{self.label}” needs both ends, or none.")
        if self.low is not None and not (
            _number(self.low, f"The low end of “{self.label}”")
            <= self.value
            <= _number(self.high, f"The high end of “{self.label}”")
        ):
            raise FigureError(
                f"The interval of “{self.label}”, {self.low:g} to {self.high:g}, does not hold {self.value:g}."
            )
        _one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Forest(Chart):
    """Estimates, each on a row of its own, against a line of no effect at ``null``.

    ``sides`` says what lies to the left and to the right of that line. ``decimals`` is how exactly values are written.
    """

    type = "forest"
    x: Axis
    estimates: Sequence[Estimate]
    null: float | None = 0
    null_label: str = ""
    sides: tuple[str, str] = ("", "")
    decimals: int = 2

    def _check(self):
        for row in self.estimates:
            ends = [end for end in (row.low, row.value, row.high) if end is not None]
            if min(ends) < self.x.minimum or max(ends) > self.x.maximum:
                raise FigureError(f"“{row.label}” lies outside the axis, {self.x.minimum:g} to {self.x.maximum:g}.")


@dataclass(frozen=True, kw_only=True)
class Share(Piece):
    """So many of the people, with a shape of their own."""

    label: str
    count: int
    shape: str | None = None

    def _check(self):
        if _number(self.count, f"The number of “{self.label}”") < 0 or self.count != int(self.count):
            raise FigureError(f"“{self.label}” counts {self.count}; people come in whole numbers from 0 up.")


@dataclass(frozen=True, kw_only=True)
class People(Piece):
    """One crowd, ``total`` people, of whom some are marked."""

    label: str
    shares: Sequence[Share]
    total: int = 100

    def _check(self):
        counted = sum(share.count for share in self.shares)
        if not 0 < self.total <= 400:
            raise FigureError(f"“{self.label}” has {self.total} people; 1 to 400 can be drawn.")
        if counted > self.total:
            raise FigureError(f"“{self.label}” marks {counted} of {self.total} people, which is too many.")


@dataclass(frozen=True, kw_only=True)
class Icons(Chart):
    """One or more crowds of people, each person a small shape; those who are not marked are faint rings."""

    type = "icons"
    people: Sequence[People]

    def _check(self):
        _some(self.people, "The list of crowds")


@dataclass(frozen=True, kw_only=True)
class Counts(Piece):
    """How many fall into each bin."""

    label: str
    counts: Numbers

    def _check(self):
        if (_numbers(self.counts, f"The counts of “{self.label}”") < 0).any():
            raise FigureError(f"A count of “{self.label}” is negative.")


@dataclass(frozen=True, kw_only=True)
class Histogram(Chart):
    """Columns over bins; a second group is drawn as an outline over the first. ``edges`` is one longer than counts."""

    type = "histogram"
    x: Axis
    y: Axis
    edges: Numbers
    groups: Sequence[Counts]
    curves: Sequence[Series] = ()

    def _check(self):
        edges = _numbers(self.edges, "The edges of the histogram")
        if (np.diff(edges) <= 0).any():
            raise FigureError("The edges of the histogram must rise.")
        if not 1 <= len(self.groups) <= 2:
            raise FigureError(f"A histogram shows one group or two, not {len(self.groups)}.")
        for group in self.groups:
            if len(group.counts) != len(edges) - 1:
                raise FigureError(
                    f"“{group.label}” has {len(group.counts)} counts for {len(edges) - 1} bins; make them agree."
                )


@dataclass(frozen=True, kw_only=True)
class Node(Piece):
    """A name in a network; ``note`` stands beside it and ``shape`` sets some apart."""

    label: str
    note: str = ""
    shape: str = "dot"

    def _check(self):
        _one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Network(Chart):
    """Two columns of names and the links between them: (left, right, strength), by index; strength 0 to 3."""

    type = "network"
    left: Sequence[Node]
    right: Sequence[Node]
    links: Sequence[tuple[int, int, float]]

    def _check(self):
        _some(self.left, "The left column")
        _some(self.right, "The right column")
        for a, b, strength in self.links:
            if not (0 <= a < len(self.left) and 0 <= b < len(self.right)):
                raise FigureError(f"The link from {a} to {b} leads to a name that is not there.")
            if not 0 <= _number(strength, f"The strength of the link from {a} to {b}") <= 3:
                raise FigureError(f"The link from {a} to {b} has the strength {strength:g}; it must be 0 to 3.")


@dataclass(frozen=True, kw_only=True)
class Dot(Piece):
    """A small mark of one shape, named in the table if not in the chart; ``spokes`` are the indices of its spokes."""

    label: str = ""
    shape: str = "dot"
    spokes: Sequence[int] = ()

    def _check(self):
        _one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


def _dots_are_known(dots: Iterable[Dot], key: dict[str, str]) -> None:
    for dot in dots:
        if dot.shape not in key:
            raise FigureError(f"The shape “{dot.shape}” of “{dot.label}” is not explained in `key`.")


@dataclass(frozen=True, kw_only=True)
class Radial(Chart):
    """One thing in the middle, ``spokes`` around it by name, and a ring of dots linked to the spokes they belong to.

    ``key`` gives, for each shape of the dots, the words for it.
    """

    type = "radial"
    centre: str
    spokes: Sequence[str]
    dots: Sequence[Dot]
    key: dict[str, str]

    def _check(self):
        _dots_are_known(self.dots, self.key)
        for dot in self.dots:
            if not dot.spokes or not all(0 <= spoke < len(self.spokes) for spoke in dot.spokes):
                raise FigureError(
                    f"The dot “{dot.label}” must belong to at least one of the {len(self.spokes)} spokes."
                )

    def _parts(self):
        return {**super()._parts(), "key": dict(self.key)}


@dataclass(frozen=True, kw_only=True)
class Ring(Piece):
    """One ring and the dots on it."""

    label: str
    dots: Sequence[Dot] = ()


@dataclass(frozen=True, kw_only=True)
class Rings(Chart):
    """Dots on rings around a middle, the first ring innermost. ``key`` as in Radial."""

    type = "rings"
    centre: str
    rings: Sequence[Ring]
    key: dict[str, str]

    def _check(self):
        _some(self.rings, "The list of rings")
        _dots_are_known((dot for ring in self.rings for dot in ring.dots), self.key)

    def _parts(self):
        return {**super()._parts(), "key": dict(self.key)}


@dataclass(frozen=True, kw_only=True)
class Heat(Chart):
    """A table of values, shape (rows, columns), drawn as squares from nothing at ``minimum`` to full at ``maximum``.

    Values outside are drawn as the nearer end. Names of rows and columns may be left out; ``written`` prints values.
    """

    type = "heat"
    values: Numbers
    minimum: float
    maximum: float
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    written: bool = False

    def _check(self):
        values = _numbers(self.values, "The table of values")
        if values.ndim != 2:
            raise FigureError(f"A heat map needs rows and columns; this has {values.ndim} dimension(s).")
        Axis(label="heat map", minimum=self.minimum, maximum=self.maximum)
        for name, size in (("rows", values.shape[0]), ("columns", values.shape[1])):
            names = getattr(self, name)
            if len(names) and len(names) != size:
                raise FigureError(f"The heat map has {size} {name} but {len(names)} names for them.")


@dataclass(frozen=True)
class Figure:
    """What an exploration shows at one setting of its controls.

    ``charts`` is one chart or several, drawn side by side where there is room; ``reading`` says in words what they
    show; ``rows`` are the table's, under the columns named in the YAML.
    """

    charts: Chart | Sequence[Chart]
    reading: str
    rows: Sequence[Sequence[Any]]

    def __post_init__(self):
        charts = [self.charts] if isinstance(self.charts, Chart) else list(self.charts)
        _some(charts, "The list of charts")
        if not self.reading.strip():
            raise FigureError("The figure has no reading; say in a sentence what it shows.")
        if len(charts) > 1 and not all(chart.alt for chart in charts):
            raise FigureError("Of several charts each needs `alt`, a sentence that says what this one shows.")
        object.__setattr__(self, "charts", charts)

    def dump(self, columns: int) -> dict[str, Any]:
        """The figure as the page gets it. Raises FigureError if a row does not fit under so many ``columns``."""
        for row in self.rows:
            if len(row) != columns:
                raise FigureError(f"A row of the table has {len(row)} cells, but the YAML names {columns} columns.")
        rows = [["" if cell is None else _plain(cell) for cell in row] for row in self.rows]
        return {"charts": [chart._parts() for chart in self.charts], "reading": self.reading.strip(), "rows": rows}
