"""Takes in the files that somebody chose on the page, piece by piece: a whole message may be too long for a server."""

from __future__ import annotations

import base64
import binascii
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaningwell.grading import instructor

from .course import CannotDo
from .words import say

LARGEST = 500_000_000
"""Bytes. A class of 200 hands in some 20 MB."""


@dataclass(frozen=True)
class GivenFile:
    """A file as it was given: ``name`` without any folder, and ``path`` where it lies until the desk is closed."""

    name: str
    path: Path


class Given:
    """The files that came since the desk was opened."""

    def __init__(self) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="leaningwell-desk-")
        self._files: list[GivenFile] = []

    def piece(self, question: dict[str, Any]) -> dict[str, Any]:
        """Add a piece to a file, or begin one where the question has no ``number`` yet. Raises CannotDo."""
        number, content = question.get("number"), question["content"]
        if number is None:
            # Whatever a browser says, a name is no path.
            name = Path(str(question["name"]).replace("\\", "/")).name.lstrip(".") or "file"
            number = len(self._files)
            self._files.append(GivenFile(name, Path(self._place.name, str(number))))
        path = self._files[number].path
        try:
            with path.open("ab") as file:
                file.write(base64.b64decode(content, validate=True))
                size = file.tell()
        except (OSError, binascii.Error) as error:
            path.unlink(missing_ok=True)
            raise CannotDo(instructor.say("not-written", path=path, why=getattr(error, "strerror", error))) from None
        if size > LARGEST:
            path.unlink()
            raise CannotDo(say("too-large", name=self._files[number].name))
        return {"number": number}

    def file(self, number: object) -> GivenFile | None:
        """The file of this number; None where none was given."""
        return self._files[number] if isinstance(number, int) and 0 <= number < len(self._files) else None
