"""Unpacks downloads, and archives within them, with care: what would do harm is refused, and told in a sentence.

Nothing is written under a name that an archive chose: each file gets a number, and its own name is kept beside it.
"""

from __future__ import annotations

import lzma
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from leaningwell.answers.plainfile import is_plain

from ..instructor import say

WANTED = (".ipynb", ".json", ".txt")
ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
DEPTH = 5
"""So many archives may lie within each other."""
MOST_FILES = 50_000
MOST_BYTES = 2_000_000_000
MOST_OF_ONE = 100_000_000
MOST_TIMES = 200
"""A notebook is text, which packs to a twentieth; what packs smaller than this by far was made to fill a disk."""
SMALL = 10_000_000
UTF_8_NAME = 0x800
OWN = {"__MACOSX", ".ipynb_checkpoints", "__pycache__"}


@dataclass(frozen=True)
class Came:
    """A file that came in: ``name`` with its folders, archives among them, and where it lies now."""

    name: PurePosixPath
    path: Path

    @property
    def sure(self) -> int:
        """So many parts of the name were made by the teacher or the platform.

        An archive that lies in a folder was handed in by somebody. What is in it says nothing of whose it is: anybody
        could write another's name there.
        """
        folders = self.name.parts[:-1]
        inside = next((place for place, part in enumerate(folders) if not is_archive(part)), len(folders))
        handed_in = (place + 1 for place in range(inside, len(folders)) if is_archive(folders[place]))
        return next(handed_in, len(self.name.parts))

    @classmethod
    def below(cls, path: Path, top: Path) -> Came:
        """A file of a folder that the teacher gave. Its name is in one way of writing accents."""
        return cls(_named(path.relative_to(top).as_posix()), path)


@dataclass
class Unpacked:
    """What came: the files, how many others were passed over, and a sentence for each thing that was refused."""

    files: list[Came] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError)


class _Refused(Exception):
    """The archive is not taken; ``name`` is that of the sentence that says why."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


def unpack(sources: list[Path], into: Path) -> Unpacked:
    """The files of these folders, archives and files; what archives hold is put into the empty folder ``into``."""
    return _Unpacker(into).unpack(sources)


class _Unpacker:
    def __init__(self, into: Path):
        self.into = into
        self.done = Unpacked()
        self.count = self.bytes = self.number = 0

    def unpack(self, sources: list[Path]) -> Unpacked:
        for source in sources:
            if source.is_symlink():
                self._refuse(str(source), "link-source")
            elif source.is_dir():
                self._folder(source)
            elif source.is_file():
                self._file(Came.below(source, source.parent), str(source))
            else:
                self._refuse(str(source), "there")
        return self.done

    def _refuse(self, name: str, why: str, **values: object) -> None:
        self.done.refused.append(say(f"not-{why}", name=name, **values))

    def _folder(self, top: Path) -> None:
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(set(folders) - OWN)
            for name in [*folders, *sorted(name for name in names if not name.startswith("."))]:
                path = Path(folder, name)
                if path.is_symlink():
                    self._refuse(str(path), "link")
                elif name not in folders and is_plain(path, top):
                    self._file(Came.below(path, top), str(path))
                elif name not in folders:
                    self._refuse(str(path), "plain")

    def _file(self, came: Came, said: str, depth: int = 0) -> None:
        ending = came.name.suffix.lower()
        if is_archive(came.name.name):
            if depth >= DEPTH:
                self._refuse(said, "nested", depth=DEPTH)
                return
            try:
                self._archive(came, said, depth)
            except _Refused as why:
                self._refuse(said, why.name, most=MOST_FILES)
        elif ending in ARCHIVES:
            self._refuse(said, "opened")
        elif ending in WANTED:
            self.done.files.append(came)
        else:
            self.done.others.append(said)

    def _archive(self, came: Came, said: str, depth: int) -> None:
        try:
            with zipfile.ZipFile(came.path) as archive:
                for member, name in self._members(archive, said):
                    where = say("inside", name=name, archive=said)
                    try:
                        copy = self._extract(archive, member)
                    except _Refused as why:
                        self._refuse(where, why.name)
                        continue
                    self._file(Came(came.name / name, copy), where, depth + 1)
        except (*BROKEN, OSError):
            raise _Refused("zip") from None

    def _members(self, archive: zipfile.ZipFile, said: str) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
        """The files that are wanted, each with its name; the others are refused or passed over."""
        members = [(member, _real_name(member)) for member in archive.infolist() if not member.is_dir()]
        self.count += len(members)
        if self.count > MOST_FILES:
            raise _Refused("so-many")
        times = Counter(str(_named(text)) for _, text in members)
        told = set()
        for member, text in members:
            name = _named(text)
            if OWN & set(name.parts) or name.name.startswith("."):
                continue
            if why := _harm(member, text):
                self._refuse(say("inside", name=_printable(text), archive=said), why)
            elif name.suffix.lower() not in (*WANTED, ".zip", *ARCHIVES):
                self.done.others.append(say("inside", name=name, archive=said))
            elif times[str(name)] > 1:
                if str(name) not in told:
                    told.add(str(name))
                    self._refuse(say("inside", name=name, archive=said), "twice")
            else:
                yield member, name

    def _extract(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Path:
        """Copy one file out, and stop where it grows beyond all that work can be, whatever the archive says of it."""
        if self.bytes > MOST_BYTES:
            raise _Refused("so-much")
        self.number += 1
        copy = self.into / f"{self.number}"
        try:
            with archive.open(member) as source, copy.open("xb") as target:
                whole = self._copy(source, target, min(MOST_OF_ONE, max(SMALL, MOST_TIMES * member.compress_size)))
        except BROKEN:
            whole = None
        if not whole:
            copy.unlink()
            raise _Refused("damaged" if whole is None else "bomb")
        return copy

    def _copy(self, source: IO[bytes], target: IO[bytes], most: int) -> bool:
        written = 0
        while block := source.read(1 << 16):
            written += len(block)
            self.bytes += len(block)
            if written > most:
                return False
            target.write(block)
        return True


def is_archive(name: str) -> bool:
    """Whether it is called as an archive that can be opened here."""
    return name.lower().endswith(".zip")


def _harm(member: zipfile.ZipInfo, name: str) -> str | None:
    """Why a file of an archive is not to be unpacked, by the name of a sentence."""
    if stat.S_ISLNK(mode := member.external_attr >> 16):
        return "link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "plain"
    if name.startswith("/") or re.match(r"[a-zA-Z]:", name):
        return "own-place"
    if ".." in PurePosixPath(name).parts:
        return "outside"
    if member.flag_bits & 1:
        return "locked"
    return None


def _real_name(member: zipfile.ZipInfo) -> str:
    """The name that was meant. Many programs write UTF-8 without saying so, and then it is read as cp437."""
    name = member.orig_filename.split("\0")[0]
    if not member.flag_bits & UTF_8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _named(name: str) -> PurePosixPath:
    return PurePosixPath(unicodedata.normalize("NFC", name))


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:200]
