"""Reads the number somebody typed."""

from __future__ import annotations

import math
import re
from typing import Any


class ResponseError(ValueError):
    """The response does not fit the item; the message is a sentence for the learner."""


def number(response: Any) -> float:
    """The number a learner typed. Raises ResponseError, with a sentence, if it is none or could be two."""
    if isinstance(response, bool) or not isinstance(response, int | float | str):
        raise ResponseError("Type a number, such as 0.5.")
    if isinstance(response, str) and re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", response.strip()):
        raise ResponseError("A comma here could mean two things. Write 1000 for a thousand, or 1.000 for one.")
    try:
        text = str(response).strip().replace("\N{MINUS SIGN}", "-")
        if re.fullmatch(r"[+-]?\d*,\d+", text):
            text = text.replace(",", ".")
        value = float(text)
    except ValueError:
        raise ResponseError("This is not a number. Type one such as 0.5, without words or units.") from None
    if not math.isfinite(value):
        raise ResponseError("This is not a finite number. Type one such as 0.5.")
    return value
