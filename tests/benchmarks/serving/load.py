"""The public site with many readers at once: pages held open at the level of the protocol, and a few real browsers."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, Response

from benchmarks.line import Line
from benchmarks.questions import LESSONS, Answers, Question, questions
from benchmarks.serving.beside import Host
from benchmarks.serving.redraws import Sliders
from benchmarks.serving.table import Table, middle, share
from benchmarks.serving.visitor import Visitor

A_SECOND = 30
BROWSERS = 3
OPENING_AT_ONCE = 40
WARMING_UP = 4
A_CLASS = 25
"""So many readers come from one address, as from a school."""
AT_ONCE = 600
FROM_ONE_ADDRESS = 900
PATIENCE_SECONDS = 30
"""An ask without any answer for so long is lost."""


@dataclass
class Asked:
    """What became of one ask: ``right``, ``wrong``, ``turned away``, ``lost``, or what else came back."""

    became: str
    milliseconds: float


@contextlib.contextmanager
def beside_the_browsers() -> Iterator[Any]:
    """A function that runs a coroutine in a thread of its own, where all lines live: Playwright holds this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, loop)

    yield run
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


async def ask(line: Line, question: Question, due: float | None = None) -> Asked:
    """Ask once, as due at a moment of the loop's clock, and compare the reply with the one it must be."""
    clock = asyncio.get_running_loop().time
    due = due or clock()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reply = await line.post(question.address, question.body)
    except (OSError, TimeoutError):
        became = "lost"
    else:
        if reply.status == 200:
            became = "right" if reply.json() == question.reply else "wrong"
        elif reply.status not in (429, 503):
            became = f"answered with {reply.status}"
        elif "retry-after" in reply.headers:
            became = "turned away"
        else:
            became = f"answered with {reply.status}, not saying when to ask again"
    return Asked(became, 1000 * (clock() - due))


async def open_page(line: Line, files: Sequence[str]) -> Counter[str]:
    """Fetch a page and all that a browser fetches for it; what came back, counted."""
    count: Counter[str] = Counter()
    for file in files:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reply = await line.get(file)
            count[str(reply.status)] += 1
            count["bytes"] += len(reply.body)
        except (OSError, TimeoutError):
            count["lost"] += 1
    return count


async def open_pages(lines: Sequence[Line], files: Sequence[Sequence[str]]) -> Counter[str]:
    """Open a page on each line, a few at once."""
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def one(place: int) -> Counter[str]:
        async with gate:
            return await open_page(lines[place], files[place % len(files)])

    return sum(await asyncio.gather(*map(one, range(len(lines)))), Counter())


async def ask_steadily(lines: Sequence[Line], asked: Sequence[Question], seconds: int) -> list[Asked]:
    """Ask so many times a second, whether or not answers come; each time from another page."""
    clock = asyncio.get_running_loop().time
    began = clock()
    under_way = []
    for number in range(A_SECOND * seconds):
        due = began + number / A_SECOND
        await asyncio.sleep(max(0, due - clock()))
        line, question = lines[number % len(lines)], asked[number % len(asked)]
        under_way.append(asyncio.create_task(ask(line, question, due)))
    return await asyncio.gather(*under_way)


async def ask_at_once(lines: Sequence[Line], asked: Sequence[Question]) -> list[Asked]:
    """One ask from each page, all in the same moment."""
    return await asyncio.gather(*(ask(line, asked[place % len(asked)]) for place, line in enumerate(lines)))


async def warm_up(lines: Sequence[Line], asked: Sequence[Question]) -> float:
    """Ask everything once, so that each worker has met each lesson; the milliseconds that the first answer took."""
    first = await ask(lines[0], asked[0])
    for begin in range(0, len(asked), len(lines)):
        await ask_at_once(lines, asked[begin : begin + len(lines)])
    return first.milliseconds


class Listener:
    """Compares what browsers are answered with what they should be."""

    def __init__(self, answers: Answers):
        self._answers = answers
        self._responses: list[Response] = []
        self.heard: Counter[str] = Counter()

    def note(self, response: Response) -> None:
        """Called for each response; its body is read later, as that cannot be done here."""
        if "/leaningwell/ask/" in response.url:
            self._responses.append(response)

    def compare(self) -> None:
        """Judge what was noted since."""
        responses, self._responses = self._responses, []
        for response in responses:
            if response.status != 200:
                self.heard[f"answered with {response.status}"] += 1
                continue
            right = self._answers.to(urlsplit(response.url).path, response.request.post_data_json)
            self.heard["right" if response.json() == right else "wrong"] += 1


def _file(request: Request) -> list[str]:
    """The path of what is fetched; what is asked is no file."""
    return [urlsplit(request.url).path] if request.method == "GET" else []


def files_of(browser: Browser, host: Host, activities: dict[str, int]) -> list[list[str]]:
    """For each lesson the paths that a browser fetches which has never been here."""
    found = []
    for lesson in LESSONS:
        files: list[str] = []
        with Visitor(browser, activities) as visitor:
            visitor.page.on("request", lambda request, files=files: files.extend(_file(request)))
            visitor.page.goto(host.address(lesson))
            visitor.settle()
            found.append(list(dict.fromkeys(files)))
    return found


