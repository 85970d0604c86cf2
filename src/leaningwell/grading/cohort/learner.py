"""Runs one learner's notebook, in a process that holds nothing but what the learner handed in.

It may say whatever it likes: nobody takes a score from here. Where a test cell stands in the notebook, a copy of this
process is made, which calls the learner's functions for the test as often as it asks, and this one waits meanwhile.
"""

from __future__ import annotations

import base64
import contextlib
import os
import select
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .shell import Said, Shell, Stream
from .values import decode, encode
from .wire import Wire, WireError

MOST_SAID = 20_000


def run(job: Wire, tests: list[socket.socket], shell: Shell) -> None:
    """Run the notebook that comes over ``job``; ``tests`` lead to one test each."""
    plan = job.receive()
    for name, content in plan["files"].items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
    sys.path.insert(0, "")
    said = shell.said = Said(plan["most-output"], plan["left-out"])
    sys.stdout, sys.stderr = Stream(said, "stdout"), Stream(said, "stderr")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for step in plan["steps"]:
        said.begin()
        if "test" in step:
            # What the cell binds is there for later cells. The checks in it are not made here.
            _silently(shell, step["public"])
            _lend(job, tests[step["test"]], shell.user_ns, step["test"])
            continue
        job.send({"begins": step["cell"]})
        with contextlib.suppress(KeyboardInterrupt):
            shell.run(step["source"])
        with contextlib.suppress(KeyboardInterrupt):
            _done(job, step["cell"], said)
    job.send({"end": True})


def _done(job: Wire, cell: int, said: Said) -> None:
    try:
        job.send({"done": cell, "outputs": said.outputs})
    except (WireError, ValueError, TypeError, RecursionError):
        job.send({"done": cell, "outputs": []})


def _silently(shell: Shell, source: str) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        shell.run(source, kept=False)
    shell.said.begin()


def _lend(job: Wire, end: socket.socket, names: dict[str, Any], number: int) -> None:
    """Serve a test until it is done. Meanwhile no signal that the learner's code set for itself comes to be heard."""
    job.send({"test": number})
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        with contextlib.suppress(Exception):
            _manage(_Callers(job, Wire(end), names, heard))
    finally:
        end.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _manage(callers: _Callers) -> None:
    """Pass on between the test and a process that calls, which is given up when the test asks for it, or dies."""
    test = callers.test
    asked = None
    with callers:
        while True:
            wires = [test, *callers.wires]
            # Two messages may have come in one go.
            ready = [wire.end for wire in wires if wire.holds()]
            ready = ready or select.select([wire.end for wire in wires], [], [])[0]
            for wire in callers.wires:
                if wire.end in ready:
                    try:
                        test.send_bytes(wire.receive_bytes())
                    except (EOFError, OSError, WireError):
                        callers.give_up()
                        test.send({"id": asked, "ended": True})
            if test.end in ready:
                try:
                    message = test.receive()
                except EOFError:
                    return
                if "stop" in message:
                    callers.give_up()
                    continue
                asked = message.get("id", asked)
                wire = callers.wire()
                with contextlib.suppress(OSError):
                    wire.send(message)


class _Callers:
    """The copy of this process that calls the learner's functions for a test; another one after it was given up."""

    def __init__(self, job: Wire, test: Wire, names: dict[str, Any], heard: set[int]):
        self.job, self.test, self.names, self.heard = job, test, names, heard
        self._process = 0
        self.wires: list[Wire] = []

    def __enter__(self) -> None:
        """None is there yet."""

    def __exit__(self, *about: object) -> None:
        self.give_up()

    def wire(self) -> Wire:
        """The way to it."""
        if not self.wires:
            ours, theirs = socket.socketpair()
            self._process = os.fork()
            if not self._process:
                try:
                    for end in (ours, self.test.end, self.job.end):
                        end.close()
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    signal.pthread_sigmask(signal.SIG_SETMASK, self.heard)
                    _Caller(Wire(theirs), self.names).serve()
                finally:
                    os._exit(0)
            theirs.close()
            self.wires = [Wire(ours)]
        return self.wires[0]

    def give_up(self) -> None:
        """End it, if it is there."""
        for wire in self.wires:
            wire.end.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._process, 0)
        self.wires = []


class _Caller:
    """Calls the learner's functions. What goes in and comes out is plain data; so is what a call changed."""

    def __init__(self, wire: Wire, names: dict[str, Any]):
        self.wire, self.names = wire, names
        self.asked: Any = None

    def serve(self) -> None:
        """Until nobody asks any more."""
        said = Said(MOST_SAID, "…")
        sys.stdout, sys.stderr = Stream(said, "stdout"), Stream(said, "stderr")
        while True:
            message = self.wire.receive()
            self.asked = message["id"]
            said.begin()
            if "look" in message:
                reply: dict[str, Any] = {"found": self._look(message["look"])}
            else:
                reply = self._call(message)
            text = "".join(output["text"] for output in said.outputs)
            self._reply({**reply, "said": text})

    def _reply(self, reply: dict[str, Any]) -> None:
        try:
            self.wire.send({"id": self.asked, **reply})
        except (WireError, ValueError, TypeError, RecursionError):
            self.wire.send(
                {"id": self.asked, "raised": ["MemoryError", [], ["MemoryError"]], "changed": {}, "said": ""}
            )

    def _look(self, names: list[str]) -> dict[str, Any]:
        known = {name: self.names[name] for name in names if name in self.names}
        return {name: ["function", name] if callable(value) else encode(value) for name, value in known.items()}

    def _call(self, message: dict[str, Any]) -> dict[str, Any]:
        arguments = [decode(one, self._called) for one in message["arguments"]]
        named = {name: decode(one, self._called) for name, one in message["named"].items()}
        lent = {name: decode(one, self._called) for name, one in message["lent"].items()}
        before = [encode(one) for one in arguments]
        with _lent(self.names, lent):
            try:
                value = self.names[message["call"]](*arguments, **named)
                result: dict[str, Any] = {"gave": encode(value)}
            except (KeyboardInterrupt, GeneratorExit):
                raise
            except BaseException as error:
                result = {"raised": _told(error)}
        changed = {str(at): now for at, one in enumerate(arguments) if (now := encode(one)) != before[at]}
        return {**result, "changed": changed}

    def _called(self, name: str) -> Any:
        """A function of the test's, which runs where the test runs."""

        def function(*arguments: Any, **named: Any) -> Any:
            told = {name: encode(value) for name, value in named.items()}
            self.wire.send({"id": self.asked, "asks": name, "arguments": [*map(encode, arguments)], "named": told})
            reply = self.wire.receive()
            if "problem" in reply:
                raise ValueError(reply["problem"])
            return decode(reply["value"])

        return function


@contextlib.contextmanager
def _lent(names: dict[str, Any], lent: dict[str, Any]) -> Iterator[None]:
    own = {name: names[name] for name in lent if name in names}
    names.update(lent)
    try:
        yield
    finally:
        for name in lent:
            names.pop(name, None)
        names.update(own)


def _told(error: BaseException) -> list[Any]:
    """An exception by its name, what it says, and what it is a kind of."""
    kinds = [kind.__name__ for kind in type(error).__mro__]
    try:
        text = str(error)[:2000]
    except Exception:
        text = ""
    arguments = [one if isinstance(one, str | int) and type(one) in (str, int) else text for one in error.args[:1]]
    return [kinds[0], arguments or ([text] if text else []), kinds]
