r"""Overlap is not identity: two patterns that light up the same area and can still be told apart.

A made-up sheet of 20 by 20 voxels is recorded under pain, under rejection and at rest, 60 trials each:

    pain = μ + 0.6 P + noise,   rejection = μ + 0.6 R + noise,   rest = noise,

with μ = 1, noise of spread 2, and P and R independent standard normal numbers, one for each voxel. A blur (Gaussian,
in voxels) then smooths every trial, as scanners and analyses do. As in many studies, both maps are compared with the
same resting trials.

*Maps*: the mean of pain, or rejection, minus that of rest; a voxel is lit if it exceeds a third of μ. *Overlap*: Dice,
2 |both| / (|one| + |other|). *Pattern correlation*: between the two maps, over voxels. *Classifier*: the score of a
trial is its product with the map, less the map's mean, so that only the pattern counts and not the height; the line
lies halfway between the mean scores of both kinds of trial. It is judged by 60 fresh trials of each kind: the share put
on the right side of the line, 0.5 being chance.

All data are simulated. The real test is Woo et al. 2014 (Nat Commun 5:5380): classifiers told pain from its control
at 92 % and rejection at 80 %, each at chance on the other. Left out: everything a brain does, how people differ, and
that rejection hurts whatever a scanner shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import whole, within

SIDE = 20
LIT = 1 / 3
USUAL = 4673
"""A seed whose recording lies close to the average of many: overlap .84, pattern correlation .11."""


@dataclass(frozen=True)
class Recording:
    """Trials drawn once, to learn from and to judge by; shape (2, trials, voxels) for each of the three kinds."""

    pain: Floats
    rejection: Floats
    rest: Floats


@dataclass(frozen=True)
class Comparison:
    """What the two maps share and what they do not.

    ``pain`` and ``rejection``: the maps, shape (20, 20). ``accuracy``: for each trained and tested kind, as in
    ``accuracy["pain", "rejection"]``, the share told rightly from rest.
    """

    pain: Floats
    rejection: Floats
    overlap: float
    correlation: float
    accuracy: dict[tuple[str, str], float]


def record(seed: int, trials: int = 60) -> Recording:
    """Draw the patterns P and R, then the noise of pain, rejection and rest. Raises ValueError if no trials."""
    whole("trials", trials, 2)
    rng = np.random.default_rng(seed)
    patterns = 0.6 * rng.normal(size=(2, SIDE**2))
    noise = rng.normal(0, 2, (3, 2, trials, SIDE**2))
    return Recording(1 + patterns[0] + noise[0], 1 + patterns[1] + noise[1], noise[2])


def compare(recording: Recording, blur: float = 0) -> Comparison:
    """Compare pain and rejection after smoothing by ``blur`` voxels. Raises ValueError outside 0 to 10."""
    within("blur", blur, 0, 10)
    rest = _smooth(recording.rest, blur)
    trials = {"pain": _smooth(recording.pain, blur), "rejection": _smooth(recording.rejection, blur)}
    maps = {kind: found[0].mean(axis=0) - rest[0].mean(axis=0) for kind, found in trials.items()}
    lit = {kind: found > LIT for kind, found in maps.items()}
    both = np.sum(lit["pain"] & lit["rejection"])
    accuracy = {
        (trained, tested): _accuracy(maps[trained], trials[trained][0], rest, trials[tested][1])
        for trained in maps
        for tested in maps
    }
    return Comparison(
        maps["pain"].reshape(SIDE, SIDE),
        maps["rejection"].reshape(SIDE, SIDE),
        float(2 * both / (lit["pain"].sum() + lit["rejection"].sum())),
        float(np.corrcoef(maps["pain"], maps["rejection"])[0, 1]),
        accuracy,
    )


def _accuracy(weights: Floats, learnt: Floats, rest: Floats, fresh: Floats) -> float:
    pattern = weights - weights.mean()
    line = (np.mean(learnt @ pattern) + np.mean(rest[0] @ pattern)) / 2
    return float((np.mean(fresh @ pattern > line) + np.mean(rest[1] @ pattern <= line)) / 2)


def _smooth(trials: Floats, blur: float) -> Floats:
    if blur == 0:
        return trials
    place = np.arange(SIDE)
    kernel = np.exp(-((place[:, None] - place) ** 2) / (2 * blur**2))
    kernel /= kernel.sum(axis=1, keepdims=True)  # at the edge as much weight as in the middle
    sheets = trials.reshape(*trials.shape[:-1], SIDE, SIDE)
    return (kernel @ sheets @ kernel.T).reshape(trials.shape)
