r"""From ratio to risk: what an odds ratio means for a hundred people.

An odds ratio OR multiplies odds, p / (1 - p), and not risks. From the risk p0 of one group it gives that of the other:

    p1 = OR p0 / (1 - p0 + OR p0).

Risks are shares, 0 to 1. This is arithmetic and no model; textbooks of epidemiology have it. Left out: how sure the
ratio is, whether one thing causes the other, and that a ratio found in one group of people need not hold in another.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .ranges import above_zero, within


def new_risk(p0: float | Floats, odds_ratio: float | Floats) -> Floats:
    """The risk after applying ``odds_ratio`` to the odds of ``p0``, 0 to 1; shapes follow NumPy's rules.

    Raises ValueError if ``p0`` lies outside 0 to 1 or the ratio is not greater than 0.
    """
    within("p0", p0, 0, 1)
    above_zero("odds_ratio", odds_ratio)
    return odds_ratio * np.asarray(p0, float) / (1 - np.asarray(p0, float) + odds_ratio * np.asarray(p0, float))


def difference(p0: float | Floats, odds_ratio: float | Floats) -> Floats:
    """How much the risk changes, as a share; negative if it falls. Shapes and errors as in `new_risk`."""
    return new_risk(p0, odds_ratio) - p0
