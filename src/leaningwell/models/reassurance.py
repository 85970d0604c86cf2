r"""Does it land? Reassurance that is asked for and given, for 120 days.

Each day has a doubt d, a stored security q, a learnt urge u and the other's fatigue f, all from 0 to 1:

    rest    = 0.6 (1 - q),  d <- rest + 0.5 (d - rest) + shock      a shock of 0.25 comes with the chance 0.12
    asking  = c (0.8 d + 0.6 u), held within 0 and 1
    warmth  = C (1 - f),    relief = 0.6 asking warmth d,           d <- d - relief
    q <- q + 0.10 i asking warmth - 0.01 q
    u <- u + 0.25 (1 - i) relief - 0.05 u
    f <- f + 0.12 max(0, asking - 0.35) - 0.06 f (1 - asking)

i is how far an answer is taken in, C how much the other can give, c how readily somebody asks. That an answer helps
for long only as far as it is taken in is *built in*, by the factor i; the model does not discover it. It illustrates
what is said of asking over and over (Coyne 1976, Psychiatry 39:28-40; Joiner & Metalsky 2001, Psychol Sci
12:371-378), and all its numbers are invented. Left out: the other's own needs, depression, and whether one is safe.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import whole, within

DAYS = 120
LAST = 30
"""What is reported is the average over so many days at the end."""
USUAL = 7
"""A seed whose 200 runs lie close to the average of many thousands."""


@dataclass(frozen=True)
class Asking:
    """``taken_in`` (i), ``capacity`` (C) and ``readiness`` (c): i and C from 0 to 1, c from 0 to 4."""

    taken_in: float = 0.5
    capacity: float = 1.0
    readiness: float = 1.0

    def __post_init__(self) -> None:
        """Raise ValueError for what is out of range."""
        within("taken_in", self.taken_in, 0, 1)
        within("capacity", self.capacity, 0, 1)
        within("readiness", self.readiness, 0, 4)


@dataclass(frozen=True)
class Months:
    """Averages over all runs, each of shape (days,): ``doubt`` and ``fatigue`` at a day's end, and ``asking``."""

    doubt: Floats
    asking: Floats
    fatigue: Floats

    def at_last(self, of: Floats) -> float:
        """The average of one of them over the last days."""
        return float(of[-LAST:].mean())


def draw_shocks(seed: int, runs: int = 200, days: int = DAYS) -> Floats:
    """The shocks of ``runs`` lives, shape (days, runs). Raises ValueError if there are none."""
    whole("runs", runs, 1)
    whole("days", days, 1)
    return np.where(np.random.default_rng(seed).random((days, runs)) < 0.12, 0.25, 0.0)


def simulate(asks: Asking, shocks: Floats) -> Months:
    """All days of all lives."""
    days, runs = shocks.shape
    doubt, stored, urge, fatigue = (np.full(runs, start) for start in (0.4, 0.2, 0.1, 0.0))
    told = np.empty((3, days))
    for day in range(days):
        rest = 0.6 * (1 - stored)
        doubt = np.clip(rest + 0.5 * (doubt - rest) + shocks[day], 0, 1)
        asking = np.clip(asks.readiness * (0.8 * doubt + 0.6 * urge), 0, 1)
        warmth = asks.capacity * (1 - fatigue)
        relief = 0.6 * asking * warmth * doubt
        doubt = doubt - relief
        stored = np.clip(stored + 0.10 * asks.taken_in * asking * warmth - 0.01 * stored, 0, 1)
        urge = np.clip(urge + 0.25 * (1 - asks.taken_in) * relief - 0.05 * urge, 0, 1)
        tiring = 0.12 * np.maximum(0, asking - 0.35) - 0.06 * fatigue * (1 - asking)
        fatigue = np.clip(fatigue + tiring, 0, 1)
        told[:, day] = doubt.mean(), asking.mean(), fatigue.mean()
    return Months(*told)
