"""When something fails, the page says so in a sentence and nothing that was entered is lost."""

from __future__ import annotations

import json
import os
import re
import signal

import pytest
from playwright.sync_api import expect

from breadth import also
from browser.reader import LONGER_THAN_ANYBODY_WAITS, Reader, until
from browser.test_export_import import BROUGHT, bring, save
from browser.test_lesson import a_wrong_response
from leaningwell.content import load_activities

LESSON = "course/01-the-self-sufficiency-story.ipynb"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def single(activities):
    return next(item for item in activities.items if item.type == "single")


@pytest.fixture(params=["prepared", also("kernel")])
def anywhere(request, context):
    """A reader of a page without a kernel, or with one."""
    return Reader(context, request.getfixturevalue("server" if request.param == "prepared" else "server_with_kernels"))


def test_a_kernel_that_dies_in_mid_answer_is_told_of_and_the_answer_stays(context, activities, server_with_kernels):
    reader = Reader(context, server_with_kernels)
    reader.page.clock.install()
    reader.open(LESSON)
    item = single(activities)
    card = reader.item(item.id)
    card.locator(f"input[value='{item.solution()}']").check()
    server_with_kernels.end_kernels()
    card.get_by_role("button", name="Check").click()
    expect(reader.page.locator(".lw-connection")).to_have_text(re.compile("interrupted|busy just now"))
    reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(card.locator(".lw-verdict")).to_contain_text("engine does not answer")
    expect(card.locator(f"input[value='{item.solution()}']")).to_be_checked()
    reader.reload()
    expect(card.locator(f"input[value='{item.solution()}']")).to_be_checked()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_contain_text("Right.")


def test_workers_that_die_are_replaced_and_whoever_asks_hears_nothing_of_it(reader, activities, server):
    reader.open(LESSON)
    item = single(activities)
    reader.answer(item, item.solution())  # none is started before somebody asks
    for response, verdict in ((a_wrong_response(item), "Not yet"), (item.solution(), "Right.")):
        workers = server.workers()
        assert workers
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        card = reader.answer(item, response)
        expect(card.locator(".lw-verdict")).to_contain_text(verdict)
        assert not set(workers) & set(server.workers())
    assert reader.trouble == []


def test_a_reflection_needs_no_kernel(context, activities, server_with_kernels):
    reader = Reader(context, server_with_kernels)
    reader.open(LESSON)
    server_with_kernels.end_kernels()
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    box = reader.write(card, "written without an engine", reflection.boxes[0].label)
    reader.reload()
    expect(box).to_have_value("written without an engine")


@pytest.mark.parametrize("where", ["between cells", "in an activity"])
def test_a_page_that_stops_half_way_keeps_its_text_and_says_what_to_do(anywhere, where):
    def cut(route):
        reply = route.fetch()
        body = reply.text()
        mark = {"between cells": '<div class="lw-slot" data-cell="plan"', "in an activity": '"kind":"quiz"'}[where]
        kernel = '<script id="jupyter-config-data"'
        route.fulfill(response=reply, body=body[: body.index(kernel if kernel in body else mark)])

    anywhere.page.route("**/voila/render/**", cut)
    page = anywhere.open(LESSON, wait=False)
    expect(page.get_by_role("alert")).to_contain_text("could not be started. Reload the page")
    expect(page.locator("main h2").nth(1)).to_be_visible()
    expect(page.get_by_text("This part is being set up")).to_have_count(0)


def test_a_page_whose_modules_do_not_come_says_so(reader):
    reader.page.route(re.compile(r"/kit/mount\.js|/static/bundle/"), lambda route: route.abort())
    page = reader.open(LESSON, wait=False)
    expect(page.get_by_role("alert")).to_contain_text("could not be started. Reload the page")
    expect(page.get_by_text("This part is being set up")).to_have_count(0)
    expect(page.locator("main h2").nth(1)).to_be_visible()


def test_without_javascript_the_text_is_there(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.page(f"voila/render/{LESSON}"), wait_until="commit")
    expect(page.locator("main h2").nth(1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("112 in the EU")
    context.close()


NO_STORAGE = "its storage is closed"
# A page waits eight seconds for it; a test need not.
NEVER = """IDBFactory.prototype.open = () => ({});
    const wait = setTimeout;
    window.setTimeout = (act, time, ...more) => wait(act, time === 8000 ? 80 : time, ...more);"""
NO_CRYPTO = "no secure address (https)"


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        ("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } })", NO_STORAGE),
        ("Object.defineProperty(window, 'indexedDB', { value: undefined })", NO_STORAGE),
        also(NEVER, NO_STORAGE),
        ("Object.defineProperty(window.crypto, 'subtle', { value: undefined })", NO_CRYPTO),
    ],
    ids=["storage-forbidden", "storage-missing", "storage-never-answers", "no-webcrypto"],
)
def test_a_browser_that_keeps_nothing_says_so_and_works_all_the_same(reader, activities, closed, sentence):
    reader.page.add_init_script(closed)
    page = reader.open(LESSON)
    expect(page.get_by_text("This browser cannot keep your work")).to_contain_text(sentence)
    item = single(activities)
    expect(reader.answer(item, item.solution()).locator(".lw-verdict")).to_contain_text("Right.")
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='own']").check()
    card.get_by_label(reflection.boxes[0].label).fill("for this visit")
    card.locator("input[value='skip']").check()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    card.locator("input[value='own']").check()
    expect(card.get_by_label(reflection.boxes[0].label)).to_have_value("for this visit")
    reader.open("course/00-start-here.ipynb")
    panel = reader.card("What this browser keeps")
    expect(panel.get_by_text("Print or save my workbook")).to_be_visible()
    expect(panel.get_by_text("Lock with a passphrase")).to_have_count(0)
    assert reader.trouble == []


