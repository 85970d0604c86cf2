"""Has notebooks run by processes of their own, and gives what their cells said and what their tests gave.

Nothing that comes from a learner's process is believed but what a page may show. What a test cell ends in comes
from the process that ran the test, which the learner's code cannot reach.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import shutil
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leaningwell.grading.shown import within

from .limits import ITEMS, WIDGET, Limits
from .plan import Plan, Test
from .readied import Readied
from .wire import Wire, WireError

READY = 60
GO = b"."
"""Tells the process that what it may read is there."""
LETS_GO = 4
"""Seconds that code has to come to an end once it was interrupted; nbgrader gives it as many."""
STOPPED = "Grading was stopped."
KINDS = ("stream", "display_data", "execute_result", "error")


class CannotRun(Exception):
    """The grading side could not run anything; the message says why."""


@dataclass(frozen=True)
class Pace:
    """Seconds that a cell may take, and a whole notebook; what a cell may say, and the sentence if it says more."""

    cell: float
    notebook: float
    most_output: int
    left_out: str


@dataclass
class Ran:
    """What came of it: outputs by cell, and the sentence that says why not every cell was run, if so.

    ``running``: the cell that was running then.
    """

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    stopped: str = ""
    running: int | None = None


class Nursery:
    """The process that forks, and the folder it works in. To be closed."""

    def __init__(self, sandbox: str, limits: Limits, sheet: bytes = b"", readied: Readied | None = None):
        """``sheet``: what of the exercise's items everybody may see. Raises CannotRun where nothing may be run."""
        self.sandbox, self.limits, self._sheet = sandbox, limits, sheet
        self._readied: Readied | None = readied or Readied()
        self._place = self._readied.place
        self._place.chmod(0o777 if sandbox == "none" else 0o755)
        self._lock = threading.Lock()
        self._children: set[Child] = set()
        self.closed = False
        self._control: socket.socket | None = None
        try:
            child = self.fork("nothing", [])
            with contextlib.suppress(EOFError):
                child.receive(time.monotonic() + READY)
            child.let_go()
        except BaseException:
            self.close()
            raise

    def _start(self) -> socket.socket:
        self._readied = self._readied or Readied(self._place)
        ours = self._readied.control
        ours.settimeout(READY)
        try:
            (self._place / ITEMS).write_bytes(self._sheet)
            ours.sendall(GO)
            if not ours.recv(1):
                raise CannotRun("The process that runs learners' code did not start.")
        except OSError as error:
            raise CannotRun(f"The process that runs learners' code did not start: {error}.") from None
        return ours

    def fork(self, role: str, tests: list[socket.socket]) -> Child:
        """A new process, ready for its message. Raises CannotRun."""
        leash, held = socket.socketpair()
        job, theirs = socket.socketpair()
        asked = {"role": role, "sandbox": self.sandbox, "limits": self.limits.plain(), "place": str(self._place)}
        problem = CannotRun("The process that runs learners' code came to an end.")
        with held, theirs, self._lock:
            for again in (True, False):
                if self.closed:
                    raise CannotRun(STOPPED)
                try:
                    self._control = self._control or self._start()
                    ends = [end.fileno() for end in (held, theirs, *tests)]
                    socket.send_fds(self._control, [json.dumps(asked).encode()], ends)
                    if self._control.recv(1):
                        break
                except (OSError, CannotRun) as error:
                    problem = error if isinstance(error, CannotRun) else problem
                self._end()
                if not again:
                    raise problem
        child = Child(leash, Wire(job), self._children)
        try:
            answer = child.receive(time.monotonic() + READY)
        except (EOFError, TimeoutError, WireError):
            child.let_go()
            raise CannotRun("A process for learners' code did not start.") from None
        if "refused" in answer:
            child.let_go()
            raise CannotRun(str(answer["refused"]))
        return child

    def _end(self) -> None:
        if self._readied:
            self._readied.end()
        self._readied = self._control = None

    def close(self) -> None:
        """End the process, and with it all it forked."""
        self.closed = True
        for child in list(self._children):
            child.stop()
        self._end()
        shutil.rmtree(self._place, ignore_errors=True)


class Child:
    """A process that was forked. It lives until it is let go, and so does whatever it started."""

    def __init__(self, leash: socket.socket, wire: Wire, living: set[Child]):
        self._leash, self.wire, self._living = leash, wire, living
        living.add(self)

    def receive(self, until: float) -> dict[str, Any]:
        """Its next message. Raises EOFError, TimeoutError, WireError."""
        message = self.wire.receive(until)
        if not isinstance(message, dict):
            raise WireError("no message")
        return message

    def interrupt(self) -> None:
        """Ask its code to stop."""
        with contextlib.suppress(OSError):
            self._leash.sendall(b"i")

    def stop(self) -> None:
        """End it from another thread: who waits for it learns that it is over."""
        for end in (self._leash, self.wire.end):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def let_go(self) -> None:
        """End it."""
        self._living.discard(self)
        self._leash.close()
        self.wire.end.close()


