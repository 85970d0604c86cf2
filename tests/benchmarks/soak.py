"""Kills the processes of the public site and of a grading again and again, as a machine short of memory: `make soak`.

A round kills, at a random moment and with SIGKILL, one worker, all workers, or the server, which is then started anew
on the same port. Meanwhile somebody at a page in a browser writes, answers and moves sliders, and others ask at the
level of the protocol, as patiently as a page does. In the end no reply may have been wrong, none may be missing, and
the learner's workbook must hold all that was done. Half as many rounds kill `leaningwell grade`, and as many one of
its workers: after the next run the gradebook must hold what it would have held. The exit code says whether it is so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

import psutil
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.line import Line
from benchmarks.questions import Answers, Question, page_path, questions
from benchmarks.serving.load import Asked, Listener, ask, beside_the_browsers
from benchmarks.serving.redraws import Sliders
from benchmarks.serving.table import Table
from benchmarks.serving.visitor import Visitor
from browser.stored import bare, call
from chromium import launch_offline_arguments
from classroom.blows import a_class, blows
from leaningwell.content import load_activities
from leaningwell.items import Item
from servers import Server, free_port, start_site

ROOT = Path(__file__).parents[2]
LESSON = "02-built-to-depend"
PROXY = "127.0.0.1"
ROUNDS = 200
CLIENTS = 4
PAUSE = 0.1
"""Seconds between two questions of a client; an address may ask only so often."""
LONGEST_DELAY = 1.5
"""Seconds within which the blow comes; what a learner does in a round takes about as long."""
PATIENCE = 90
"""Seconds within which the page must have come back by itself; a page itself tries for five minutes."""


class Site:
    """The public site, which rises again on its port, ``away`` seconds after it was killed."""

    def __init__(self, away: float) -> None:
        self.port = free_port()
        self._away = away
        self.killed: Counter[str] = Counter()
        self.left_behind = 0
        self._start()

    def _start(self) -> None:
        self._running = contextlib.ExitStack()
        self.server: Server = self._running.enter_context(start_site(ROOT, "--proxy", PROXY, port=self.port))

    def __enter__(self) -> Site:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self._running.close()

    def strike(self, whom: str, delay: float, chance: Random) -> None:
        """Kill, after a while."""
        time.sleep(delay)
        if whom == "the server":
            self._kill_server()
        else:
            workers = self._workers()
            for worker in workers if whom == "all workers" else [chance.choice(workers)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
        self.killed[whom] += 1

    def _workers(self) -> list[int]:
        """The workers, which come with the first questions to a server."""
        while not (workers := self.server.workers()):
            time.sleep(0.05)
        return workers

    def _kill_server(self) -> None:
        process = psutil.Process(self.server.process.pid)
        children = process.children(recursive=True)
        process.kill()
        self.server.process.wait()
        self._running.close()
        time.sleep(self._away)
        self._start()
        _, left = psutil.wait_procs(children, timeout=10)
        self.left_behind += len(left)


class Learner:
    """Somebody at a page, who remembers what they did."""

    def __init__(self, visitor: Visitor, listener: Listener, chance: Random):
        self.visitor, self.page = visitor, visitor.page
        self.longest = 0.0
        self._listener, self._chance = listener, chance
        activities = load_activities(ROOT / "course" / "activities" / f"{LESSON}.yaml")
        self._reflection = activities.reflections[0]
        self._items = [item for item in activities.items if item.type in ("single", "true-false")]
        self._written = ""
        self._answered: dict[str, tuple[Item, str, int]] = {}
        self._checked = 0
        self.page.on("response", listener.note)
        self.page.on("response", self._count)
        self._card = self.page.get_by_role("region", name=self._reflection.title, exact=True)

    def _count(self, response: Any) -> None:
        asked = response.url.partition("/leaningwell/ask/")[2]
        if response.ok and asked and response.request.post_data_json["question"]["do"] == "check":
            self._checked += 1

    def sit_down(self, address: str) -> None:
        """Open the page."""
        self.visitor.open(address)
        self._sliders = Sliders(self.page)

    def do_something(self, number: int) -> None:
        """Write, answer, and move a slider. Raises TimeoutError or AssertionError if the page does not come back."""
        for act in (lambda: self._write(f"What I wrote in round {number}."), self._answer, self._move):
            began = time.monotonic()
            act()
            self.longest = max(self.longest, time.monotonic() - began)
        self._listener.compare()

    def _write(self, text: str) -> None:
        self._card.locator("input[value='own']").check()
        box = self._card.get_by_role("textbox").first
        box.fill(text)
        box.blur()
        expect(self._card.get_by_text("Kept in this browser.", exact=True)).to_be_visible(timeout=1000 * PATIENCE)
        self._written = text

    def _answer(self) -> None:
        item = self._chance.choice(self._items)
        option = self._chance.choice(item.options).key
        card = self.page.locator(f"[data-item='{item.id}']")
        card.locator(f"input[value='{option}']").check()
        before = self._checked
        card.get_by_role("button", name="Check", exact=True).click()
        deadline = time.monotonic() + PATIENCE
        while self._checked == before:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no reply came; the page says {card.locator('.lw-verdict').inner_text()!r}")
            self.page.wait_for_timeout(50)
        tries = self._answered[item.id][2] if item.id in self._answered else 0
        self._answered[item.id] = (item, option, tries + 1)

    def _move(self) -> None:
        self._sliders.move(seconds=PATIENCE)

    def losses(self, server: Server) -> list[str]:
        """What of all this is not in the workbook as it was done, nor on the page when it is opened again."""
        lost = []
        self.page.wait_for_timeout(1000)  # what is written down soon after it was done
        workbook = bare(self.visitor.context, server)
        kept = call(workbook, "workbook/workbook", "get", f"reflection/{self._reflection.id}")
        if not kept or kept["own"].get(self._reflection.boxes[0].id) != self._written:
            lost.append(f"the reflection reads {kept!r}, not {self._written!r}")
        for item, option, tries in self._answered.values():
            kept = call(workbook, "workbook/workbook", "get", f"item/{item.id}") or {}
            right = item.score(option).right
            found = (kept.get("response"), kept.get("tries"), (kept.get("result") or {}).get("right"))
            if found != (option, tries, right):
                lost.append(f"{item.id}: kept {found}, done {(option, tries, right)}")
        workbook.close()
        self.visitor.open(self.page.url)
        expect(self._card.get_by_role("textbox").first).to_have_value(self._written)
        for item, option, _ in self._answered.values():
            chosen = self.page.locator(f"[data-item='{item.id}']").locator(f"input[value='{option}']")
            if not chosen.is_checked():
                lost.append(f"{item.id}: the page opened again does not show what was answered")
        return lost


async def patiently(line: Line, question: Question) -> Asked:
    """Ask as a page does: again while the server is away or busy."""
    deadline = time.monotonic() + PATIENCE
    while True:
        asked = await ask(line, question)
        away = asked.became in ("lost", "turned away") or asked.became.startswith(
            ("answered with 429", "answered with 5")
        )
        if not away or asked.became.startswith("answered with 500") or time.monotonic() > deadline:
            return asked
        await asyncio.sleep(0.3)


async def keep_asking(line: Line, asked: list[Question], chance: Random, enough: threading.Event) -> Counter[str]:
    """One client, until it is told to stop."""
    count: Counter[str] = Counter()
    while not enough.is_set():
        count[(await patiently(line, chance.choice(asked))).became] += 1
        await asyncio.sleep(PAUSE)
    line.close()
    return count


def soak(browser: Browser, rounds: int, seed: int, away: float, table: Table) -> None:
    """All rounds, and what came of them."""
    chance = Random(seed)
    answers = Answers(ROOT / "course")
    listener = Listener(answers)
    enough = threading.Event()
    with Site(away) as site, beside_the_browsers() as run, ThreadPoolExecutor(1) as hand:
        asked = questions(site.server, answers)
        with Visitor(browser, {LESSON: _activities(site.server)}) as visitor:
            learner = Learner(visitor, listener, chance)
            learner.sit_down(site.server.page(page_path(LESSON)))
            lines = [Line(site.port, f"10.2.0.{number + 1}") for number in range(CLIENTS)]
            clients = [run(keep_asking(line, asked, Random(seed + n), enough)) for n, line in enumerate(lines)]
            stuck = []
            for number in range(1, rounds + 1):
                whom = chance.choice(["one worker", "all workers", "the server"])
                blow = hand.submit(site.strike, whom, chance.uniform(0, LONGEST_DELAY), Random(number))
                try:
                    learner.do_something(number)
                except (AssertionError, TimeoutError) as error:
                    stuck.append(f"round {number}, {whom}: {error}")
                blow.result()
                if number % 10 == 0:
                    print(f"{number} of {rounds} rounds", file=sys.stderr, flush=True)
            enough.set()
            told = sum((client.result(2 * PATIENCE) for client in clients), Counter())
            losses = learner.losses(site.server)
            errors = [error for error in visitor.errors if "Failed to load resource" not in error]
    _tell(table, site, told, learner, listener, stuck, losses, errors)


def _activities(server: Server) -> int:
    return server.get(page_path(LESSON), token=False)[1].count(b'<script type="application/json">')


def _tell(
    table: Table,
    site: Site,
    told: Counter[str],
    learner: Learner,
    listener: Listener,
    stuck: list[str],
    losses: list[str],
    errors: list[str],
) -> None:
    table.heading("What was killed, and what came of it")
    for whom, times in sorted(site.killed.items()):
        table.plain(f"killed: {whom}", "", times)
    table.plain("replies to clients", "", told["right"])
    table.within("wrong replies to clients", "", told.pop("wrong", 0), 0)
    table.within("questions of clients without a reply", "", told.total() - told["right"], 0)
    heard = listener.heard
    table.plain("replies to the page", "", heard["right"])
    table.within("wrong replies to the page", "", heard.pop("wrong", 0), 0)
    table.plain("times the page was told to ask again", "", heard.total() - heard["right"])
    table.plain("the longest that anything took on the page", "s", learner.longest)
    table.within("times the page did not come back by itself", "", len(stuck), 0)
    table.within("things a learner did that are lost", "", len(losses), 0)
    table.within("errors in the page's console", "", len(errors), 0)
    table.within("processes that outlived their server", "", site.left_behind, 0)
    for line in [*stuck, *losses, *errors]:
        print(f"    {line}")


def disturb_gradings(rounds: int, seed: int, table: Table) -> None:
    """Kill gradings, and their workers."""
    table.heading("What became of gradings")
    for whom in ("grader", "worker"):
        with tempfile.TemporaryDirectory() as place:
            told = blows(a_class(Path(place).resolve(), whom), whom, rounds, seed)
        table.plain("killed: a grading" if whom == "grader" else "killed: a worker of a grading", "", told["met"])
        table.within("rows and folders that are not as without", "", len(told["wrong"]), 0)
        for line in told["wrong"]:
            print(f"    {line}")


def main() -> None:
    """So many rounds, and the verdict."""
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__.splitlines()[0])
    parser.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1, help="another gives other moments")
    parser.add_argument("--away", type=float, default=0, help="seconds until a killed server is started anew")
    chosen = parser.parse_args()
    table = Table()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_offline_arguments())
        soak(browser, chosen.rounds, chosen.seed, chosen.away, table)
        browser.close()
    disturb_gradings((chosen.rounds + 1) // 2, chosen.seed, table)
    print("All well." if not table.missed else "Not well:\n  " + "\n  ".join(table.missed))
    sys.exit(bool(table.missed))


if __name__ == "__main__":
    main()
