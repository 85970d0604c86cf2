"""What one notebook's code may use up. The limits hold in every process that it starts."""

from __future__ import annotations

import resource
from dataclasses import asdict, dataclass
from typing import Any

ITEMS = "items.yaml"
MIB = 1 << 20
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Limits:
    """``memory`` and ``disk`` in MiB, of one process and of all files; ``seconds`` of computing."""

    memory: int = 4096
    disk: int = 64
    files: int = 4000
    open_files: int = 256
    processes: int = 64
    seconds: int = 600

    def plain(self) -> dict[str, Any]:
        """For a message."""
        return asdict(self)

    def hold(self) -> None:
        """Hold this process, and those it will start, to them."""
        if self.memory:
            _hold(resource.RLIMIT_DATA, self.memory * MIB)
        _hold(resource.RLIMIT_CPU, self.seconds)
        _hold(resource.RLIMIT_FSIZE, self.disk * MIB)
        _hold(resource.RLIMIT_NOFILE, self.open_files)
        _hold(resource.RLIMIT_CORE, 0)

    def hold_processes(self) -> None:
        """Hold the number of processes; it counts those of the whole account where there is no sandbox."""
        _hold(resource.RLIMIT_NPROC, self.processes)


def _hold(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))
