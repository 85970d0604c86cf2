"""Remembers what was taken in of each learner's downloads, so that it never takes the place of what came after it.

A download holds everybody's work each time. Whoever handed in through the exchange since then has done so later.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from leaningwell.answers.plainfile import read_plain, write_private
from leaningwell.grading.cohort.store import FOLDER

LARGEST = 1_000_000


class Seen:
    """What was taken in of one exercise, below the course's ``root``."""

    def __init__(self, root: Path, slug: str):
        self.folder = root / FOLDER / "taken" / slug

    def remember(self, student: str, contents: Mapping[str, bytes]) -> None:
        """Remember these files. Without room for that, they are taken for new the next time."""
        with contextlib.suppress(OSError):
            write_private(self._path(student), json.dumps(_names(contents)))

    def knows(self, student: str, contents: Mapping[str, bytes]) -> bool:
        """Whether these very files were the last to be taken in of this learner."""
        try:
            return bool(json.loads(read_plain(self._path(student), LARGEST)) == _names(contents))
        except (OSError, ValueError):
            return False

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"


def _names(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
