"""Numbers as a sentence says them."""

from __future__ import annotations


def number(value: float, decimals: int = 0) -> str:
    """The number with a true minus sign, and never “−0”."""
    written = f"{value:.{decimals}f}"
    return f"{0:.{decimals}f}" if float(written) == 0 else written.replace("-", "−")


def short(value: float) -> str:
    """The number with as many decimals as it has, at most one."""
    return number(value, 0 if round(value, 1) == round(value) else 1)
