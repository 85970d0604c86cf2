r"""The belief that is never tested: opening up, or not, for two hundred days.

The belief that one would be met with care is Beta(α, β), with mean α / (α + β). Each day a person opens up if that
mean is at least 0.4, or, with chance ε, as a small test on purpose. The other meets it with care with chance p; care
adds 1 to α, its absence adds 1 to β. On a day without opening up nothing is learnt.

Seen as a bet in which care is worth 1 and its absence costs c, opening up pays on average only where p > c / (1 + c).

All numbers are invented. Left out: that a single bad answer can weigh more than all the good ones (the cost c only
counts it, nobody here is hurt), that the other person changes too, that what is shown can be small or large, and that
one may have no choice about who is near.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .ranges import above_zero, whole, within

OPENS_AT = 0.4
DAYS = 200
USUAL = 37
"""A seed whose 300 runs lie close to the average of 100,000."""


@dataclass(frozen=True)
class Luck:
    """Chance drawn once. Both have shape (days, runs), numbers from 0 to 1: whether to test, whether care is met."""

    test: np.ndarray
    care: np.ndarray


@dataclass(frozen=True)
class Runs:
    """``belief``: shape (days + 1, runs), the mean of the belief; ``met`` and ``missed``: shape (runs,), the times
    care was met and not met."""

    belief: np.ndarray
    met: np.ndarray
    missed: np.ndarray

    @property
    def tries(self) -> np.ndarray:
        """How often each run opened up, shape (runs,)."""
        return self.met + self.missed


def draw_luck(seed: int, runs: int = 300, days: int = DAYS) -> Luck:
    """Draw the luck of ``runs`` runs: all decisions to test first, then all answers. Raises ValueError if none."""
    whole("runs", runs, 1)
    whole("days", days, 1)
    rng = np.random.default_rng(seed)
    return Luck(rng.random((days, runs)), rng.random((days, runs)))


def simulate(luck: Luck, alpha: float, beta: float, care: float, tests: float) -> Runs:
    """Live all days of all runs. ``care`` is p and ``tests`` is ε, both 0 to 1; ``alpha`` and ``beta`` above 0.

    Raises ValueError if a parameter is out of range.
    """
    above_zero("alpha", alpha)
    above_zero("beta", beta)
    within("care", care, 0, 1)
    within("tests", tests, 0, 1)
    days, runs = luck.test.shape
    met, missed = np.zeros(runs), np.zeros(runs)
    belief = np.empty((days + 1, runs))
    belief[0] = alpha / (alpha + beta)
    for day in range(days):
        opens = (belief[day] >= OPENS_AT) | (luck.test[day] < tests)
        cared = luck.care[day] < care
        met += opens & cared
        missed += opens & ~cared
        belief[day + 1] = (alpha + met) / (alpha + beta + met + missed)
    return Runs(belief, met, missed)


def pays_above(cost: float) -> float:
    """The chance of care above which opening up pays, when its absence costs ``cost``. ValueError if not above 0."""
    above_zero("cost", cost)
    return cost / (1 + cost)
