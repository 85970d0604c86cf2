"""Curves over time or along a scale, with rules, shaded areas and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .base import (
    FILLS,
    SHAPES,
    STYLES,
    Chart,
    FigureError,
    Numbers,
    Piece,
    number,
    numbers,
    one_of,
    plain,
    same_length,
    some,
)


@dataclass(frozen=True, kw_only=True)
class Axis(Piece):
    """What is measured along one side. ``scale`` may be ``log``, as for ratios. ``ticks`` replaces the round numbers:
    pairs of a value and the words beside it."""

    label: str
    minimum: float
    maximum: float
    scale: str = "linear"
    ticks: Sequence[tuple[float, str]] = ()

    def _check(self) -> None:
        low, high = (
            number(self.minimum, f"The minimum of “{self.label}”"),
            number(self.maximum, f"The maximum of “{self.label}”"),
        )
        if low >= high:
            raise FigureError(f"The axis “{self.label}” runs from {low:g} to {high:g}; its maximum must be larger.")
        one_of(self.scale, ("linear", "log"), f"The scale of “{self.label}”")
        if self.scale == "log" and low <= 0:
            raise FigureError(f"The axis “{self.label}” is logarithmic, so it must begin above 0, not at {low:g}.")
        for value, _ in self.ticks:
            number(value, f"A tick of “{self.label}”")

    @classmethod
    def around(cls, label: str, *values: Numbers, room: float = 0.05) -> Axis:
        """An axis that holds all ``values`` with some ``room``, a share of its length, at both ends."""
        all_values = np.concatenate([np.ravel(numbers(some, f"“{label}”")) for some in values])
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

    def _check(self) -> None:
        y = np.atleast_2d(numbers(self.y, f"The series “{self.label}”"))
        if y.ndim > 2:
            raise FigureError(f"The series “{self.label}” has {y.ndim} dimensions; give it one run or a list of runs.")
        if self.x is not None:
            same_length(f"The series “{self.label}”", x=numbers(self.x, f"x of “{self.label}”"), y=y[0])
        if self.style is not None:
            one_of(self.style, STYLES, f"The style of “{self.label}”")

    def _parts(self) -> dict[str, Any]:
        y = np.atleast_2d(np.asarray(self.y, dtype=float))
        x = np.arange(y.shape[1]) if self.x is None else np.asarray(self.x)
        return {**super()._parts(), "x": plain(x), "y": plain(y)}


@dataclass(frozen=True, kw_only=True)
class Rule(Piece):
    """A straight line across the chart at a height, or, ``across="y"``, from bottom to top at a place."""

    label: str
    at: float
    across: str = "x"

    def _check(self) -> None:
        number(self.at, f"The rule “{self.label}”")
        one_of(self.across, ("x", "y"), f"The direction of the rule “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Area(Piece):
    """The room between two curves, such as an interval or what two curves share."""

    label: str
    x: Numbers
    low: Numbers
    high: Numbers
    fill: str = "pale"

    def _check(self) -> None:
        parts = {name: numbers(getattr(self, name), f"{name} of “{self.label}”") for name in ("x", "low", "high")}
        same_length(f"The area “{self.label}”", **parts)
        one_of(self.fill, FILLS, f"The filling of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Mark(Piece):
    """One point with its name beside it."""

    label: str
    x: float
    y: float
    shape: str = "dot"

    def _check(self) -> None:
        number(self.x, f"x of “{self.label}”")
        number(self.y, f"y of “{self.label}”")
        one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


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

    def _check(self) -> None:
        some([*self.series, *self.areas], "The list of series")
