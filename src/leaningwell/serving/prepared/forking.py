"""How workers come to be: forked, each at once, from one process that has imported all that any of them needs.

That process can be started before anything else, so that it imports while the server does.
"""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.connection import Connection

MODULES = [
    f"{__package__}.worker",
    "leaningwell.widgets.lesson",
    "leaningwell.widgets.exercise",
    "leaningwell.widgets.explore",
]

if sys.platform == "win32":
    CONTEXT = multiprocessing.get_context("spawn")
else:
    CONTEXT = multiprocessing.get_context("forkserver")
    CONTEXT.set_forkserver_preload(MODULES)  # what they import is there once, for all of them


def start_early() -> None:
    """Start that process now, if there is to be one; it would be started with the first worker otherwise."""
    if sys.platform != "win32":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def work(connection: Connection, everything: bool) -> None:
    """What a worker does. Only its own process needs what this imports."""
    from .worker import work as go_on

    go_on(connection, everything)


def keep(root: str, path: str) -> None:
    """Make one page, and keep it where a server will look for it. As ``work``, this is for a process of its own."""
    from .worker import keep as make_and_keep

    make_and_keep(root, path)
