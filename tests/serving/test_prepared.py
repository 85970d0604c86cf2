"""Pages without a kernel, on a learner's own server and on a public site: what is sent, and to whom."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import errno
import gzip
import hashlib
import http.client
import json
import os
import re
import selectors
import shutil
import signal
import socket
import stat
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import brotli
import psutil
import pytest
from bs4 import BeautifulSoup

from breadth import also
from leaningwell import Lesson
from leaningwell.serving.prepared import pool, service
from leaningwell.serving.prepared.handlers import LARGEST_PUBLIC_QUESTION, LARGEST_QUESTION
from leaningwell.serving.prepared.service import Page, Prepared
from leaningwell.serving.prepared.source import place_of
from leaningwell.serving.prepared.store import Store
from lessons import (
    EXERCISE,
    KEYS,
    LESSON,
    RIGHT,
    ROOT,
    START,
    copy_exercise,
    write_lesson,
    write_notebook,
    write_odd_lesson,
)
from servers import ACCOUNT, Server, start_on_hub, start_server, start_site

PATIENCE = 60
REAL = "01-the-self-sufficiency-story"
ODD_NAME = "30-50% sure #1? ü"
"""A name whose every sign means something in an address."""
SECRET = "what only the log may hold"
DESCRIBED = re.compile(r'<script type="application/json">(.*?)</script>', re.S)
OWN = f'''
import os, pathlib, time

HERE = pathlib.Path(__file__).parent

def note():
    print((HERE / "data" / "note.csv").read_text())

def breaks():
    if (HERE.parent / "broken").exists():
        raise RuntimeError("{SECRET}")
    print("This part is whole.")

def counts():
    with open(HERE.parent / "made", "a") as made:
        made.write("once\\n")
    time.sleep(0.2)

def waits():
    (HERE.parent / f"waits-{{os.getpid()}}").touch()
    while not (HERE.parent / "go-on").exists():
        time.sleep(0.01)
    print("Here at last.")

def hangs():
    (HERE.parent / "hangs").touch()
    while True:
        pass
'''


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The course itself, with lessons made up for these tests."""
    root = tmp_path_factory.mktemp("prepared")
    shutil.copytree(ROOT / "course", root / "course", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    write_small_course(root)
    copy_exercise(root)
    return root


def write_small_course(root: Path) -> Path:
    """Lessons made up for these tests; gives the folder of lessons."""
    course = root / "course"
    write_lesson(course)
    write_notebook(course / f"{ODD_NAME}.ipynb", {"title": "# An odd name", "start": START, "quiz": "lesson.quiz()"})
    (course / "data").mkdir(exist_ok=True)
    (course / "data" / "note.csv").write_text("a note")
    (course / "own.py").write_text(OWN)
    for slug, does in {"21-breaks": "breaks", "22-counts": "counts", "24-changes": "note"}.items():
        write_own_lesson(course, slug, does)
    return course


def write_own_lesson(course: Path, slug: str, does: str, **cells: str) -> Path:
    start = f"import own\n{START.replace(LESSON, slug)}"
    return write_lesson(course, slug, start=start, own=f"own.{does}()", again="lesson.quiz()", **cells)


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def build(self) -> str:
        return re.search(r'data-build="(\w+)"', self.text)[1]

    def activities(self) -> list[dict[str, Any]]:
        """What each activity of a page shows, as its view is told."""
        return [json.loads(described) for described in DESCRIBED.findall(self.text)]


@dataclass(frozen=True)
class Host:
    """A server, and how somebody who may asks it: ``base`` is before each address, ``folder`` before each lesson."""

    server: Server
    base: str = ""
    folder: str = ""
    headers: Mapping[str, str] = None

    def send(self, method: str, path: str, body: Any = None, **headers: str | None) -> Reply:
        """Ask for an address as it stands, with its dots and signs; a header that is None is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in {**(self.headers or {}), **named}.items() if value is not None}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)) as line:
            line.request(method, f"{self.base}{path}", body, given)
            reply = line.getresponse()
            return Reply(reply.status, reply.headers, reply.read())

    def address(self, lesson: str) -> str:
        return f"/voila/render/{quote(f'{self.folder}{lesson}.ipynb')}"

    def page(self, lesson: str = LESSON, **headers: str | None) -> Reply:
        return self.send("GET", self.address(lesson), **headers)

    def asks_at(self, lesson: str = LESSON, cell: str = "quiz") -> str:
        return f"/leaningwell/ask/{quote(f'{self.folder}{lesson}.ipynb')}/{cell}"

    def post(self, body: Any, lesson: str = LESSON, cell: str = "quiz", **headers: str | None) -> Reply:
        headers = {"Content_Type": "application/json", **headers}
        return self.send("POST", self.asks_at(lesson, cell), body, **headers)

    def ask(self, lesson: str = LESSON, cell: str = "quiz", build: str = "", **question: object) -> Reply:
        """Ask an activity, as the page that is there now would."""
        build = build or self.page(lesson).build
        return self.post(json.dumps({"build": build, "question": question or RIGHT}), lesson, cell)

    @property
    def most(self) -> int:
        """Bytes of the largest question."""
        return LARGEST_QUESTION if self.folder else LARGEST_PUBLIC_QUESTION


@pytest.fixture(scope="module")
def opened(made) -> Iterator[Host]:
    """The server of a learner's own, and the learner, who came by the address with the token."""
    with start_server(made) as server:
        yield logged_in(Host(server, folder="course/"))


@pytest.fixture(scope="module")
def on_a_hub(made) -> Iterator[Host]:
    """The server that a hub starts for an account, and whoever has that."""
    with start_on_hub(made) as server:
        yield logged_in(Host(server, base=ACCOUNT, folder="course/"))


def logged_in(host: Host) -> Host:
    """The same, for somebody who came by the address with the token."""
    arrival = host.send("GET", f"{host.address(LESSON)}?token={host.server.token}")
    return replace(host, headers=of_a_browser(arrival))


def of_a_browser(arrival: Reply) -> dict[str, str]:
    """What a browser sends after it has got cookies: these, and the one that proves it."""
    cookies = dict(cookie.partition(";")[0].split("=", 1) for cookie in arrival.headers.get_all("Set-Cookie"))
    return {"Cookie": "; ".join(map("=".join, cookies.items())), "X-XSRFToken": cookies["_xsrf"]}


@pytest.fixture(scope="module")
def public(made) -> Iterator[Host]:
    """A public site, below a path as behind a proxy."""
    with start_site(made, "--base-url", "learn", "--proxy", "127.0.0.1", "--verbose") as server:
        yield Host(server, base="/learn")


@pytest.fixture(params=[also("opened"), also("on_a_hub"), "public"])
def host(request) -> Host:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["opened", also("on_a_hub")])
def own(request) -> Host:
    """Where there is a login."""
    return request.getfixturevalue(request.param)


