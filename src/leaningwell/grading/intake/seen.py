"""Remembers what was taken in of each learner's downloads, so that it never takes the place of what came after it.

A download holds everybody's work each time. Whoever handed in through the exchange since then has done so later.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from leaningwell.answers.plainfile import read_plain
from leaningwell.grading.cohort.store import FOLDER

LARGEST = 1_000_000


class Seen:
    """What was taken in of one exercise, below the course's ``root``."""

    def __init__(self, root: Path, slug: str):
        self.folder = root / FOLDER / "taken" / slug

    def remember(self, student: str, contents: Mapping[str, bytes]) -> None:
        """Remember these files. Without room for that, they are taken for new the next time."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._path(student)
            new = path.with_suffix(".new")
            new.unlink(missing_ok=True)
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(_names(contents), file)
            os.replace(new, path)

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
