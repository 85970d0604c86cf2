"""Starts the process of a nursery. It imports little, so that a command has it start while its own imports go on."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

PASSED_ON = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHASHSEED", "TZ", "LD_LIBRARY_PATH")


class Readied:
    """A process that imports what it can, and then waits for a first byte on ``control``.

    It works in ``place``, a new folder if none is given. To be closed, or given to a ``Nursery``, which closes it.
    """

    def __init__(self, place: Path | None = None):
        self.place = place or Path(tempfile.mkdtemp(prefix="leaningwell-grade-"))
        self.control, theirs = socket.socketpair()
        env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "leaningwell.grading.cohort.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=env | {"HOME": str(self.place), "IPYTHONDIR": str(self.place)},
                cwd=self.place,
                start_new_session=True,
            )

    def end(self) -> None:
        """End the process. Its folder stays."""
        self.control.close()
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End the process, and with it all it forked."""
        self.end()
        shutil.rmtree(self.place, ignore_errors=True)
