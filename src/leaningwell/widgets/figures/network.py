"""Two columns of names and the links between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import SHAPES, Chart, FigureError, Piece, number, one_of, some


@dataclass(frozen=True, kw_only=True)
class Node(Piece):
    """A name in a network; ``note`` stands beside it and ``shape`` sets some apart."""

    label: str
    note: str = ""
    shape: str = "dot"

    def _check(self) -> None:
        one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


@dataclass(frozen=True, kw_only=True)
class Network(Chart):
    """Two columns of names and the links between them: (left, right, strength), by index; strength 0 to 3."""

    type = "network"
    left: Sequence[Node]
    right: Sequence[Node]
    links: Sequence[tuple[int, int, float]]

    def _check(self) -> None:
        some(self.left, "The left column")
        some(self.right, "The right column")
        for a, b, strength in self.links:
            if not (0 <= a < len(self.left) and 0 <= b < len(self.right)):
                raise FigureError(f"The link from {a} to {b} leads to a name that is not there.")
            if not 0 <= number(strength, f"The strength of the link from {a} to {b}") <= 3:
                raise FigureError(f"The link from {a} to {b} has the strength {strength:g}; it must be 0 to 3.")
