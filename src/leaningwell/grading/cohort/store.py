"""Keeps what came of running each notebook, so that a changed key needs no code run again, nor a broken-off grading.

The files lie in the course's folder below ``.leaningwell``, for the grader's account alone, like the gradebook.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from leaningwell.answers.plainfile import read_plain, write_private

from .running import Ran, harmless

FORMAT = "leaningwell-run"
VERSION = 1
FOLDER = ".leaningwell"
LARGEST = 100 * 1024 * 1024


class Store:
    """What is kept of one exercise, below the course's ``root``."""

    def __init__(self, root: Path, slug: str):
        self.folder = root / FOLDER / "runs" / slug

    def put(self, student: str, notebook: str, digest: str, ran: Ran) -> None:
        """Keep it. Without room for it, the grade still stands."""
        kept = {
            "format": FORMAT,
            "version": VERSION,
            "digest": digest,
            "outputs": {str(cell): outputs for cell, outputs in ran.outputs.items()},
            "stopped": ran.stopped,
            "running": ran.running,
        }
        with contextlib.suppress(OSError):
            write_private(self._path(student, notebook), json.dumps(kept))

    def get(self, student: str, notebook: str, digest: str) -> Ran | None:
        """What came of running the same before, or None if that is not known."""
        try:
            kept = json.loads(read_plain(self._path(student, notebook), LARGEST))
            if (kept["format"], kept["version"], kept["digest"]) != (FORMAT, VERSION, digest):
                return None
            outputs = {int(cell): harmless(found) for cell, found in kept["outputs"].items()}
            return Ran(outputs, str(kept["stopped"]), kept["running"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _path(self, student: str, notebook: str) -> Path:
        return self.folder / student / f"{notebook}.json"
