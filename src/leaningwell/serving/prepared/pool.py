"""A few worker processes that everybody shares, each with a thread of the server that waits for it.

concurrent.futures' own pool is given up as a whole when one process dies, and Pebble's shares one pipe with a lock,
which a process killed at the wrong moment holds for ever. Here each worker has a line of its own: whatever happens to
it, it is replaced, and nobody else hears of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import multiprocessing
import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil

from .worker import work

log = logging.getLogger(__name__)
PAGE_SECONDS = 60
ASK_SECONDS = 10
WAITING = 200
"""So many questions may wait for a worker. At a hundredth of a second each, the last waits for one second."""
LARGEST = 600 * 1024**2
"""A worker whose memory has grown beyond this is replaced, in bytes."""
MODULES = [
    f"{__package__}.worker",
    "leaningwell.widgets.lesson",
    "leaningwell.widgets.exercise",
    "leaningwell.widgets.explore",
]

if sys.platform == "win32":
    CONTEXT = multiprocessing.get_context("spawn")
else:
    CONTEXT = multiprocessing.get_context("forkserver")
    CONTEXT.set_forkserver_preload(MODULES)  # what they import is there once, for all of them


class Busy(Exception):
    """Too many wait already; ask again."""


class NoAnswer(Exception):
    """The worker took too long or died, again and again."""


class _Process:
    """One worker process and the line to it."""

    def __init__(self, everything: bool):
        self.line, theirs = CONTEXT.Pipe()
        self.process = CONTEXT.Process(target=work, args=(theirs, everything), daemon=True, name="leaningwell-worker")
        self.process.start()
        theirs.close()

    def ask(self, message: bytes, seconds: float) -> dict[str, Any]:
        """The answer. Raises EOFError or OSError if the process is gone, TimeoutError if it takes longer."""
        self.line.send_bytes(message)
        if not self.line.poll(seconds):
            raise TimeoutError
        answer: dict[str, Any] = json.loads(self.line.recv_bytes())
        return answer

    def is_bloated(self) -> bool:
        """Whether it holds more memory than the course needs."""
        try:
            return bool(psutil.Process(self.process.pid).memory_info().rss > LARGEST)
        except psutil.Error:
            return True

    def end(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(OSError):
            self.line.close()
        with contextlib.suppress(OSError, AttributeError):
            self.process.kill()
            self.process.join(5)


class Pool:
    """``size`` workers, started when they are first needed."""

    def __init__(self, size: int = 2, *, everything: bool = False):
        self._everything = everything
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="leaningwell")
        self._idle: queue.SimpleQueue[_Process | None] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._size = size
        self.waiting = 0
        self._starting = threading.Lock()
        self._closed = False

    async def ask(self, message: dict[str, Any], *, seconds: float = ASK_SECONDS) -> dict[str, Any]:
        """What a worker answers to ``message``. Raises Busy, NoAnswer."""
        if self.waiting >= WAITING or self._closed:
            raise Busy
        self.waiting += 1
        try:
            body = json.dumps({**message, "seconds": seconds}).encode()
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, body, seconds)
        finally:
            self.waiting -= 1

    def _ask(self, message: bytes, seconds: float) -> dict[str, Any]:
        worker = self._idle.get()
        try:
            # A question has one answer: where the process died over it, another may be asked the same.
            for _ in range(2):
                began = time.monotonic()
                try:
                    worker = worker or self._start()
                    answer = worker.ask(message, seconds)
                except TimeoutError:
                    log.error("A worker took longer than %s seconds and was replaced.", seconds)
                    self._end(worker)
                    worker = None
                    break
                except (EOFError, OSError):
                    if not self._closed:
                        log.warning("A worker was gone after %.1f seconds and was replaced.", time.monotonic() - began)
                    self._end(worker)
                    worker = None
                    continue
                if worker.is_bloated():
                    log.warning("A worker had grown too large and was replaced.")
                    self._end(worker)
                    worker = None
                return answer
            raise NoAnswer
        finally:
            self._idle.put(worker)

    def _start(self) -> _Process:
        with self._starting:  # the fork server is one for all
            return _Process(self._everything)

    def _end(self, worker: _Process | None) -> None:
        if worker:
            worker.end()

    def close(self) -> None:
        """End all workers; what waits is given up."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for _ in range(self._size):
            with contextlib.suppress(queue.Empty):
                self._end(self._idle.get_nowait())
