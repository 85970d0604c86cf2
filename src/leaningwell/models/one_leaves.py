"""One leaves: the same amount of support, in one pair of hands or in several.

How far a need is covered is worked out as in `support_map`. ``CONCENTRATED`` and ``SPREAD`` have a row for each of
three people and a column for each of eight needs, and hold 24 units each; the first row is the closest person, with
75 % of all support in the one and 33 % in the other. All numbers are invented. Left out, besides what that module
leaves out: grief; new people; friends who do more after a parting, or take sides; and that nobody can order support
like a table.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats

CONCENTRATED = np.array([[3, 2, 2, 3, 2, 3, 2, 1], [0, 1, 1, 0, 1, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0, 1]], float)
SPREAD = np.array([[2, 0, 1, 2, 0, 2, 1, 0], [1, 1, 1, 1, 1, 1, 1, 0], [0, 2, 1, 0, 2, 0, 1, 3]], float)


def without(support: Floats, person: int) -> Floats:
    """The same network after one person has left, named by the row."""
    return np.delete(support, person, axis=0)


def share(support: Floats, person: int) -> float:
    """How much of all support, 0 to 1, comes from one person."""
    return float(support[person].sum() / support.sum())
