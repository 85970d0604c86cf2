"""The drawings of the front end, as they stand in a page: once, and without asking the server for any."""

from __future__ import annotations

from typing import TypedDict

from .modules import FRONT_END

DRAWINGS = FRONT_END / "kit" / "drawings"


class Drawings(TypedDict):
    """Pictures by the name of what they show: a lesson, or one of the made-up people."""

    lessons: dict[str, str]
    people: dict[str, str]


def drawings() -> Drawings:
    """All of them, from the files as they are now. A lesson's name begins with its number."""
    found: Drawings = {"lessons": {}, "people": {}}
    for file in sorted(DRAWINGS.glob("*.svg")):
        kind = found["lessons"] if file.stem[0].isdigit() else found["people"]
        kind[file.stem] = "".join(line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return found
