"""Locks that keep two windows from writing one exercise's answers at the same time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock
from platformdirs import user_state_path

SECONDS = 10


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of this folder. Raises OSError, or Timeout of filelock after ``SECONDS``.

    Its file stands in a folder of the account's own, so that it is never handed in and no other account can hold it.
    Removing a lock that others may wait for is not safe, so lock files stay; there are never more than 256 of them.
    Two folders that share one wait for each other for a moment.
    """
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:2]
    with FileLock(_own_folder() / f"{name}.lock", timeout=SECONDS):
        yield


def _own_folder() -> Path:
    """A folder that only this account can open. Raises OSError."""
    user = getattr(os, "getuid", lambda: "own")()
    # The second is for homes that cannot be written to. Somebody else may have put something in its place.
    for folder in (user_state_path("leaningwell", appauthor=False) / "locks", _temporary(f"leaningwell-locks-{user}")):
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(folder):
                return folder
    raise OSError(
        "this account has no folder of its own for lock files, neither in its home nor in the temporary folder"
    )


def _temporary(name: str) -> Path:
    return Path(tempfile.gettempdir()) / name


def _is_own(folder: Path) -> bool:
    """Whether it is a folder, no link to one, and of this account, which closes it to others."""
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
        return False
    if hasattr(os, "getuid") and found.st_mode & 0o077:
        folder.chmod(0o700)
    return os.access(folder, os.W_OK | os.X_OK)
