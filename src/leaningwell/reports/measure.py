"""Sums over a class, each held back where it would be of too few. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
"""Nothing is shown of fewer people than this."""
ENOUGH = 20
"""From so many people on a correlation is worth saying, and an option that nobody takes is no accident."""
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Band:
    """So many people lie between two shares of all points; only the last band holds its upper end."""

    low: float
    high: float
    count: int


def bands(shares: Sequence[float], edges: Sequence[float] = QUARTERS) -> list[Band]:
    """How many lie in each band. Neighbours are put together until none holds just a few, who could be told apart."""
    found = [
        Band(low, high, sum(low <= share < high or share == high == edges[-1] for share in shares))
        for low, high in zip(edges, edges[1:], strict=False)
    ]
    while len(found) > 1 and (small := [each for each in found if 0 < each.count < FEWEST]):
        at = found.index(small[0])
        other = at + 1 if at == 0 or (at + 1 < len(found) and found[at + 1].count <= found[at - 1].count) else at - 1
        first, second = sorted((at, other))
        found[first : second + 1] = [
            Band(found[first].low, found[second].high, found[first].count + found[second].count)
        ]
    return found


def mean(values: Sequence[float]) -> float | None:
    """The mean, where there are enough people."""
    return statistics.fmean(values) if len(values) >= FEWEST else None


def median(values: Sequence[float]) -> float | None:
    """The median, where there are enough people."""
    return statistics.median(values) if len(values) >= FEWEST else None


def discrimination(earned: Sequence[float], rest: Sequence[float]) -> float | None:
    """The correlation of a part with all other points (corrected item-total correlation), where it can be told."""
    if len(earned) < ENOUGH or len(set(earned)) < 2 or len(set(rest)) < 2:
        return None
    return statistics.correlation(earned, rest)
