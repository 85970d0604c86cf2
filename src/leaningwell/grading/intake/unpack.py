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
    """The message ends the sentence that begins with the archive's name."""


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
                self._refuse(str(source), "is a link. Give the folder or file that it leads to")
            elif source.is_dir():
                self._folder(source)
            elif source.is_file():
                self._file(Came.below(source, source.parent), str(source))
            else:
                self._refuse(str(source), "is not there. Check the name")
        return self.done

    def _refuse(self, name: str, why: str) -> None:
        self.done.refused.append(f"{name} {why}.")

    def _folder(self, top: Path) -> None:
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(set(folders) - OWN)
            for name in [*folders, *sorted(name for name in names if not name.startswith("."))]:
                path = Path(folder, name)
                if path.is_symlink():
                    self._refuse(str(path), "is a link, which may lead to your own files, so it was not taken")
                elif name not in folders and is_plain(path, top):
                    self._file(Came.below(path, top), str(path))
                elif name not in folders:
                    self._refuse(str(path), "is no plain file, so it was not taken")

    def _file(self, came: Came, said: str, depth: int = 0) -> None:
        ending = came.name.suffix.lower()
        if is_archive(came.name.name):
            if depth >= DEPTH:
                self._refuse(said, f"lies in more than {DEPTH} archives within each other, so it was not opened")
                return
            try:
                self._archive(came, said, depth)
            except _Refused as why:
                self._refuse(said, str(why))
        elif ending in ARCHIVES:
            self._refuse(said, "is an archive that cannot be opened here. Unpack it, and collect the folder")
        elif ending in WANTED:
            self.done.files.append(came)
        else:
            self.done.others.append(said)

    def _archive(self, came: Came, said: str, depth: int) -> None:
        try:
            with zipfile.ZipFile(came.path) as archive:
                for member, name in self._members(archive, said):
                    where = f"{name} in {said}"
                    try:
                        copy = self._extract(archive, member)
                    except _Refused as why:
                        self._refuse(where, str(why))
                        continue
                    self._file(Came(came.name / name, copy), where, depth + 1)
        except (*BROKEN, OSError):
            raise _Refused(
                "is no zip archive, or it is damaged. Download it again, or unpack it and collect the folder"
            ) from None

    def _members(self, archive: zipfile.ZipFile, said: str) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
        """The files that are wanted, each with its name; the others are refused or passed over."""
        members = [(member, _real_name(member)) for member in archive.infolist() if not member.is_dir()]
        self.count += len(members)
        if self.count > MOST_FILES:
            raise _Refused(f"brings the files to more than {MOST_FILES}, so it was not opened. Collect fewer at once")
        times = Counter(str(_named(text)) for _, text in members)
        told = set()
        for member, text in members:
            name = _named(text)
            if OWN & set(name.parts) or name.name.startswith("."):
                continue
            if why := _harm(member, text):
                self._refuse(f"{_printable(text)} in {said}", f"{why}, so it was not taken")
            elif name.suffix.lower() not in (*WANTED, ".zip", *ARCHIVES):
                self.done.others.append(f"{name} in {said}")
            elif times[str(name)] > 1:
                if str(name) not in told:
                    told.add(str(name))
                    self._refuse(
                        f"{name} in {said}",
                        "is there more than once, and nothing tells which one counts, so none was taken. "
                        "Unpack the archive, keep one, and collect the folder",
                    )
            else:
                yield member, name

    def _extract(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Path:
        """Copy one file out, and stop where it grows beyond all that work can be, whatever the archive says of it."""
        if self.bytes > MOST_BYTES:
            raise _Refused("came after more than any class hands in, so it was not taken. Collect fewer at once")
        self.number += 1
        copy = self.into / f"{self.number}"
        try:
            with archive.open(member) as source, copy.open("xb") as target:
                whole = self._copy(source, target, min(MOST_OF_ONE, max(SMALL, MOST_TIMES * member.compress_size)))
        except BROKEN:
            whole = None
        if not whole:
            copy.unlink()
            raise _Refused(
                "is damaged, so it was not taken. Ask for it again"
                if whole is None
                else "unpacks to far more than anybody's work would fill, so it was not taken"
            )
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
    """Why a file of an archive is not to be unpacked, as the rest of a sentence."""
    if stat.S_ISLNK(mode := member.external_attr >> 16):
        return "is a link, which may lead to your own files"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is no plain file"
    if name.startswith("/") or re.match(r"[a-zA-Z]:", name):
        return "would be written to a place of its own choice"
    if ".." in PurePosixPath(name).parts:
        return "would be written outside of its folder"
    if member.flag_bits & 1:
        return "is locked with a password. Unpack the archive with it, and collect the folder"
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
