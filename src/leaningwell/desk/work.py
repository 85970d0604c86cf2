"""Carries out one step at a time beside the page that asked for it, so that it can go on answering meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import asdict
from typing import Any

from .course import CannotDo, Result
from .grading import Advance
from .words import say

log = logging.getLogger(__name__)


class Work:
    """What is being done now, and how far it is."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._told: dict[str, Any] = {}

    def start(self, act: Callable[[Advance], Result]) -> dict[str, Any]:
        """Begin, unless something is being done already."""
        if self._thread and self._thread.is_alive():
            return told_as_trouble(say("busy"))
        self._told = {"running": True, "done": 0, "of": 0}
        self._thread = threading.Thread(target=copy_context().run, args=(self._run, act), daemon=True)
        self._thread.start()
        return {"running": True}

    def _run(self, act: Callable[[Advance], Result]) -> None:
        def advance(done: int, of: int) -> None:
            self._told = {"running": True, "done": done, "of": of}

        self._told = answered(lambda: told(act(advance)))

    def progress(self) -> dict[str, Any]:
        """How far it is, or what came of it."""
        return dict(self._told)


def told(result: Result) -> dict[str, Any]:
    """A result as a page takes it."""
    return {**asdict(result), "files": [str(path) for path in result.files]}


def told_as_trouble(sentence: str) -> dict[str, Any]:
    """A sentence that says what cannot be done."""
    return {"cannot": sentence}


def answered(act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What comes of it, or a sentence. Never raises, so that nobody is left waiting."""
    try:
        return act()
    except CannotDo as problem:
        return told_as_trouble(str(problem))
    except Exception as error:
        log.exception("A step of the desk failed.")
        what = " ".join(str(error).split())[:200]
        return told_as_trouble(say("unforeseen", what=f"{type(error).__name__}: {what}"))
