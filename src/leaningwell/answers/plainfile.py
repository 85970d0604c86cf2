"""Reads plain files only, as a link may lead anywhere and a pipe may never end; writes for this account alone."""

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


def write_private(path: Path, content: str) -> None:
    """Put a file there for this account alone, whole or not at all, and the folders it needs. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    os.replace(new, path)
