r"""Needs and people: how much a map of support covers, and how much of that hangs on one person.

A map S has a row for each person and a column for each need; an entry says how much that person gives to that need, 0
to 3. A person meets a need with chance q = 0.9 S / 3, each independently of the others, so

    coverage of need n      C_n = 1 - Π_p (1 - q_pn)
    fragility of person p   F_p = (Σ C - Σ C without p) / Σ C
    how many it feels like  N_eff = 1 / Σ share_p²,  share_p = what p gives / what all give
    single points           needs to which exactly one person gives 2 or more.

An empty map has coverage 0, and its fragility is set to 0. All numbers are invented; that several people can meet one
need is in the spirit of Cheung, Gardner & Anderson 2015 and of Collins et al. 2022, neither of whom has this model.
Left out: what a tie is worth besides what it gives, that people fall ill or move away together, that somebody who gives
is not always there, and what it costs to give.
"""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats
from .ranges import whole, within

MOST = 3
REACH = 0.9
"""What the most that somebody can give covers of a need."""
SUPPLIES = 2
"""From here on somebody counts as a supplier of a need."""

PAIR = np.array([[3, 3, 3, 3, 3, 3, 3, 3], [1, 0, 0, 0, 0, 0, 0, 0]], float)
SPECIALISTS = np.array([[3, 3, 3, 0, 0, 0, 0, 0], [0, 0, 0, 3, 3, 3, 0, 0], [0, 0, 0, 0, 0, 0, 3, 3]], float)
VILLAGE = np.array(
    [
        [1, 3, 1, 0, 1, 1, 2, 0],
        [2, 0, 3, 3, 0, 2, 3, 3],
        [0, 1, 3, 1, 0, 3, 1, 0],
        [2, 0, 0, 1, 3, 0, 2, 2],
        [1, 1, 1, 0, 3, 0, 1, 2],
    ],
    float,
)
PRESETS = {"pair": PAIR, "specialists": SPECIALISTS, "village": VILLAGE}


def _checked(given: Floats) -> Floats:
    given = np.asarray(given, float)
    if given.ndim != 2:
        raise ValueError(f"a map must have people and needs, two dimensions, not {given.ndim}")
    within("what somebody gives", given, 0, MOST)
    return given


def coverage(given: Floats) -> Floats:
    """How far each need is covered, 0 to 1, shape (needs,), by a map of shape (people, needs).

    Raises ValueError where an entry is not within 0 to 3.
    """
    return np.asarray(1 - np.prod(1 - REACH * _checked(given) / MOST, axis=0))


def fragility(given: Floats) -> Floats:
    """The share of all coverage that would go with each person, shape (people,). Errors as in `coverage`."""
    whole_map = coverage(given).sum()
    without = np.array([coverage(np.delete(given, person, axis=0)).sum() for person in range(len(given))])
    return (whole_map - without) / whole_map if whole_map else np.zeros(len(given))


def n_eff(given: Floats) -> float:
    """By how many equal people as much could be given: 1 if one gives all, 0 if nobody gives anything."""
    total = _checked(given).sum()
    shares = np.asarray(given, float).sum(axis=1) / total if total else np.zeros(len(given))
    return float(1 / (shares**2).sum()) if total else 0.0


def single_points(given: Floats) -> Bools:
    """The needs that have exactly one supplier, shape (needs,)."""
    found: Bools = (_checked(given) >= SUPPLIES).sum(axis=0) == 1
    return found


def suggest(given: Floats, budget: int) -> Floats:
    """The map with ``budget`` units more, each placed where it leaves the largest fragility smallest.

    Where several places do, the one that brings down the others most is taken. One unit at a time is no proof of the
    best plan; on some small maps every plan makes the largest fragility larger, since the budget is spent in any case.
    Raises ValueError where the budget is not a whole number, or there is no room for it.
    """
    whole("budget", budget, 0)
    new = _checked(given).copy()
    if budget > MOST * new.size - new.sum():
        raise ValueError(f"budget must fit into the map, which has room for {MOST * new.size - new.sum():g} more units")
    for _ in range(budget):
        places = [place for place in np.ndindex(new.shape) if new[place] < MOST]
        new[min(places, key=lambda place: _after(new, place))] += 1
    return new


def _after(given: Floats, place: tuple[int, ...]) -> tuple[float, float]:
    tried = given.copy()
    tried[place] = min(tried[place] + 1, MOST)
    fragile = fragility(tried)
    return round(float(fragile.max()), 12), round(float((fragile**2).sum()), 12)
