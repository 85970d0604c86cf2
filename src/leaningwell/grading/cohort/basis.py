"""Remembers what each submission was graded from: the files that were handed in, and the exercise's items and key.

So a file that comes later is graded, and a key that was changed since is noticed. nbgrader goes by the time that is
noted with the work, which work from a platform lacks. What it graded itself is not known here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path

from leaningwell.answers.plainfile import read_plain, write_private
from leaningwell.grading.standins import NOT_WORK

from .store import FOLDER

FORMAT = "leaningwell-basis"
VERSION = 1
LARGEST = 32 * 1024 * 1024
"""Of what is larger, the size and the time tell whether it is another file."""
MOST_TOLD = 10_000


@dataclass(frozen=True)
class Basis:
    """The submitted files and the key, each by a short name for what is in them."""

    work: str
    key: str


class Bases:
    """What the submissions of one exercise were graded from, below the course's ``root``."""

    def __init__(self, root: Path, slug: str):
        self.folder = root / FOLDER / "graded" / slug

    def put(self, student: str, graded: Path, basis: Basis) -> None:
        """Keep it for the graded folder as it is now. Without room for it, the grade still stands."""
        kept = {"format": FORMAT, "version": VERSION, "graded": _state(graded), **asdict(basis)}
        with contextlib.suppress(OSError):
            write_private(self.folder / f"{student}.json", json.dumps(kept))

    def get(self, student: str, graded: Path) -> Basis | None:
        """What the graded folder was made from, or None if that is not known."""
        try:
            kept = json.loads(read_plain(self.folder / f"{student}.json", MOST_TOLD))
            if (kept["format"], kept["version"], kept["graded"]) != (FORMAT, VERSION, _state(graded)):
                return None
            return Basis(str(kept["work"]), str(kept["key"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def other_work(self, student: str, graded: Path, submitted: Path) -> bool:
        """Whether what lies there now is known to be other work than was graded."""
        basis = self.get(student, graded)
        return basis is not None and basis.work != work_of(submitted)

    def other_key(self, student: str, graded: Path, key: str) -> bool:
        """Whether it is known to have been graded by another key."""
        basis = self.get(student, graded)
        return basis is not None and basis.key != key


def _state(graded: Path) -> list[list[object]]:
    """Another whenever somebody else has graded it since."""
    return [[path.name, path.stat().st_mtime_ns] for path in sorted(graded.glob("*.ipynb"))]


def work_of(folder: Path) -> str:
    """A short name for all that was handed in, the same as long as every file is."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".ipynb_checkpoints"]
        paths = (Path(place, name) for name in names if name not in NOT_WORK)
        found += [(path.relative_to(folder).as_posix(), _content(path)) for path in paths]
    return _digest(json.dumps(sorted(found)).encode("utf-8", "surrogatepass"))


def key_of(items: Path) -> str:
    """A short name for the exercise's items as they are now; of none that can be read, nothing."""
    try:
        return _digest(items.read_bytes())
    except OSError:
        return ""


def _content(path: Path) -> str:
    try:
        about = path.lstat()
        plain = stat.S_ISREG(about.st_mode) and about.st_size <= LARGEST
        return _digest(read_plain(path, LARGEST)) if plain else f"{about.st_mode} {about.st_size} {about.st_mtime_ns}"
    except OSError as error:
        return f"unreadable: {error.errno}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
