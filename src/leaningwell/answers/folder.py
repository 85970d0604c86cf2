"""Files beside an exercise that nobody asked for, such as answers that were set aside: shown, and moved on request."""

from __future__ import annotations

import os
from pathlib import Path

from .answers import reason
from .format import AnswersError
from .plain import clean

PLACE = "set-aside"
SHOWN = 100_000


def place_for(folder: Path) -> Path:
    """Where files moved out of ``folder`` go: beside it, so that no way of handing in takes them along."""
    return folder.parent / PLACE / folder.name


def peek(folder: Path, name: str) -> str:
    """The beginning of a file as harmless text. Raises AnswersError."""
    try:
        with (folder / _plain(folder, name)).open("rb") as file:
            content = file.read(SHOWN + 1)
    except OSError as error:
        message = f"The file {name} cannot be opened: {reason(error)}. Look again."
        raise AnswersError(message, "unopened", name=name, reason=reason(error)) from error
    text = clean(content[:SHOWN].decode("utf-8", "replace"))
    return text + ("\n…" if len(content) > SHOWN else "")


def move_out(folder: Path, name: str) -> Path:
    """Move a file out of ``folder``, overwriting nothing, and give its new place. Raises AnswersError."""
    name = _plain(folder, name)
    place = place_for(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        new = place / name
        for number in range(2, 1000):
            if not os.path.lexists(new):
                break
            new = place / f"{Path(name).stem}-{number}{Path(name).suffix}"
        os.rename(folder / name, new)
    except OSError as error:
        raise AnswersError(
            f"The file {name} could not be moved: {reason(error)}. It is where it was; move it by hand.",
            "unmoved",
            name=name,
            reason=reason(error),
        ) from error
    return new


def _plain(folder: Path, name: str) -> str:
    """The name, if it is a plain file's in this very folder; no link, and no way out of it."""
    path = folder / name
    if Path(name).name != name or path.is_symlink() or not path.is_file():
        name = clean(name)[:100]
        raise AnswersError(f"There is no file {name} here any more. Look again.", "no-file", name=name)
    return name
