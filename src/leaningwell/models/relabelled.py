r"""Relabelled by chance: how many people change box between two tests although nobody has changed.

Two true scores, worry and discomfort, are normal with mean 0, spread 1 and correlation 0.4. A test of reliability
rel measures each, at either time, as

    measured = √rel true + √(1 - rel) noise,

noise being new every time. Lines through both means make four boxes. Scores are in standard deviations.

Given the true score x, the two tests agree on its side with the chance q² + (1 - q)², where q = Φ(x √rel / √(1 - rel));
averaging the product of both dials over all true scores gives the share whose box stays. It is worked out on a grid,
so it has no seed; only the people to be drawn in a chart have one.

For the ECR-RS, Fraley reports an internal consistency above .90, and an agreement over 30 days of about .65 for a
romantic partner and .80 for a parent, in which people's changes are mixed with error (Fraley et al. 2011, Psychol
Assess 23:615-625, and the author's page); the rest is made up to illustrate. Left out: that people do change, that
error differs between people and items, and that some tests have no boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf

import numpy as np

from .arrays import Floats, Ints
from .ranges import whole, within

CORRELATION = 0.4
_GRID = np.linspace(-6, 6, 400)  # no point at 0, where a line would be shared by both sides


@dataclass(frozen=True)
class People:
    """People drawn once. ``true`` has shape (people, 2), worry and discomfort; ``noise`` (2 tests, people, 2)."""

    true: Floats
    noise: Floats


def draw_people(seed: int, people: int = 60) -> People:
    """Draw ``people`` people: all true scores first, then the noise of both tests. Raises ValueError if nobody."""
    whole("people", people, 1)
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, people))
    true = np.stack([first, CORRELATION * first + np.sqrt(1 - CORRELATION**2) * second], axis=-1)
    return People(true, rng.normal(size=(2, people, 2)))


def measured(people: People, reliability: float) -> Floats:
    """The scores at both tests, shape (2 tests, people, 2 dials). Raises ValueError outside 0 to 1."""
    within("reliability", reliability, 0, 1)
    scores: Floats = np.sqrt(reliability) * people.true + np.sqrt(1 - reliability) * people.noise
    return scores


def boxes(scores: Floats) -> Ints:
    """The box of each score, 0 to 3: 1 for worry above the line, 2 for discomfort above it, added up."""
    found: Ints = (scores[..., 0] > 0) + 2 * (scores[..., 1] > 0)
    return found


def share_relabelled(reliability: float) -> float:
    """The share, 0 to 1, whose box differs between two tests. Raises ValueError outside 0 to 1."""
    within("reliability", reliability, 0, 1)
    scale = np.sqrt(2 * max(1 - reliability, 1e-12))
    above = np.array([(1 + erf(x * np.sqrt(reliability) / scale)) / 2 for x in _GRID])
    agree = above**2 + (1 - above) ** 2
    x, y = _GRID[:, None], _GRID[None, :]
    density = np.exp(-(x**2 - 2 * CORRELATION * x * y + y**2) / (2 * (1 - CORRELATION**2)))
    return float(1 - agree @ density @ agree / density.sum())


def mean_shift(reliability: float) -> float:
    """How far a score moves between two tests on average, 2 √((1 - rel) / π), in standard deviations.

    Raises ValueError outside 0 to 1.
    """
    within("reliability", reliability, 0, 1)
    return float(2 * np.sqrt((1 - reliability) / np.pi))
