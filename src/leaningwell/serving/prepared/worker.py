"""A process that makes pages and answers what activities ask, one thing at a time, for everybody.

It keeps the notebooks it has met as they are in the course's files, and nothing of anybody's. What goes wrong is
written to the log by its kind and place; a question is never written down.
"""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import OrderedDict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from leaningwell.answers.repair import UnreadableNotebook

from . import page
from .cells import Shown, at_home, show
from .compression import packed
from .search import sections
from .source import Place, build_of
from .store import Store, kept_as

log = logging.getLogger(__name__)
NOTEBOOKS = 40
"""So many are kept at hand; one of a course with explorations takes a few MB."""
MEMORY = 2 * 1024**3
"""Bytes that a worker may ask the system for."""


class Worker:
    """Does what it is asked; ``everything`` says whether notebooks that are not of the course become pages too."""

    def __init__(self, *, everything: bool):
        self.everything = everything
        self._known: OrderedDict[Place, tuple[str, Shown, NotebookNode | None]] = OrderedDict()

    def do(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to one message from the server. ``failed`` says that there is none, and is in the log."""
        if asked["do"] == "nothing":
            return {}
        place, build = Place(Path(asked["root"]), asked["path"]), asked["build"]
        if asked["do"] == "text":
            return self._text(place, build)
        if asked["do"] == "search":
            return {"page": _packed(json.dumps(sections(place.course), ensure_ascii=False)), "faults": []}
        try:
            shown, notebook = self._met(place, build, asked.get("cell"))
        except (UnreadableNotebook, OSError):
            return {"unreadable": True}
        except Exception:
            log.exception("The notebook %s could not be read.", place.lesson)
            return {"failed": True}
        if asked["do"] == "page":
            if notebook is None:
                return {"foreign": True}
            return {"page": _packed(page.render(notebook, place, build)), "faults": shown.faults}
        activity = shown.activities.get(asked["cell"])
        if activity is None:
            return {"unknown": True}
        began = time.perf_counter()
        with at_home(place):
            reply = activity.answer(asked["question"])
        return {"reply": reply, "kind": activity.kind, "milliseconds": 1000 * (time.perf_counter() - began)}

    def _text(self, place: Place, build: str) -> dict[str, Any]:
        """The page of a notebook whose own lines never end: its text, and where its activities would be, a sentence."""
        notebook = page.read(place, everything=True)
        assert notebook is not None
        show(notebook, place, run=False)
        return {"page": _packed(page.render(notebook, place, build)), "faults": ["too long"]}

    def _met(self, place: Place, build: str, cell: str | None) -> tuple[Shown, NotebookNode | None]:
        known = self._known.get(place)
        # What a cell lacked may be there now.
        lacks = known and known[1].faults and cell not in known[1].activities
        if known is None or known[0] != build or lacks:
            notebook = page.read(place, everything=self.everything)
            known = (build, show(notebook, place) if notebook else Shown(), notebook)
            self._known[place] = known
        self._known.move_to_end(place)
        while len(self._known) > NOTEBOOKS:
            self._known.popitem(last=False)
        return known[1], known[2]


def _packed(text: str) -> str:
    return base64.b64encode(packed(text)).decode()


def work(connection: Connection, everything: bool) -> None:
    """Go on until the server is gone. Messages are JSON, so that neither side can be told what to run."""
    _settle()
    worker = Worker(everything=everything)
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked = json.loads(connection.recv_bytes())
            try:
                answer = json.dumps(worker.do(asked), allow_nan=False)
            except Exception as error:
                # Neither the message nor the traceback: both may hold what somebody answered.
                log.error("%s: no answer (%s).", Path(asked.get("path", "")).stem, type(error).__name__)
                answer = json.dumps({"failed": True})
            connection.send_bytes(answer.encode())


def keep(root: str, path: str) -> None:
    """Make one page, and keep it where a server of the same account looks for it."""
    _settle()
    place = Place(Path(root), path)
    try:
        build = build_of(place)
        answer = Worker(everything=False).do({"do": "page", "root": root, "path": path, "build": build})
        if "page" in answer and not answer["faults"] and build_of(place) == build:
            Store().put(kept_as(build, "page", public=False), base64.b64decode(answer["page"]))
    except Exception as error:
        log.error("%s: not made beforehand (%s).", place.lesson, type(error).__name__)


def _settle() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C is for the server, which then closes the connection
    sys.stdout = sys.stderr
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    _hold_memory()


def _end_with_the_server() -> None:
    """Whoever is in the middle of something, perhaps without end, does not read that the line is closed."""
    if server := multiprocessing.parent_process():
        server.join()
        os._exit(1)


def _hold_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
