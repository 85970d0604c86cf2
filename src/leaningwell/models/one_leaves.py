r"""One leaves: the same amount of support, in one pair of hands or in several.

A network is a table s of support, one row for each person and one column for each of eight needs, 0 (none) to 3 (much).
A need is covered as far as it is not the case that everybody fails it:

    coverage_k = 1 - Π_i (1 - 0.9 s_ik / 3).

So no single person covers a need wholly, and a second one adds less than the first. ``CONCENTRATED`` and ``SPREAD``
hold 24 units each; the first row is the closest person, with 75 % of all support in the one and 33 % in the other. All
numbers are invented. Left out: grief, and what somebody meant apart from support; new people; friends who do more
after a parting, or take sides; that people differ in what they need; and that nobody can order support like a table.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints
from .ranges import within

MUCH = 3
REACH = 0.9
"""How far somebody who gives much covers a need."""

CONCENTRATED: Ints = np.array([[3, 2, 2, 3, 2, 3, 2, 1], [0, 1, 1, 0, 1, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0, 1]])
SPREAD: Ints = np.array([[2, 0, 1, 2, 0, 2, 1, 0], [1, 1, 1, 1, 1, 1, 1, 0], [0, 2, 1, 0, 2, 0, 1, 3]])


def coverage(support: Ints) -> Floats:
    """How far each need is covered, 0 to 1, by everybody together; ``support`` has the shape (people, needs).

    Raises ValueError if a number in it does not lie from 0 to 3.
    """
    given = np.asarray(support, float)
    within("support", given, 0, MUCH)
    covered: Floats = 1 - np.prod(1 - REACH * given / MUCH, axis=0)
    return covered


def without(support: Ints, person: int) -> Ints:
    """The same network after one person has left, named by the row."""
    return np.delete(support, person, axis=0)


def share(support: Ints, person: int) -> float:
    """How much of all support, 0 to 1, comes from one person."""
    return float(support[person].sum() / support.sum())