def bear(table: Table, browser: Browser, host: Host, activities: dict[str, int], *, pages: int, seconds: int) -> None:
    """Open pages, ask, ask too much, and say what came of it."""
    answers = Answers(host.server.root / "course")
    asked = questions(host.server, answers)
    _allow_files(pages)
    table.heading(
        f"The public site: {pages:,} pages open, {A_SECOND} asks a second for {seconds} seconds, {BROWSERS} browsers"
    )
    port = host.server.port
    lines = [Line(port, _address(number // A_CLASS)) for number in range(pages)]
    with beside_the_browsers() as run:
        first = run(warm_up(lines[:WARMING_UP], asked)).result()
        table.plain("the first answer after the site has been started", "ms", first)
        files = files_of(browser, host, activities)
        before = host.private_memory()
        began = time.monotonic()
        opened = run(open_pages(lines, files)).result()
        fetched = sum(count for what, count in opened.items() if what != "bytes")
        table.plain("pages opened, each with all its files, in", "s", time.monotonic() - began)
        table.plain("files fetched", "", fetched)
        table.within("of these not fetched, or not as they are", "", fetched - opened["200"], 0)
        table.plain("the server's private memory before", "MB", before / 1e6)
        table.plain("more with all pages open", "MB", (host.private_memory() - before) / 1e6)

        listener = Listener(answers)
        with contextlib.ExitStack() as readers:
            visitors = [readers.enter_context(Visitor(browser, activities)) for _ in range(BROWSERS)]
            for visitor in visitors:
                visitor.page.on("response", listener.note)
                visitor.open(host.address("02-built-to-depend"))
            sliders = [Sliders(visitor.page) for visitor in visitors]
            steadily = run(ask_steadily(lines, asked, seconds))
            while not steadily.done():
                for each in sliders:
                    each.move()
                listener.compare()
            _tell(table, "asks", steadily.result(), limit=150)
            drawn = [time for each in sliders for time in each.milliseconds]
            errors = [error for visitor in visitors for error in visitor.errors]
        wrong = listener.heard.total() - listener.heard["right"]
        table.plain("redraws in the browsers", "", len(drawn))
        table.plain("redraws in the browsers: half took no more than", "ms", middle(drawn))
        table.plain("redraws in the browsers: 95 of 100 took no more than", "ms", share(drawn, 0.95))
        table.within("replies in the browsers that were not right", "", wrong, 0)
        table.within("errors in the consoles of the browsers", "", len(errors), 0)
        table.plain("the server's private memory after, more than before", "MB", (host.private_memory() - before) / 1e6)

        table.heading("More than it bears: all at once, from many addresses and from one")
        crowd = lines[:AT_ONCE] + [Line(port, _address(pages + number)) for number in range(AT_ONCE - len(lines))]
        _tell(table, "asks at once", run(ask_at_once(crowd, asked)).result())
        neighbours = [Line(port, _address(2 * pages)) for _ in range(FROM_ONE_ADDRESS)]
        _tell(table, "asks from one address", run(ask_at_once(neighbours, asked)).result())
        _tell(table, "asks afterwards", run(ask_at_once(lines[:10], asked)).result())
        for line in [*lines, *crowd, *neighbours]:
            run(_close(line)).result()


def _tell(table: Table, what: str, asked: list[Asked], limit: float | None = None) -> None:
    became = Counter(each.became for each in asked)
    answered = [each.milliseconds for each in asked if each.became == "right"]
    table.plain(what, "", len(asked))
    if limit is None:
        table.plain(f"{what}: answered", "", len(answered))
        table.plain(f"{what}: told when to ask again", "", became["turned away"])
    table.within(f"{what}: answered wrongly", "", became["wrong"], 0)
    table.within(f"{what}: never answered", "", became["lost"], 0)
    others = {other: count for other, count in became.items() if other.startswith("answered with")}
    if limit is not None and became["turned away"]:
        others["told when to ask again"] = became["turned away"]
    table.within(f"{what}: refused otherwise", "", sum(others.values()), 0)
    for other, count in sorted(others.items()):
        print(f"    {count} {other}")
    if limit is not None and answered:
        table.plain(f"{what}: half took no more than", "ms", middle(answered))
        table.within(f"{what}: 95 of 100 took no more than", "ms", share(answered, 0.95), limit)
    table.plain(f"{what}: the longest took", "ms", max(each.milliseconds for each in asked))


def _address(number: int) -> str:
    return f"10.1.{number // 250}.{number % 250 + 1}"


async def _close(line: Line) -> None:
    line.close()


def _allow_files(lines: int) -> None:
    """Each line takes one of the files that a process may have open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < lines + FROM_ONE_ADDRESS + 200:
        print(f"A process here may have {soft} files open; that is raised for this one, not for the server.")
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
