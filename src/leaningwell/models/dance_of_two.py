r"""The dance of two: one comes closer when the other is far, the other steps back when the one comes close.

x is how near the first comes and y how near the second, without unit; time t has none either. Each has a distance that
would suit them, x* and y*, and a pull back to it, the ease a and b. Beyond that they answer each other:

    dx/dt = a (x* - x) + p tanh(x* - y)
    dy/dt = b (y* - y) - w tanh(x - y*),

where p is how hard the first pursues and w how far the second withdraws; w below 0 comes towards the first instead.

In the *linear version*, without tanh, the two settle if and only if a b > p w, since the trace of the matrix is
negative and a b - p w is its determinant; otherwise they part without end. With tanh every answer is bounded. The
divergence is negative everywhere, so that there is no cycle, and all paths stay within bounds: the two always come to
rest, if far apart, and nothing jumps where a b = p w. The linear rule is therefore about the linear version alone.

An illustration with invented numbers of what is called pursuit and withdrawal (Christensen & Heavey 1990, J Pers Soc
Psychol 59:73-81), in the manner of Strogatz 1988 (Math Mag 61:35) and Felmlee & Greenberg 1999 (J Math Sociol
23:155-180). Left out: what the two talk about, who has power over whom, tiredness, and everybody else. Where one is
afraid of the other, nothing in it applies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .ranges import above_zero, within

WISH_X, WISH_Y = 0.6, 0.4
STEP = 0.05
"""A step of time small enough that a smaller one shows the same."""


@dataclass(frozen=True)
class Pair:
    """How two people answer each other: ease ``a`` and ``b`` above 0, ``pursue`` from 0, ``withdraw`` of any sign."""

    a: float = 0.5
    b: float = 0.5
    pursue: float = 0.3
    withdraw: float = 0.3

    def __post_init__(self) -> None:
        """Raise ValueError for an answer that the model has no meaning for."""
        above_zero("a", self.a)
        above_zero("b", self.b)
        within("pursue", self.pursue, 0, 1e3)
        within("withdraw", self.withdraw, -1e3, 1e3)

    @property
    def settles_when_linear(self) -> bool:
        """Whether the linear version settles. At the boundary itself it does not."""
        return self.a * self.b > self.pursue * self.withdraw


@dataclass(frozen=True)
class Course:
    """``times``, ``x`` and ``y``, each of shape (steps + 1,)."""

    times: Floats
    x: Floats
    y: Floats

    @property
    def gap(self) -> float:
        """How far apart the two are at the end."""
        return float(abs(self.x[-1] - self.y[-1]))


def linear_rest(pair: Pair) -> tuple[float, float]:
    """Where the linear version comes to rest. Raises ValueError where it does not settle."""
    if not pair.settles_when_linear:
        raise ValueError("the linear version comes to rest only if a × b is greater than pursue × withdraw")
    matrix = np.array([[pair.a, pair.pursue], [pair.withdraw, pair.b]])
    wanted = np.array([(pair.a + pair.pursue) * WISH_X, (pair.b + pair.withdraw) * WISH_Y])
    x, y = np.linalg.solve(matrix, wanted)
    return float(x), float(y)


def simulate(pair: Pair, until: float, step: float = STEP, start: tuple[float, float] = (WISH_X, WISH_Y)) -> Course:
    """Both from ``start`` on, by Euler's method with tanh. Raises ValueError unless time and step are above 0."""
    above_zero("until", until)
    above_zero("step", step)
    steps = max(1, round(until / step))
    x, y = np.empty(steps + 1), np.empty(steps + 1)
    x[0], y[0] = start
    for now in range(steps):
        x[now + 1] = x[now] + step * (pair.a * (WISH_X - x[now]) + pair.pursue * np.tanh(WISH_X - y[now]))
        y[now + 1] = y[now] + step * (pair.b * (WISH_Y - y[now]) - pair.withdraw * np.tanh(x[now] - WISH_Y))
    return Course(np.linspace(0, steps * step, steps + 1), x, y)
