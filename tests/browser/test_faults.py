"""When something fails, the page says so in a sentence and nothing that was entered is lost."""

from __future__ import annotations

import urllib.request

import pytest
from playwright.sync_api import expect

from leaningwell.content import load_activities
from leaningwell.scoring import solution

LESSON = "course/01-the-self-sufficiency-story.ipynb"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def single(activities):
    return next(item for item in activities.items if item.type == "single")


def end_kernels(server) -> None:
    """End every kernel of the server, as a crash would."""
    for kernel in server.kernels():
        request = urllib.request.Request(f"{server.url}/api/kernels/{kernel}", method="DELETE")
        request.add_header("Authorization", f"token {server.token}")
        urllib.request.urlopen(request, timeout=30).close()


def test_a_kernel_that_dies_in_mid_answer_is_told_of_and_the_answer_stays(reader, activities, server):
    reader.open(LESSON)
    item = single(activities)
    card = reader.item(item.id)
    card.locator(f"input[value='{solution(item)}']").check()
    end_kernels(server)
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_contain_text("engine does not answer", timeout=30_000)
    expect(card.locator(f"input[value='{solution(item)}']")).to_be_checked()
    reader.reload()
    expect(card.locator(f"input[value='{solution(item)}']")).to_be_checked()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_contain_text("Right.")


def test_a_reflection_needs_no_kernel(reader, activities, server):
    reader.open(LESSON)
    end_kernels(server)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='own']").check()
    box = card.get_by_label(reflection.boxes[0].label)
    box.fill("written without an engine")
    box.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    reader.reload()
    expect(box).to_have_value("written without an engine")


def test_a_page_that_stops_half_way_keeps_its_text_and_says_what_to_do(reader):
    def cut(route):
        reply = route.fetch()
        body = reply.text()
        route.fulfill(response=reply, body=body[: body.index('<script id="jupyter-config-data"')])

    reader.page.route("**/voila/render/**", cut)
    page = reader.open(LESSON, wait=False)
    expect(page.get_by_role("alert")).to_contain_text("could not be started. Reload the page")
    expect(page.locator("main h2").nth(1)).to_be_visible()
    expect(page.get_by_text("This part is being set up")).to_have_count(0)


def test_without_javascript_the_text_is_there(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.page(f"voila/render/{LESSON}"), wait_until="commit")
    expect(page.locator("main h2").nth(1)).to_be_visible()
    assert "112 in the EU" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize(
    "closed",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('closed', 'SecurityError'); } })",
        "IDBFactory.prototype.open = () => { throw new DOMException('closed', 'SecurityError'); }",
        "Object.defineProperty(window.crypto, 'subtle', { value: undefined })",
    ],
    ids=["storage-forbidden", "storage-throws", "no-webcrypto"],
)
def test_a_browser_that_keeps_nothing_says_so_and_works_all_the_same(reader, activities, closed):
    reader.page.add_init_script(closed)
    page = reader.open(LESSON)
    expect(page.get_by_text("This browser cannot keep your work")).to_be_visible()
    item = single(activities)
    expect(reader.answer(item, solution(item)).locator(".lw-verdict")).to_contain_text("Right.")
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    card.locator("input[value='skip']").check()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()


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


def test_long_and_unusual_text_comes_back_as_it_was_typed(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    text = "🫶🏽 عربي \u202e nul:\u0000 <b>not bold</b> " + "long " * 20_000
    card = reader.card(reflection.title)
    card.locator("input[value='own']").check()
    box = card.get_by_label(reflection.boxes[0].label)
    box.fill(text)
    box.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    reader.reload()
    assert box.input_value() == text


def test_two_tabs_share_one_workbook(reader, activities):
    first = reader.open("course/00-start-here.ipynb")
    second = reader.context.new_page()
    reader.page = second
    reader.open(LESSON)
    item = single(activities)
    reader.answer(item, solution(item))
    entry = first.get_by_role("list", name="The lessons").get_by_role("listitem").nth(1)
    expect(entry).to_contain_text("1 of")