@contextlib.contextmanager
def prepared(root: Path, kept: Path, **options: Any) -> Iterator[Prepared]:
    """The same without a server."""
    one = Prepared(root, store=Store(kept), workers=1, **options)
    try:
        yield one
    finally:
        one.close()


def page_of(one: Prepared, path: str) -> Page | None:
    return asyncio.run(one.page(place_of(one.root, path)))


def text_of(page: Page) -> str:
    return brotli.decompress(page.body).decode()


def strings(value: object) -> Iterator[str]:
    """Everything that stands in what an activity is told, names of its parts too."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def wait_until(holds, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"In vain waited for {what}"
        time.sleep(0.02)


# The page


def test_a_page_of_the_course_needs_no_kernel(host):
    """Is all of it there at once, and does one of the workers answer what it asks?"""
    for lesson, kinds in {
        "00-start-here": {"map", "quiz", "check-in", "kept"},
        REAL: {"warm-up", "prediction", "exploration", "reflection", "quiz", "plan"},
        LESSON: {"quiz"},
    }.items():
        page = host.page(lesson)
        assert page.status == 200
        assert page.text.rstrip().endswith("</html>")
        assert kinds <= {activity["kind"] for activity in page.activities()}
    assert json.loads(host.ask().body)["right"] is True
    assert host.server.workers()
    assert host.server.kernel_processes() == set()


def test_an_exercise_needs_no_kernel_and_keeps_what_is_answered(own, made):
    exercise = replace(own, folder=f"exercises/{EXERCISE}/")
    page = exercise.page(EXERCISE)
    assert {activity["kind"] for activity in page.activities()} == {"quiz", "reflection", "handin"}
    answered = {"do": "check", "id": "five-quiet-weeks", "response": "x", "confidence": 60}
    reply = exercise.ask(EXERCISE, "five-quiet-weeks-question", **answered)
    assert json.loads(reply.body) == {"saved": True}
    kept = json.loads((made / "exercises" / EXERCISE / "answers.json").read_text())
    assert kept["items"]["five-quiet-weeks"]["response"] == "x"
    assert json.loads(exercise.ask(EXERCISE, "look-it-over", do="result", job="look").body)["result"]
    assert own.server.kernel_processes() == set()


def test_a_page_that_a_browser_has_is_not_sent_again(host):
    page = host.page()
    assert page.headers["Cache-Control"] == "no-cache"
    again = host.page(If_None_Match=page.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert host.page(If_None_Match='"another"').status == 200


def test_a_page_that_is_not_sent_again_still_gives_the_cookie_that_its_questions_need(own):
    """As where a browser has the page and the cookie was deleted?"""
    page = own.page()
    login = "; ".join(one for one in own.headers["Cookie"].split("; ") if not one.startswith("_xsrf"))
    again = own.page(If_None_Match=page.headers["ETag"], Cookie=login, X_XSRFToken=None)
    assert again.status == 304
    (given,) = [one for one in again.headers.get_all("Set-Cookie") if one.startswith("_xsrf=")]
    proof = given.partition(";")[0].partition("=")[2]
    asking = replace(own, headers={"Cookie": f"{login}; _xsrf={proof}", "X-XSRFToken": proof})
    assert asking.ask(build=page.build).status == 200


def test_a_page_is_sent_packed_to_whoever_takes_it_so(host):
    plain, packed, smaller = (
        host.page(Accept_Encoding=said) for said in ("identity", "gzip", "gzip, deflate, br, zstd")
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert smaller.headers["Content-Encoding"] == "br"
    assert gzip.decompress(packed.body) == brotli.decompress(smaller.body) == plain.body
    assert len(smaller.body) < len(packed.body) < len(plain.body)
    assert {page.headers["Vary"] for page in (plain, packed, smaller)} == {"Accept-Encoding"}


@pytest.mark.parametrize("what", ["page", "search", "module", "style", "bundle"])
def test_whoever_takes_nothing_packed_is_sent_nothing_packed(host, bundled, what):
    """Whatever it is that is asked for, and whichever words say so?"""
    static = "/voila/templates/leaningwell/static"
    address = {
        "page": host.address(LESSON),
        "search": f"/leaningwell/search/{host.folder}{LESSON}.ipynb",
        "module": f"{static}/kit/mount.js",
        "style": f"{static}/kit/kit.css",
        "bundle": f"{static}/bundle/{bundled.entry}",
    }[what]
    plain = host.send("GET", address)
    assert plain.status == 200
    for said in ("gzip;q=0", "gzip;q=0.0, br;q=0", "*;q=0", "identity", "identity;q=0", "identity, gzip;q=0.1"):
        reply = host.send("GET", address, Accept_Encoding=said)
        assert (reply.headers["Content-Encoding"], reply.body) == (None, plain.body)
        assert reply.headers["Vary"] == "Accept-Encoding"
    for said in ("gzip", "gzip, identity;q=0", "br;q=0, *;q=0.1", "gzip;q=0.5"):
        reply = host.send("GET", address, Accept_Encoding=said)
        assert reply.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(reply.body) == plain.body


def test_whoever_asks_only_what_a_page_would_be_is_told(host):
    page, told = host.page(), host.send("HEAD", host.address(LESSON))
    assert (told.status, told.body) == (200, b"")
    assert told.headers["ETag"] == page.headers["ETag"]
    assert int(told.headers["Content-Length"]) == len(page.body)


def test_a_page_holds_nothing_of_whoever_asks_or_of_where_it_is_served(host):
    """So that the same page may be sent to everybody?"""
    for lesson in (LESSON, REAL, "00-start-here"):
        page = host.page(lesson).text
        for own in (
            host.server.token,
            "_xsrf=",
            "token=",
            f":{host.server.port}",
            "127.0.0.1",
            "/learn/",
            ACCOUNT,
            str(host.server.root),
        ):
            assert not own or own not in page
        assert not re.search(r"""(?:href|src|data-(?:ask|served|search))="/""", page)


