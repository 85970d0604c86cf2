r"""Keeping accounts: give and take between two people, day by day and over a year.

Each day each of the two needs help with a chance q of their own; a need is of a random size, exponential with mean
1, and the other meets all of it. The net of a day is what A gave to B minus what B gave to A, and the imbalance over a
span of days is the size of the summed net, divided by the days:

    imbalance = |Σ net| / days.

So it is told per day. The sum itself grows: with equal chances about as the square root of the days, and with unequal
ones as the days. All numbers are invented. Left out: needs that are too large to meet, kinds of help that cannot be
added up, that somebody tires or asks less after getting much, and that nobody who loves keeps a ledger.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .ranges import whole, within

DAYS = 364
USUAL = 5
"""A seed whose pairs lie close to the average of many more."""


def lives(seed: int, chance_a: float, chance_b: float, pairs: int = 600, days: int = DAYS) -> Floats:
    """The net of each day, what A gave minus what A got, shape (pairs, days).

    ``chance_a`` and ``chance_b`` are the chances, 0 to 1, that A and B need help on a day. Raises ValueError for
    what is out of range.
    """
    within("chance_a", chance_a, 0, 1)
    within("chance_b", chance_b, 0, 1)
    whole("pairs", pairs, 1)
    whole("days", days, 1)
    rng = np.random.default_rng(seed)
    luck, sizes = rng.random((2, pairs, days)), rng.exponential(1, (2, pairs, days))
    given, got = np.where(luck[1] < chance_b, sizes[1], 0), np.where(luck[0] < chance_a, sizes[0], 0)
    return np.asarray(given - got)


def imbalance(net: Floats, span: int) -> float:
    """How far from even a span of days is on average, per day; only whole spans count.

    Raises ValueError if ``span`` is no whole number of days within the lives.
    """
    whole("span", span, 1)
    pairs, days = net.shape
    if span > days:
        raise ValueError(f"span must be at most {days}, the days that were lived")
    spans = net[:, : days - days % span].reshape(pairs, -1, span)
    return float(np.abs(spans.sum(axis=2)).mean() / span)


def even_days(net: Floats) -> float:
    """The share of days on which nobody got more than they gave."""
    return float((net == 0).mean())
