"""Makes text that learners wrote harmless to show as text."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """The text without lone surrogates, control characters, and marks that turn the line round."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or not _hidden(char))


def _hidden(char: str) -> bool:
    # Joiners (Cf too) stay, since emoji and several scripts need them.
    return unicodedata.category(char) == "Cc" or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