def test_a_page_that_is_not_there_leads_to_the_map_of_its_own_course(host):
    """Wherever in the course it would be, and whoever serves it?"""
    lesson = host.address("09-not-written")
    for address in (
        lesson,
        lesson.replace("course/", "exercises/01-not-there/"),
        lesson.replace("course/", "teaching/"),
    ):
        reply = host.send("GET", address)
        assert reply.status == 404
        links = {link["href"] for link in BeautifulSoup(reply.text, "html.parser").select("header a, main a")}
        assert len(links) == 2
        for link in links:
            leads = urljoin(f"{host.base}{address}", link).partition("#")[0]
            assert host.send("GET", leads.removeprefix(host.base)).status == 200


def test_a_page_holds_neither_key_nor_feedback(host):
    page = host.page()
    assert "How much?" in page.text
    assert not [key for key in KEYS if key in page.text]
    told = {one for activity in host.page(REAL).activities() for one in strings(activity)}
    activities = Lesson(REAL, ROOT / "course").activities
    feedback = {text for item in activities.items for text in all_feedback(item.model_dump())}
    feedback |= {prediction.reveal for prediction in activities.predictions}
    assert len(feedback) > 10
    assert not feedback & told
    assert activities.items[0].prompt in told


def all_feedback(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == "feedback" and value)
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from all_feedback(one)


def test_only_what_stands_in_the_page_by_its_hash_may_run_in_it(host):
    page = host.page()
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    inside = {"script": re.findall(r"<script>(.*?)</script>", page.text, re.S)}
    inside["style"] = re.findall(r"<style>(.*?)</style>", page.text, re.S)
    assert inside["script"]
    assert inside["style"] or '<link rel="stylesheet" href="../' in page.text
    for kind, found in inside.items():
        for text in found:
            assert (
                f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy[f"{kind}-src"]
            )
    others = re.findall(r"<script\b([^>]*)>", page.text)
    assert all('type="application/json"' in other or 'src="' in other for other in others if other)
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", page.text)
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("status", [404, 405, 500])
def test_a_page_that_says_what_went_wrong_heeds_the_same_policy(host, made, status):
    """May nothing run in it, or be loaded from another host, and does no browser report anything to anybody?"""
    (made / "course" / "32-broken.ipynb").write_text("{")
    method, path = {
        404: ("GET", host.address("33-nowhere")),
        405: ("OPTIONS", host.address(LESSON)),
        500: ("GET", host.address("32-broken")),
    }[status]
    page, wrong = host.page(), host.send(method, path)
    assert wrong.status == status
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert wrong.headers.get_all(header) == page.headers.get_all(header), header
    assert "frame-ancestors 'self'" in wrong.headers["Content-Security-Policy"]
    assert "report" not in wrong.headers["Content-Security-Policy"]
    assert "<h1>" in wrong.text
    assert not re.search(r"<(?:script|style)|<[^>]+\s(?:on\w+|style)=|https?://", wrong.text)


def test_what_is_no_page_could_do_nothing_if_it_were_shown_as_one(host):
    """Answers, refusals, and files that are not there?"""
    static = "/voila/templates/leaningwell/static"
    for reply in (
        host.ask(),
        host.post("{"),
        host.send("GET", host.asks_at()),
        host.send("GET", f"/leaningwell/search/{host.folder}{LESSON}.ipynb"),
        host.send("GET", "/leaningwell/search/nowhere.ipynb"),
        host.send("GET", f"{static}/kit/nowhere.js"),
        host.send("GET", f"{static}/bundle/nowhere.js"),
    ):
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        policy = reply.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "frame-ancestors 'self'"} <= set(policy)
        assert "report" not in str(policy)