def run(nursery: Nursery, plan: Plan, files: Mapping[str, bytes], pace: Pace) -> Ran:
    """Run all of a plan beside these files. Raises CannotRun where the grading side is at fault.

    A process that died may have been ended from outside, as where the machine is short of memory. Nobody's work is to
    pay for that, so all of it is run once more; what dies by its own doing dies again.
    """
    first = _Running(nursery, plan, files, pace)
    ran = first.run()
    return _Running(nursery, plan, files, pace).run() if first.died else ran


class _Running:
    def __init__(self, nursery: Nursery, plan: Plan, files: Mapping[str, bytes], pace: Pace):
        self.nursery, self.plan, self.pace = nursery, plan, pace
        self.ran = Ran()
        self.died = False
        packed = {name: base64.b64encode(content).decode() for name, content in files.items()}
        self.common = {"files": packed, "most-output": pace.most_output, "left-out": pace.left_out}

    def run(self) -> Ran:
        pairs = [socket.socketpair() for _ in self.plan.tests]
        try:
            child = self.nursery.fork("learner", [theirs for _, theirs in pairs])
            for _, theirs in pairs:
                theirs.close()
            try:
                self._follow(child, [ours for ours, _ in pairs])
            finally:
                child.let_go()
        finally:
            for pair in pairs:
                for end in pair:
                    end.close()
        if self.nursery.closed:
            raise CannotRun(STOPPED)
        for step in self.plan.steps:
            self.ran.outputs.setdefault(step.cell, [])
        return self.ran

    def _follow(self, child: Child, tests: list[socket.socket]) -> None:
        end = time.monotonic() + self.pace.notebook
        try:
            child.wire.send({**self.common, "steps": self._steps()})
            numbers = itertools.count()
            for step in self.plan.steps:
                soon = min(end, time.monotonic() + self.pace.cell + LETS_GO)
                if step.test:
                    number = next(numbers)
                    self._expect(child, "test", number, soon)
                    self.ran.outputs[step.cell] = self._test(step.test, tests[number])
                    continue
                self._expect(child, "begins", step.cell, soon)
                self.ran.running = step.cell
                self._cell(child, step.cell, end)
                self.ran.running = None
        except TimeoutError:
            self.ran.stopped = "code-endless"
        except (EOFError, WireError, OSError) as error:
            self.ran.stopped, self.died = "kernel-died", not isinstance(error, WireError)

    def _cell(self, child: Child, cell: int, end: float) -> None:
        try:
            message = self._expect(child, "done", cell, min(end, time.monotonic() + self.pace.cell))
            self.ran.outputs[cell] = self._shown(message)
        except TimeoutError:
            child.interrupt()
            message = self._expect(child, "done", cell, time.monotonic() + LETS_GO)
            about = {"ename": "CellTimeoutError", "evalue": "", "traceback": ["No reply from kernel before timeout"]}
            self.ran.outputs[cell] = [*self._shown(message), {"output_type": "error", **about}]

    def _shown(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        return within(harmless(message.get("outputs")), self.pace.most_output, self.pace.left_out)

    def _expect(self, child: Child, what: str, value: int, until: float) -> dict[str, Any]:
        message = child.receive(until)
        if message.get(what) != value:
            raise WireError("out of turn")
        return message

    def _steps(self) -> list[dict[str, Any]]:
        """The learner's process learns of a test where it stands, and what is public of it."""
        steps: list[dict[str, Any]] = []
        tests = 0
        for step in self.plan.steps:
            if step.test:
                steps.append({"test": tests, "public": step.test.public})
                tests += 1
            else:
                steps.append({"cell": step.cell, "source": step.source})
        return steps

    def _test(self, test: Test, learner: socket.socket) -> list[dict[str, Any]]:
        child = self.nursery.fork("tester", [learner])
        learner.close()
        try:
            about = {"test": test.source, "given": test.given, "names": test.names}
            child.wire.send({**self.common, **about})
            message = child.receive(time.monotonic() + self.pace.cell)
            self.died = self.died or bool(message.get("died"))
            return harmless(message.get("outputs"))
        except TimeoutError:
            return [{"output_type": "error", "ename": "CellTimeoutError", "evalue": "", "traceback": []}]
        except (EOFError, WireError, OSError):
            self.died = True
            return [{"output_type": "error", "ename": "DeadKernelError", "evalue": "", "traceback": []}]
        finally:
            child.let_go()


def harmless(outputs: Any) -> list[dict[str, Any]]:
    """Of what a process calls its outputs, those that are such; none has more to it than a notebook allows."""
    found = []
    for output in outputs if isinstance(outputs, list) else []:
        if not isinstance(output, dict) or output.get("output_type") not in KINDS:
            continue
        kind = output["output_type"]
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            found.append({"output_type": kind, "name": name, "text": str(output.get("text", ""))})
        elif kind == "error":
            lines = output.get("traceback")
            text = {"ename": str(output.get("ename", "")), "evalue": str(output.get("evalue", ""))}
            traceback = [str(line) for line in lines] if isinstance(lines, list) else []
            found.append({"output_type": kind, **text, "traceback": traceback})
        elif isinstance(output.get("data"), dict) and WIDGET not in output["data"]:
            data = {str(kind): value for kind, value in output["data"].items() if isinstance(value, str)}
            count = {"execution_count": None} if kind == "execute_result" else {}
            found.append({"output_type": kind, "data": data, "metadata": {}, **count})
    return found
