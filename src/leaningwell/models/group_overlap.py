r"""Group overlap: what a difference between two averages says about two single people.

Two groups are spread alike, each in a bell curve with standard deviation 1, and their averages lie d apart.
With the normal distribution's share below z, Φ(z),

    overlap = 2 Φ(-|d| / 2),    superiority = Φ(d / √2):

the part that the two curves have in common, and how often somebody from the second group has the higher score when one
person is picked from each. d is the unit of published differences (Cohen's d, Hedges' g). This is arithmetic and no
model of anybody; textbooks of statistics have it. Left out: scores that are not spread in a bell or not spread alike,
how well they were measured, and everybody who is in neither group.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from .arrays import Floats
from .ranges import within

BELL = NormalDist()
MOST = 20
"""A difference beyond which the two groups have nothing in common that a computer could tell from nothing."""


def overlap(d: float) -> float:
    """The share, 0 to 1, that two curves ``d`` apart have in common.

    Raises ValueError if ``d`` is no number from -20 to 20.
    """
    within("d", d, -MOST, MOST)
    return 2 * BELL.cdf(-abs(d) / 2)


def superiority(d: float) -> float:
    """How often, 0 to 1, somebody of the group that lies ``d`` higher scores higher than somebody of the other.

    Raises ValueError if ``d`` is no number from -20 to 20.
    """
    within("d", d, -MOST, MOST)
    return BELL.cdf(d / 2**0.5)


def density(scores: Floats, mean: float) -> Floats:
    """The height of the bell curve around ``mean`` at each of ``scores``, whose area is 1."""
    height: Floats = np.exp(-((scores - mean) ** 2) / 2) / np.sqrt(2 * np.pi)
    return height
