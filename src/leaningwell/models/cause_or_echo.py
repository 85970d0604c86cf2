r"""Cause or echo? An effect over time that nothing causes.

Everybody has a lasting level of support and a lasting level of symptoms, both standard normal and linked at ρ. Neither
changes, and neither acts on the other. Each is measured with reliability rel, so that a measurement is

    √rel · level + √(1 - rel) · noise,

support once, symptoms at the same time and once more later. Later symptoms are then regressed on earlier symptoms and
support. In the long run the raw link is rel ρ, and the weight of support, which looks like an effect, is

    β = rel ρ (1 - rel) / (1 - rel² ρ²).

It is 0 only where rel is 1 (or ρ is 0): part of the lasting level is lost in the noise of the first measurement of
symptoms, and support, which goes along with that level, speaks for it.

All numbers are invented. Left out: that support may act all the same, and that levels do change in life.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import whole, within

RHO = -0.35
"""The link between the two lasting levels."""
FEWEST = 10


@dataclass(frozen=True)
class Found:
    """The raw link at one time, and the weight of earlier support for later symptoms; one number a study."""

    raw: Floats
    weight: Floats


def in_the_long_run(rel: float, rho: float = RHO) -> tuple[float, float]:
    """The raw link and the weight of support that ever more people come to. ``rel`` is above 0 and at most 1."""
    within("rel", rel, np.nextafter(0, 1), 1)
    within("rho", rho, -1, 1)
    raw = rel * rho
    return raw, raw * (1 - rel) / (1 - raw**2)


def simulate_spurious(rel: float, n: int, seed: int, rho: float = RHO, studies: int = 1) -> Found:
    """Measure ``n`` people in each of some ``studies``. Raises ValueError for what is out of range."""
    within("rel", rel, np.nextafter(0, 1), 1)
    within("rho", rho, -1, 1)
    whole("n", n, FEWEST)
    whole("studies", studies, 1)
    rng = np.random.default_rng(seed)
    found = [_study(rel, n, rho, rng) for _ in range(studies)]
    return Found(np.array([raw for raw, _ in found]), np.array([weight for _, weight in found]))


def _study(rel: float, n: int, rho: float, rng: np.random.Generator) -> tuple[float, float]:
    support = rng.standard_normal(n)
    symptoms = rho * support + np.sqrt(1 - rho**2) * rng.standard_normal(n)
    noise = np.sqrt(1 - rel) * rng.standard_normal((3, n))
    told, before, after = np.sqrt(rel) * np.stack([support, symptoms, symptoms]) + noise
    told, before, after = ((one - one.mean()) / one.std() for one in (told, before, after))
    weights, *_ = np.linalg.lstsq(np.stack([told, before], axis=1), after, rcond=None)
    return float(told @ before) / n, float(weights[0])
