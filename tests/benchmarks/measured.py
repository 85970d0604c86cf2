"""Runs a command against the clock, and ends it with all it started when its time is over."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.room import Classroom


class Failed(Exception):
    """A command did not do what is measured; the message says what it said."""


@dataclass(frozen=True)
class Taken:
    """``clock``: seconds that went by; ``computing``: seconds of computing of all processes that have ended."""

    clock: float = 0.0
    computing: float = 0.0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.clock + other.clock, self.computing + other.computing)

    def __sub__(self, other: Taken) -> Taken:
        return Taken(self.clock - other.clock, self.computing - other.computing)

    def times(self, factor: float) -> Taken:
        """So many times as much."""
        return Taken(self.clock * factor, self.computing * factor)


@dataclass
class Time:
    """What is left of the time for everything."""

    seconds: float

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.seconds

    def left(self) -> float:
        """Seconds until all must be over."""
        return self._until - time.monotonic()

    def run(self, command: Sequence[str | Path], cwd: Path, env: dict[str, str], most: float = 900) -> Taken:
        """What a command takes. Raises Failed, also when it takes longer than ``most`` or than there is."""
        most = min(most, self.left())
        if most <= 0:
            raise Failed("There was no time left.")
        with tempfile.TemporaryFile() as said:
            before, begun = _computing(), time.perf_counter()
            process = subprocess.Popen(
                command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )
            try:
                code = process.wait(most)
            except subprocess.TimeoutExpired:
                raise Failed(f"{_words(command)} was not done after {most:.0f} s.") from None
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            taken = Taken(time.perf_counter() - begun, _computing() - before)
            if code:
                said.seek(0)
                raise Failed(f"{_words(command)} ended with {code}: {said.read().decode(errors='replace')[-2000:]}")
        return taken

    def ours(self, room: Classroom, *options: str) -> Taken:
        """What `leaningwell grade` takes."""
        return self.run(room.ours("grade", room.slug, *options), room.root, room.env())

    def nbgrader(self, room: Classroom, *options: str) -> Taken:
        """What `nbgrader autograde` takes."""
        command = [Path(room.ours("grade", "")[0]).with_name("nbgrader"), "autograde", room.slug, *options]
        return self.run(command, room.root, room.env())


def middle(several: Sequence[Taken]) -> Taken:
    """The one in the middle, by the clock. Raises Failed where there is none."""
    if not several:
        raise Failed("There is nothing to set it beside.")
    return sorted(several, key=lambda taken: taken.clock)[len(several) // 2]


def _words(command: Sequence[str | Path]) -> str:
    return " ".join(Path(word).name for word in map(str, command))


def _computing() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
