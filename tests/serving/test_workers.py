"""The workers that answer for all pages: whichever dies, hangs or grows, every question has its answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from pathlib import Path

import psutil
import pytest

from breadth import breadth
from leaningwell.serving.prepared import pool, worker
from leaningwell.serving.prepared.pool import Busy, NoAnswer, Pool
from leaningwell.serving.prepared.worker import Worker
from lessons import LESSON, START, copy_exercise, write_lesson, write_notebook, write_odd_lesson
from processes import gone
from servers import start_site

PATIENCE = 60


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A course whose lesson does whatever it is asked."""
    course = tmp_path_factory.mktemp("odd") / "course"
    write_odd_lesson(course)
    return course


def message(course: Path, do: str, **question: object) -> dict:
    where = {"root": str(course), "path": "00-start-here.ipynb", "build": "one", "cell": "odd"}
    return {"do": "ask", **where, "question": {"do": do, **question}}


@contextlib.contextmanager
def pooled(size: int = 2):
    """A pool, and the end of it."""
    made = Pool(size, everything=True)
    try:
        yield made
    finally:
        made.close()


async def asked(pool: Pool, course: Path, do: str, *, seconds: float = PATIENCE, **question: object) -> dict:
    return (await pool.ask(message(course, do, **question), seconds=seconds))["reply"]


async def pids(pool: Pool, course: Path, number: int) -> set[int]:
    """The workers of a pool, once each has been asked something."""
    found: set[int] = set()
    while len(found) < number:
        replies = [asked(pool, course, "echo", text="", seconds=PATIENCE) for _ in range(4 * number)]
        found |= {reply["pid"] for reply in await asyncio.gather(*replies)}
    return found


