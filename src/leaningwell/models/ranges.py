"""Says no to a setting that a model has no meaning for, in a sentence that names it."""

from __future__ import annotations

import numpy as np

from .arrays import Floats


def within(name: str, value: float | Floats, low: float, high: float) -> None:
    """Raise ValueError unless ``value``, or every one of its numbers, lies from ``low`` to ``high``."""
    if not np.all((np.asarray(value, float) >= low) & (np.asarray(value, float) <= high)):
        raise ValueError(f"{name} must lie between {low} and {high}")


def above_zero(name: str, value: float | Floats) -> None:
    """Raise ValueError unless ``value``, or every one of its numbers, is finite and greater than 0."""
    if not np.all((np.asarray(value, float) > 0) & np.isfinite(value)):
        raise ValueError(f"{name} must be a number greater than 0")


def whole(name: str, value: int, low: int) -> None:
    """Raise ValueError unless ``value`` is a whole number of at least ``low``."""
    if not np.isfinite(value) or value != int(value) or value < low:
        raise ValueError(f"{name} must be a whole number, at least {low}")