def test_a_name_may_hold_signs_that_mean_something_in_an_address(host):
    page = host.page(ODD_NAME)
    assert page.status == 200
    ask = re.search(r'data-ask="([^"]+)"', page.text)[1]
    at = urljoin(f"{host.base}{host.address(ODD_NAME)}", f"{ask}/quiz")
    assert at == f"{host.base}{host.asks_at(ODD_NAME)}"
    assert host.ask(ODD_NAME).status == 200


@pytest.mark.parametrize("what", ["notebook", "activities", "data"])
def test_what_is_saved_is_there_on_reload_and_an_old_page_is_told_so(host, made, what):
    course, word = made / "course", f"Saved by {type(host).__name__} {what} {os.urandom(4).hex()}"
    before = host.page("24-changes")
    if what == "notebook":
        write_own_lesson(course, "24-changes", "note", text=f"# {word}")
    elif what == "activities":
        path = course / "activities" / "24-changes.yaml"
        path.write_text(re.sub("prompt: .*", f"prompt: {word}", path.read_text()))
    else:
        (course / "data" / "note.csv").write_text(word)
    assert host.ask("24-changes", build=before.build).status == 409
    after = host.page("24-changes", If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert word in after.text
    assert word not in before.text
    assert host.ask("24-changes", build=after.build).status == 200


def test_a_cell_that_fails_is_told_in_a_sentence_and_the_others_are_there(host, made):
    """Is the reason in the log only? And is the part there on reload, once what it needs is?"""
    broken = made / "broken"
    broken.touch()
    page = host.page("21-breaks")
    assert page.status == 200
    assert page.text.count('data-fault="cell"') == 1
    assert "This part could not be set up" in page.text
    assert [activity["kind"] for activity in page.activities()] == ["quiz", "quiz"]
    assert SECRET not in page.text
    assert "Traceback" not in page.text
    assert "Traceback" in host.server.log()
    assert SECRET in host.server.log()
    assert host.ask("21-breaks", "again", build=page.build).status == 200
    broken.unlink()
    again = host.page("21-breaks", If_None_Match=page.headers.get("ETag"))
    assert again.status == 200
    assert "This part is whole." in again.text
    assert 'data-fault="cell"' not in again.text


def test_many_who_ask_at_once_for_a_page_wait_for_one(host, made):
    write_own_lesson(made / "course", "22-counts", "counts", text=f"# {host.base} {os.urandom(4).hex()}")
    (made / "made").unlink(missing_ok=True)
    with ThreadPoolExecutor(20) as crowd:
        pages = list(crowd.map(host.page, ["22-counts"] * 40))
    assert {page.status for page in pages} == {200}
    assert len({page.body for page in pages}) == 1
    assert (made / "made").read_text() == "once\n"


def test_nothing_of_what_a_learner_wrote_into_an_exercise_is_run(own, made):
    """Is every question there, and is it said that something was left out?"""
    slug = "02-built-to-depend"
    path = copy_exercise(made, slug)
    written, marker = json.loads(path.read_text()), made / "marker"
    drawn = re.compile(r"\bexercise\.(?!graded_later\b)")
    code = [cell["id"] for cell in written["cells"] if drawn.search("".join(cell["source"]))]
    lines = [
        f"open({str(marker)!r}, 'w')",
        "from leaningwell import cli\ncli.build.build()",
        f"exercise.item(open({str(marker)!r}, 'w'))",
        "exercise.__class__.__init__('x')",
        "exercise.answers.share('x', {'y': 'z'})",
        "exercise = print",
        f"__import__('os').system('touch {marker}')",
    ]
    for number, source in enumerate(lines):
        cell = {"cell_type": "code", "id": f"bad-{number}", "metadata": {}, "outputs": [], "execution_count": None}
        written["cells"].insert(2 * number + 1, {**cell, "source": source})
    before = sorted(entry for entry in made.rglob("*") if "__pycache__" not in entry.parts)
    for course in (written["metadata"]["leaningwell"], {}):
        written["metadata"]["leaningwell"] = course
        path.write_text(json.dumps(written))
        page = replace(own, folder=f"exercises/{slug}/").page(slug)
        assert page.status == 200
        shown = re.findall(r'class="lw-slot" data-cell="([\w-]+)"[^>]*>\s*<p class="lw-wait"', page.text)
        assert shown == code
        assert "This notebook holds code that somebody has added." in page.text
    assert sorted(entry for entry in made.rglob("*") if "__pycache__" not in entry.parts) == before


def test_a_notebook_that_is_not_of_the_course_starts_no_kernel_when_only_asked_what_it_would_be(own, made):
    write_notebook(made / "course" / "31-other.ipynb", {"text": "# Notes", "code": "print('mine')"})
    assert own.send("HEAD", own.address("31-other")).status == 405
    # A page that goes on to another by itself asks for prepared ones only.
    assert own.send("GET", own.address("31-other"), Sec_Fetch_Dest="empty").status == 406
    assert own.page(Sec_Fetch_Dest="empty").status == 200
    assert own.server.kernels() == []


# Who may ask


def test_a_stranger_gets_neither_page_nor_answer(own):
    build = own.page().build
    for headers in ({}, {"Cookie": "_xsrf=1", "X-XSRFToken": "1"}, {"Authorization": "token 0"}):
        stranger = replace(own, headers=headers)
        page = stranger.page()
        assert (page.status, page.body) == (302, b"")
        assert "/login" in page.headers["Location"]
        asked = stranger.ask(build=build)
        assert asked.status in (302, 403)
        assert b"right" not in asked.body
        assert stranger.page(If_None_Match=f'"{build}"').status == 302


@pytest.mark.parametrize("proof", [None, "", "1", "2|00000000|00000000000000000000000000000000|0"])
def test_another_site_s_page_cannot_ask_in_a_learner_s_name(own, proof):
    """A browser sends the cookies along, but nobody else can read the one that proves it."""
    question = json.dumps({"build": own.page().build, "question": RIGHT})
    assert own.post(question, X_XSRFToken=proof).status == 403
    assert own.post(question).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1.elsewhere.example"},
        {"Origin": "http://["},
        {"Origin": "nonsense"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_a_public_site_answers_pages_of_its_own(public, headers):
    question = json.dumps({"build": public.page().build, "question": RIGHT})
    assert public.post(question, **headers).status == 403
    own = {"Origin": f"http://127.0.0.1:{public.server.port}", "Sec_Fetch_Site": "same-origin"}
    assert public.post(question, **own).status == 200


def test_a_public_site_gives_nobody_a_cookie(public):
    """Not with a page, not with an answer, and not with a refusal?"""
    replies = [
        public.page(),
        public.page(If_None_Match=public.page().headers["ETag"]),
        public.page("not-there"),
        public.ask(),
        public.post("{"),
        public.post("{}", Origin="https://elsewhere.example"),
        public.send("GET", public.asks_at()),
        *(public.send("GET", path) for path in ("", "/", "/nowhere", "/leaningwell/health", "/leaningwell/ready")),
        public.send("GET", "/voila/templates/leaningwell/static/page/page.js"),
        public.send("GET", f"/leaningwell/search/{LESSON}.ipynb"),
    ]
    assert {200, 302, 304, 400, 403, 404, 405} <= {reply.status for reply in replies}
    assert not [reply.headers["Set-Cookie"] for reply in replies if "Set-Cookie" in reply.headers]


# What is no question


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None])
def test_only_json_is_taken_which_no_form_of_another_site_can_send(host, kind):
    body = json.dumps({"build": host.page().build, "question": RIGHT})
    assert host.post(body, Content_Type=kind).status == 415
    assert host.post(body, Content_Type="application/json; charset=utf-8").status == 200


