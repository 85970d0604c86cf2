"""What became of a process."""

from __future__ import annotations

import contextlib

import psutil


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has been told of yet has too."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True