def wait_until(holds, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"In vain waited for {what}"
        time.sleep(0.02)


async def wait_for_file(path: Path) -> None:
    while not path.exists():
        await asyncio.sleep(0.01)


def kill(*processes: int) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def own_workers() -> list[int]:
    """Every worker of this process, and none of another test's server."""
    server = forkserver._forkserver._forkserver_pid
    return [child.pid for child in psutil.Process(server).children()] if server else []


# Answers


def test_many_at_once_have_each_its_own_answer(course):
    async def ask_all():
        with pooled() as pool:
            replies = await asyncio.gather(*[asked(pool, course, "echo", text=str(number)) for number in range(150)])
            return [reply["text"] for reply in replies], {reply["pid"] for reply in replies}

    texts, workers = asyncio.run(ask_all())
    assert texts == [str(number) for number in range(150)]
    assert len(workers) == 2
    assert os.getpid() not in workers


@pytest.mark.parametrize("do", ["object", "nan", "set", "circle"])
def test_an_answer_that_is_no_json_fails_alone(course, do):
    """Is the same worker there for the next question?"""

    async def ask_all():
        with pooled(1) as pool:
            before = await asked(pool, course, "echo", text="before")
            failed = await pool.ask(message(course, do))
            return before, failed, await asked(pool, course, "echo", text="before")

    before, failed, after = asyncio.run(ask_all())
    assert failed == {"failed": True}
    assert after == before


def test_an_activity_that_fails_says_so_to_its_view(course):
    async def ask_all():
        with pooled(1) as pool:
            unknown = await pool.ask(message(course, "echo") | {"cell": "start"})
            replies = [await asked(pool, course, do) for do in ("raise", "never-heard-of", "print", "surrogate")]
            return unknown, replies

    unknown, replies = asyncio.run(ask_all())
    assert unknown == {"unknown": True}
    assert replies == [{"failed": True}, {"failed": True}, {"text": "said"}, {"text": "\ud800"}]


def test_more_memory_than_a_worker_may_have_is_not_given(course):
    async def ask_all():
        with pooled(1) as pool:
            before = await asked(pool, course, "echo", text="x")
            refused = await asked(pool, course, "grow", size=8 * 1024**3)
            return before, refused, await asked(pool, course, "echo", text="x")

    before, refused, after = asyncio.run(ask_all())
    assert refused == {"failed": True}
    assert before == after


def test_a_ctrl_c_is_for_the_server(course):
    """A terminal sends it to every process that the server has started."""

    async def interrupt():
        with pooled(1) as pool:
            (worker,) = await pids(pool, course, 1)
            os.kill(worker, signal.SIGINT)
            return worker, (await asked(pool, course, "echo", text="x"))["pid"]

    before, after = asyncio.run(interrupt())
    assert before == after


# Workers that come to harm

VICTIMS = ["one", "all", "fork-server", "one", "all", "everything", "one", "all", "fork-server", "one"]
MOST = 8


def slay(whom: str, workers: set[int], fork_server: int | None, choose: random.Random) -> bool:
    """Kill a worker, all of them, all and soon after the fork server that is to start others, or everything at once.

    Whether there was anybody to kill: a worker ends by itself when its fork server has been killed.
    """
    alive = sorted(pid for pid in list(workers) if not gone(pid))
    if not alive:
        return False
    if whom == "one":
        kill(choose.choice(alive))
    elif whom == "all":
        kill(*alive)
    elif whom == "fork-server":
        kill(*alive)
        time.sleep(choose.uniform(0, 0.04))
        kill(fork_server)
    else:
        kill(fork_server, *alive)
    return True


def test_no_answer_is_lost_when_workers_are_killed(course):
    """Round after round, at whatever moment: is every reply right?"""
    choose = random.Random(1)
    killed: list[bool] = []

    async def ask_all():
        with pooled() as pool:
            workers = await pids(pool, course, 2)
            texts = []
            for round, whom in enumerate(VICTIMS):
                asking = [
                    asyncio.create_task(asked(pool, course, "echo", text=f"{round}.{number}", seconds=PATIENCE))
                    for number in range(30)
                ]
                await asyncio.sleep(choose.uniform(0, 0.03))
                fork_server = forkserver._forkserver._forkserver_pid
                killed.append(await asyncio.to_thread(slay, whom, workers, fork_server, choose))
                replies = await asyncio.gather(*asking)
                texts += [reply["text"] for reply in replies]
                workers |= await pids(pool, course, 2)
            return texts

    assert asyncio.run(ask_all()) == [f"{round}.{number}" for round in range(len(VICTIMS)) for number in range(30)]
    assert sum(killed) >= MOST, killed


def test_a_worker_that_hangs_is_replaced_and_others_are_answered_meanwhile(course, tmp_path):
    async def hang():
        with pooled() as pool:
            before = await pids(pool, course, 2)
            hanging = asyncio.create_task(asked(pool, course, "hang", file=str(tmp_path / "hangs"), seconds=3))
            await wait_for_file(tmp_path / "hangs")
            replies = await asyncio.gather(*[asked(pool, course, "echo", text=str(number)) for number in range(20)])
            assert not hanging.done()
            with pytest.raises(NoAnswer):
                await hanging
            return before, [reply["text"] for reply in replies], await pids(pool, course, 2)

    before, texts, after = asyncio.run(hang())
    assert texts == [str(number) for number in range(20)]
    assert len(before & after) == 1
    wait_until(lambda: all(gone(pid) for pid in before - after), "the end of the one that hung")


def test_a_worker_that_hangs_is_ended_although_the_fork_server_is_gone(course, tmp_path):
    async def hang():
        with pooled() as pool:
            before = await pids(pool, course, 2)
            hanging = asyncio.create_task(asked(pool, course, "hang", file=str(tmp_path / "hangs"), seconds=5))
            await wait_for_file(tmp_path / "hangs")
            kill(forkserver._forkserver._forkserver_pid)
            with pytest.raises(NoAnswer):
                await asked(pool, course, "die")
            with pytest.raises(NoAnswer):
                await hanging
            assert len(await pids(pool, course, 2)) == 2
            return before

    before = asyncio.run(hang())
    wait_until(lambda: all(map(gone, before)), "the end of both")


@pytest.mark.parametrize("do", ["die", "leave"])
def test_a_question_that_ends_its_worker_has_no_answer_and_the_next_has(course, do):
    async def ask_all():
        with pooled(1) as pool:
            with pytest.raises(NoAnswer):
                await asked(pool, course, do)
            return await asked(pool, course, "echo", text="next")

    assert asyncio.run(ask_all())["text"] == "next"


def test_a_worker_that_grows_too_large_is_replaced_once_it_has_answered(course, monkeypatch):
    async def grow():
        with pooled(1) as pool_:
            (first,) = await pids(pool_, course, 1)
            monkeypatch.setattr(pool, "LARGEST", psutil.Process(first).memory_info().rss + 100 * 1024**2)
            small = (await asked(pool_, course, "grow", size=1024))["pid"]
            large = (await asked(pool_, course, "grow", size=200 * 1024**2))["pid"]
            (second,) = await pids(pool_, course, 1)
            return first, small, large, second

    first, small, large, second = asyncio.run(grow())
    assert first == small == large != second
    wait_until(lambda: gone(first), "the end of the large one")


def test_when_too_many_wait_one_is_told_so_and_answered_later(course, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "WAITING", 5)
    go_on = tmp_path / "go-on"

    async def crowd():
        with pooled() as pool_:
            waiting = [asyncio.create_task(asked(pool_, course, "wait", file=str(go_on))) for _ in range(5)]
            await asyncio.sleep(0)
            for _ in range(3):
                with pytest.raises(Busy):
                    await asked(pool_, course, "echo", text="too early")
            go_on.touch()
            await asyncio.gather(*waiting)
            return await asked(pool_, course, "echo", text="now"), pool_.waiting

    reply, waiting = asyncio.run(crowd())
    assert reply["text"] == "now"
    assert waiting == 0


def test_whoever_gives_up_waiting_leaves_room_for_others(course, tmp_path, monkeypatch):
    """As where a reader goes elsewhere before the answer is there?"""
    monkeypatch.setattr(pool, "WAITING", 2)
    go_on = tmp_path / "go-on"

    async def give_up():
        with pooled(1) as pool_:
            leaving = [asyncio.create_task(asked(pool_, course, "wait", file=str(go_on))) for _ in range(2)]
            await asyncio.sleep(0.1)
            for task in leaving:
                task.cancel()
            await asyncio.wait(leaving)
            later = asyncio.create_task(asked(pool_, course, "echo", text="later"))
            await asyncio.sleep(0)
            go_on.touch()
            return await later

    assert asyncio.run(give_up())["text"] == "later"


# The end


def test_closing_ends_every_worker_and_nobody_is_answered_any_more(course, tmp_path):
    """Idle, at work, or hanging?"""

    async def close():
        with pooled(3) as pool_:
            workers = await pids(pool_, course, 3)
            tasks = [
                asyncio.create_task(asked(pool_, course, "hang", file=str(tmp_path / "hangs"))),
                asyncio.create_task(asked(pool_, course, "wait", file=str(tmp_path / "never"))),
            ]
            await wait_for_file(tmp_path / "hangs")
            pool_.close()
            with pytest.raises(Busy):
                await asked(pool_, course, "echo", text="x")
            for task in tasks:
                with pytest.raises(NoAnswer):
                    await task
            return workers

    workers = asyncio.run(close())
    assert len(workers) == 3
    wait_until(lambda: all(map(gone, workers)), "the end of all workers")
    assert not [pid for pid in own_workers() if not gone(pid)]


def test_closing_a_pool_that_nobody_asked_anything_does_nothing():
    made = Pool(2)
    made.close()
    made.close()


def test_a_pool_that_is_closed_while_a_worker_starts_leaves_none(course):
    async def close_early():
        made = Pool(2)
        asking = [asyncio.create_task(asked(made, course, "echo", text="x")) for _ in range(2)]
        await asyncio.sleep(0.005)
        made.close()
        return await asyncio.gather(*asking, return_exceptions=True)

    for found in asyncio.run(close_early()):
        assert isinstance(found, NoAnswer) or found["text"] == "x"
    wait_until(lambda: all(map(gone, own_workers())), "the end of all workers")


# What a worker knows


def test_a_worker_forgets_the_notebooks_it_has_not_met_for_long_and_meets_them_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "NOTEBOOKS", 2)
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        write_lesson(tmp_path, f"2{number}-made-up", prompt=f"Number {number}?")
    one = Worker(everything=False)
    for number in (0, 1, 2, 3, 0, 3):
        asked = {"root": str(tmp_path), "path": f"2{number}-made-up.ipynb", "build": "one", "cell": "quiz"}
        question = {"do": "solve", "id": "how-much"}
        assert one.do({"do": "ask", **asked, "question": question})["reply"]["right"] is True
        assert one.do({"do": "ask", **asked, "cell": "start", "question": question}) == {"unknown": True}
    assert len(one._known) == 2


