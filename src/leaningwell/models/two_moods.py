r"""Two moods that answer each other in turns, in the manner of Gottman, Murray and colleagues.

Turn by turn the second answers the first's last mood, and then the first answers the second's:

    W(t + 1) = 0.1 + 0.4 W(t) + I(H(t)),   H(t + 1) = 0.1 + 0.4 H(t) + I(W(t + 1)),
    I(v) = 0.6 tanh v for v of at least 0, and k tanh v below.

Moods have no unit; above 0 they are good and below 0 bad. k is how strongly a bad mood is answered. If k is large there
are two places of rest, a good one and a bad one, and where the two begin decides which it is; if it is small, only the
good one is left.

Equations of this form are in The Mathematics of Marriage (2002); the numbers here are invented. Left out: what the
moods are about, and that people can stop and begin anew. The shares of divorces that such work is said to foretell were
mostly fitted afterwards, and one model fitted to a past says little about a future (Heyman & Slep 2001).
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .ranges import whole, within

TURNS = 60


def answered(mood: Floats, k: float) -> Floats:
    """What one mood adds to the other's, of the same shape."""
    found: Floats = np.where(mood >= 0, 0.6, k) * np.tanh(mood)
    return found


def simulate(k: float, first: Floats, second: Floats, turns: int = TURNS) -> tuple[Floats, Floats]:
    """Both moods, each of shape (turns + 1, runs), from their beginnings on, both of shape (runs,).

    ``k`` lies from 0 to 2. Raises ValueError for what is out of range.
    """
    within("k", k, 0, 2)
    whole("turns", turns, 1)
    h, w = (np.empty((turns + 1, np.size(start))) for start in (first, second))
    h[0], w[0] = first, second
    for turn in range(turns):
        w[turn + 1] = 0.1 + 0.4 * w[turn] + answered(h[turn], k)
        h[turn + 1] = 0.1 + 0.4 * h[turn] + answered(w[turn + 1], k)
    return h, w


def grid(reach: float = 2.0, across: int = 41) -> tuple[Floats, Floats]:
    """Beginnings spread evenly over a square, for both: each of shape (across²,)."""
    side = np.linspace(-reach, reach, across)
    h, w = np.meshgrid(side, side)
    return h.ravel(), w.ravel()


def share_good(k: float) -> float:
    """Of all beginnings within 2 of nothing, the share that comes to rest in a good mood, from 0 to 1."""
    h, w = simulate(k, *grid(), turns=200)
    return float(np.mean((h[-1] > 0) & (w[-1] > 0)))
