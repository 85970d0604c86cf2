"""What a page is made from, and a name for that: the *build*.

A build changes whenever anything changes that the page shows or that its activities answer with: the notebook, the
course's files, the package itself. Times and sizes of files are looked at for each request, their contents only when
those differ.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PACKAGE = Path(__file__).parents[2]
FOLDERS = ("activities", "data", "evidence")
"""Beside a lesson's notebook; what is deeper, or elsewhere, no page is made from."""
PACKAGE_LOOKED_AT_SECONDS = 2

Stamp = tuple[str, int, int]
"""Path, time and size of a file; of another notebook only the path, since a page only says that it is there."""


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
    except (OSError, ValueError):
        return None


_package: tuple[float, str] = (float("-inf"), "")
_builds: dict[Place, tuple[tuple[Stamp, ...], str, str]] = {}


def build_of(place: Place) -> str:
    """The build of a page. Raises OSError if its notebook cannot be read."""
    stamps = tuple(_stamps(place))
    package = _package_build()
    known = _builds.get(place)
    if known and known[:2] == (stamps, package):
        return known[2]
    made_from = hashlib.sha256(package.encode())
    for path, seconds, _ in stamps:
        made_from.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        if seconds:
            made_from.update(hashlib.sha256((place.root / path).read_bytes()).digest())
    build = made_from.hexdigest()[:32]
    _builds[place] = (stamps, package, build)
    return build


def _stamps(place: Place) -> Iterator[Stamp]:
    own = [place.file]
    if place.course != place.folder:
        own.append(place.folder / "items.yaml")
    course = place.course
    own += [path for path in _files(course) if path.suffix != ".ipynb"]
    for name in FOLDERS:
        own += _files(course / name)
    for path in own:
        try:
            found = path.stat()
        except OSError:
            if path == place.file:
                raise
            continue
        yield _named(path, place), found.st_mtime_ns, found.st_size
    others = [path for path in _files(course) if path.suffix == ".ipynb"]
    others += sorted((course.parent / "exercises").glob("*/*.ipynb"))
    for path in others:
        yield _named(path, place), 0, 0


def _named(path: Path, place: Place) -> str:
    return str(path.relative_to(place.root)) if path.is_relative_to(place.root) else str(path)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        return []


def _package_build() -> str:
    """A name for the package as it is now: while it is worked on, its template and its looks change under a server."""
    global _package
    now = time.monotonic()
    if now - _package[0] > PACKAGE_LOOKED_AT_SECONDS:
        stamps = sorted(
            (str(path), path.stat().st_mtime_ns, path.stat().st_size)
            for path in PACKAGE.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
        _package = (now, hashlib.sha256(repr(stamps).encode()).hexdigest())
    return _package[1]
