"""Runs the commands of a class in processes forked from one that has loaded them.

Python takes some three seconds to load nbgrader, more than most commands then work. All else is as it is for an
instructor: each command has a process, a folder, an environment, an output and an exit code of its own. Tests that
stop, limit or wrap a command start one that loads for itself.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
LOADED = {
    # No part of ours: a course decides by its settings whether there is one.
    "nbgrader": ("nbgrader.apps",),
    "leaningwell.cli": ("leaningwell.cli.grade", "leaningwell.grading.cohort.grading", "nbgrader.apps"),
}


def run(module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float = 300):
    """What ``python -m module arguments`` prints and ends with, as ``subprocess.run`` gives it."""
    command = [sys.executable, "-m", module, *arguments]
    if sys.platform != "linux":  # elsewhere a process that has loaded much cannot be forked safely
        return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, timeout=timeout, check=False)
    with tempfile.TemporaryDirectory() as place:
        streams = [Path(place, name) for name in ("out", "err")]
        asked = {"arguments": arguments, "cwd": str(cwd), "env": dict(env), "timeout": timeout}
        code = loader(module).ask(asked | {"streams": [str(path) for path in streams]})
        said = [path.read_text(encoding="utf-8") for path in streams]
    if code is None:
        raise subprocess.TimeoutExpired(command, timeout, *said)
    return subprocess.CompletedProcess(command, code, *said)


class Loader:
    """The process that has loaded all, and forks."""

    def __init__(self, module: str):
        path = os.pathsep.join(filter(None, [str(TESTS), str(TESTS.parent / "src"), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "classroom.warm", module],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.end)

    def ask(self, asked: Mapping[str, Any]) -> int | None:
        """Have a command run; what it ended with, or None if it took too long."""
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """Without a next line it ends by itself."""
        self._process.stdin.close()
        self._process.wait()


@lru_cache
def loader(module: str) -> Loader:
    """One for all classes of this process."""
    return Loader(module)


def begin(module: str, asked: Mapping[str, Any]) -> int:
    """Fork a process in which the command runs, and give it."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        for target, path in enumerate(asked["streams"], 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), target)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.clear()
        os.environ.update(asked["env"])
        tempfile.tempdir = None  # as the environment has it now
        os.chdir(asked["cwd"])
        sys.path[0] = asked["cwd"]
        sys.argv = [module, *asked["arguments"]]
        code = ended_with(module)
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def ended_with(module: str) -> int:
    """Run the module as a script, and say what it would have exited with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        atexit._run_exitfuncs()
    return 0


def wait(process: int, timeout: float) -> int | None:
    """What it ended with; one that takes too long is killed."""

    def too_long(*_: Any) -> None:
        os.killpg(process, signal.SIGKILL)

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(int(timeout))
    status = os.waitpid(process, 0)[1]
    late = signal.alarm(0) == 0
    return None if late else os.waitstatus_to_exitcode(status)


def main(module: str) -> None:
    """Load, then run what comes line by line."""
    for name in LOADED[module]:
        import_module(name)
    # What is printed here by mistake is no answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(wait(begin(module, asked), asked["timeout"])), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