def test_a_question_that_says_that_it_is_too_large_is_not_read(host):
    """Is it refused before it has come?"""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", host.server.port, timeout=PATIENCE)) as line:
        line.putrequest("POST", f"{host.base}{host.asks_at()}")
        given = {"Content-Type": "application/json", "Content-Length": str(host.most + 1), **(host.headers or {})}
        for name, value in given.items():
            line.putheader(name, value)
        line.endheaders()
        reply = line.getresponse()
        assert (reply.status, json.load(reply)) == (413, {"status": 413})
        assert reply.headers["Connection"] == "close"


def in_parts(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 20_000):
        yield body[start : start + 20_000]


def test_a_question_that_does_not_say_how_large_it_is_may_be_as_large_and_no_larger(host):
    question = json.dumps({"build": host.page().build, "question": RIGHT}).encode()
    assert host.post(in_parts(question.ljust(host.most))).status == 200
    assert host.post(in_parts(question.ljust(host.most + 1))).status == 413
    assert host.post(question.ljust(host.most)).status == 200


def go_on_and_on(line: socket.socket) -> None:
    for _ in range(1000):
        line.sendall(b"4000\r\n" + b" " * 0x4000 + b"\r\n")


def test_what_never_ends_is_not_kept(public):
    """Is the line closed over a question that goes on and on?"""
    with socket.create_connection(("127.0.0.1", public.server.port), timeout=PATIENCE) as line:
        head = f"POST {public.base}{public.asks_at()} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        line.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        with pytest.raises(OSError, match="reset|pipe"):
            go_on_and_on(line)
    assert public.ask().status == 200


