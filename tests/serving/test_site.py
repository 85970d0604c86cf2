"""`leaningwell serve`: lessons for everybody, and nothing else."""

from __future__ import annotations

import contextlib
import http.client
import re
import subprocess
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from servers import command, environment, start_site

MAP = "voila/render/00-start-here.ipynb"


@pytest.fixture(scope="module")
def site(small_course):
    """The public site, below a path as behind a proxy."""
    with start_site(small_course, "--base-url", "learn") as running:
        yield running


@pytest.fixture
def address(site):
    """Gives the full address of a path below the site."""
    return lambda path: f"{site.url}/learn/{path}"


def fetch(address):
    """Status and text of a page, after any redirect."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=60) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(address, method):
    """Status, headers and body, wherever it leads."""
    _, _, host, path = address.split("/", 3)
    with contextlib.closing(http.client.HTTPConnection(host, timeout=60)) as line:
        line.request(method, f"/{path}")
        reply = line.getresponse()
        return reply.status, reply.headers, reply.read()


def test_its_own_address_leads_to_the_course_map_in_our_look(address):
    """Does a visitor need no more than the site's name?"""
    status, page = fetch(address(""))
    assert status == 200
    assert "A small lesson" in page
    assert "../templates/leaningwell/static/" in page


def test_its_own_address_without_the_last_slash_leads_there_too(site):
    """Is the path before it kept?"""
    status, page = fetch(f"{site.url}/learn")
    assert status == 200
    assert "A small lesson" in page
    for path in ("/learn", "/learn/", "/learn?from=a-friend"):
        for method in ("GET", "HEAD"):
            status, headers, _ = ask(f"{site.url}{path}", method)
            assert status == 302
            assert headers["Location"].partition("?")[0] == f"/learn/{MAP}"
    assert fetch(f"{site.url}/learning")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/activities/00-start-here.yaml",
        "voila/files/data/lessons.csv",
        "voila/files/answers.json",
        "voila/files/00-start-here.ipynb",
        "voila/render/activities/00-start-here.yaml",
    ],
)
def test_no_file_of_the_course_is_served(address, path):
    """Is every file refused that is not a lesson shown as a page?"""
    assert fetch(address(path))[0] in (403, 404)


@pytest.mark.parametrize(
    "path",
    [
        "voila",
        "voila/tree",
        "voila/api/contents",
        "api/contents",
        "api/kernels",
        "lab",
        "voila/render/../../exercises/x.ipynb",
        "voila/render/..%2Fexercises%2Fx.ipynb",
    ],
)
def test_there_is_nothing_but_lessons(address, path):
    """Are file lists, Lab and exercises not there at all?"""
    assert fetch(address(path))[0] == 404


def test_a_page_that_is_not_there_is_a_sentence_and_asks_no_other_host(address, page):
    """Is a slip in the address answered kindly? Voila's own page would fetch a font from elsewhere."""
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
    page.goto(address("voila/render/09-not-written.ipynb"))
    expect(page.get_by_role("heading")).to_have_text("There is no page at this address")
    assert all(url.startswith("http://127.0.0.1:") for url in asked)
    assert all(page.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length)"))
    assert refused == []
    expect(page.get_by_role("link", name="Support")).to_have_attribute("href", re.compile("#cell-support$"))
    expect(page.get_by_role("link", name="Leaning Well")).to_have_attribute("href", re.compile("00-start-here.ipynb$"))
    page.get_by_role("link", name="To the course map").click()
    expect(page.get_by_role("heading", name="A small lesson")).to_be_visible()


def test_no_page_has_a_kernel_and_no_visitor_a_cookie(site, address, page):
    """Is nothing kept for a visitor, in no process and in no browser?"""
    page.goto(address(MAP))
    expect(page.get_by_role("heading", name="A small lesson")).to_be_visible()
    assert site.kernel_processes() == set()
    assert page.context.cookies() == []


def test_code_that_is_not_the_courses_own_is_not_run_and_said_to_be_left_out(address):
    """Does a notebook of anybody's become a page of text?"""
    status, page = fetch(address(MAP))
    assert status == 200
    assert "This is /" not in page
    assert "This notebook holds code that somebody has added." in page


@pytest.mark.parametrize("what", ["health", "ready"])
def test_it_says_whether_it_lives_and_whether_it_answers(address, what):
    """May whoever runs it ask?"""
    assert fetch(address(f"leaningwell/{what}")) == (200, '{"ready": true}')
    (status, headers, body), (_, told, nothing) = (
        ask(address(f"leaningwell/{what}"), method) for method in ("GET", "HEAD")
    )
    assert (status, nothing) == (200, b"")
    assert int(told["Content-Length"]) == len(body)
    assert {**dict(headers), "Date": ""} == {**dict(told), "Date": ""}


def test_a_port_that_is_taken_is_named(site, small_course, tmp_path):
    """Is a second site on one port told what holds it?"""
    ended = subprocess.run(
        command("serve", "--port", str(site.port), "--root", str(small_course)),
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {site.port} is held by")
