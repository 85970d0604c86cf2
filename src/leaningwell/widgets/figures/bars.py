"""Horizontal bars, in groups of one to three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import FILLS, Chart, FigureError, Numbers, Piece, number, numbers, one_of, some


@dataclass(frozen=True, kw_only=True)
class Bar(Piece):
    """A group of one to three bars under one name; ``note`` stands below it, such as who was asked and when.

    ``guess`` is the id of the guess that it answers, which is then drawn beside it.
    """

    label: str
    values: Numbers
    fill: str | None = None
    note: str = ""
    guess: str = ""

    def _check(self) -> None:
        if (numbers(self.values, f"The bar “{self.label}”") < 0).any():
            raise FigureError(f"The bar “{self.label}” is negative; bars begin at 0. A `Forest` shows both directions.")
        if self.fill is not None:
            one_of(self.fill, FILLS, f"The filling of “{self.label}”")


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

    def _check(self) -> None:
        some(self.bars, "The list of bars")
        if len(self.series) > 3:
            raise FigureError(f"Bars come in groups of at most three, not {len(self.series)}.")
        for fill in self.fills:
            one_of(fill, FILLS, "The filling of a series")
        wanted = max(1, len(self.series))
        for bar in self.bars:
            if len(bar.values) != wanted:
                raise FigureError(f"The bar “{bar.label}” has {len(bar.values)} values, but {wanted} are drawn.")
            if max(bar.values) > self.maximum:
                raise FigureError(f"The bar “{bar.label}” reaches {max(bar.values):g}, beyond {self.maximum:g}.")
        if number(self.maximum, "The maximum of the bars") <= 0:
            raise FigureError("The maximum of the bars must be above 0.")