MALFORMED = {
    "nothing": b"",
    "half": b'{"build": "',
    "no text": b"\xff\xfe",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1",
    "no build": b'{"question": {"do": "check"}}',
    "no question": b'{"build": "BUILD"}',
    "a build that is none": b'{"build": 1, "question": {"do": "check"}}',
    "a question that is none": b'{"build": "BUILD", "question": "check"}',
    "a list of questions": b'{"build": "BUILD", "question": [{"do": "check"}]}',
    "nothing to do": b'{"build": "BUILD", "question": {}}',
    "a number to do": b'{"build": "BUILD", "question": {"do": 1}}',
    "more after it": b'{"build": "BUILD", "question": {"do": "check"}}{}',
    "a number without end": b'{"build": "BUILD", "question": {"do": "check", "x": ' + b"1" * 10_000 + b"}}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_question_is_refused(host, body):
    reply = host.post(body.replace(b"BUILD", host.page().build.encode()))
    assert (reply.status, json.loads(reply.body)) == (400, {"status": 400})


def test_however_deep_a_question_is_it_is_answered_or_refused(host):
    """Wherever the limit lies, in reading it, in passing it on or in answering?"""
    asked = json.dumps({"build": host.page().build, "question": {**RIGHT, "response": "DEEP"}})
    deep = [*range(1, 900, 100), *range(900, 1010), 5000, 14_000]
    with ThreadPoolExecutor(4) as readers:
        replies = readers.map(host.post, [asked.replace('"DEEP"', "[" * levels + "]" * levels) for levels in deep])
        statuses = [reply.status for reply in replies]
    assert statuses[0] == 200
    assert statuses[-1] == 400
    assert statuses == sorted(statuses)
    assert set(statuses) == {200, 400}


@pytest.mark.parametrize("odd", ['"\\ud800"', "NaN", "Infinity", "-1e999", "null", f'"{"x" * 20_000}"', "{}", "true"])
def test_an_odd_response_has_an_answer(host, odd):
    asked = json.dumps({"build": host.page().build, "question": {**RIGHT, "response": "ODD"}})
    reply = host.post(asked.replace('"ODD"', odd))
    assert reply.status == 200
    assert json.loads(reply.body).get("right") is not True


def test_what_is_asked_that_is_not_there_is_not_found(host):
    build = host.page().build
    assert host.ask("29-not-there", build=build).status == 404
    assert host.ask(cell="not-there", build=build).status == 404
    assert host.ask(cell="start", build=build).status == 404
    assert json.loads(host.ask(do="not-there").body) == {"failed": True}
    assert json.loads(host.ask(do="check", id="not-there", response="3").body) == {"failed": True}


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_question_is_posted(host, method):
    assert host.send(method, host.asks_at()).status == 405


OUT = [
    "../{lesson}",
    "../course/{lesson}",
    "..%2Fcourse%2F{lesson}",
    "%2e%2e/course/{lesson}",
    "%2e%2e%2fcourse%2f{lesson}",
    "..%5Ccourse%5C{lesson}",
    ".%2F{lesson}",
    "%2F{lesson}",
    "/{lesson}",
    "{lesson}%00",
    "{lesson}%00.ipynb",
    "{lesson}/",
    "{lesson}%2F",
    "x/../{lesson}",
    "{lesson}/../{lesson}",
    "activities/{lesson}",
    ".ipynb_checkpoints/x.ipynb",
    "32-link.ipynb",
    "way/{lesson}",
    "%FF.ipynb",
    "%ED%A0%80.ipynb",
    "{long}.ipynb",
    "activities/20-made-up.yaml",
    "own.py",
    "",
    ".",
    "..",
]


@pytest.mark.parametrize("path", OUT)
def test_no_path_leads_out_or_round_about(public, made, path):
    """Neither to a page nor to an answer?"""
    outside = made.parent / f"{made.name}-outside"
    if not outside.exists():
        write_lesson(outside)
        (made / "course" / "32-link.ipynb").symlink_to(outside / f"{LESSON}.ipynb")
        (made / "course" / "way").symlink_to(outside)
    build = public.page().build
    path = path.format(lesson=f"{LESSON}.ipynb", long="x" * 5000)
    page = public.send("GET", f"/voila/render/{path}")
    assert page.status in (403, 404)
    assert b"How much?" not in page.body
    asked = public.send(
        "POST",
        f"/leaningwell/ask/{path}/quiz",
        json.dumps({"build": build, "question": RIGHT}),
        Content_Type="application/json",
    )
    assert asked.status in (403, 404)
    assert b"right" not in asked.body


@pytest.mark.parametrize(
    "path",
    ["leaningwell/static/../conf.json", "leaningwell/../../site.py", "leaningwell/index.html.j2", "x/y", "..", ""],
)
def test_no_path_leads_from_the_front_end_s_files_to_others(public, path):
    assert public.send("GET", f"/voila/templates/{path}").status in (403, 404)


# A public site


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back_and_nobody_else(public):
    """By the address that the proxy has seen, whatever the visitor writes into the header."""

    def asked_by(address: str) -> http.client.HTTPResponse:
        line.request("POST", public.base + public.asks_at(), "{}", {**json_headers, "X-Forwarded-For": address})
        reply = line.getresponse()
        reply.read()
        return reply

    json_headers = {"Content-Type": "application/json"}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", public.server.port, timeout=PATIENCE)) as line:
        found = Counter()
        for number in range(10_000):
            reply = asked_by(f"198.51.100.{number % 250}, 203.0.113.7")
            found[reply.status] += 1
            if reply.status != 400:
                break
        assert reply.status == 429
        assert found[400] >= 600
        assert int(reply.headers["Retry-After"]) > 0
        assert asked_by("203.0.113.8").status == 400
        assert asked_by("203.0.113.7, 203.0.113.9").status == 400


def test_what_a_site_says_of_itself_tells_nothing_of_whom_it_serves(public, made):
    """Not who asked, for what, or with what words, whatever goes wrong?"""
    name = "33-read-by-somebody"
    write_lesson(made / "course", name)
    visitor = {"X_Forwarded_For": "203.0.113.77", "User_Agent": "Somebody's browser"}
    words = "something that nobody should know"
    page = public.page(name, **visitor)
    public.page(f"{name}-not-there", **visitor)
    question = {"build": page.build, "question": {"do": "check", "id": words, "response": words}}
    for body in (json.dumps(question), json.dumps({**question, "build": words}), words):
        public.post(body, name, **visitor)
    public.post(json.dumps(question), name, Origin="https://elsewhere.example", **visitor)
    public.post(json.dumps(question), f"{name}-not-there", **visitor)
    for path in (
        f"/voila/render/{name}%FF.ipynb?{name}",
        f"/{name}",
        f"/voila/templates/{name}",
        f"/voila/render/{name}%00",
    ):
        public.send("GET", path, **visitor)
    with socket.create_connection(("127.0.0.1", public.server.port), timeout=PATIENCE) as line:
        line.sendall(f"{name} {words}\r\n\r\n".encode())
        line.recv(100)
    notes = [json.loads(line) for line in public.server.log().splitlines() if line.startswith('{"kind"')]
    assert {"PreparedPage", "Ask", "NotFound"} <= {note["kind"] for note in notes}
    assert all(note.keys() == {"kind", "status", "milliseconds"} for note in notes)
    told = "\n".join(line for line in public.server.log().splitlines() if "is open at" not in line)
    for secret in (name, words, "Somebody", "203.0.113", "127.0.0.1", "elsewhere.example", "render"):
        assert secret not in told


@pytest.mark.parametrize("level", [also("INFO"), "DEBUG"])
@pytest.mark.parametrize("start", [start_server, start_site], ids=["open", "serve"])
def test_whatever_is_written_down_of_an_answer_it_is_a_kind_a_lesson_and_a_duration(made, tmp_path, start, level):
    """Also where every part of the server and of its workers writes all that it would like to mention?"""
    (tmp_path / "sitecustomize.py").write_text(f"import logging\nlogging.basicConfig(level=logging.{level})\n")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    words = "words-of-a-reader"
    with start(made, env=env) as server:
        folder = "course/" if start is start_server else ""
        host = Host(server, folder=folder, headers={"Authorization": f"token {server.token}"} if server.token else {})
        build = host.page().build
        for question in (RIGHT, {**RIGHT, "id": words}, {"do": words}, {**RIGHT, "response": {words: [words]}}):
            host.post(json.dumps({"build": build, "question": question}), X_Forwarded_For="203.0.113.9")
        host.post(f"{{{words}", cell=words)
        host.send("GET", f"/leaningwell/search/{folder}{LESSON}.ipynb?{words}")
        log = server.log().splitlines()
    own = [line for line in log if re.match(r"\w+:leaningwell\.", line)]
    noted = [line for line in own if ":quiz in" in line]
    assert noted
    assert all(re.fullmatch(rf"INFO:[\w.]+:quiz in {LESSON}: \d+ ms", line) for line in noted)
    for line in own if folder else [line for line in log if "is open at" not in line]:
        for secret in (f"{LESSON}.ipynb", "voila/render", "leaningwell/ask", "127.0.0.1", "203.0.113"):
            assert secret not in line
    assert not [line for line in log if words in line and "/leaningwell/" not in line]


def test_a_site_that_has_too_much_to_do_says_so_and_ends_what_it_has_begun(tmp_path):
    """When it is told to stop: is every question that waits answered, and the page that is being made sent?"""
    course = write_small_course(tmp_path)
    write_odd_lesson(course)
    lessons = ["25-waits", "26-waits"]
    for slug in lessons:
        write_own_lesson(course, slug, "waits")
    with (
        start_site(tmp_path) as server,
        ThreadPoolExecutor(2) as readers,
        selectors.DefaultSelector() as lines,
    ):
        site = Host(server)
        build = site.page("00-start-here").build
        pages = readers.map(site.page, lessons)
        wait_until(lambda: len(list(tmp_path.glob("waits-*"))) == 2, "two pages that are being made")
        assert site.send("GET", "/leaningwell/health").status == 200
        assert site.send("GET", "/leaningwell/ready").status == 503
        told = site.send("HEAD", "/leaningwell/ready")
        assert (told.status, told.body) == (503, b"")
        for number in range(pool.WAITING + 30):
            line = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
            question = {"do": "echo", "text": str(number)}
            line.sendall(as_request(site.asks_at("00-start-here", "odd"), {"build": build, "question": question}))
            lines.register(line, selectors.EVENT_READ, str(number))
        refused = answers(lines, 32)
        assert {reply.status for reply in refused.values()} == {503}
        assert all(int(reply.headers["Retry-After"]) > 0 for reply in refused.values())
        busy = site.page(LESSON)
        assert busy.status == 503
        assert int(busy.headers["Retry-After"]) > 0
        assert "The course is busy just now" in busy.text
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: not listens(server.port), "the end of its listening")
        (tmp_path / "go-on").touch()
        replies = answers(lines, pool.WAITING - 2)
        assert {reply.status for reply in replies.values()} == {200}
        assert [json.loads(reply.body)["text"] for reply in replies.values()] == list(replies)
        assert all("Here at last." in page.text for page in pages)
        assert server.process.wait(PATIENCE) == 0
        assert server.log().endswith("Leaning Well has stopped.\n")


