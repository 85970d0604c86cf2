"""A process that forks others, which run a learner's notebook or a test cell. It is ready sooner than a new Python.

What it forks takes a copy of all it knows, so it knows nothing of anybody: notebooks, tests and names go to the
forked process alone. Each of those has a warden, which ends it, with all it started, when the grader lets go.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import select
import shutil
import signal
import socket
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil

from leaningwell.content import phrases
from leaningwell.grading.words import WORDS as FEEDBACK
from leaningwell.widgets import activity

from . import learner, sandbox, tester
from .limits import MIB, WIDGET, Limits
from .rehearsal import rehearse
from .shell import Shell, new_shell
from .wire import Wire

LOOK = 0.2
"""Seconds between two looks at how much memory everything takes together."""
DONE = b"."
MODULES = (
    "leaningwell.widgets.exercise",
    "leaningwell.widgets.widget",
    "leaningwell.grading.checks",
    "numpy.linalg",  # NumPy itself loads these two where they are first used
    "numpy.random",
)


def main(control: socket.socket) -> None:
    """Fork what is asked for until nobody asks."""
    shell = _get_ready(control)
    signal.signal(signal.SIGCHLD, _bury)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):  # the grader has gone
        control.sendall(DONE)
    while True:
        message, ends, _, _ = socket.recv_fds(control, 1 << 16, 64)
        if not message:
            # Whoever made this folder may not have come to remove it.
            shutil.rmtree(os.getcwd(), ignore_errors=True)
            return
        if not os.fork():
            try:
                control.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _guard(json.loads(message), ends, shell)
            finally:
                os._exit(1)
        for end in ends:
            os.close(end)
        control.sendall(DONE)


def _bury(*_: Any) -> None:
    """Let the dead go. What they computed is then counted among what the grading took."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _get_ready(control: socket.socket) -> Shell:
    """Do once what each process that is forked would have to do: import, and read what is written for all.

    The exercise's items are there as soon as somebody says so.
    """
    for module in MODULES:
        import_module(module)
    for words in (activity.WORDS, FEEDBACK):
        phrases(words, "en")
    sandbox.readable()
    shell: Any = new_shell()
    # Of a widget nothing is kept, so none is made.
    shell.display_formatter.mimebundle_formatter.for_type(activity.Activity, lambda _: ({WIDGET: ""}, {}))
    if control.recv(1):
        rehearse(shell)
    return cast(Shell, shell)


def _guard(asked: dict[str, Any], ends: list[int], shell: Shell) -> None:
    """Be the warden: start the process, and end it with all it started."""
    os.setsid()
    if sys.platform == "linux":
        sandbox.control(sandbox.DIES_WITH_PARENT, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    leash, job, *tests = (socket.socket(fileno=end) for end in ends)
    limits = Limits(**asked["limits"])
    place = Path(asked["place"])
    shut_in = asked["sandbox"] != "none"
    try:
        if shut_in:
            sandbox.unshare()
        else:
            place = Path(tempfile.mkdtemp(dir=place))
    except (sandbox.CannotShutIn, OSError) as problem:
        Wire(job).send({"refused": str(problem)})
        os._exit(0)
    number = os.getpid()
    process = os.fork()
    if not process:
        try:
            leash.close()
            _begin(asked["role"], Wire(job), tests, shell, place if shut_in else None, limits, place, number)
        finally:
            os._exit(1)
    for end in (job, *tests):
        end.close()
    try:
        _watch(leash, process, limits)
    finally:
        _end(process, shut_in)
        if not shut_in:
            shutil.rmtree(place, ignore_errors=True)
        os._exit(0)


def _begin(
    role: str,
    job: Wire,
    tests: list[socket.socket],
    shell: Shell,
    root: Path | None,
    limits: Limits,
    work: Path,
    number: int,
) -> None:
    try:
        if root:
            sandbox.shut_in(root, limits, number)
        else:
            os.chdir(work)
            limits.hold()
    except (sandbox.CannotShutIn, OSError) as problem:
        job.send({"refused": str(problem)})
        return
    if sys.platform == "linux":
        sandbox.control(sandbox.DIES_WITH_PARENT, signal.SIGKILL)
    home = sandbox.WORK if root else str(work)
    os.environ |= {"HOME": home, "TMPDIR": home, "IPYTHONDIR": home, "NBGRADER_EXECUTION": "autograde"}
    tempfile.tempdir = home
    random.seed()
    np.random.seed()
    job.send({"ready": True})
    if role == "learner":
        learner.run(job, tests, shell)
    elif role == "tester":
        tester.run(job, tests[0])


def _watch(leash: socket.socket, process: int, limits: Limits) -> None:
    """Until the grader lets go, or all of it together takes too much memory."""
    most = 2 * limits.memory * MIB
    while True:
        if select.select([leash], [], [], LOOK)[0]:
            if not leash.recv(1):
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGINT)
        elif most and _memory(process, "rss") > most and _memory(process, "pss") > most:
            return


def _memory(process: int, how: str) -> int:
    """What all of them take: ``rss`` counts what copies share for each of them, and ``pss``, which is slower, once."""
    taken = 0
    for one in _family(process):
        with contextlib.suppress(psutil.Error):
            about = one.memory_info() if how == "rss" else one.memory_full_info()
            taken += getattr(about, how, about.rss)  # only Linux knows both
    return taken


def _family(process: int) -> list[psutil.Process]:
    """It and all it started. To look for them among all processes of the machine takes long, five times a second."""
    family: list[psutil.Process] = []
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        with contextlib.suppress(psutil.Error):
            whole = psutil.Process(process)
            family = [whole, *whole.children(recursive=True)]
        return family
    numbers = [process]
    for number in numbers:
        with contextlib.suppress(psutil.Error, OSError):
            family.append(psutil.Process(number))
            for task in Path(f"/proc/{number}/task").iterdir():
                numbers += map(int, (task / "children").read_text().split())
    return family


def _end(process: int, shut_in: bool) -> None:
    """End it and whatever it started. In a sandbox all the others end with the first."""
    for one in (process, *(() if shut_in else (each.pid for each in _family(process)))):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
