"""Runs one test cell of the course's, in a fresh process that no learner's code runs in.

The test sees the learner's functions under their names. To call one is to ask the learner's process, and what comes
back is plain data. What the test does with it, and the number it ends in, nobody else can reach.
"""

from __future__ import annotations

import ast
import base64
import builtins
import contextlib
import io
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from .shell import Said, Stream
from .values import Unclear, decode, encode
from .wire import Wire, WireError

FREE, MOST_FREE = 0.05, 2.0
"""Seconds that a question may take without being counted: a tenth more for each time that it asks back, but no more."""
SOON = 0.001


def run(job: Wire, learner: socket.socket) -> None:
    """Run the test that comes over ``job``, and send what it says and gives."""
    plan = job.receive()
    for name, content in plan["files"].items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
    said = Said(plan["most-output"], plan["left-out"])
    test = _Test(Wire(learner), plan, said)
    outputs = test.outputs()
    with contextlib.suppress(OSError):
        job.send({"outputs": outputs, "died": test.died})


class _Test:
    """``names`` are those the test uses; ``given`` is how they stood before it.

    ``died``: whether the learner's process came to an end while it was asked something.
    """

    def __init__(self, wire: Wire, plan: dict[str, Any], said: Said):
        self.wire, self.plan, self.said = wire, plan, said
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.given: dict[str, Any] = {}
        self.functions: dict[str, Callable[..., Any]] = {}
        self.number = 0
        self.free = FREE
        self.died = False

    def outputs(self) -> list[dict[str, Any]]:
        """What the test cell says, and its last value or error."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for source in self.plan["given"]:
                with contextlib.suppress(Exception):
                    exec(compile(source, "<given>", "exec"), self.names)
        with contextlib.suppress(EOFError, OSError, Unclear):
            found = self._ask({"look": self.plan["names"]}).get("found", {})
            self.names |= {name: decode(found[name], self._function) for name in self.plan["names"] if name in found}
        self.given = {name: value for name, value in self.names.items() if not name.startswith("__")}
        sys.stdout, sys.stderr = Stream(self.said, "stdout"), Stream(self.said, "stderr")
        try:
            value = self._last(self.plan["test"])
        except (Exception, SystemExit) as error:
            told = {"ename": type(error).__name__, "evalue": str(error)}
            lines = traceback.format_exception(error)
            return [*self.said.outputs, {"output_type": "error", **told, "traceback": lines}]
        result = {"data": {"text/plain": repr(value)}, "metadata": {}, "execution_count": None}
        shown = [] if value is None else [{"output_type": "execute_result", **result}]
        return [*self.said.outputs, *shown]

    def _last(self, source: str) -> Any:
        tree = ast.parse(source)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            exec(compile(tree, "<test>", "exec"), self.names)
            return None
        del tree.body[-1]
        exec(compile(tree, "<test>", "exec"), self.names)
        return eval(compile(ast.Expression(last.value), "<test>", "eval"), self.names)

    def _function(self, name: str) -> Callable[..., Any]:
        """The learner's function of this name."""

        def function(*arguments: Any, **named: Any) -> Any:
            reply = self._ask(
                {
                    "call": name,
                    "arguments": [encode(one, self._named) for one in arguments],
                    "named": {key: encode(one, self._named) for key, one in named.items()},
                    "lent": self._lent(),
                }
            )
            if "ended" in reply:
                raise SystemExit
            for at, now in reply["changed"].items():
                if not self._own(arguments[int(at)]):
                    _change(arguments[int(at)], decode(now))
            if "raised" in reply:
                raise _error(*reply["raised"])
            return decode(reply["gave"])

        function.__name__ = function.__qualname__ = name
        return function

    def _own(self, argument: Any) -> bool:
        """Whether something belongs to the test itself, so that no call may change what it is compared with."""
        if isinstance(argument, np.ndarray):
            arrays = (one for one in self.names.values() if isinstance(one, np.ndarray))
            return any(np.may_share_memory(argument, one) for one in arrays)
        holders = [one for one in self.names.values() if isinstance(one, list | tuple | dict)]
        inside = (part for one in holders for part in (one.values() if isinstance(one, dict) else one))
        return any(argument is one for one in (*holders, *inside))

    def _lent(self) -> dict[str, Any]:
        """What stands under a name now where it stood otherwise before the test."""
        now = {name: self.names[name] for name in self.given if name in self.names}
        changed = {name: value for name, value in now.items() if value is not self.given[name]}
        return {name: encode(one, self._named) for name, one in changed.items() if not isinstance(one, ModuleType)}

    def _named(self, function: Callable[..., Any]) -> str:
        name = str(id(function))
        self.functions[name] = function
        return name

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The learner's answer to one question. It is given up when the time of a check is over.

        The alarm of a check stands still meanwhile, so that the way there and back is not taken for slow code.
        """
        self.number += 1
        left, again = signal.setitimer(signal.ITIMER_REAL, 0)
        began = time.monotonic()
        try:
            reply = self._reply(message, began + left if left else None)
        except TimeoutError:
            with contextlib.suppress(OSError):
                self.wire.send({"stop": True})
            reply = None
        except (EOFError, ConnectionError, WireError):
            reply = {"ended": True}
        self.died = self.died or bool(reply and "ended" in reply)
        if left:
            left -= max(0.0, time.monotonic() - began - self.free)
            signal.setitimer(signal.ITIMER_REAL, max(left, SOON), again)
        while reply is None:
            signal.pause()
        self.said.stream("stdout", str(reply.get("said", "")))
        return reply

    def _reply(self, message: dict[str, Any], until: float | None) -> dict[str, Any]:
        self.free = FREE
        self.wire.send({"id": self.number, **message})
        while True:
            reply = self.wire.receive(until and until + self.free)
            if not isinstance(reply, dict) or reply.get("id") != self.number:
                continue
            if "asks" not in reply:
                return reply
            self.free = min(self.free + FREE / 10, MOST_FREE)
            self.wire.send(self._answer(reply))

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            arguments = [decode(one) for one in asked["arguments"]]
            named = {str(name): decode(one) for name, one in asked["named"].items()}
            return {"id": self.number, "value": encode(self.functions[asked["asks"]](*arguments, **named))}
        except Exception as error:
            return {"id": self.number, "problem": f"{type(error).__name__}: {error}"}


def _change(argument: Any, now: Any) -> None:
    """Let what went in be what the learner's function made of it."""
    if isinstance(argument, list) and isinstance(now, list):
        argument[:] = now
    elif isinstance(argument, dict | set) and isinstance(now, type(argument)):
        argument.clear()
        argument.update(now)
    elif isinstance(argument, np.ndarray) and isinstance(now, np.ndarray):
        argument.resize(now.shape, refcheck=False)
        argument[...] = now


def _error(name: str, arguments: list[Any], kinds: list[str]) -> BaseException:
    """An exception of the same name, which is of the same kind as far as Python knows it."""
    own = getattr(builtins, str(name), None)
    found = [getattr(builtins, str(kind), None) for kind in kinds]
    known = [kind for kind in found if isinstance(kind, type) and issubclass(kind, Exception | SystemExit)]
    kind: type[BaseException] = known[0] if known else Exception
    if kind is not own:
        kind = type(str(name)[:80], (kind,), {})
    try:
        made: BaseException = kind(*arguments)
    except Exception:
        made = type(str(name)[:80], (Exception,), {})(*arguments)
    return made
