"""The public site as an administrator runs it: two servers, and nginx with `docs/site/nginx.conf` before them."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import re
import shutil
import signal
import socket
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import psutil
import pytest
from playwright.sync_api import expect

from breadth import breadth
from nginx import ANSWERED_BY, NAME, UNPACKED, nginx_before
from servers import start_site

LESSON = "/voila/render/01-the-self-sufficiency-story.ipynb"
FILE = "/voila/templates/leaningwell/static/page/page.css"
QUIZ = re.compile(r'class="lw-slot"[^>]*data-cell="([\w-]+)".*?<script type="application/json">(.*?)</script>', re.S)
OPTIONS = ("--proxy", "127.0.0.1", "--workers", "1")
READERS = 4
SOME = 10
TOO_OFTEN = 3000
"""More than what two servers let anybody ask at once, and in the time it takes."""

pytestmark = pytest.mark.skipif(
    not shutil.which("apt-get") and not UNPACKED.is_dir(), reason="There is no Debian package of nginx to take it from."
)


@contextlib.contextmanager
def site_of_two(course, folder, *options, **more):
    """nginx before two servers, and the servers."""
    assert UNPACKED.is_dir(), "There is no nginx in .venv. `make nginx` unpacks it."
    with (
        start_site(course, *OPTIONS, *options) as first,
        start_site(course, *OPTIONS, *options) as second,
        nginx_before([first, second], folder, **more) as front,
    ):
        yield front, [first, second]


@pytest.fixture(scope="module")
def shared(course, tmp_path_factory):
    """A site that no test stops."""
    with site_of_two(course, tmp_path_factory.mktemp("nginx")) as (front, _):
        yield front


@pytest.fixture
def own(course, tmp_path):
    """A site of a test's own, and its two servers."""
    with site_of_two(course, tmp_path) as both:
        yield both


def question(reader):
    """Where the lesson's first quiz is asked, and a question to it, as its page has them."""
    page = reader.get(LESSON).body.decode()
    ask, build = (re.search(rf'data-{name}="([^"]+)"', page)[1] for name in ("ask", "build"))
    for cell, described in QUIZ.findall(page):
        activity = json.loads(described)
        if activity["kind"] == "quiz":
            asked = {"do": "solve", "id": activity["spec"]["items"][0]["id"]}
            return urljoin(LESSON, f"{ask}/{cell}"), json.dumps({"build": build, "question": asked})
    raise AssertionError("The lesson has no quiz.")


def test_a_reader_opens_a_page_over_https_and_its_questions_are_answered(shared, browser):
    """Does a browser get the page with its parts over HTTP/2, and does a quiz say what is right?"""
    with contextlib.closing(browser.new_context(ignore_https_errors=True)) as context:
        page = context.new_page()
        wrong = []
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("response", lambda reply: wrong.append(reply.url) if reply.status >= 400 else None)
        page.goto(f"https://127.0.0.1:{shared.port}/")
        page.get_by_role("link", name="The self-sufficiency story").first.click()
        expect(page.locator(".lw-wait")).to_have_count(0)
        how = page.evaluate("() => performance.getEntriesByType('navigation')[0].nextHopProtocol")
        assert how == "h2"
        # WebCrypto is there, which browsers have over https only, and so what is written can be kept.
        assert page.evaluate("() => isSecureContext && Boolean(crypto.subtle)")
        slider = page.locator(".lw-explore input[type=range]").first
        slider.scroll_into_view_if_needed()
        with page.expect_response(re.compile("/leaningwell/ask/")) as asked:
            slider.press("End")
        assert asked.value.status == 200
        assert "figure" in asked.value.json()
        assert not wrong


def test_whoever_comes_without_https_is_sent_on(shared):
    """Is the plain address only a way to the other?"""
    line = http.client.HTTPConnection("127.0.0.1", shared.plain, timeout=10)
    line.request("GET", LESSON, headers={"Host": NAME})
    reply = line.getresponse()
    assert (reply.status, reply.headers["Location"]) == (301, f"https://{NAME}{LESSON}")


def test_questions_go_to_either_server_and_have_one_answer(shared):
    """Does a reader belong to no server? And does a question of another site's page go to none?"""
    reader = shared.reader()
    address, asked = question(reader)
    replies = [reader.post(address, asked, {"Origin": f"https://{NAME}:{shared.port}"}) for _ in range(20)]
    assert {reply.status for reply in replies} == {200}
    assert len({reply.body for reply in replies}) == 1
    assert "response" in json.loads(replies[0].body)
    assert sorted(Counter(reply.headers[ANSWERED_BY] for reply in replies).values()) == [10, 10]
    assert reader.post(address, asked, {"Origin": "https://elsewhere.example"}).status == 403


