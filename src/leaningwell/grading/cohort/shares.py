"""Has several processes grade a class together, each a share of it, where no code is to be run.

What takes time then is done by Python itself, and one process does one thing at a time. Each begins with all that was
read for the class, and writes its own submissions. Their number is that of the cores.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, cast

WORTH_IT = 20
"""For fewer submissions nothing would be gained."""
LETS_GO = 10
"""Seconds that a process has to end by itself."""
Tell = Callable[[Any], None]
Grade = Callable[[Sequence[str], Tell], None]


def in_shares(students: Sequence[str], grade: Grade, tell: Tell) -> list[str]:
    """Have ``grade`` called for each share by a process of its own, and tell what it tells, which names its student.

    Gives those whom nobody told of, as a process may have ended before its time. These are all of them where nothing
    can be shared: with other threads about, a process cannot be copied.
    """
    cores = os.cpu_count() or 1
    if cores == 1 or len(students) < WORTH_IT or sys.platform != "linux" or threading.active_count() > 1:
        return list(students)
    fork = multiprocessing.get_context("fork")
    left, ours, processes = set(students), [], []
    try:
        for first in range(cores):
            end, theirs = fork.Pipe(duplex=False)
            ours.append(end)
            # A copy of an end of ours would keep a process going of which nobody hears.
            process = fork.Process(target=_work, args=(students[first::cores], grade, theirs, list(ours)), daemon=True)
            process.start()
            processes.append(process)
            theirs.close()
        while ours:
            for end in cast(list[Connection], wait(ours)):
                try:
                    outcome = end.recv()
                except EOFError:
                    ours.remove(end)
                    continue
                left.discard(outcome.student)
                tell(outcome)
    finally:
        for process in processes:
            if ours:
                process.terminate()
            process.join(LETS_GO)
    return [student for student in students if student in left]


def _work(students: Sequence[str], grade: Grade, told: Connection, others: Sequence[Connection]) -> None:
    for end in others:
        end.close()
    with suppress(BrokenPipeError, KeyboardInterrupt):
        grade(students, told.send)
