"""How often each value occurs, for one or two groups, with curves over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .base import Chart, FigureError, Numbers, Piece, numbers
from .lines import Axis, Series


@dataclass(frozen=True, kw_only=True)
class Counts(Piece):
    """How many fall into each bin."""

    label: str
    counts: Numbers

    def _check(self) -> None:
        if (numbers(self.counts, f"The counts of “{self.label}”") < 0).any():
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

    def _check(self) -> None:
        edges = numbers(self.edges, "The edges of the histogram")
        if (np.diff(edges) <= 0).any():
            raise FigureError("The edges of the histogram must rise.")
        if not 1 <= len(self.groups) <= 2:
            raise FigureError(f"A histogram shows one group or two, not {len(self.groups)}.")
        for group in self.groups:
            if len(group.counts) != len(edges) - 1:
                raise FigureError(
                    f"“{group.label}” has {len(group.counts)} counts for {len(edges) - 1} bins; make them agree."
                )