def as_request(path: str, asked: dict[str, Any]) -> bytes:
    body = json.dumps(asked).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def answers(lines: selectors.BaseSelector, number: int) -> dict[str, Reply]:
    """The answers that come on so many lines, and no more, by what was asked."""
    wait_until(lambda: len(lines.select(0)) >= number, f"{number} answers")
    found = {}
    for key, _ in lines.select(0):
        lines.unregister(key.fileobj)
        with key.fileobj, http.client.HTTPResponse(key.fileobj) as reply:
            reply.begin()
            found[key.data] = Reply(reply.status, reply.headers, reply.read())
    assert len(found) == number
    return found


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_ctrl_c_stops_a_learner_s_server_at_once_although_a_page_never_ends(tmp_path):
    course = write_small_course(tmp_path)
    write_odd_lesson(course)
    write_own_lesson(course, "26-hangs", "hangs")
    with start_server(tmp_path) as server:
        asking = threading.Thread(target=lambda: server.get("voila/render/course/26-hangs.ipynb"), daemon=True)
        asking.start()
        wait_until((tmp_path / "hangs").exists, "a page that never ends")
        started = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
        assert server.log().endswith("Leaning Well has stopped.\n")
        assert not psutil.wait_procs(started, timeout=PATIENCE)[1]


# What is kept


