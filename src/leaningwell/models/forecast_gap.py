r"""A forecast lab for one person: how warm one expected small contacts to be, and how warm they were.

Of each contact there is a gap, what came minus what was expected, on a scale from 0 to 10. From the gaps come their
mean and a percentile bootstrap interval: the gaps are drawn again with replacement many times, and the middle 95 of 100
means are kept. With few gaps such an interval is too narrow: where errors are normal, one that is called 95 % holds the
true mean in about 85 of 100 cases with 5 gaps, 90 with 10 and 92 with 14. So below ten gaps nothing is concluded.

Left out: that whoever expects little may also do things differently, that one only tries what one dares, and that days
are not alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import within

FEWEST = 10
DRAWS = 4000
SEED = 20
SCALE = 10


@dataclass(frozen=True)
class Gap:
    """The mean gap, and the ends of its interval."""

    mean: float
    low: float
    high: float


def gap(expected: Floats, found: Floats) -> Gap | None:
    """What the gaps come to; nothing while there are fewer than ten. Both have shape (contacts,), values 0 to 10.

    Raises ValueError where a value is out of range or the two differ in length.
    """
    expected, found = np.asarray(expected, float), np.asarray(found, float)
    if expected.shape != found.shape or expected.ndim != 1:
        raise ValueError(f"expected and found must be equally long lists, not {expected.shape} and {found.shape}")
    within("expected", expected, 0, SCALE)
    within("found", found, 0, SCALE)
    gaps = found - expected
    if len(gaps) < FEWEST:
        return None
    drawn = np.random.default_rng(SEED).integers(0, len(gaps), (DRAWS, len(gaps)))
    low, high = np.percentile(gaps[drawn].mean(axis=1), [2.5, 97.5])
    return Gap(float(gaps.mean()), float(low), float(high))
