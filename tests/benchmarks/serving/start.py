"""How soon the first page is there after `leaningwell open`: in a folder that was set up, and where no page is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.serving.table import Table, middle
from leaningwell.serving.address import FIRST_PAGE
from servers import start_server

STARTS = 5
BUDGET_SECONDS = 3


def start(table: Table, browser: Browser, root: Path) -> None:
    """Start the course as a learner does, into a browser that runs already, and stop it again."""
    table.heading(f"From the command to the first page, {STARTS} starts of each kind: half took no more than")
    bare, set_up = [], []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="leaningwell-pages-") as kept:
            bare.append(_first_paragraph(browser, root, kept))
        with tempfile.TemporaryDirectory(prefix="leaningwell-pages-") as kept:
            _set_up(root, kept)
            set_up.append(_first_paragraph(browser, root, kept))
    for when, seen in (("no page made yet", bare), ("as `make course` has set it up", set_up)):
        listens, shown = (middle(times) for times in zip(*seen, strict=True))
        table.plain(f"the server listens, {when}", "s", listens)
        if seen is set_up:
            table.within(f"the first paragraph is seen, {when}", "s", shown, BUDGET_SECONDS)
        else:
            table.plain(f"the first paragraph is seen, {when}", "s", shown)


def _set_up(root: Path, kept: str) -> None:
    """The last step of `make course`."""
    command = [sys.executable, "-m", "leaningwell.serving.prepared.beforehand"]
    subprocess.run(command, cwd=root, env={**os.environ, "XDG_CACHE_HOME": kept}, check=True)


def _first_paragraph(browser: Browser, root: Path, kept: str) -> tuple[float, float]:
    """The seconds after which the server listens, and after which its first page shows a paragraph."""
    page = browser.new_page()
    began = time.monotonic()
    with start_server(root, env={"XDG_CACHE_HOME": kept}) as server:
        listens = time.monotonic() - began
        page.goto(server.page(FIRST_PAGE), wait_until="commit")
        page.locator("main .lw-prose p").first.wait_for()
        seen = time.monotonic() - began
        page.context.close()
    return listens, seen
