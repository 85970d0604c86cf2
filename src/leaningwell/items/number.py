"""Reads the number somebody typed."""

from __future__ import annotations

import math
import re
from typing import Any


class ResponseError(ValueError):
    """The response cannot be taken; the message says so in English.

    ``code``, with ``details`` to fill in, names the sentence that a page has for it in each language
    (``problem.…`` in the front end's catalogues).
    """

    def __init__(self, message: str, code: str, **details: str | int):
        super().__init__(message)
        self.code = code
        self.details = details


def foreign() -> ResponseError:
    """For a response that names what the item does not hold, or has another form than the item asks for."""
    return ResponseError("This answer does not belong to this question.", "foreign")


def number(response: Any) -> float:
    """The number a learner typed. Raises ResponseError, with a sentence, if it is none or could be two."""
    if isinstance(response, bool) or not isinstance(response, int | float | str):
        raise ResponseError("Type a number, such as 0.5.", "number")
    if isinstance(response, str) and re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", response.strip()):
        raise ResponseError("A comma here could mean two things. Write 1000 for a thousand, or 1.000 for one.", "comma")
    try:
        text = str(response).strip().replace("\N{MINUS SIGN}", "-")
        if re.fullmatch(r"[+-]?\d*,\d+", text):
            text = text.replace(",", ".")
        value = float(text)
    except ValueError:
        message = "This is not a number. Type one such as 0.5, without words or units."
        raise ResponseError(message, "no-number") from None
    if not math.isfinite(value):
        raise ResponseError("This is not a finite number. Type one such as 0.5.", "not-finite")
    return value
