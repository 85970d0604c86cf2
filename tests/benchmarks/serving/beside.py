"""The same lesson from our server and from Voila as it comes, in turn: A B A B, each time in a fresh browser."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from benchmarks.serving.redraws import Sliders
from benchmarks.serving.table import Table, middle, share
from benchmarks.serving.visitor import Visitor
from leaningwell.serving.frontend import FRONT_END, TEMPLATE
from servers import Server, free_port, start

LESSON, NEXT = "02-built-to-depend", "03-alone-together"
MOVES = 60
FURTHER_PAGES = 5


@dataclass(frozen=True)
class Host:
    """A server, and where it has the lessons."""

    server: Server
    course: str = ""

    def address(self, lesson: str) -> str:
        """Where a lesson is shown."""
        return self.server.page(f"voila/render/{self.course}{lesson}.ipynb")

    def private_memory(self) -> float:
        """Bytes that the server's processes share with nobody."""
        whole = 0
        process = psutil.Process(self.server.process.pid)
        for each in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):  # it ended just now
                whole += each.memory_full_info().uss
        return whole

    def forget_pages(self) -> None:
        """End the kernels of pages that were closed: Voila's page asks for that too, but is refused."""
        self.server.end_kernels()
        while self.server.kernel_processes():
            time.sleep(0.05)


@contextlib.contextmanager
def stock_voila(root: Path) -> Iterator[Server]:
    """Voila's own command with its own template, without our settings: it hands out no more than our modules."""
    with tempfile.TemporaryDirectory(prefix="leaningwell-stock-") as name:
        ours = Path(name) / "voila" / "templates" / TEMPLATE
        ours.mkdir(parents=True)
        (ours / "static").symlink_to(FRONT_END)
        port = free_port()
        # Without the last, a kernel that a closed page has left behind could not be ended: it would be started anew.
        options = [f"--port={port}", "--no-browser", "--Voila.port_retries=0", "--KernelManager.autorestart=False"]
        arguments = [sys.executable, "-m", "voila", "course/", "--template=lab", *options]
        settings = {"JUPYTER_NO_CONFIG": "1", "JUPYTER_CONFIG_PATH": "", "JUPYTER_PATH": name}
        with start(arguments, root, port, settings, cwd=root) as server:
            yield server


@dataclass
class Seen:
    """What one visit gave."""

    times: dict[str, float]
    bytes: int
    requests: int
    other_hosts: set[str]
    errors: list[str]


def visit(browser: Browser, host: Host, activities: dict[str, int], *, slow: bool) -> Seen:
    """A first visit to the lesson."""
    with Visitor(browser, activities, slow=slow) as visitor:
        times = visitor.open(host.address(LESSON))
        visitor.settle()
        seen = Seen(times, visitor.bytes, visitor.requests, visitor.other_hosts, visitor.errors)
    host.forget_pages()
    return seen


def bytes_of_next(browser: Browser, host: Host, activities: dict[str, int]) -> int:
    """What the next lesson costs a browser that has read this one."""
    with Visitor(browser, activities) as visitor:
        visitor.open(host.address(LESSON))
        visitor.settle()
        visitor.open(host.address(NEXT))
        visitor.settle()
        count = visitor.bytes
    host.forget_pages()
    return count


def further_page(browser: Browser, host: Host, activities: dict[str, int]) -> float:
    """The private memory of the server that each further open page takes, in bytes."""
    with contextlib.ExitStack() as readers:

        def one_more() -> None:
            readers.enter_context(Visitor(browser, activities)).open(host.address(LESSON))

        one_more()
        time.sleep(1)
        before = host.private_memory()
        for _ in range(FURTHER_PAGES):
            one_more()
        time.sleep(1)
        each = (host.private_memory() - before) / FURTHER_PAGES
    host.forget_pages()
    return each


def redraws(browser: Browser, host: Host, activities: dict[str, int]) -> list[float]:
    """How long the lesson's explorations take to redraw."""
    with Visitor(browser, activities) as visitor:
        visitor.open(host.address(LESSON))
        visitor.settle()
        sliders = Sliders(visitor.page)
        sliders.move(MOVES)
        found = sliders.milliseconds
    host.forget_pages()
    return found


def compare(table: Table, browser: Browser, ours: Host, stock: Host, activities: dict[str, int], pairs: int) -> None:
    """Everything that is measured beside stock Voila."""
    hosts = (ours, stock)
    # Before anything is timed, each server has shown both pages once.
    following = [bytes_of_next(browser, host, activities) / 1000 for host in hosts]
    for slow in (False, True):
        seen = [[visit(browser, host, activities, slow=slow) for host in hosts] for _ in range(pairs)]
        first_visits(table, list(zip(*seen, strict=True)), activities[LESSON], slow=slow)
        if not slow:
            here, beside = following
            table.within("bytes of the next lesson, kept files at hand", "kB", here, 30, beside)
    table.heading(f"While it is read: {FURTHER_PAGES} further pages, {MOVES} moves of a slider in lesson 02")
    memory = [further_page(browser, host, activities) / 1e6 for host in hosts]
    table.beside("the server's private memory of each further open page", "MB", *memory, 300)
    drawn = [redraws(browser, host, activities) for host in hosts]
    table.within("a redraw in the browser, median", "ms", middle(drawn[0]), 40, middle(drawn[1]))
    table.within("a redraw in the browser, 95th of 100", "ms", share(drawn[0], 0.95), 100, share(drawn[1], 0.95))


def first_visits(table: Table, seen: list[tuple[Seen, ...]], activities: int, *, slow: bool) -> None:
    """What the visits have shown; ``seen`` holds ours and stock's."""
    where, short = ("on a line with 9 Mbps and 170 ms", "on the slow line, ") if slow else ("on this computer", "")
    table.heading(f"A first visit to lesson 02, {where}: medians of {len(seen[0])} pairs, each in a fresh browser")
    for name, what, part in (
        ("paragraph", "the first paragraph is on the screen", 15 if slow else 12),
        ("question", "the first question can be answered", 8 if slow else 7),
        ("ready", f"all {activities} activities are ready", 7 if slow else 5),
    ):
        here, beside = ([visit.times[name] for visit in visits] for visits in seen)
        table.beside(short + what, "ms", middle(here), middle(beside), part)
    if slow:
        return
    here, beside = (middle([visit.bytes / 1000 for visit in visits]) for visits in seen)
    table.beside("bytes over HTTP", "kB", here, beside, 45)
    here, beside = (middle([visit.requests for visit in visits]) for visits in seen)
    table.within("requests", "", here, 12, beside)
    here, beside = (max(len(visit.other_hosts) for visit in visits) for visits in seen)
    table.within("other hosts that are asked", "", here, 0, beside)
    here, beside = (max(len(visit.errors) for visit in visits) for visits in seen)
    table.within("errors in the console", "", here, 0, beside)
    for error in {error for visit in seen[0] for error in visit.errors}:
        print(f"    {error}")
