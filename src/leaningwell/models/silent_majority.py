r"""The silent majority: why a crowd can hide what nearly everybody in it feels.

A threshold model after Granovetter (1978, Am J Sociol 83:1420-1443). Person i has a private need
n_i ~ Normal(0.6, 0.15) and an openness threshold θ_i ~ Normal(0.9, 0.15), and shows the need at step t+1 if

    n_i + κ s_t ≥ θ_i,

s_t being the share of people showing theirs at step t, with s_0 = 0. A share m of people always shows.
All quantities are without unit; a step is one round in which everybody looks round.

That hidden needs follow such a pattern is an idea of this course, and the numbers are invented. Left out:
what people really risk by showing need, who holds power over whom, culture, and whom people look at
(here everybody sees everybody).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats

CLEAR_NEED = 0.4
"""A need above this counts as clearly felt; about 91 % of the people feel one."""


@dataclass(frozen=True)
class Crowd:
    """People drawn once. ``need`` and ``threshold`` have shape (people,)."""

    need: Floats
    threshold: Floats

    @property
    def felt(self) -> float:
        """The share of people, 0 to 1, who privately feel a clear need."""
        return float(np.mean(self.need > CLEAR_NEED))


def draw_crowd(seed: int, people: int = 2000) -> Crowd:
    """Draw ``people`` people: all needs first, then all thresholds, from one generator seeded with ``seed``.

    Raises ValueError if there is nobody to draw.
    """
    if people < 1:
        raise ValueError("people must be at least 1")
    rng = np.random.default_rng(seed)
    return Crowd(rng.normal(0.6, 0.15, people), rng.normal(0.9, 0.15, people))


def next_share(crowd: Crowd, kappa: float, share: float, always: Bools) -> float:
    """The share showing need one step after ``share`` showed it. ``always``: shape (people,), boolean."""
    return float(np.mean(always | (crowd.need + kappa * share >= crowd.threshold)))


def simulate(crowd: Crowd, kappa: float, always: float, steps: int = 90) -> Floats:
    """The share showing need at each step, shape (steps + 1,), from 0.

    ``kappa``: how much others' openness helps, at least 0. ``always``: share of role models, 0 to 1 (the first
    people drawn). Once a step changes nothing, nothing changes any more, and the last value is repeated.

    Raises ValueError if a parameter is out of range.
    """
    if not 0 <= kappa < np.inf:
        raise ValueError("kappa must be a number that is not negative")
    if not 0 <= always <= 1:
        raise ValueError("always must lie between 0 and 1")
    if steps < 0:
        raise ValueError("steps must not be negative")
    role_models = np.arange(crowd.need.size) < round(always * crowd.need.size)
    shares = np.zeros(steps + 1)
    for step in range(steps):
        shares[step + 1] = next_share(crowd, kappa, shares[step], role_models)
        if shares[step + 1] == shares[step]:
            shares[step + 1 :] = shares[step]
            break
    return shares