def test_a_worker_reads_a_notebook_anew_when_it_has_another_build(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = Worker(everything=False)
    for prompt in ("First?", "Second?"):
        write_lesson(tmp_path, prompt=prompt, more="lesson.quiz()" if prompt == "Second?" else "lesson.plan")
        asked = {"root": str(tmp_path), "path": f"{LESSON}.ipynb", "build": prompt}
        found = one.do({"do": "ask", **asked, "cell": "more", "question": {"do": "solve", "id": "how-much"}})
        assert ("reply" in found) is (prompt == "Second?")


def test_what_a_cell_lacked_is_looked_for_again(tmp_path, monkeypatch):
    """By whoever asks for it, and for the page; not for what was there all the time."""
    monkeypatch.chdir(tmp_path)
    write_lesson(tmp_path, start=f"import own\n{START}", bad="own.quiz(lesson)")
    needed, runs = tmp_path / "needed", tmp_path / "runs"
    (tmp_path / "own.py").write_text(
        f"def quiz(lesson):\n"
        f"    print('run', file=open({str(runs)!r}, 'a'))\n"
        f"    open({str(needed)!r}).close()\n"
        f"    return lesson.quiz()\n"
    )
    one = Worker(everything=False)
    where = {"root": str(tmp_path), "path": f"{LESSON}.ipynb", "build": "one"}
    asked = {"do": "ask", **where, "question": {"do": "solve", "id": "how-much"}}
    assert one.do({"do": "page", **where})["faults"] == ["bad: FileNotFoundError"]
    assert "reply" in one.do(asked | {"cell": "quiz"})
    assert len(runs.read_text().splitlines()) == 1
    assert one.do(asked | {"cell": "bad"}) == {"unknown": True}
    assert one.do({"do": "page", **where})["faults"]
    needed.touch()
    assert "reply" in one.do(asked | {"cell": "bad"})
    assert one.do({"do": "page", **where})["faults"] == []
    assert len(runs.read_text().splitlines()) == 4


def test_a_notebook_that_is_not_of_the_course_is_foreign_or_shown_without_its_code(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    marker = tmp_path / "marker"
    write_notebook(tmp_path / "other.ipynb", {"text": "# Some notes", "code": f"open({str(marker)!r}, 'w')"})
    asked = {"do": "page", "root": str(tmp_path), "path": "other.ipynb", "build": "one"}
    assert Worker(everything=False).do(asked) == {"foreign": True}
    assert Worker(everything=True).do(asked)["faults"] == []
    assert not marker.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_what_is_no_notebook_is_unreadable(tmp_path, content):
    (tmp_path / "broken.ipynb").write_bytes(content)
    asked = {"do": "page", "root": str(tmp_path), "path": "broken.ipynb", "build": "one"}
    assert Worker(everything=True).do(asked) == {"unreadable": True}
    assert Worker(everything=True).do(asked | {"path": "gone.ipynb"}) == {"unreadable": True}


def test_a_learner_s_modules_are_not_taken_for_python_s_own(tmp_path):
    """Not in an exercise, whose folder is the learner's, and which needs no module from there."""
    path = copy_exercise(tmp_path)
    marker = tmp_path / "marker"
    for name in sys.stdlib_module_names:
        (path.parent / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write('{name} ')\nraise ImportError\n")
    where = {"root": str(tmp_path), "path": str(path.relative_to(tmp_path)), "build": "one"}

    async def ask_all():
        with pooled(1) as pool:
            page = await pool.ask({"do": "page", **where})
            question = {"do": "check", "id": "five-quiet-weeks", "response": "x", "confidence": 60}
            cells = {"five-quiet-weeks-question": question, "look-it-over": {"do": "look"}}
            replies = [
                await pool.ask({"do": "ask", **where, "cell": cell, "question": question})
                for cell, question in cells.items()
            ]
            return page, replies

    page, replies = asyncio.run(ask_all())
    assert not marker.exists(), marker.read_text()
    assert page["faults"] == []
    assert replies[0]["reply"] == {"saved": True}
    assert replies[1]["reply"]["questions"]


# On a server


@pytest.fixture(scope="module")
def site(course):
    with start_site(course.parent) as running:
        yield running


def ask_site(site, **question: object) -> dict:
    """What the site answers; where it has no answer, this fails."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request(site, **question), timeout=90) as reply:
        return json.load(reply)


def request(site, **question: object) -> urllib.request.Request:
    address = f"{site.url}/leaningwell/ask/00-start-here.ipynb/odd"
    body = json.dumps({"build": build_on(site), "question": question}).encode()
    return urllib.request.Request(address, body, {"Content-Type": "application/json"})


_builds: dict[str, str] = {}


def build_on(site) -> str:
    if site.url not in _builds:
        page = site.get("voila/render/00-start-here.ipynb")[1].decode()
        _builds[site.url] = page.split('data-build="')[1].split('"')[0]
    return _builds[site.url]


def fork_server_of(site) -> int | None:
    for child in psutil.Process(site.process.pid).children():
        with contextlib.suppress(psutil.Error):  # it ended just now
            if "forkserver" in " ".join(child.cmdline()):
                return child.pid
    return None


@breadth
def test_no_reader_is_left_without_an_answer_when_workers_are_killed(site):
    choose = random.Random(2)
    workers: set[int] = set()
    killed: list[bool] = []

    def ask(text: str) -> str:
        reply = ask_site(site, do="echo", text=text)
        workers.add(reply["pid"])
        return reply["text"]

    with ThreadPoolExecutor(10) as readers:
        for round, whom in enumerate(VICTIMS):
            while sum(not gone(pid) for pid in list(workers)) < 2:
                list(readers.map(ask, ["again"] * 10))
            texts = [f"{round}.{number}" for number in range(30)]
            replies = [readers.submit(ask, text) for text in texts]
            time.sleep(choose.uniform(0, 0.03))
            killed.append(slay(whom, workers, fork_server_of(site), choose))
            assert [reply.result() for reply in replies] == texts
    assert sum(killed) >= MOST, killed


def test_when_the_server_is_killed_its_workers_end_by_themselves(course, tmp_path):
    """Those that wait, and one that hangs?"""
    hangs = tmp_path / "hangs"
    with start_site(course.parent) as site:
        ask_site(site, do="echo", text="first")
        asking = threading.Thread(target=lambda: quietly(ask_site, site, do="hang", file=str(hangs)))
        asking.start()
        wait_until(hangs.exists, "one that hangs")
        ask_site(site, do="echo", text="the other")
        started = psutil.Process(site.process.pid).children(recursive=True)
        assert len(site.workers()) == 2
        site.process.kill()
        asking.join(PATIENCE)
        wait_until(lambda: all(gone(process.pid) for process in started), "the end of all that the server had started")


def quietly(call, *arguments, **more):
    with contextlib.suppress(OSError):
        call(*arguments, **more)