def test_what_is_too_large_is_turned_away_before_it_reaches_a_server(shared):
    """Does nginx refuse what no page would send, and the server what is still too large for a question?"""
    address, _ = question(shared.reader())
    refused = shared.reader().post(address, "x" * 70_000)
    assert (refused.status, refused.headers[ANSWERED_BY]) == (413, None)
    refused = shared.reader().post(address, "x" * 40_000)
    assert (refused.status, json.loads(refused.body)) == (413, {"status": 413})


def test_nobody_shuts_a_server_for_others(shared):
    """Are both servers asked on after somebody sent what makes them close the line?"""
    other = shared.reader()
    for _ in range(4):
        assert shared.reader().get(LESSON, {"X-Odd": "a\x01b"}).status == 400
        assert shared.reader().get(LESSON, {f"X-{n}": "x" * 3000 for n in range(8)}).status == 400
        replies = [other.get(LESSON) for _ in range(4)]
        assert {reply.status for reply in replies} == {200}
        assert len({reply.headers[ANSWERED_BY] for reply in replies}) == 2


@pytest.mark.parametrize("path", [LESSON, FILE])
def test_what_a_browser_has_is_not_sent_again(shared, path):
    """Do compression and “still the same” pass through, for pages and for their files, from either server?"""
    reader = shared.reader()
    plain = reader.get(path)
    packed = reader.get(path, {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(packed.body) == plain.body
    for known in (plain, packed):
        for _ in range(4):
            again = reader.get(path, {"Accept-Encoding": "gzip", "If-None-Match": known.headers["ETag"]})
            assert (again.status, again.body) == (304, b"")
    other = reader.get(path, {"If-None-Match": '"another"'})
    assert (other.status, other.body) == (200, plain.body)


@pytest.mark.parametrize("path", ["/", LESSON, FILE, "/nowhere", "/leaningwell/ask/x/y"])
def test_every_header_comes_once_and_no_cookie_with_it(shared, path):
    """Do nginx and the server each say their own part?"""
    reply = shared.reader().get(path)
    counted = Counter(name.lower() for name in reply.headers)
    assert counted.most_common(1)[0][1] == 1
    assert "set-cookie" not in counted
    assert counted["strict-transport-security"] == counted["x-content-type-options"] == 1


def test_whether_a_server_is_well_is_told_to_nobody_outside(shared):
    """Are the addresses for whoever watches the servers shut here? Asking them costs a worker's time."""
    for path in ("health", "ready"):
        assert shared.reader().get(f"/leaningwell/{path}").status == 404


def asked_while(front, happens):
    """The statuses of what some readers ask for before something happens, while it does and after it."""
    happened = threading.Event()
    asked_before = threading.Barrier(READERS + 1)

    def go_on():
        reader = front.reader()
        address, asked = question(reader)
        heard = []
        left = SOME
        while left:
            heard.append(reader.post(address, asked).status)
            heard.append(reader.get(LESSON).status)
            if len(heard) == 2 * SOME:
                asked_before.wait(60)
            left -= happened.is_set()
            assert len(heard) < 40 * SOME
            time.sleep(0.02)
        return heard

    with ThreadPoolExecutor(READERS) as readers:
        going = [readers.submit(go_on) for _ in range(READERS)]
        asked_before.wait(60)
        happens()
        happened.set()
        return [status for one in going for status in one.result()]


@breadth
def test_a_server_that_dies_is_noticed_by_no_reader(own):
    """Is each question that it had answered by the other? And do its workers go with it?"""
    front, (first, second) = own
    workers = psutil.Process(first.process.pid).children(recursive=True)

    def kill():
        workers.extend(psutil.Process(first.process.pid).children(recursive=True))
        first.process.kill()
        first.process.wait(10)

    heard = asked_while(front, kill)
    assert set(heard) == {200}
    assert front.reader().get(LESSON).headers[ANSWERED_BY].endswith(f":{second.port}")
    assert not psutil.wait_procs(set(workers), timeout=10)[1]


@breadth
def test_a_server_that_is_told_to_stop_ends_what_it_began(own):
    """Is no question lost while one server of two is stopped, as before an update?"""
    front, (first, _) = own

    def stop():
        first.process.send_signal(signal.SIGTERM)
        assert first.process.wait(20) == 0

    assert set(asked_while(front, stop)) == {200}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has more than one address of its own by itself.")
@breadth
def test_of_those_behind_nginx_only_who_asks_too_often_has_to_wait(own):
    """Does the address count that nginx saw, and not one that a visitor writes into the header?"""
    front, _ = own
    busy, other = front.reader("127.0.0.2"), front.reader("127.0.0.3")
    address, _ = question(other)
    heard = Counter(busy.post(address, "{").status for _ in range(TOO_OFTEN))
    assert set(heard) == {400, 429}
    forged = [busy.post(address, "{", {"X-Forwarded-For": f"127.0.1.{number}"}).status for number in range(60)]
    assert forged.count(429) > 30
    assert {other.post(address, "{").status for _ in range(60)} == {400}


def under_way(front, source, path):
    """A question that has begun and is not at its end, as from somebody on a slow line."""
    line = socket.create_connection(("127.0.0.1", front.port), 10, (source, 0))
    line = front.trusting().wrap_socket(line, server_hostname="127.0.0.1")
    said = ["Content-Type: application/json", "Content-Length: 10", "Expect: 100-continue"]
    line.sendall("\r\n".join([f"POST {path} HTTP/1.1", f"Host: {NAME}:{front.port}", *said, "", ""]).encode())
    return line, line.recv(1000).split()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has more than one address of its own by itself.")
@breadth
def test_an_address_with_too_much_under_way_is_refused_kindly_and_others_are_served(course, tmp_path):
    """Whatever it says of itself? And is it served again once some of that is done?"""
    few = 6
    with site_of_two(course, tmp_path, connections=few) as (front, _), contextlib.ExitStack() as lines:
        crowded, other = front.reader("127.0.0.2"), front.reader("127.0.0.3")
        address, asked = question(other)
        assert crowded.get(LESSON).status == 200
        begun = [under_way(front, "127.0.0.2", address) for _ in range(few)]
        for line, _ in begun:
            lines.enter_context(line)
        assert [status for _, status in begun] == [b"100"] * few
        forged = {"X-Forwarded-For": "127.0.0.9", "Forwarded": "for=127.0.0.9", "X-Real-IP": "127.0.0.9"}
        for refused in (crowded.get(LESSON), crowded.get(LESSON, forged), crowded.post(address, asked, forged)):
            assert (refused.status, refused.headers[ANSWERED_BY]) == (503, None)
            assert refused.headers["Retry-After"] == "2"
            assert "The course cannot be shown just now" in refused.body.decode()
            assert "nginx" not in refused.body.decode()
            assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
            assert Counter(name.lower() for name in refused.headers).most_common(1)[0][1] == 1
        assert {other.get(LESSON).status, other.post(address, asked).status} == {200}
        line, _ = begun[0]
        line.sendall(b"x" * 10)
        assert line.recv(1000).split()[1] == b"400"
        assert {crowded.get(LESSON).status, crowded.post(address, asked).status} == {200}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has more than one address of its own by itself.")
@breadth
def test_who_is_no_named_proxy_cannot_take_another_address(own):
    """Of somebody who reaches a server past nginx: does the address count that they have, whatever they say?"""
    front, (server, _) = own
    address, asked = question(front.reader("127.0.0.3"))
    heard = Counter()
    with contextlib.closing(
        http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=("127.0.0.2", 0))
    ) as line:
        for number in range(TOO_OFTEN // 2):
            taken = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250}", "Content-Type": "application/json"}
            line.request("POST", address, "{", taken)
            reply = line.getresponse()
            reply.read()
            heard[reply.status] += 1
    assert set(heard) == {400, 429}
    assert {front.reader("127.0.0.3").post(address, asked).status for _ in range(4)} == {200}


@breadth
def test_no_log_names_an_address_or_what_was_asked_for(course, tmp_path):
    """Whatever goes wrong, is what the servers and nginx write free of who asked for what?"""
    with site_of_two(course, tmp_path, "--verbose") as (front, servers):
        reader = front.reader("127.0.0.7")
        address, asked = question(reader)
        assert reader.post(address, asked).status == 200
        files = ("/voila/templates/nowhere", "/voila/templates/leaningwell/static/page", f"{FILE}/nowhere")
        for path in ("/nowhere", "/voila/render/09-nowhere.ipynb", "/voila/render/nowhere%ff.ipynb", *files):
            assert reader.get(path).status in {403, 404}
        for method in ("PUT", "POST"):
            assert reader.send(method, "/nowhere").status == 403
        for body in ("{", "x" * 40_000, "x" * 70_000):
            assert front.reader("127.0.0.7").post(address, body).status in {400, 413}
        for server in servers:
            server.process.kill()
            server.process.wait(10)
        gone = reader.get(LESSON)
        assert (gone.status, gone.headers["Retry-After"]) == (502, "2")
        assert "The course cannot be shown just now" in gone.body.decode()
        assert '{"kind": "Ask", "status": 200, "milliseconds": ' in "".join(server.log() for server in servers)
        for log in (front.log(), *(server.log() for server in servers)):
            for word in ("127.0.0.7", "self-sufficiency", "nowhere", "/voila/", "leaningwell/ask", "static/page"):
                assert word not in log
