"""People out of a hundred, told apart by shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import SHAPES, Chart, FigureError, Piece, number, one_of, some


@dataclass(frozen=True, kw_only=True)
class Share(Piece):
    """So many of the people, with a shape of their own."""

    label: str
    count: int
    shape: str | None = None

    def _check(self) -> None:
        if number(self.count, f"The number of “{self.label}”") < 0 or self.count != int(self.count):
            raise FigureError(f"“{self.label}” counts {self.count}; people come in whole numbers from 0 up.")
        if self.shape is not None:
            one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class People(Piece):
    """One crowd, ``total`` people, of whom some are marked."""

    label: str
    shares: Sequence[Share]
    total: int = 100

    def _check(self) -> None:
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

    def _check(self) -> None:
        some(self.people, "The list of crowds")
