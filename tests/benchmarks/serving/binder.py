"""What Binder gives a visitor: how long it takes to build, and how much memory it holds with lessons open."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from benchmarks.questions import LESSONS
from benchmarks.serving.table import Table
from binder import build, start_binder
from leaningwell.serving.address import FIRST_PAGE
from servers import Server

OPEN = LESSONS[1:6]
REST_SECONDS = 8
MOST_MEGABYTES = 400
MOST_SECONDS = 180


def binder(table: Table, browser: Browser, root: Path) -> None:
    """Build, start, open the map and the lessons, and look each time what the processes hold."""
    table.heading("Binder: what is built without Docker, and the memory of all its processes (PSS)")
    with tempfile.TemporaryDirectory(prefix="leaningwell-binder-") as place:
        image = build(root, Path(place))
        table.plain("the packages are there after", "s", image.packages_seconds)
        table.within("postBuild takes", "s", image.post_build_seconds, MOST_SECONDS)
        with start_binder(image) as server, contextlib.closing(browser.new_context()) as visitor:
            table.within("at rest", "MB", _settled_memory(server), MOST_MEGABYTES)
            for path in (FIRST_PAGE, *(f"/voila/render/course/{lesson}.ipynb" for lesson in OPEN)):
                page = visitor.new_page()
                page.goto(server.page(path))
                page.locator(".lw-root[data-ready=true]").first.wait_for()
            open_ = f"with the map and {len(OPEN)} lessons open"
            table.within(open_, "MB", _settled_memory(server), MOST_MEGABYTES)


def _settled_memory(server: Server) -> float:
    """The same once it has not changed for a while: what only helps to start is gone by then."""
    before, now = 0.0, _memory(server)
    while abs(now - before) > now / 100:
        time.sleep(REST_SECONDS)
        before, now = now, _memory(server)
    return now


def _memory(server: Server) -> float:
    """Megabytes that all processes of the server hold together."""
    whole = 0
    process = psutil.Process(server.process.pid)
    for each in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):  # it ended just now
            whole += each.memory_full_info().pss
    return whole / 1e6
