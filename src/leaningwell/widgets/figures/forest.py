"""Estimates with their intervals against a line of no effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import SHAPES, Chart, FigureError, Piece, number, one_of
from .lines import Axis


@dataclass(frozen=True, kw_only=True)
class Estimate(Piece):
    """A value with the interval around it, if one was published. Rows with the same ``group`` stand together.

    ``words`` stand in place of the number, where none was published and the mark only shows a place.
    ``guess`` is the id of the guess that it answers, which is then drawn beside it.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    group: str = ""
    note: str = ""
    words: str = ""
    shape: str = "square"
    guess: str = ""

    def _check(self) -> None:
        number(self.value, f"The estimate “{self.label}”")
        if (self.low is None) != (self.high is None):
            raise FigureError(f"The interval of “{self.label}” needs both ends, or none.")
        if self.low is not None and not (
            number(self.low, f"The low end of “{self.label}”")
            <= self.value
            <= number(self.high, f"The high end of “{self.label}”")
        ):
            raise FigureError(
                f"The interval of “{self.label}”, {self.low:g} to {self.high:g}, does not hold {self.value:g}."
            )
        one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


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

    def _check(self) -> None:
        for row in self.estimates:
            ends = [end for end in (row.low, row.value, row.high) if end is not None]
            if min(ends) < self.x.minimum or max(ends) > self.x.maximum:
                raise FigureError(f"“{row.label}” lies outside the axis, {self.x.minimum:g} to {self.x.maximum:g}.")
