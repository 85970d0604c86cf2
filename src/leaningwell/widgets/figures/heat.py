"""A table of values drawn as squares, the larger the square the higher the value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import Chart, FigureError, Numbers, numbers
from .lines import Axis


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

    def _check(self) -> None:
        values = numbers(self.values, "The table of values")
        if values.ndim != 2:
            raise FigureError(f"A heat map needs rows and columns; this has {values.ndim} dimension(s).")
        Axis(label="heat map", minimum=self.minimum, maximum=self.maximum)
        for name, size in (("rows", values.shape[0]), ("columns", values.shape[1])):
            names = getattr(self, name)
            if len(names) and len(names) != size:
                raise FigureError(f"The heat map has {size} {name} but {len(names)} names for them.")
