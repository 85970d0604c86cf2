"""Makes text that learners wrote harmless to show as text."""

from __future__ import annotations

import re

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but for tab and line feed. Joiners stay, since emoji and several scripts need them."""


def clean(text: str) -> str:
    """The text without lone surrogates, control characters, and marks that turn the line round."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
