"""Finished pages, compressed: in memory, and in a folder of this account's own, where the next server finds them.

A page's name is its build, and a build is made of contents: what is kept under a name never changes, and two servers
may keep the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections import OrderedDict
from pathlib import Path

from platformdirs import user_cache_path

AT_HAND = 100
ON_DISK = 300
ENDING, CHECK = ".page", 32
FOREIGN = b""
"""Stands for a notebook that is no page of the course."""


def kept_as(build: str, what: str, *, public: bool) -> str:
    """The name of a page, or of whatever else is made for one."""
    return f"{build}-{what}-{'public' if public else 'own'}"


class Store:
    """Pages by build and address. Whatever the disk says, a page that was kept is at hand in this process."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or user_cache_path("leaningwell", appauthor=False) / "pages"
        self._pages: OrderedDict[str, bytes] = OrderedDict()

    def get(self, name: str) -> bytes | None:
        """The compressed page, FOREIGN, or None if it has to be made."""
        page = self._pages.get(name)
        if page is None:
            # What a full disk or a sudden end left of a page is made anew.
            with contextlib.suppress(OSError):
                page = _checked((self.folder / f"{name}{ENDING}").read_bytes())
            if page is None:
                return None
        self._remember(name, page)
        return page

    def put(self, name: str, page: bytes) -> None:
        """Keep a compressed page, or FOREIGN."""
        self._remember(name, page)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary = self.folder / f".{secrets.token_hex(8)}.tmp"
            try:
                with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                    file.write(hashlib.sha256(page).digest() + page)
                os.replace(temporary, self.folder / f"{name}{ENDING}")
            finally:
                temporary.unlink(missing_ok=True)
            self._tidy()

    def _remember(self, name: str, page: bytes) -> None:
        self._pages[name] = page
        self._pages.move_to_end(name)
        while len(self._pages) > AT_HAND:
            self._pages.popitem(last=False)

    def _tidy(self) -> None:
        kept = sorted(self.folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime)
        for path in (*kept[:-ON_DISK], *self.folder.glob("*.gz")):  # an earlier version kept them so
            path.unlink(missing_ok=True)


def _checked(found: bytes) -> bytes | None:
    """The page that a file holds after its SHA-256, or None."""
    page = found[CHECK:]
    return page if hashlib.sha256(page).digest() == found[:CHECK] else None
