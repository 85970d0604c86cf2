"""The text of a table that a platform or a spreadsheet program wrote: its encoding, and what stands between cells."""

from __future__ import annotations

import re

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def is_workbook(content: bytes) -> bool:
    """Whether it is a spreadsheet program's own file, and no text."""
    return content.startswith(WORKBOOKS)


def decoded(content: bytes) -> tuple[str, str]:
    """The text without a mark at its beginning, and its encoding. Every byte is read as something."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16-le"
    if content[1:2] == b"\0" != content[:1]:
        return content.decode("utf-16-le", "replace"), "utf-16-le"
    for encoding in ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.removeprefix("\ufeff"), "utf-8-sig" if text.startswith("\ufeff") else encoding
    return content.decode("latin-1"), "latin-1"


def separator(text: str) -> str:
    """What stands between the cells: what is found most often in the first line, outside of quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=re.sub(r'"[^"]*"', "", first).count)
