"""Makes text that learners wrote harmless to show: in a terminal, in a notebook's Markdown, in HTML."""

from __future__ import annotations

import re
import textwrap
import unicodedata

WIDTH = 96


def clean(text: str) -> str:
    """The text without lone surrogates, control characters, and marks that turn the line round."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or not _hidden(char))


def _hidden(char: str) -> bool:
    # Joiners (Cf too) stay, since emoji and several scripts need them.
    return unicodedata.category(char) == "Cc" or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def wrapped(text: str, indent: str = "") -> str:
    """The text in lines of readable length. Only line breaks are added."""
    lines = []
    for line in clean(text).split("\n"):
        lines += textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines)


def fenced(text: str) -> str:
    """The text as a Markdown code block that nothing inside it can end: neither Markdown, HTML nor TeX."""
    text = wrapped(text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
