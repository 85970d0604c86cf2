r"""The same person in several relationships: how far a measured place can lie from the true one.

A score with spread sd among people, measured with reliability rel, has the standard error of measurement

    sem = sd √(1 - rel),

in the units of the score. Two independent errors make an ellipse; one of 1 sem holds 39 in 100 of the places that
chance alone would give, one of about 1.5 sem holds two in three (the share inside c sem is 1 - e^(-c²/2)).

The formula is classical test theory (any textbook). Agreement over 30 days: about .80 for a parent and .65 for a
romantic partner, people who parted in between among them (Fraley et al. 2011, Psychol Assess 23:615-625, and the
author's page). Used in place of rel, it makes an ellipse of a month's changes and error together; within one sitting
the scales are far more consistent, above .90. Left out: that errors and changes can go together.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .ranges import above_zero, within

PARENT = 0.80
ROMANTIC = 0.65


def standard_error(spread: float, reliability: float | Floats) -> Floats:
    """The standard error of measurement, in the units of ``spread``; its shape is that of ``reliability``.

    Raises ValueError if the spread is not greater than 0 or a reliability lies outside 0 to 1.
    """
    above_zero("spread", spread)
    within("reliability", reliability, 0, 1)
    found: Floats = spread * np.sqrt(1 - np.asarray(reliability, float))
    return found


def reach(share: float) -> float:
    """How many standard errors an ellipse must reach to hold ``share`` of the places. ValueError outside 0 to 1."""
    if not 0 <= share < 1:
        raise ValueError("share must lie between 0 and 1, and stay below 1")
    return float(np.sqrt(-2 * np.log(1 - share)))
