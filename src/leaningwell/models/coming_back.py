r"""Coming back to calm: how fast arousal falls, alone and in company.

Arousal A falls at a rate in proportion to itself, and every jolt lifts it by 1:

    dA/dt = S(t) - (k_self + k_soc T) A,

so that after one jolt it halves every ln 2 / (k_self + k_soc T) minutes. ``k_self`` (per minute) stands for what
somebody can do alone, ``k_soc`` (per minute) for how much company can add, and the trust T in the company runs from
-0.4, somebody who makes one watchful, to 1, somebody fully trusted. T = 0 is being alone. A is without unit.

It illustrates the idea of co-regulation (Coan et al. 2006, Psychol Sci 17:1032-1039; Coan & Sbarra 2015, Curr Opin
Psychol 1:87-91); its numbers are invented. Left out: that arousal differs in kind and not only in size, that distress
spreads from one person to another, that people differ, and that being calm is not always the aim.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import Floats
from .ranges import within

K_SELF = 0.10
K_SOC = 0.15


def rate(k_self: float | Floats, k_soc: float, trust: float | Floats) -> Floats:
    """How fast arousal falls, per minute; the shape is that of ``k_self`` and ``trust`` together.

    Raises ValueError if ``trust`` lies outside -1 to 1, a rate is negative, or nothing is left that calms.
    """
    within("k_self", k_self, 0, 1e6)
    within("k_soc", k_soc, 0, 1e6)
    within("trust", trust, -1, 1)
    total = np.asarray(k_self, float) + k_soc * np.asarray(trust, float)
    if np.any(total <= 0):
        raise ValueError("k_self + k_soc × trust must be greater than 0: otherwise arousal never falls")
    return total


def half_life(k_self: float | Floats, k_soc: float, trust: float | Floats) -> Floats:
    """Minutes until arousal has halved. Shapes and errors as in `rate`."""
    return float(np.log(2)) / rate(k_self, k_soc, trust)


def arousal(times: Floats, falling: float, jolts: Sequence[float] = (0.0,)) -> Floats:
    """Arousal at ``times`` (minutes, any shape) when jolts of size 1 come at the minutes in ``jolts``.

    ``falling`` is the rate per minute. Raises ValueError if it is not greater than 0.
    """
    if not 0 < falling < np.inf:
        raise ValueError("falling must be a number greater than 0")
    since = np.asarray(times, float)[..., None] - np.asarray(jolts, float)
    left: Floats = np.where(since >= 0, np.exp(-falling * np.maximum(since, 0)), 0).sum(axis=-1)
    return left
