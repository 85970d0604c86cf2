"""`leaningwell serve`: lessons for everybody, and nothing else."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from servers import command, environment, start_site

MAP = "voila/render/00-start-here.ipynb"
ASK = """([address, questions]) => new Promise((resolve, reject) => {
    const line = new WebSocket(address);
    const replies = [];
    line.onerror = reject;
    line.onopen = () => questions.forEach(([msg_type, content], number) => line.send(JSON.stringify({
        channel: "shell", header: { msg_id: String(number), msg_type, session: "s", username: "", version: "5.3" },
        parent_header: {}, metadata: {}, content })));
    line.onmessage = ({ data }) => {
        const { channel, header, parent_header } = JSON.parse(data);
        if (channel === "shell" && parent_header.session === "s") replies.push(header.msg_type);
        if (channel === "shell" && parent_header.msg_id === String(questions.length - 1)) resolve(replies);
    };
})"""


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


def test_its_own_address_leads_to_the_course_map_in_our_look(address):
    """Does a visitor need no more than the site's name?"""
    status, page = fetch(address(""))
    assert status == 200
    assert "A small lesson" in page
    assert "/learn/voila/templates/leaningwell/static/" in page


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
    assert fetch(address(path))[0] == 403


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
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address("voila/render/09-not-written.ipynb"))
    expect(page.get_by_role("heading")).to_have_text("There is no page at this address")
    assert all(url.startswith("http://127.0.0.1:") for url in asked)
    page.get_by_role("link", name="To the course map").click()
    expect(page.get_by_role("heading", name="A small lesson")).to_be_visible()


def test_when_it_is_full_a_visitor_is_told_so_and_let_in_once_somebody_leaves(small_course, context):
    """Does the limit hold, in kind words, and is the place free again when the page is closed?"""
    with start_site(small_course, "--pages", "1") as site:
        inside, waiting = context.new_page(), context.new_page()
        assert inside.goto(site.page(MAP)).status == 200
        assert waiting.goto(site.page(MAP)).status == 503
        expect(waiting.get_by_role("heading")).to_have_text("The course is full just now")
        inside.wait_for_load_state("networkidle")
        inside.close(run_before_unload=True)
        heading = waiting.get_by_role("heading").first
        for _ in range(20):
            waiting.get_by_role("link", name="Try this page again").click()
            if heading.inner_text().startswith("A small lesson"):
                break
            waiting.wait_for_timeout(500)
        expect(heading).to_contain_text("A small lesson")


def test_a_visitor_cannot_run_code(address, page):
    """Does a page's line to its kernel drop whatever is code of a visitor's own?"""
    page.goto(address(MAP))
    kernel = json.loads(page.locator("#jupyter-config-data").text_content())["kernelId"]
    socket = address(f"api/kernels/{kernel}/channels").replace("http", "ws", 1)
    code = {"code": "print('heard')", "silent": False}
    asked = [["kernel_info_request", {}], ["execute_request", code], ["kernel_info_request", {}]]
    # The kernel answers in turn: the last answer means that all are here.
    assert page.evaluate(ASK, [socket, asked]) == ["kernel_info_reply", "kernel_info_reply"]


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
