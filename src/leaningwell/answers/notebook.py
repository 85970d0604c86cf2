"""What the saved notebook of an exercise shows about the code of each task.

The notebook is read as plain JSON, since importing nbformat takes longer than all else a page loads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from .plainfile import read_plain
from .repair import MAX_BYTES, Repaired, UnreadableNotebook, repaired

Code = Literal["changed", "unchanged", "unknown"]


def saved_at(path: Path) -> str | None:
    """When the notebook was last saved, in ISO 8601, or None if it is not there."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    except OSError:
        return None


def read(path: Path) -> Repaired | None:
    """The notebook, or None if the file cannot be read as one."""
    try:
        return repaired(read_plain(path, MAX_BYTES))
    except (OSError, UnreadableNotebook):
        return None


def code_of_tasks(notebook: Repaired) -> dict[str, Code]:
    """By the grade_id of each test cell, whether the code cells before it are still as they were handed out."""
    found: dict[str, Code] = {}
    states: list[Code] = []
    for source, about in _named(notebook.notebook["cells"]):
        if about.get("grade"):
            if states:
                found[about["grade_id"]] = _worst(states)
            states = []
        elif about.get("solution"):
            states.append(_state(source, about))
    return found


def _named(cells: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and isinstance(about.get("grade_id"), str):
            yield cell["source"], about


def _state(source: str, about: dict[str, Any]) -> Code:
    if not about.get("checksum"):
        return "unknown"
    # Some editors trim the ends of lines, or add one at the end.
    tidy = "\n".join(line.rstrip() for line in source.strip("\n").split("\n"))
    same = about["checksum"] in [checksum(text, about["grade_id"]) for text in (source, tidy)]
    return "unchanged" if same else "changed"


def _worst(states: list[Code]) -> Code:
    return next(state for state in ("changed", "unknown", "unchanged") if state in states)


def checksum(source: str, grade_id: str) -> str:
    """nbgrader's checksum of a code cell to be filled in (``nbgrader.utils.compute_checksum``)."""
    graded, solution, locked = "False", "True", "False"
    return hashlib.md5(f"{source}code{graded}{solution}{locked}{grade_id}".encode(), usedforsecurity=False).hexdigest()
