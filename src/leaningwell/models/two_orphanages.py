r"""Two orphanages: why comparing two places cannot single out warmth, and how drawing lots can.

An infant thrives with the chance

    P(thrive) = logistic(-0.5 + b warmth + 2 conditions).

In institution A the conditions are 1, in institution B they are 1 - ρ: ρ says how far everything else differs too.
Two designs. *Compared*: everybody in A gets warmth (1), nobody in B does (0). *Drawn by lot*: within each institution
a lot decides who gets warmth. All quantities are without unit.

It illustrates the critique of Spitz (1945; Pinneau 1955) and what the Bucharest project did better (Zeanah et al.
2017). All numbers are invented. Left out: that warmth and conditions are hard to tell apart even in thought, that
infants differ, that care comes in degrees, and that it takes years and people to give it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import whole, within

A, B = 0, 1
"""The institutions, as an index."""
WARM, PLAIN = 0, 1
"""The arms of the design with lots, as an index."""


@dataclass(frozen=True)
class Studies:
    """Luck drawn once, numbers from 0 to 1 with shape (studies, institution, infants).

    The same infants meet every setting, so that a change on the page comes from the setting and not from new luck.
    """

    luck: Floats


def draw_studies(seed: int, studies: int = 40, infants: int = 60) -> Studies:
    """Draw ``studies`` repetitions with ``infants`` infants in each institution. Raises ValueError if odd or none."""
    whole("studies", studies, 1)
    whole("infants", infants, 2)
    if infants % 2:
        raise ValueError("infants must be an even number, so that both arms are of one size")
    return Studies(np.random.default_rng(seed).random((studies, 2, infants)))


def chance(warmth: float | Floats, conditions: float | Floats, b_warmth: float) -> Floats:
    """The chance to thrive, 0 to 1. Shape: that of ``warmth`` and ``conditions`` together."""
    log_odds = -0.5 + b_warmth * np.asarray(warmth, float) + 2 * np.asarray(conditions, float)
    shares: Floats = 1 / (1 + np.exp(-log_odds))
    return shares


def expected(b_warmth: float, rho: float, lots: bool) -> Floats:
    """The chance to thrive, 0 to 1.

    Compared: shape (2,), institution A and B. Drawn by lot: shape (2, 2), institution by arm (warm, plain).
    Raises ValueError if ``b_warmth`` lies outside 0 to 10 or ``rho`` outside 0 to 1.
    """
    within("b_warmth", b_warmth, 0, 10)
    within("rho", rho, 0, 1)
    conditions = np.array([1, 1 - rho])
    if lots:
        return chance(np.array([1, 0])[None, :], conditions[:, None], b_warmth)
    return chance(np.array([1, 0]), conditions, b_warmth)


def thriving(studies: Studies, b_warmth: float, rho: float, lots: bool) -> Floats:
    """The share that thrives in every study, shape (studies, 2) or, with lots, (studies, 2, 2).

    Axes and errors are those of `expected`. With lots, the first half of an institution's infants is the warm arm:
    whoever draws luck at random has cast the lots too.
    """
    chances = expected(b_warmth, rho, lots)
    luck = studies.luck
    if lots:
        luck = luck.reshape(*luck.shape[:2], 2, -1)
    shares: Floats = np.mean(luck < chances[..., None], axis=-1)
    return shares


def gap(shares: Floats) -> Floats:
    """How many more thrive with warmth, as a difference of shares, shape (studies,).

    ``shares``: what `thriving` returns. With lots, the two institutions count alike.
    """
    return shares[:, A] - shares[:, B] if shares.ndim == 2 else (shares[..., WARM] - shares[..., PLAIN]).mean(axis=1)
