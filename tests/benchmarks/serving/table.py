"""The table that is printed: what was measured, beside what, against which budget."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

UNITS = {"ms": "{:,.0f} ms", "kB": "{:,.1f} kB", "MB": "{:,.2f} MB", "s": "{:,.2f} s", "x": "{:,.2f}", "": "{:,.0f}"}


@dataclass
class Table:
    """Lines are printed as they are added; ``missed`` keeps those beyond their budget."""

    missed: list[str] = field(default_factory=list)

    def heading(self, text: str, *, stock: str = "", ratio: str = "") -> None:
        """Over the lines that follow."""
        print(f"\n{text}\n{'':56}{'here':>12}{stock:>14}{ratio:>10}{'budget':>13}", flush=True)

    def beside(self, what: str, unit: str, here: float, stock: float, part: int | None) -> None:
        """A figure that should be no more than the ``part``-th part of stock's, if there is a budget for it."""
        ratio = f"1/{stock / here:.1f}" if here > 0 else "0"
        if part is None:
            print(f"  {what:54}{UNITS[unit].format(here):>12}{UNITS[unit].format(stock):>14}{ratio:>10}", flush=True)
        else:
            self._line(what, unit, here, stock, ratio, f"1/{part}", here * part <= stock)

    def within(self, what: str, unit: str, here: float, most: float, stock: float | None = None) -> None:
        """A figure that should be no more than ``most``."""
        ratio = f"1/{stock / here:.1f}" if stock and here > 0 else ""
        self._line(what, unit, here, stock, ratio, f"≤ {UNITS[unit].format(most)}" if most else "none", here <= most)

    def plain(self, what: str, unit: str, here: float) -> None:
        """A figure without a budget."""
        print(f"  {what:54}{UNITS[unit].format(here):>12}", flush=True)

    def _line(self, what: str, unit: str, here: float, stock: float | None, ratio: str, budget: str, met: bool) -> None:
        beside = UNITS[unit].format(stock) if stock is not None else ""
        word = "met" if met else "missed"
        print(f"  {what:54}{UNITS[unit].format(here):>12}{beside:>14}{ratio:>10}{budget:>13}  {word}", flush=True)
        if not met:
            self.missed.append(f"{what}: {UNITS[unit].format(here)}{f' ({ratio})' if ratio else ''}, budget {budget}")


def share(figures: Sequence[float], part: float) -> float:
    """The figure that ``part`` of all do not exceed."""
    return sorted(figures)[max(0, math.ceil(part * len(figures)) - 1)]


def middle(figures: Sequence[float]) -> float:
    """The median."""
    return statistics.median(figures)
