"""Points, clouds, ellipses and paths between two labelled axes; a reader may place a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import SHAPES, Chart, FigureError, Numbers, Piece, number, numbers, one_of, same_length
from .lines import Axis, Mark, Series


@dataclass(frozen=True, kw_only=True)
class Cloud(Piece):
    """Many points of one kind, named once, beside the chart."""

    label: str
    x: Numbers
    y: Numbers
    shape: str = "dot"

    def _check(self) -> None:
        if len(self.x) or len(self.y):
            parts = {name: numbers(getattr(self, name), f"{name} of “{self.label}”") for name in ("x", "y")}
            same_length(f"The cloud “{self.label}”", **parts)
        one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Ellipse(Piece):
    """How uncertain a point is: half widths along both axes, in the axes' own units."""

    x: float
    y: float
    across: float
    up: float

    def _check(self) -> None:
        for name in ("x", "y", "across", "up"):
            number(getattr(self, name), f"{name} of an ellipse")
        if self.across < 0 or self.up < 0:
            raise FigureError(f"An ellipse is {self.across:g} wide and {self.up:g} high; neither may be negative.")


@dataclass(frozen=True, kw_only=True)
class Quadrants(Piece):
    """Two lines that cut a plane in four, with words for its corners: top left, top right, bottom left and right."""

    x: float
    y: float
    corners: tuple[str, str, str, str] = ("", "", "", "")

    def _check(self) -> None:
        number(self.x, "x of the quadrants")
        number(self.y, "y of the quadrants")
        if len(self.corners) != 4:
            raise FigureError(f"Quadrants have four corners, not {len(self.corners)}.")


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

    def _check(self) -> None:
        for path in self.series:
            if path.x is None:
                raise FigureError(f"The path “{path.label}” of a plane needs `x` as well as `y`.")
        if self.place is not None and len(self.place) != 2:
            raise FigureError("`place` names two sliders, the one for x and the one for y.")
