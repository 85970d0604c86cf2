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
import queue
import threading
import time
from concurrent.futures import Future
from typing import Any

import psutil

from .forking import CONTEXT, work

log = logging.getLogger(__name__)
PAGE_SECONDS = 60
ASK_SECONDS = 10
WAITING = 200
"""So many questions may wait for a worker. At a hundredth of a second each, the last waits for one second."""
ATTEMPTS = 5
PAUSE = 0.05
"""Seconds more before each further attempt: a worker may be gone before it is asked, and the fork server too."""
LARGEST = 600 * 1024**2
"""A worker whose memory has grown beyond this is replaced, in bytes."""


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
        try:
            self._seen = psutil.Process(self.process.pid)
        except psutil.Error as error:
            raise EOFError from error

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
            return bool(self._seen.memory_info().rss > LARGEST)
        except psutil.Error:
            return True

    def kill(self) -> None:
        """End it, whatever it does. Whoever waits for its answer has an EOFError."""
        # Not by multiprocessing, which takes a worker for ended as soon as the fork server has.
        with contextlib.suppress(psutil.Error):
            self._seen.kill()

    def end(self) -> None:
        """End it, and forget it."""
        self.kill()
        with contextlib.suppress(OSError):
            self.line.close()
        with contextlib.suppress(OSError, AttributeError):
            self.process.join(5)


Asked = tuple[Future[dict[str, Any]], bytes, float]


class Pool:
    """``size`` workers, started when they are first needed, or by ``start``."""

    def __init__(self, size: int = 2, *, everything: bool = False):
        self._everything = everything
        self._workers: list[_Process | None] = [None] * size
        self._asked: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self.waiting = 0
        self._starting = threading.Lock()
        self._closed = False
        for number in range(size):
            # Daemons, for which a server that stops does not wait.
            threading.Thread(target=self._serve, args=(number,), name=f"leaningwell-{number}", daemon=True).start()

    def start(self) -> None:
        """Start the workers, without waiting for them."""
        for _ in self._workers:
            self._asked.put((Future(), b'{"do": "nothing"}', ASK_SECONDS))

    async def ask(self, message: dict[str, Any], *, seconds: float = ASK_SECONDS) -> dict[str, Any]:
        """What a worker answers to ``message``. Raises Busy, NoAnswer."""
        if self.waiting >= WAITING or self._closed:
            raise Busy
        self.waiting += 1
        try:
            answer: Future[dict[str, Any]] = Future()
            self._asked.put((answer, json.dumps(message).encode(), seconds))
            return await asyncio.wrap_future(answer)
        finally:
            self.waiting -= 1

    def _serve(self, number: int) -> None:
        """What a thread does: pass one question after the other on to a worker of its own."""
        while asked := self._asked.get():
            answer, message, seconds = asked
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(self._ask(number, message, seconds))
                except Exception as error:
                    self._end(number)
                    answer.set_exception(error)
        self._end(number)

    def _ask(self, number: int, message: bytes, seconds: float) -> dict[str, Any]:
        # A question has one answer: where the process died over it, another may be asked the same.
        for again in range(ATTEMPTS):
            time.sleep(again * PAUSE)
            if self._closed:
                break
            began = time.monotonic()
            try:
                worker = self._workers[number] or self._start(number)
                answer = worker.ask(message, seconds)
            except TimeoutError:
                log.error("A worker took longer than %s seconds and was replaced.", seconds)
                break
            except (EOFError, OSError):
                if not self._closed:
                    log.warning("A worker was gone after %.1f seconds and was replaced.", time.monotonic() - began)
                self._end(number)
                continue
            if worker.is_bloated():
                log.warning("A worker had grown too large and was replaced.")
                self._end(number)
            return answer
        raise NoAnswer

    def _start(self, number: int) -> _Process:
        with self._starting:  # the fork server is one for all
            if self._closed:
                raise EOFError
            worker = self._workers[number] = _Process(self._everything)
            return worker

    def _end(self, number: int) -> None:
        worker, self._workers[number] = self._workers[number], None
        if worker:
            worker.end()

    def close(self) -> None:
        """End all workers, whatever they do; what waits is given up."""
        if self._closed:
            return
        self._closed = True
        with self._starting:
            for worker in self._workers:
                if worker:
                    worker.kill()
        with contextlib.suppress(queue.Empty):
            while asked := self._asked.get_nowait():
                if asked[0].set_running_or_notify_cancel():
                    asked[0].set_exception(NoAnswer())
        for _ in self._workers:
            self._asked.put(None)
