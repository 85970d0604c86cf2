"""Commands of `leaningwell` in processes of their own, so that whoever answers a page goes on answering meanwhile.

They belong to a process that lasts as long as the page may ask for them: a notebook's kernel, or the server.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

import psutil

GRACE = 10


class Job:
    """Runs the command at once. It prints JSON in its last line, and may take ``seconds``."""

    def __init__(self, *arguments: str, seconds: float):
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the job
        self._process = subprocess.Popen(
            [sys.executable, "-m", "leaningwell.cli", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"},
        )
        self._deadline = time.monotonic() + seconds
        self._late = False
        atexit.register(self.end)

    def result(self) -> dict[str, Any] | None:
        """What the command gave; None while it runs. ``code`` is ``too-long`` or ``failed`` if it gave nothing."""
        if self._process.poll() is None:
            if time.monotonic() > self._deadline + GRACE:
                self.end()
            elif time.monotonic() > self._deadline and not self._late:
                self._late = True
                self._process.terminate()
            return None
        atexit.unregister(self.end)
        self._output.seek(0)
        try:
            found = json.loads(self._output.read().splitlines()[-1])
        except (ValueError, LookupError):
            found = None
        if isinstance(found, dict):
            return found
        return {"code": "too-long" if self._late else "failed", "detail": ""}

    def end(self) -> None:
        """End the process, and all it started."""
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._process.pid)
            for each in [*process.children(recursive=True), process]:
                with contextlib.suppress(psutil.Error):
                    each.kill()
        self._process.wait()


class Jobs:
    """The jobs of one process, by whose they are and by name. One of a name runs at a time."""

    def __init__(self) -> None:
        self._jobs: dict[tuple[str, str], Job] = {}
        self._at_work = threading.Lock()  # a server passes on what is asked from several threads

    def carry_out(self, reply: dict[str, Any], owner: str = "") -> dict[str, Any]:
        """An activity's reply, with what it wants done.

        ``{"job": {"start": name, "arguments": [...], "seconds": ..., "anew": ...}}`` starts a command, and ends an
        earlier one of that name if ``anew``; ``{"job": {"result": name}}`` gives what it found, None while it runs.
        """
        job = reply.get("job")
        if not job:
            return reply
        with self._at_work:
            if "result" in job:
                found = self._jobs.get((owner, job["result"]))
                return {"result": found.result() if found else {"code": "failed", "detail": ""}}
            running = self._jobs.get((owner, job["start"]))
            if running and running.result() is None:
                if not job["anew"]:
                    return {"running": True}
                running.end()
            self._jobs[owner, job["start"]] = Job(*job["arguments"], seconds=job["seconds"])
            return {"running": True}

    def close(self) -> None:
        """End all jobs."""
        for job in self._jobs.values():
            job.end()
