"""Messages between the processes that grade: JSON, each with its length before it."""

from __future__ import annotations

import json
import select
import signal
import socket
import struct
import time
from typing import Any

LONGEST = 32 * 1024 * 1024
HEAD = struct.Struct("!I")


class WireError(Exception):
    """The other side sent what is no message, or more than may be sent."""


class Wire:
    """One end of a connection. An exception that a signal raises while it waits leaves it as it was."""

    def __init__(self, end: socket.socket, longest: int = LONGEST):
        self.end = end
        self.longest = longest
        self._before = b""

    def send(self, message: Any, seconds: float = 60) -> None:
        """Send a message. Raises OSError where nobody takes it, WireError where it is too long."""
        self.send_bytes(json.dumps(message, allow_nan=False).encode(), seconds)

    def send_bytes(self, content: bytes, seconds: float = 60) -> None:
        """Send a message as it was received."""
        if len(content) > self.longest:
            raise WireError("too long")
        with _Undisturbed():
            self.end.settimeout(seconds)
            self.end.sendall(HEAD.pack(len(content)) + content)

    def receive(self, until: float | None = None) -> Any:
        """The next message. Raises EOFError, WireError, or TimeoutError when ``until``, a monotonic time, is past."""
        try:
            return json.loads(self.receive_bytes(until))
        except (ValueError, RecursionError):
            raise WireError("no message") from None

    def receive_bytes(self, until: float | None = None) -> bytes:
        """The next message, whatever it says."""
        while (message := self._whole()) is None:
            wait = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self.end], [], [], wait)[0]:
                raise TimeoutError
            with _Undisturbed():
                try:
                    more = self.end.recv(1 << 16)
                except ConnectionError:
                    more = b""
                self._before += more
            if not more:
                raise EOFError
        return message

    def holds(self) -> bool:
        """Whether the next message is here already, so that nothing more has to come for it."""
        return len(self._before) >= HEAD.size and len(self._before) - HEAD.size >= HEAD.unpack_from(self._before)[0]

    def _whole(self) -> bytes | None:
        if len(self._before) < HEAD.size:
            return None
        (length,) = HEAD.unpack_from(self._before)
        if length > self.longest:
            raise WireError("too long")
        if len(self._before) < HEAD.size + length:
            return None
        content = self._before[HEAD.size : HEAD.size + length]
        self._before = self._before[HEAD.size + length :]
        return content


class _Undisturbed:
    """Holds an alarm back, so that half a message is neither sent nor lost."""

    def __enter__(self) -> None:
        self._before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})

    def __exit__(self, *about: object) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)
