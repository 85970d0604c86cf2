"""How soon pages are there, and how many readers a public site bears: `make bench-serving`.

First the time from the command to the first page, and what Binder takes; then pages beside Voila as it comes, and a
site under load.

Nothing here passes or fails: each line says its figure and whether it keeps its budget, and at the end those that do
not are named. Figures depend on the machine and on what else it does; ratios less so, since both servers run on it, one
after the other, and are visited in turn. No browser here finds another host, so that what stock Voila asks of the world
costs it nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from benchmarks.questions import LESSONS, page_path
from benchmarks.serving.beside import Host, compare, stock_voila
from benchmarks.serving.binder import binder
from benchmarks.serving.load import bear
from benchmarks.serving.start import start
from benchmarks.serving.table import Table
from chromium import launch_offline_arguments
from servers import Server, start_server, start_site

ROOT = Path(__file__).parents[3]
PROXY = "127.0.0.1"


def activities(site: Server) -> dict[str, int]:
    """How many activities each lesson shows at once, from the pages themselves."""
    count = {}
    for lesson in LESSONS:
        page = BeautifulSoup(site.get(page_path(lesson), token=False)[1], "html.parser")
        count[lesson] = len(page.select(".lw-slot:not(.lw-curious *) > script[type='application/json']"))
    return count


@contextlib.contextmanager
def server(site: Server, *, own: bool) -> Iterator[Host]:
    """The server that is compared with stock Voila."""
    if not own:
        yield Host(site)
        return
    with start_server(ROOT) as started:
        yield Host(started, "course/")


@contextlib.contextmanager
def told_if_it_ends_early(table: Table) -> Iterator[None]:
    """A part that cannot be measured counts as missed, and the other is measured nevertheless."""
    try:
        yield
    except Exception as error:
        traceback.print_exc()
        table.missed.append(f"what was not measured because of {error!r}")


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="benchmarks.serving", description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=7, help="visits to each of the two servers, on each line")
    parser.add_argument("--pages", type=int, default=1000, help="pages that are open at the public site")
    parser.add_argument("--seconds", type=int, default=60, help="how long the public site is asked")
    parser.add_argument("--only", choices=["start", "binder", "beside", "load"], help="one of the parts")
    parser.add_argument("--own", action="store_true", help="compare `leaningwell open`, not the public site")
    chosen = parser.parse_args()

    table = Table()
    began = time.monotonic()
    print(f"{os.cpu_count()} processors; load {os.getloadavg()[0]:.1f} before anything was started.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_offline_arguments())
        if chosen.only in (None, "start"):
            with told_if_it_ends_early(table):
                start(table, browser, ROOT)
        if chosen.only in (None, "binder"):
            with told_if_it_ends_early(table):
                binder(table, browser, ROOT)
        if chosen.only in (None, "beside"):
            with (
                told_if_it_ends_early(table),
                start_site(ROOT) as site,
                stock_voila(ROOT) as stock,
                server(site, own=chosen.own) as ours,
            ):
                compare(table, browser, ours, Host(stock), activities(site), chosen.pairs)
        if chosen.only in (None, "load"):
            with told_if_it_ends_early(table), start_site(ROOT, "--proxy", PROXY) as site:
                bear(table, browser, Host(site), activities(site), pages=chosen.pages, seconds=chosen.seconds)
        browser.close()
    print(f"\nThis took {(time.monotonic() - began) / 60:.1f} minutes; load {os.getloadavg()[0]:.1f} at the end.")
    if table.missed:
        print("Budgets that were missed:", *table.missed, sep="\n  ")
    else:
        print("Every budget was met.")


if __name__ == "__main__":
    main()
