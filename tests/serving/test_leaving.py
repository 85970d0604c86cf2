"""A page that is left, in whatever way, leaves no kernel behind; and its address and token go nowhere by that."""

from __future__ import annotations

import json
import time
import urllib.request

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from breadth import also, breadth
from browser.reader import reload
from servers import Server, start_server, start_voila

OPEN = "voila/render/course/00-start-here.ipynb"
ON_A_SITE = "voila/render/00-start-here.ipynb"
CONNECTED = "() => performance.getEntriesByType('resource').some((entry) => entry.name.includes('api/kernels'))"
PUT_IN_A_FRAME = """(address) => new Promise((there) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.onload = there;
    document.body.append(frame);
})"""
JOIN = """(address) => new Promise((joined) => {
    window.line = new WebSocket(address);
    window.line.onopen = joined;
})"""


SOON = {"LEANINGWELL_NOBODY_CAME_SECONDS": "25"}
"""Longer than a busy machine's browser takes, and no longer than this file should."""


@pytest.fixture(scope="module")
def server(small_course):
    """The server of `leaningwell open`."""
    with start_server(small_course, env=SOON) as running:
        yield running


@pytest.fixture(scope="module")
def site(small_course):
    """Voila's own command, in the folder of lessons."""
    with start_voila(small_course / "course", SOON) as running:
        yield running


@pytest.fixture(params=["extension", also("alone")])
def host(request) -> tuple[Server, str]:
    """Voila in a Jupyter server, and Voila alone: the server, and a page's address there."""
    server = request.getfixturevalue("server" if request.param == "extension" else "site")
    return server, server.page(OPEN if request.param == "extension" else ON_A_SITE)


@pytest.fixture(params=["chromium", also("firefox")])
def profile(request) -> BrowserContext:
    """A fresh profile of each browser."""
    browser = request.getfixturevalue("browser" if request.param == "chromium" else "firefox")
    context = browser.new_context()
    yield context
    context.close()


def arrive(page: Page, address: str) -> None:
    """Open a page, and wait until all of it is there."""
    try:
        page.goto(address)
    except Error as error:
        # Firefox may begin late with a visit that was given up before; it is to the same page.
        if "interrupted by another navigation" not in error.message:
            raise
    wait_until_there(page)


def wait_until_there(page: Page) -> None:
    expect(page.get_by_text("This is /")).to_be_visible()
    page.wait_for_function(CONNECTED)


def wait_for_kernels(server: Server, number: int, after: str) -> None:
    deadline = time.monotonic() + 150
    while len(running := server.kernel_processes()) != number:
        assert time.monotonic() < deadline, f"{len(running)} kernels instead of {number} after {after}"
        time.sleep(0.1)


@breadth
def test_whichever_way_a_page_is_left_its_kernel_ends(host, profile):
    """Closed, gone from, come back to, reloaded, reloaded too early, or taken out of another page?"""
    server, address = host
    wait_for_kernels(server, 0, "what came before")
    page = profile.new_page()
    sent = []
    page.on("request", lambda request: sent.append(request.headers.get("referer", "")))

    arrive(page, address)
    page.goto("about:blank")
    wait_for_kernels(server, 0, "going elsewhere")
    page.go_back()
    wait_until_there(page)
    wait_for_kernels(server, 1, "coming back")
    reload(page)
    wait_until_there(page)
    wait_for_kernels(server, 1, "a reload")
    for patience in (0, 200, 500, 1000):
        page.goto(address, wait_until="commit")
        page.wait_for_timeout(patience)
    arrive(page, address)
    wait_for_kernels(server, 1, "reloads before the page was there")
    page.evaluate(PUT_IN_A_FRAME, address)
    wait_for_kernels(server, 2, "a page in a frame")
    page.locator("iframe").evaluate("(frame) => frame.remove()")
    wait_for_kernels(server, 1, "removing the frame")
    page.close()
    wait_for_kernels(server, 0, "closing the tab")

    assert any(sent)  # the last request says where it comes from, and no more than the server's name
    assert not [referrer for referrer in sent if "token" in referrer or "render" in referrer]


@breadth
def test_a_page_that_was_sent_and_never_read_leaves_no_kernel(server):
    """Is a kernel ended to which no page ever came, as where a busy browser is told to go elsewhere?"""
    wait_for_kernels(server, 0, "what came before")
    request = urllib.request.Request(server.page(OPEN))
    with urllib.request.urlopen(request, timeout=60) as reply:
        assert b"This is /" in reply.read()
        wait_for_kernels(server, 1, "reading the page without a browser")
    wait_for_kernels(server, 0, "waiting for somebody to come")


def test_a_page_whose_last_request_is_lost_leaves_no_kernel_and_one_of_jupyterlab_stays(server, profile):
    """Is it told apart by how the browser closes the line? A kernel of JupyterLab's is not a page's to end."""
    request = urllib.request.Request(f"{server.url}/api/kernels", data=b"{}", method="POST")
    request.add_header("Authorization", f"token {server.token}")
    with urllib.request.urlopen(request, timeout=60) as reply:
        kernel = json.load(reply)["id"]
    page = profile.new_page()
    page.add_init_script("Navigator.prototype.sendBeacon = () => false")
    arrive(page, server.page(OPEN))
    page.evaluate(JOIN, f"{server.url}/api/kernels/{kernel}/channels".replace("http", "ws", 1))
    wait_for_kernels(server, 2, "opening a page beside JupyterLab")
    page.close()
    wait_for_kernels(server, 1, "closing the page")
    # The process is gone a moment before the server has noticed.
    deadline = time.monotonic() + 60
    while server.kernels() != [kernel]:
        assert time.monotonic() < deadline, server.kernels()
        time.sleep(0.1)
    urllib.request.urlopen(
        urllib.request.Request(
            f"{server.url}/api/kernels/{kernel}", method="DELETE", headers={"Authorization": f"token {server.token}"}
        ),
        timeout=30,
    ).close()
