"""One thing in the middle, and moments around it, or rings, with dots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .base import SHAPES, Chart, FigureError, Piece, one_of, some


@dataclass(frozen=True, kw_only=True)
class Dot(Piece):
    """A small mark of one shape, named in the table if not in the chart; ``spokes`` are the indices of its spokes."""

    label: str = ""
    shape: str = "dot"
    spokes: Sequence[int] = ()

    def _check(self) -> None:
        one_of(self.shape, SHAPES, f"The shape of “{self.label}”")


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

    def _check(self) -> None:
        _dots_are_known(self.dots, self.key)
        for dot in self.dots:
            if not dot.spokes or not all(0 <= spoke < len(self.spokes) for spoke in dot.spokes):
                raise FigureError(
                    f"The dot “{dot.label}” must belong to at least one of the {len(self.spokes)} spokes."
                )

    def _parts(self) -> dict[str, Any]:
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

    def _check(self) -> None:
        some(self.rings, "The list of rings")
        _dots_are_known((dot for ring in self.rings for dot in ring.dots), self.key)

    def _parts(self) -> dict[str, Any]:
        return {**super()._parts(), "key": dict(self.key)}
