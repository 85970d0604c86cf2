r"""The belief that is never tested: opening up, or not, for two hundred days.

The belief that one would be met with care is Beta(α, β), with mean α / (α + β). Each day a person opens up if that
mean is at least 0.4, or, with chance ε, as a small test on purpose. The other meets it with care with chance p; care
adds 1 to α, its absence adds 1 to β. On a day without opening up nothing is learnt.

Where ``harm`` is set, an answer without care is a harm: contempt, a threat, or what was shown used against the one who
showed it. A single one ends everything with this person for good. The belief goes to 0 and stays there, no later day
opens up and none tests, whatever came before and however kind the other days would be. A harm is no piece of evidence
among others, and kindness between harms is part of how control works; so it is not averaged.

All numbers are invented. Left out: that the other person changes too, that what is shown can be small or large, that a
clumsy answer can weigh more than a good one, and that one may have no choice about who is near.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats
from .ranges import above_zero, whole, within

OPENS_AT = 0.4
DAYS = 200
USUAL = 37
"""A seed whose 300 runs lie close to the average of 100,000."""


@dataclass(frozen=True)
class Luck:
    """Chance drawn once. Both have shape (days, runs), numbers from 0 to 1: whether to test, whether care is met."""

    test: Floats
    care: Floats


@dataclass(frozen=True)
class Runs:
    """``belief``: shape (days + 1, runs), the mean of the belief, 0 from a harm on; ``met`` and ``missed``: shape
    (runs,), the times care was met and not met; ``harmed``: shape (runs,), whether an answer did harm."""

    belief: Floats
    met: Floats
    missed: Floats
    harmed: Bools

    @property
    def tries(self) -> Floats:
        """How often each run opened up, shape (runs,)."""
        return self.met + self.missed


def draw_luck(seed: int, runs: int = 300, days: int = DAYS) -> Luck:
    """Draw the luck of ``runs`` runs: all decisions to test first, then all answers. Raises ValueError if none."""
    whole("runs", runs, 1)
    whole("days", days, 1)
    rng = np.random.default_rng(seed)
    return Luck(rng.random((days, runs)), rng.random((days, runs)))


def simulate(luck: Luck, alpha: float, beta: float, care: float, tests: float, harm: bool = False) -> Runs:
    """Live all days of all runs. ``care`` is p and ``tests`` is ε, both 0 to 1; ``alpha`` and ``beta`` above 0.

    With ``harm`` an answer without care is a harm, and ends all tests. Raises ValueError for what is out of range.
    """
    above_zero("alpha", alpha)
    above_zero("beta", beta)
    within("care", care, 0, 1)
    within("tests", tests, 0, 1)
    days, runs = luck.test.shape
    met, missed, harmed = np.zeros(runs), np.zeros(runs), np.zeros(runs, dtype=bool)
    belief = np.empty((days + 1, runs))
    belief[0] = alpha / (alpha + beta)
    for day in range(days):
        opens = ~harmed & ((belief[day] >= OPENS_AT) | (luck.test[day] < tests))
        cared = luck.care[day] < care
        met += opens & cared
        missed += opens & ~cared
        harmed |= opens & ~cared & harm
        belief[day + 1] = np.where(harmed, 0, (alpha + met) / (alpha + beta + met + missed))
    return Runs(belief, met, missed, harmed)
