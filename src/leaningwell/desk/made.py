"""Hands the files that a step made to the page, for whoever cannot open the course's folder, as on a hub.

It hands out nothing else: no path that a page asks for is read unless a step of this desk has named it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from leaningwell.answers.plainfile import is_plain

from .course import CannotDo, Result
from .words import say

PIECE = 500_000
"""Bytes at a time: a server lets a kernel say about a million characters each second."""


class Made:
    """The files that were made since the desk was opened."""

    def __init__(self, root: Path):
        self._root = root
        self._paths: set[str] = set()

    def noted(self, result: Result) -> Result:
        """The result, whose files may be asked for from now on."""
        self._paths.update(str(path) for path in result.files)
        return result

    def piece(self, path: object, start: object) -> dict[str, Any]:
        """What stands in a file from ``start`` on, at most a piece of it. Raises CannotDo."""
        if not isinstance(path, str) or path not in self._paths or not isinstance(start, int) or start < 0:
            raise CannotDo(say("not-made"))
        file = Path(path)
        try:
            if not is_plain(file, self._root):
                raise CannotDo(say("not-made"))
            with file.open("rb") as made:
                made.seek(start)
                content = made.read(PIECE)
                size = made.seek(0, 2)
        except (OSError, ValueError):
            raise CannotDo(say("not-made")) from None
        return {"name": file.name, "size": size, "content": base64.b64encode(content).decode()}
