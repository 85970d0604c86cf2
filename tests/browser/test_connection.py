"""When the line to the course breaks, or an answer comes late, the page says so, loses nothing, and takes it back."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from breadth import also
from browser.reader import BROKEN, KEPT, LONGER_THAN_ANYBODY_WAITS, Reader, until
from browser.test_exercise import EXERCISE, responses
from browser.test_faults import LESSON, activities  # noqa: F401 - fixture
from browser.test_lesson import a_wrong_response
from proxy import proxy_to

NOT_SAVED = "does not answer, so this is not saved yet"
SILENT = "engine does not answer"
SAVED = "Saved. You can change it until you hand in."
TRIES = 6


@pytest.fixture(params=["prepared", also("kernel")])
def way(request):
    """Pages without a kernel, whose questions are asked one by one, and pages whose line to a kernel stays open."""
    return request.param


BOTH_WAYS = pytest.mark.parametrize("way", ["prepared", also("kernel")], indirect=True)


# A parameter of the same name as the session's own fixture would have that begin anew with each.
@pytest.fixture
def server(request, way):
    return request.getfixturevalue("server" if way == "prepared" else "server_with_kernels")


@pytest.fixture
def proxy(server):
    with proxy_to(server.port) as between:
        yield between


@pytest.fixture
def reader(context, server, proxy, folder) -> Reader:
    """Somebody with an exercise open, behind the proxy."""
    reader = Reader(context, replace(server, url=f"http://127.0.0.1:{proxy.port}", port=proxy.port))
    reader.page.clock.install()
    reader.open(EXERCISE)
    return reader


@contextlib.contextmanager
def nobody_at_work(server):
    """The kernel, or the server where there is none, hears everything and does nothing for a while."""
    busy = server.kernel_processes() or {server.process.pid}
    for process in busy:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in busy:
            os.kill(process, signal.SIGCONT)


def save(reader, item, button="Save answer"):
    """Press the button, without waiting for what comes of it."""
    card = reader.item(item.id)
    card.locator(f"input[value='{item.solution()}']").check()
    card.get_by_role("button", name=button).click()
    return card.locator(".lw-verdict")


def asked(reader, *what):
    """Wait until each of these has been asked: a clock that is put on before that is put on in vain."""
    for question in what:
        for _ in range(300):
            if any(b'"do":"%s"' % question.encode() in sent for sent in reader.questions()):
                break
            reader.page.wait_for_timeout(50)
        else:
            raise AssertionError(f"“{question}” was never asked")


@pytest.fixture
def item(graded):
    return next(item for item in graded.items if item.type in ("single", "true-false"))


@BOTH_WAYS
def test_a_line_that_is_closed_is_told_of_until_it_is_back_and_what_was_sent_meanwhile_is_saved(
    reader,
    proxy,
    item,
    folder,
):
    line = reader.page.get_by_role("status").filter(has_text=BROKEN)
    proxy.close_every_line()
    expect(line).to_be_visible()
    verdict = save(reader, item)
    reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(verdict).to_contain_text(NOT_SAVED)
    assert not (folder / "answers.json").exists()
    proxy.pass_on()
    # A kernel is looked for again and again, each time after a longer while.
    for _ in range(TRIES):
        reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
        with contextlib.suppress(AssertionError):
            expect(verdict).to_have_text(SAVED, timeout=5_000)
            break
    expect(verdict).to_have_text(SAVED)
    expect(line).to_have_count(0)
    assert responses(folder) == {item.id: item.solution()}


def test_a_line_that_is_dead_without_a_word_is_found_out_when_something_is_sent(reader, proxy, item, folder):
    line = reader.page.get_by_role("status").filter(has_text=BROKEN)
    proxy.swallow()
    verdict = save(reader, item)
    expect(line).to_be_visible()
    proxy.pass_on()
    reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(line).to_have_count(0)
    save(reader, item)
    expect(verdict).to_have_text(SAVED)
    assert responses(folder) == {item.id: item.solution()}


@pytest.mark.parametrize("way", ["kernel"], indirect=True)
def test_a_line_that_dies_while_the_kernel_is_at_work_is_found_out_as_well(context, reader, item, folder):
    lines, asked, dead = [], threading.Event(), threading.Event()

    def dies_once_the_kernel_is_at_work(line):
        lines.append(line)
        server = line.connect_to_server()
        if len(lines) > 1:
            return
        line.on_message(lambda message: dead.is_set() or server.send(message))

        def pass_on(message):
            if not dead.is_set():
                line.send(message)
            if asked.is_set() and b'"busy"' in (message if isinstance(message, bytes) else message.encode()):
                dead.set()

        server.on_message(pass_on)

    context.route_web_socket(re.compile("/channels"), dies_once_the_kernel_is_at_work)
    reader.reload()
    asked.set()
    save(reader, item)
    while not dead.is_set():
        reader.page.wait_for_timeout(20)
    reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(save(reader, item)).to_have_text(SAVED)
    assert len(lines) > 1
    assert responses(folder) == {item.id: item.solution()}


@pytest.mark.parametrize("what", ["question", "slider"])
def test_a_server_that_says_nothing_is_told_of_within_three_seconds_of_use(context, server, proxy, what):
    reader = Reader(context, replace(server, url=f"http://127.0.0.1:{proxy.port}", port=proxy.port))
    reader.page.clock.install()
    page = reader.open(LESSON)
    told = page.locator(".lw-connection")
    proxy.swallow()
    if what == "slider":
        reader.find(page.locator(".lw-explore:visible input[type=range]").first).press("End")
        asked(reader, "draw")
    else:
        card = page.locator("[data-item]").filter(has=page.get_by_role("button", name="Check")).first
        card.get_by_role("radio").first.check()
        card.get_by_role("button", name="Check").click()
        asked(reader, "check")
    page.clock.fast_forward(2600)
    expect(told).to_have_text(re.compile("interrupted|busy just now"), timeout=2000)
    proxy.pass_on()
    page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(told).to_be_empty()


def test_a_late_reply_corrects_what_was_said_meanwhile(reader, server, item, graded, folder):
    reflection = reader.card(graded.reflections[0].title)
    with nobody_at_work(server):
        verdict = save(reader, item)
        reflection.locator("input[value='skip']").check()
        expect(reflection.get_by_text("Done.", exact=True)).to_be_visible()
        asked(reader, "check", "done")
        reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
        expect(verdict).to_contain_text(NOT_SAVED)
        expect(reflection).to_contain_text("The exercise could not note that it is done yet.")
    expect(verdict).to_have_text(SAVED)
    expect(reflection).not_to_contain_text("could not note")
    assert responses(folder) == {item.id: item.solution()}


@pytest.fixture
def lesson(context, server) -> Reader:
    """Somebody with a lesson open, and hands on the clock."""
    reader = Reader(context, server)
    reader.page.clock.install()
    reader.open(LESSON)
    return reader


@BOTH_WAYS
def test_a_late_verdict_in_a_lesson_is_shown_and_kept_as_the_first_try(lesson, server, activities):  # noqa: F811
    item = next(item for item in activities.items if item.type == "single")
    with nobody_at_work(server):
        verdict = save(lesson, item, "Check")
        asked(lesson, "check")
        lesson.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
        expect(verdict).to_contain_text(SILENT)
    expect(verdict).to_contain_text("Right.")
    lesson.reload()
    expect(verdict).to_contain_text("Right.")
    first = lesson.page.evaluate(KEPT, f"item/{item.id}")["first"]
    assert (first["response"], first["right"]) == (item.solution(), True)


def test_a_late_verdict_does_not_take_the_place_of_what_was_chosen_since(lesson, server, activities):  # noqa: F811
    item = next(item for item in activities.items if item.type == "single")
    other = a_wrong_response(item)
    with nobody_at_work(server):
        verdict = save(lesson, item, "Check")
        asked(lesson, "check")
        lesson.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
        expect(verdict).to_contain_text(SILENT)
        lesson.item(item.id).locator(f"input[value='{other}']").check()
    until(lesson.page, f"async () => Boolean((await ({KEPT})('item/{item.id}'))?.first)")
    lesson.reload()
    expect(lesson.item(item.id).locator(f"input[value='{other}']")).to_be_checked()
    expect(verdict).to_be_empty()


def test_a_figure_that_comes_late_is_shown_all_the_same(lesson, server):
    slider = lesson.page.locator(".lw-explore:visible input[type=range]").first
    card = lesson.page.locator(".lw-card").filter(has=slider)
    reading = card.locator(".lw-reading")
    before = reading.inner_text()
    with nobody_at_work(server):
        lesson.find(slider).press("End")
        asked(lesson, "draw")
        lesson.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
        expect(card).to_contain_text(SILENT)
        assert reading.inner_text() == before
    expect(reading).not_to_have_text(before)
    expect(card).not_to_contain_text(SILENT)
