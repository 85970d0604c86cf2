"""What stands in each page itself, and is there before anything else has come: its looks, the way to
leave, and how it is read.

The Content-Security-Policy allows these, by their hashes, and no other script or style that stands in a page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .modules import FRONT_END

IMPORT = re.compile(r'@import "([^"]+)";\n')
SCRIPT_COMMENT = re.compile(r"^\s*//.*\n", re.M)
STYLE_COMMENT = re.compile(r"/\*.*?\*/\n?", re.S)
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""The policy of what is no page, should a browser show it as one."""
READABLE = "kit/readable.css"
"""The looks of the printed workbook, which is shown in a frame of the page and heeds its policy."""


@dataclass(frozen=True)
class Inline:
    """A script and a style, as they stand in the page."""

    script: str
    style: str
    policy: str
    """The Content-Security-Policy of a page that holds them."""


def inline() -> Inline:
    """Both, from the front end's files as they are now."""
    script = SCRIPT_COMMENT.sub("", _text("page/leave.js") + _text("page/watch.js") + _text("page/early.js"))
    style = style_of_a_page()
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {_hash(script)}",
            f"style-src 'self' {_hash(style)} {_hash(_text(READABLE))}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )
    return Inline(script, style, policy)


def style_of_a_page() -> str:
    """All styles of a page in one text. Where there is a bundle, a page asks for them instead."""
    return STYLE_COMMENT.sub("", _style("kit/kit.css") + _style("page/page.css"))


def page_headers() -> dict[str, str]:
    """What each page is sent with, and each page in place of one."""
    return {
        "Content-Security-Policy": inline().policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _text(path: str) -> str:
    return (FRONT_END / path).read_text(encoding="utf-8")


def _style(path: str) -> str:
    here = Path(path).parent
    return IMPORT.sub(lambda found: _text(str(here / found[1])), _text(path))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
