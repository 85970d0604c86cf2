"""Makes the page that a course opens with while its server is still imported, in a process of its own.

The server finds it where finished pages are kept. ``make course`` runs this for the folder that it sets up, so that the
first start finds it as well.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from ..address import FIRST_PAGE, RENDERED
from ..environment import prepare_environment
from .forking import CONTEXT, keep
from .source import Place, build_of, place_of
from .store import Store, kept_as

SECONDS = 20
"""After so many, whoever asks for the page makes it."""
_making: tuple[Place, threading.Thread] | None = None


def make(root: Path, path: str) -> threading.Thread | None:
    """Begin with the page at ``path`` below ``root``, if one can be there; the thread that waits for it."""
    global _making
    if place := place_of(root, path):
        # To start a process is to wait for the one that it is forked from, which still imports.
        thread = threading.Thread(target=_make, args=(place,), daemon=True)
        _making = place, thread
        thread.start()
        return thread
    return None


def _make(place: Place) -> None:
    with contextlib.suppress(OSError, EOFError):
        if Store().get(kept_as(build_of(place), "page", public=False)) is None:
            process = CONTEXT.Process(target=keep, args=(str(place.root), place.path), daemon=True)
            process.start()
            process.join(SECONDS)
            process.kill()


def is_making(place: Place) -> bool:
    """Whether this very page is being made."""
    return _making is not None and _making[0] == place and _making[1].is_alive()


if __name__ == "__main__":
    prepare_environment(Path.cwd())
    keep(str(Path.cwd()), FIRST_PAGE.partition(RENDERED)[2])