def test_what_a_server_keeps_is_for_this_account_alone(own):
    own.page()
    folder = own.server.log_path.parent / "cache" / "leaningwell" / "pages"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = list(folder.iterdir())
    assert kept
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_page_that_was_made_is_there_at_the_next_start(tmp_path):
    """Without a worker, in a copy of the course as well; not where its notebook has changed."""
    course = write_small_course(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "copy")
    with prepared(tmp_path, tmp_path / "kept") as first:
        page = page_of(first, f"course/{LESSON}.ipynb")
    for root in (tmp_path, tmp_path / "copy"):
        with prepared(root, tmp_path / "kept") as second:
            assert page_of(second, f"course/{LESSON}.ipynb") == page
            assert second.pool._workers == [None]
    write_lesson(course, prompt="How little?")
    with prepared(tmp_path, tmp_path / "kept") as third:
        assert "How little?" in text_of(page_of(third, f"course/{LESSON}.ipynb"))


@pytest.mark.parametrize("found", [b"", b"<!DOCTYPE html>", None])
def test_a_page_that_was_kept_by_half_is_made_anew(tmp_path, found):
    write_small_course(tmp_path)
    with prepared(tmp_path, tmp_path / "kept") as first:
        page = page_of(first, f"course/{LESSON}.ipynb")
    (path,) = (tmp_path / "kept").glob("*.page")
    path.write_bytes(path.read_bytes()[:-100] if found is None else found)
    with prepared(tmp_path, tmp_path / "kept") as second:
        assert page_of(second, f"course/{LESSON}.ipynb") == page
    assert path.read_bytes().endswith(page.body)


def test_where_nothing_can_be_kept_pages_are_there_all_the_same(tmp_path, monkeypatch):
    """On a full disk, and where there is no place for them?"""
    write_small_course(tmp_path)

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    (tmp_path / "file").touch()
    for folder in (tmp_path / "kept", tmp_path / "file" / "kept"):
        with prepared(tmp_path, folder) as one:
            first = page_of(one, f"course/{LESSON}.ipynb")
            assert "How much?" in text_of(first)
            assert page_of(one, f"course/{LESSON}.ipynb") == first
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_lesson_whose_own_lines_never_end_still_shows_its_text(tmp_path, monkeypatch):
    """With a sentence where each activity would be? And are other lessons there meanwhile and afterwards?"""
    course = write_small_course(tmp_path)
    write_own_lesson(course, "26-hangs", "hangs", text="# Something to read")
    monkeypatch.setattr(service, "PAGE_SECONDS", 5)
    with prepared(tmp_path, tmp_path / "kept") as one:
        page_of(one, f"course/{LESSON}.ipynb")
        page = page_of(one, "course/26-hangs.ipynb")
        assert not page.whole
        assert "Something to read" in text_of(page)
        assert text_of(page).count('data-fault="cell"') == 3
        assert not DESCRIBED.findall(text_of(page))
        assert page_of(one, "course/24-changes.ipynb").whole
        assert len(list((tmp_path / "kept").iterdir())) == 2


@pytest.mark.parametrize("does", ["__import__('os')._exit(1)", "raise SystemExit"])
def test_a_lesson_whose_own_lines_end_their_process_still_shows_its_text(tmp_path, does):
    course = write_small_course(tmp_path)
    (course / "own.py").write_text(f"def ends():\n    {does}\n")
    write_own_lesson(course, "27-ends", "ends", text="# Something to read")
    with prepared(tmp_path, tmp_path / "kept") as one:
        page = text_of(page_of(one, "course/27-ends.ipynb"))
        assert "Something to read" in page
        assert 'data-fault="cell"' in page


def test_a_file_that_is_saved_while_its_page_is_made_does_not_end_up_under_the_name_of_the_one_before(tmp_path):
    course = write_small_course(tmp_path)
    with prepared(tmp_path, tmp_path / "kept") as one:
        ask = one.pool.ask

        async def after_somebody_has_saved(message, **more):
            write_lesson(course, prompt="Which one?")
            return await ask(message, **more)

        one.pool.ask = after_somebody_has_saved
        assert not page_of(one, f"course/{LESSON}.ipynb").whole
    write_lesson(course)
    with prepared(tmp_path, tmp_path / "kept") as another:
        assert "How much?" in text_of(page_of(another, f"course/{LESSON}.ipynb"))


def test_what_is_no_notebook_cannot_be_shown_and_is_not_kept(tmp_path):
    course = write_small_course(tmp_path)
    (course / "28-broken.ipynb").write_text("{")
    with prepared(tmp_path, tmp_path / "kept") as one:
        with pytest.raises(OSError, match="cannot be read"):
            page_of(one, "course/28-broken.ipynb")
        write_own_lesson(course, "28-broken", "note")
        assert "How much?" in text_of(page_of(one, "course/28-broken.ipynb"))


def test_a_notebook_that_is_not_of_the_course_is_known_again_and_on_a_site_a_page_without_its_code(tmp_path):
    course = write_small_course(tmp_path)
    write_notebook(course / "31-other.ipynb", {"text": "# Some notes", "code": "print('mine')"})
    for _ in range(2):
        with prepared(tmp_path, tmp_path / "kept") as own:
            assert page_of(own, "course/31-other.ipynb") is None
    assert own.pool._workers == [None]
    with prepared(tmp_path, tmp_path / "kept", public=True) as site:
        shown = text_of(page_of(site, "course/31-other.ipynb"))
    assert "Some notes" in shown
    assert "mine" not in shown
