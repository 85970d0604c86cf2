r"""A decline out of nothing: how a survey could record fewer confidants although nobody has fewer.

In both years the number of confidants is Poisson with mean 2.94, and the interview stops at six:

    P(k) = e^-2.94 2.94^k / k!  for k < 6, and the rest for k = 6.

In the second survey a share q0 of interviews is recorded as "none", and in a share q1 each confidant is kept with
chance one half. The recorded distribution is (1 - q0 - q1) P + q1 H + q0 at zero, where H is P thinned by halves.
It is worked out, not simulated, so it has no seed. Confidants are counted in people; P has shape (7,).

2.94 is the mean McPherson, Smith-Lovin & Brashears (2006, Am Sociol Rev 71:353-375) reported for 1985; q0 and q1 are
invented. It shows that a decline *could* be an artefact. Whether it was is a matter for Fischer (2009, Am Sociol Rev
74) and Paik & Sanchagrin (2013, Am Sociol Rev 78). Left out: interviewers who differ, people who forget, a real
change going on at the same time, and that confidants are not a count to the people who have them.
"""

from __future__ import annotations

from math import comb, exp, factorial

import numpy as np

from .arrays import Floats
from .ranges import above_zero, whole, within

MEAN = 2.94
CAP = 6


def unchanged(mean: float = MEAN, cap: int = CAP) -> Floats:
    """The share of people with 0 to ``cap`` confidants, shape (cap + 1,). Raises ValueError if out of range."""
    above_zero("mean", mean)
    whole("cap", cap, 1)
    shares = np.array([exp(-mean) * mean**k / factorial(k) for k in range(cap + 1)])
    shares[cap] = 1 - shares[:cap].sum()
    return shares


def halved(shares: Floats) -> Floats:
    """The distribution when each confidant is kept with chance one half. Same shape."""
    kept = np.zeros(len(shares))
    for k, share in enumerate(shares):
        kept[: k + 1] += share * np.array([comb(k, j) for j in range(k + 1)]) / 2**k
    return kept


def recorded(shares: Floats, none: float, half: float) -> Floats:
    """What the second survey writes down, same shape: a share ``none`` as nobody, a share ``half`` at half length.

    Raises ValueError if one of them lies outside 0 to 1, or they exceed 1 together.
    """
    within("none", none, 0, 1)
    within("half", half, 0, 1)
    if none + half > 1 + 1e-12:
        raise ValueError("none and half must not exceed 1 together: no interview can be both")
    result = (1 - none - half) * np.asarray(shares, float) + half * halved(shares)
    result[0] += none
    return result


def mean(shares: Floats) -> float:
    """The mean number of confidants in a distribution."""
    return float(np.arange(len(shares)) @ shares)
