"""What a page is made from, and a name for that: the *build*.

A build changes whenever anything changes that the page shows or that its activities answer with: the notebook, the
course's files, the package itself. It begins with a name of the package alone, so that a page can tell whether another
was made by the same. Times and sizes of files are looked at for each request, their contents only when those differ.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..bundle import is_wanted

PACKAGE = Path(__file__).parents[2]
FOLDERS = ("activities", "data", "evidence")
"""Beside a lesson's notebook; what is deeper, or elsewhere, no page is made from."""
PACKAGE_LOOKED_AT_SECONDS = 2
PACKAGE_SIGNS = 12
"""So many of a build's 32 signs name the package (``frontend/page/travel.js``)."""

Stamp = tuple[str, int, int]
"""Path, time and size of a file; NO_SIZE of another notebook, since a page only says that it is there."""
NO_SIZE = -1


@dataclass(frozen=True)
class Place:
    """A notebook: ``path`` is as in its address, seen from the server's ``root``."""

    root: Path
    path: str

    @property
    def file(self) -> Path:
        """The notebook's file."""
        return self.root / self.path

    @property
    def folder(self) -> Path:
        """The folder it stands in."""
        return self.file.parent

    @property
    def lesson(self) -> str:
        """What a log may call it: a path, or an address, would say more of who was here."""
        return self.file.stem

    @property
    def course(self) -> Path:
        """The folder of lessons that belongs to it: its own, or beside the folder of exercises."""
        return self.folder.parent.parent / "course" if (self.folder / "items.yaml").is_file() else self.folder


def place_of(root: Path, path: str) -> Place | None:
    """The notebook at an address below ``root``, or None if the address could be of none."""
    parts = PurePosixPath(path).parts
    plain = "/".join(parts) == path and not any(part.startswith(".") or "\\" in part or "\0" in part for part in parts)
    place = Place(root, path)
    if not plain or not path.endswith(".ipynb"):
        return None
    try:
        inside = place.file.resolve().is_relative_to(root.resolve())
        return place if inside and place.file.is_file() else None
    except (OSError, ValueError, RuntimeError):  # the last for links that lead round in a circle
        return None


_package: tuple[float, tuple[Stamp, ...], str] = (float("-inf"), (), "")
_builds: dict[tuple[Place, bool], tuple[tuple[Stamp, ...], str, str]] = {}


def build_of(place: Place, *, whole_course: bool = False) -> str:
    """The build of a page, or of its ``whole_course`` with what all lessons say. Raises OSError without a notebook."""
    stamps = tuple(_stamps(place, whole_course))
    package = _package_build()
    known = _builds.get((place, whole_course))
    if known and known[:2] == (stamps, package):
        return known[2]
    build = package[:PACKAGE_SIGNS] + _hash(place.root, stamps, package)[PACKAGE_SIGNS:]
    _builds[place, whole_course] = (stamps, package, build)
    return build


def _stamps(place: Place, whole_course: bool) -> Iterator[Stamp]:
    course, root = place.course, place.root
    beside = _files(course, root)
    yield _stamp(os.path.relpath(place.file, root), place.file.stat())
    own = [(path, file) for path, file in beside if whole_course or not path.endswith(".ipynb")]
    if course != place.folder:
        own += [(path, file) for path, file in _files(place.folder, root) if file.name == "items.yaml"]
    for name in FOLDERS:
        own += _files(course / name, root)
    for path, file in own:
        with contextlib.suppress(OSError):  # it is gone
            yield _stamp(path, file.stat())
    others = [path for path, _ in beside if path.endswith(".ipynb")]
    for folder in _folders(course.parent / "exercises"):
        others += [path for path, _ in _files(folder, root) if path.endswith(".ipynb")]
    # An exercise offers to grade one's own work where the solutions are.
    solved = course.parent / "solutions" / place.folder.name
    others += [os.path.relpath(solved, root)] if solved.is_dir() else []
    for path in others:
        yield path, 0, NO_SIZE


def _stamp(path: str, found: os.stat_result) -> Stamp:
    return path, found.st_mtime_ns, found.st_size


def _files(folder: Path, root: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """The files in a folder, each with its path from ``root``; asked of the system at once, since each request does."""
    found = [entry for entry in _entries(folder) if _is(entry, os.DirEntry.is_file)]
    start = os.path.relpath(folder, root)
    return [(entry.name if start == os.curdir else os.path.join(start, entry.name), entry) for entry in found]


def _folders(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _entries(folder) if _is(entry, os.DirEntry.is_dir)]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return []


def _is(entry: os.DirEntry[str], kind: Callable[[os.DirEntry[str]], bool]) -> bool:
    try:
        return kind(entry)
    except OSError:  # a link that leads round in a circle
        return False


def _hash(root: Path, stamps: tuple[Stamp, ...], start: str) -> str:
    """A name for the contents of files. Times are left out, so that two machines with one course have one name."""
    made_from = hashlib.sha256(start.encode())
    for path, _, size in stamps:
        made_from.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        if size != NO_SIZE:
            made_from.update(hashlib.sha256((root / path).read_bytes()).digest())
    return made_from.hexdigest()[:32]


def _package_build() -> str:
    """A name for the package as it is now: while it is worked on, its template and its looks change under a server.

    With the same files, one server may use the bundle and another not.
    """
    global _package
    now = time.monotonic()
    if now - _package[0] > PACKAGE_LOOKED_AT_SECONDS:
        stamps = tuple(sorted(_of_package(PACKAGE)))
        known = _package[2] if stamps == _package[1] else _hash(PACKAGE, stamps, str(is_wanted()))
        _package = (now, stamps, known)
    return _package[2]


def _of_package(folder: Path) -> Iterator[Stamp]:
    """Not what Python compiles, nor what is compressed: that depends on the machine."""
    for path, file in _files(folder, PACKAGE):
        if not path.endswith(".gz"):
            yield _stamp(path, file.stat())
    for inner in _folders(folder):
        if inner.name != "__pycache__":
            yield from _of_package(inner)
