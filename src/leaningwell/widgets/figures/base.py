"""What all parts of a figure have in common: they check themselves when they are made, and turn into plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float] | NDArray[Any]
STYLES = ("solid", "dashed", "dotted", "faint")
FILLS = ("solid", "hatched", "pale", "open")
SHAPES = ("dot", "ring", "square", "triangle", "diamond", "cross")
DIGITS = 5
"""Significant digits sent to the page: more than a screen can show, fewer than Python would write out."""


class FigureError(ValueError):
    """A figure that cannot be drawn; the message says what is wrong and how to mend it."""


def number(value: Any, what: str) -> float:
    """``value`` as a finite number. Raises FigureError, naming ``what`` it is."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise FigureError(f"{what} is {value!r}; it must be a number.") from None
    if not math.isfinite(found):
        raise FigureError(f"{what} is {found}; a chart shows finite numbers only. Leave it out, or mend the model.")
    return found


def numbers(values: Numbers, what: str) -> NDArray[np.float64]:
    """``values`` as an array of finite numbers, at least one. Raises FigureError."""
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


def one_of(value: str, offered: Sequence[str], what: str) -> None:
    """Raise FigureError unless ``value`` is one of those offered."""
    if value not in offered:
        raise FigureError(f"{what} is “{value}”; use one of: {', '.join(offered)}.")


def same_length(what: str, **lists: Sequence[Any] | NDArray[Any]) -> None:
    """Raise FigureError unless the lists are equally long."""
    if len({len(values) for values in lists.values()}) > 1:
        sizes = ", ".join(f"{name} has {len(values)}" for name, values in lists.items())
        raise FigureError(f"{what}: the lists must be equally long, but {sizes}.")


def some(parts: Sequence[Any], what: str) -> None:
    """Raise FigureError if there is nothing in it."""
    if len(parts) == 0:
        raise FigureError(f"{what} is empty; there is nothing to draw.")


def plain(value: Any) -> Any:
    """``value`` as the page gets it: dictionaries, lists, short numbers and text."""
    if isinstance(value, Piece):
        return value._parts()
    if isinstance(value, np.ndarray):
        return [plain(inner) for inner in value.tolist()]
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | float | np.number):
        return float(f"{float(value):.{DIGITS}g}")
    return [plain(inner) for inner in value]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a figure: checks itself when it is made, and turns into what the page draws."""

    def __post_init__(self) -> None:
        self._check()

    def _check(self) -> None:
        """Raise FigureError if this cannot be drawn."""

    def _parts(self) -> dict[str, Any]:
        """The part as the page gets it, by field."""
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Chart(Piece):
    """What all charts have in common: a title above, and words for those who do not see it.

    Where a figure is one chart, the figure's reading is what a screen reader says of it; of several each needs ``alt``.
    """

    type: ClassVar[str]
    title: str = ""
    alt: str = ""

    def _parts(self) -> dict[str, Any]:
        return {"type": self.type, **super()._parts()}
