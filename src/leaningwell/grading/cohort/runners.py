"""Where notebooks are run: by processes of this machine, or by the workers of a Dask cluster.

A cluster's worker gets what is to be run and gives back what came of it, and knows neither gradebook nor key. So it is
the same whoever runs it, and where a worker ends in the midst of it, the cluster has another one run it anew.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Protocol

from .limits import Limits
from .plan import Plan
from .readied import Readied
from .running import CannotRun, Nursery, Pace, Ran, run

WAIT = 30
_NURSERIES: dict[tuple[str, Limits, bytes], Nursery] = {}
_LOCK = threading.Lock()


class Runner(Protocol):
    """``width``: so many notebooks are run at once."""

    width: int

    def run(self, plan: Plan, files: Mapping[str, bytes]) -> Ran:
        """Run all of a plan beside these files. Raises CannotRun."""

    def close(self) -> None:
        """Let go of all that runs."""


class Here:
    """Runs notebooks on this machine."""

    def __init__(self, sandbox: str, limits: Limits, sheet: bytes, pace: Pace, width: int, readied: Readied | None):
        """Raises CannotRun."""
        self.width, self._pace = width, pace
        self._nursery = Nursery(sandbox, limits, sheet, readied)

    def run(self, plan: Plan, files: Mapping[str, bytes]) -> Ran:
        """Run all of a plan beside these files. Raises CannotRun."""
        return run(self._nursery, plan, files, self._pace)

    def close(self) -> None:
        """End the process that forks, and all it forked."""
        self._nursery.close()


class Cluster:
    """Has notebooks run by the workers of the Dask cluster at ``address``."""

    def __init__(self, address: str, sandbox: str, limits: Limits, sheet: bytes, pace: Pace, width: int):
        """Raises CannotRun."""
        try:
            from distributed import Client
        except ImportError:
            raise CannotRun(
                "For --scheduler the extra `cluster` is needed: pip install 'leaningwell[cluster]'."
            ) from None
        self._about = sandbox, limits, sheet, pace
        try:
            self._client: Any = Client(address, timeout=WAIT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            raise CannotRun(f"No cluster with workers answers at {address}: {error}") from None
        self.width = width or max(1, sum(self._client.nthreads().values()))
        self.run(Plan(()), {})  # whether code can be shut in there

    def run(self, plan: Plan, files: Mapping[str, bytes]) -> Ran:
        """Run all of a plan beside these files. Raises CannotRun."""
        try:
            ran: Ran = self._client.submit(run_there, plan, dict(files), *self._about, pure=False).result()
            return ran
        except CannotRun:
            raise
        except Exception as error:
            raise CannotRun(f"The cluster could not run it: {type(error).__name__}.") from None

    def close(self) -> None:
        """Let go of the cluster."""
        self._client.close(timeout=5)


def run_there(plan: Plan, files: Mapping[str, bytes], sandbox: str, limits: Limits, sheet: bytes, pace: Pace) -> Ran:
    """Run a plan in a worker of a cluster, by a process that is kept for the next. Raises CannotRun."""
    key = sandbox, limits, sheet
    with _LOCK:
        nursery = _NURSERIES.get(key)
        if nursery is None:
            for old in _NURSERIES.values():
                old.close()
            _NURSERIES.clear()
            nursery = _NURSERIES[key] = Nursery(sandbox, limits, sheet)
    return run(nursery, plan, files, pace)
