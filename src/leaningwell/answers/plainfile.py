"""Reads plain files only: a link may lead anywhere, and a pipe may never end."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def is_plain(path: Path, top: Path) -> bool:
    """Whether it is a file below ``top``, and reached without a link. Raises OSError if it is gone."""
    return stat.S_ISREG(path.lstat().st_mode) and path.resolve() == top.resolve() / path.relative_to(top)


def read_plain(path: Path, most: int) -> bytes:
    """The content of a plain file, cut one byte beyond ``most``. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is not a plain file")
        return file.read(most + 1)