def test_tabs_that_cannot_talk_lose_nothing_and_the_panel_says_what_a_lock_cannot_do(reader, activities):
    reader.context.add_init_script("delete window.BroadcastChannel; delete Navigator.prototype.locks")
    first = reader.open(LESSON)
    reflection = activities.reflections[0]
    cards = [reader.card(reflection.title)]
    reader.page = reader.context.new_page()
    reader.open(LESSON)
    cards.append(reader.card(reflection.title))
    for number, card in enumerate(cards):
        reader.write(card, f"from tab {number}", reflection.boxes[number].label)
    reader.reload()
    for number in (0, 1):
        expect(cards[1].get_by_label(reflection.boxes[number].label)).to_have_value(f"from tab {number}")
    reader.open("course/00-start-here.ipynb")
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Lock with a passphrase").click()
    panel.get_by_label("Passphrase for the lock").fill("vier ruhige Wörter")
    panel.get_by_label("The same once more").fill("vier ruhige Wörter")
    panel.get_by_role("button", name="Set the lock").click()
    expect(panel).to_contain_text("cannot tell other open pages")
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("The workbook is locked.")
    expect(cards[0].get_by_label(reflection.boxes[0].label)).to_have_value("from tab 0")
    first.reload()
    expect(first.locator(".lw-locked").first).to_be_visible(timeout=60_000)
    assert reader.trouble == []


def test_a_browser_that_clears_its_data_under_an_open_page_is_told_of(reader, activities):
    page = reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    box = reader.write(card, "before", reflection.boxes[0].label)
    origin = page.evaluate("location.origin")
    session = reader.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    box.fill("and after")
    box.blur()
    expect(card).to_contain_text("The browser has closed the place where your work is kept")
    expect(box).to_have_value("and after")


def test_a_full_browser_says_so_and_the_words_stay_on_the_page(reader, activities):
    reader.open(LESSON)
    reader.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='own']").check()
    box = card.get_by_label(reflection.boxes[0].label)
    box.fill("still here")
    box.blur()
    expect(card.get_by_text("This browser has no room left")).to_be_visible()
    expect(box).to_have_value("still here")


def test_an_entry_that_cannot_be_opened_is_set_aside_and_not_deleted(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='skip']").check()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    reader.page.wait_for_timeout(500)
    spoil = """(id) => new Promise((resolve) => {
        const request = indexedDB.open("leaning-well");
        request.onsuccess = () => {
            const entries = request.result.transaction("entries", "readwrite").objectStore("entries");
            entries.get(id).onsuccess = (event) => {
                const record = event.target.result;
                new Uint8Array(record.sealed)[0] ^= 1;
                entries.put(record, id);
                entries.transaction.oncomplete = () => { request.result.close(); resolve(); };
            };
        };
    })"""
    reader.page.evaluate(spoil, f"reflection/{reflection.id}")
    reader.reload()
    expect(card.get_by_text("set aside, not deleted")).to_be_visible()
    expect(card.locator("input:checked")).to_have_count(0)
    reader.open("course/00-start-here.ipynb")
    expect(reader.card("What this browser keeps")).to_contain_text(
        "Entries set aside because they could not be opened: 1"
    )


UNUSUAL = {
    "in-many-scripts": "🫶🏽 عربي עברית \u202e \u200f\ufeff <b>not bold</b> nul:\u0000 half:\ud83d|\udf31 \u2028\u0085",
    "a-hundred-thousand-signs": "long words 🌱 " * 8_000,
    "a-megabyte": "long words 🌱 " * 70_000,
}


@pytest.mark.parametrize("text", [*list(UNUSUAL.values())[:-1], also(UNUSUAL["a-megabyte"])], ids=UNUSUAL)
def test_long_and_unusual_text_comes_back_as_it_was_typed_and_as_it_was_saved(reader, activities, text, tmp_path):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='own']").check()
    box = card.get_by_label(reflection.boxes[0].label)
    # As JSON, since half a character does not travel to the browser as it is.
    box.evaluate(
        "(box, text) => { box.value = JSON.parse(text); box.dispatchEvent(new Event('input')); }", json.dumps(text)
    )
    box.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    same = "(box, text) => box.value === JSON.parse(text)"
    until(reader.page, STORED, [f"reflection/{reflection.id}", reflection.boxes[0].id, json.dumps(text)])
    reader.reload()
    assert box.evaluate(same, json.dumps(text))
    path = save(reader, tmp_path)
    panel = reader.card("What this browser keeps")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Nothing is kept here yet.")
    expect(bring(reader, path)).to_contain_text(BROUGHT)
    reader.open(LESSON)
    assert box.evaluate(same, json.dumps(text))
    assert reader.trouble == []


STORED = """async ([id, box, text]) => {
    const { get } = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
    return (await get(id))?.own?.[box] === JSON.parse(text);
}"""


def test_two_tabs_share_one_workbook(reader, activities):
    first = reader.open("course/00-start-here.ipynb")
    second = reader.context.new_page()
    reader.page = second
    reader.open(LESSON)
    item = single(activities)
    reader.answer(item, item.solution())
    entry = first.get_by_role("list", name="The lessons").get_by_role("listitem").nth(1)
    expect(entry).to_contain_text("1 of")
