"""Makes text that learners wrote harmless to show in a notebook's Markdown, in lines of readable length."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from leaningwell.answers.plain import clean

WIDTH = 96
"""Characters in a line of feedback."""


@lru_cache(maxsize=2000)
def wrapped(text: str, width: int = WIDTH, indent: str = "") -> str:
    """The text in lines of readable length. Only line breaks are added."""
    lines = []
    for line in clean(text).split("\n"):
        lines += textwrap.wrap(
            line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines)


def fenced(text: str, width: int = WIDTH) -> str:
    """The text as a Markdown code block that nothing inside it can end: neither Markdown, HTML nor TeX."""
    text = wrapped(text, width)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
