"""How soon the first page is there after `leaningwell open`: the first time on a computer, and each time after it."""

from __future__ import annotations

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
    first, again = [], []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="leaningwell-pages-") as kept:
            first.append(_first_paragraph(browser, root, kept))
            again.append(_first_paragraph(browser, root, kept))
    for when, seen in (("no page made yet", first), ("pages kept from before", again)):
        listens, shown = zip(*seen, strict=True)
        table.plain(f"the server listens, {when}", "s", middle(listens))
        table.within(f"the first paragraph is seen, {when}", "s", middle(shown), BUDGET_SECONDS)


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
