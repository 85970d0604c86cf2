"""What a test cell is made of: checks that earn their part, say what they expect, and never raise.

A test cell reads::

    from leaningwell.grading.checks import Checks

    checks = Checks(6)
    checks.close("With two of four people showing, half show next.", lambda: next_share(...), 0.5, worth=2)
    checks.that("Your function leaves its arguments as they were.", lambda: ..., worth=1)
    checks.earned()

Whatever the learner's code does, the cell ends in a bare number of points: one slip never costs the rest.
It runs in the learner's kernel, and can be no more trusted than the kernel is.
"""

from __future__ import annotations

import contextlib
import math
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

from .words import Voice

SECONDS = 2


class _TooSlow(BaseException):
    """Not an Exception, so that an ``except Exception`` in a learner's loop does not swallow it."""


class Checks:
    """Collects what the checks of one test cell earn, up to ``points``. A check may take ``seconds``.

    ``language`` is the exercise's: an exercise travels, so its cell says it.
    """

    def __init__(self, points: float, seconds: float = SECONDS, language: str = "en"):
        self.points = points
        self._say = Voice(language).say
        self.seconds = seconds
        self._worth = 0.0
        self._last_fault = ""
        self._lent: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def lend(self, namespace: dict[str, Any], **names: Any) -> None:
        """While a check runs, let ``names`` stand in ``namespace`` for what they name here.

        So a slip in one task does not count again in the next, and afterwards every name is the learner's own.
        """
        self._lent.append((namespace, names))

    def that(self, expected: str, test: Callable[[], Any], worth: float) -> None:
        """Earn ``worth`` if ``test`` gives something true. ``expected``: what should hold, in a sentence."""
        self._check(expected, test, lambda value: "" if value else None, worth)

    def close(self, expected: str, test: Callable[[], Any], right: float, worth: float, within: float = 1e-9) -> None:
        """Earn ``worth`` if ``test`` gives a number no further than ``within`` from ``right``."""

        def judge(value: Any) -> str | None:
            try:
                found = float(value)
            except (TypeError, ValueError):
                return self._say("no-number", value=_short(value))
            if math.isclose(found, right, rel_tol=0, abs_tol=within):
                return ""
            return self._say("gave", value=_short(found))

        self._check(expected, test, judge, worth)

    def earned(self) -> float:
        """What the checks earned so far: the last line of a test cell."""
        return round(min(float(self._worth), float(self.points)), 2)

    def _check(self, expected: str, test: Callable[[], Any], judge: Callable[[Any], str | None], worth: float) -> None:
        """``judge`` gives "" for right, or what to add to the sentence, None being nothing."""
        try:
            with self._lending(), _time_limit(self.seconds):
                fault = judge(test())
        except _TooSlow:
            fault = self._say("too-slow", seconds=f"{self.seconds:g}")
        except NotImplementedError:
            fault = self._say("unwritten")
        except (Exception, SystemExit) as error:
            fault = self._say("raised", error=_short(f"{type(error).__name__}: {error}").rstrip(": "))
        if fault == "":
            self._worth += worth
            print(self._say("passed", expected=expected))
        else:
            print(self._say("failed", expected=expected))
            # A function that is missing would say so again at every check.
            if fault and fault != self._last_fault:
                print(fault)
            self._last_fault = fault or self._last_fault

    @contextlib.contextmanager
    def _lending(self) -> Iterator[None]:
        own = [{name: namespace[name] for name in names if name in namespace} for namespace, names in self._lent]
        for namespace, names in self._lent:
            namespace.update(names)
        try:
            yield
        finally:
            for (namespace, names), before in zip(self._lent, own, strict=True):
                for name in names:
                    namespace.pop(name, None)
                namespace.update(before)


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise in the code inside when it has run too long, where the system can do that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    # Again and again: a bare ``except:`` may swallow the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _short(value: Any) -> str:
    try:
        text = str(value) if isinstance(value, str | float | int) else repr(value)
    except Exception:
        text = type(value).__name__
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:199] + "…"
