"""One unlock a visit: who goes from page to page is not asked for the passphrase again, and the key goes nowhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.look import misfits
from browser.reader import READY, RIGHT, until
from browser.stored import dump
from browser.test_lock import EXERCISE, LESSON, PASSPHRASE, START, WORDS, first_box, set_lock, unlock
from browser.test_place import MOST_SHIFT, WATCH, be_at
from leaningwell.content import load_activities

NEXT = "course/02-built-to-depend.ipynb"
MORE = "Reineclaude, for nobody else either"
SAME_DOCUMENT = "() => window.opened === true"
# A page has come, whichever way, and has been brought to its place.
AT_REST = f"""(notebook) => document.body.dataset.ask?.endsWith(notebook) &&
    !('held' in document.documentElement.dataset) && ({READY})()"""
# What a reader sees of a place: where a cell stands in the window.
STANDS = """([cell, top]) =>
    Math.abs(document.querySelector(`main [data-cell='${cell}']`)?.getBoundingClientRect().top - top) <= 2"""
# As the panel on the start page does it. The page runs another copy of this module, and hears of it as from a tab.
SET_LOCK = """async (passphrase) => {
    const { setLock } = await import("/voila/templates/leaningwell/static/kit/workbook/lock.js");
    await setLock(passphrase, 15);
}"""
KEPT_OUTSIDE = """async () => ({
    session: { ...sessionStorage },
    local: { ...localStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
})"""


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


@pytest.fixture(scope="module")
def later(root):
    """The activities of the lesson after it."""
    return load_activities(root / "course/activities/02-built-to-depend.yaml")


def write_in_first(reader, activities):
    """Words in the first lesson."""
    page = reader.open(LESSON)
    reader.write(reader.card(activities.reflections[0].title), WORDS, activities.reflections[0].boxes[0].label)
    return page


@pytest.fixture
def visit(reader, activities):
    """Somebody on the first lesson, in the only page that is open, behind a lock that was just set and is open."""
    page = write_in_first(reader, activities)
    page.evaluate(SET_LOCK, PASSPHRASE)
    page.evaluate("window.opened = true")
    return reader


def unlock_at(reader):
    """Unlock a page by its bar; marks the document, so that a new one is told from it."""
    unlock(reader.page.locator(".lw-locked").first)
    expect(reader.page.locator(".lw-locked, .lw-lock-bar")).to_have_count(0)
    reader.page.evaluate("window.opened = true")


def follow_next(reader, **click):
    """Go on to the next lesson by the link at the foot of the page."""
    reader.page.get_by_role("navigation", name="Lessons before and after").locator("[rel=next]").click(**click)


def is_there(reader, notebook):
    """Wait until a page has come in the place of another."""
    until(reader.page, AT_REST, notebook, timeout=60_000)
    assert re.fullmatch(f".*/{notebook}(#.*)?", reader.page.url)
    reader.wait_until_ready()


def to_the_map(reader):
    """Follow the link in the header, which is in sight wherever somebody reads."""
    menu = reader.page.get_by_role("navigation", name="Course", exact=True)
    menu.get_by_role("link", name="Course map").dispatch_event("click")  # Playwright's own click scrolls first
    is_there(reader, START)


def test_one_passphrase_opens_the_whole_visit_and_a_reload_asks_again(reader, activities, later):
    visit = reader
    reader.page.add_init_script(WATCH)
    page = write_in_first(reader, activities)
    reader.open(START)
    set_lock(reader)
    reader.open(LESSON)
    unlock_at(reader)
    top = be_at(page, "s5-playing-it-cool")
    page.evaluate("window.shifted = 0")
    to_the_map(visit)
    page.get_by_role("list", name="The lessons").get_by_role("link", name="Built to depend").click()
    is_there(visit, NEXT)
    assert page.evaluate(SAME_DOCUMENT)
    expect(page).to_have_title("Built to depend on each other · Leaning Well")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_role("status").filter(has_text="Built to depend on each other · Leaning Well")).to_have_count(1)
    expect(page.locator(".lw-locked, .lw-lock-bar")).to_have_count(0)
    assert page.evaluate("window.shifted") <= MOST_SHIFT
    visit.write(visit.card(later.reflections[0].title), MORE, later.reflections[0].boxes[0].label)

    page.go_back()
    is_there(visit, START)
    page.go_back()
    is_there(visit, LESSON)
    until(page, STANDS, ["s5-playing-it-cool", top])
    expect(first_box(page, activities)).to_have_value(WORDS)
    page.go_forward()
    is_there(visit, START)
    page.go_forward()
    is_there(visit, NEXT)
    expect(first_box(page, later)).to_have_value(MORE)
    assert page.evaluate(SAME_DOCUMENT)
    assert page.evaluate("window.shifted") <= MOST_SHIFT
    assert set(dump(page)["keys"]) == {"content"}, "a key is stored that opens the entries without the passphrase"
    assert page.evaluate(KEPT_OUTSIDE) == {
        "session": {},
        "local": {"leaning-well-reading": "whole"} if page.evaluate("localStorage.length") else {},
        "databases": ["leaning-well"],
        "caches": [],
    }

    visit.reload()
    assert not page.evaluate(SAME_DOCUMENT)
    assert page.locator(".lw-locked").count() > 0
    expect(page.get_by_role("region", name="Your workbook is locked")).to_have_count(1)
    assert MORE not in page.content()
    assert visit.trouble == []


def test_what_is_done_on_a_page_that_came_so_works_and_its_last_words_are_kept(visit, activities, later):
    page = visit.page
    follow_next(visit)
    is_there(visit, NEXT)
    item = next(item for item in later.items if item.type in ("multiple", "sort", "match", "order"))
    expect(visit.answer(item, item.solution()).locator(".lw-verdict")).to_contain_text(RIGHT)
    reflection = later.reflections[0]
    box = visit.write(visit.card(reflection.title), MORE, reflection.boxes[0].label)
    # The link is followed before the words have been kept.
    box.fill(f"{MORE}, to the last word")
    page.get_by_role("navigation", name="Lessons before and after").locator("[rel=prev]").click()
    is_there(visit, LESSON)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.go_back()
    is_there(visit, NEXT)
    expect(first_box(page, later)).to_have_value(f"{MORE}, to the last word")
    expect(visit.item(item.id).locator(".lw-verdict")).to_contain_text(RIGHT)
    assert page.evaluate(SAME_DOCUMENT)
    assert visit.trouble == []


def listening(page):
    """What listens on the window and on the document, and how many nodes the browser holds."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    tools.send("HeapProfiler.collectGarbage")
    found = Counter()
    for name in ("window", "document"):
        object_id = tools.send("Runtime.evaluate", {"expression": name})["result"]["objectId"]
        for one in tools.send("DOMDebugger.getEventListeners", {"objectId": object_id})["listeners"]:
            found[name, one["type"]] += 1
    metrics = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    tools.detach()
    return found, metrics["Nodes"]


def test_of_the_pages_that_were_left_nothing_stays(visit):
    page = visit.page
    there, counts = [], []
    for _ in range(3):
        follow_next(visit)
        is_there(visit, NEXT)
        page.go_back()
        is_there(visit, LESSON)
        listeners, nodes = listening(page)
        there.append(listeners)
        counts.append(nodes)
    assert there[0] == there[1] == there[2]
    # The browser clears away in its own time, but two pages more would be seen.
    assert counts[2] < 1.5 * counts[0], counts


def test_the_map_the_support_a_search_and_an_exercise_are_reached_with_the_same_unlock(visit, folder, graded, later):
    page = visit.page
    to_the_map(visit)
    expect(visit.card("What this browser keeps")).to_contain_text("Reflections: 1")
    # A link to the page that somebody is on begins it anew, and leaves it open.
    visits = page.evaluate("history.length")
    to_the_map(visit)
    assert page.evaluate("history.length") == visits
    page.get_by_role("link", name="Exercise 1", exact=True).click()
    is_there(visit, EXERCISE)
    item = next(item for item in graded.items if item.type == "single")
    visit.item(item.id).locator(f"input[value='{item.solution()}']").check()
    page.get_by_role("banner").get_by_role("link", name="Support").click()
    is_there(visit, START)
    expect(page.get_by_role("heading", name="Where to get support")).to_be_in_viewport()
    assert item.solution() in (folder / "answers.json").read_text(encoding="utf-8")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("pluralistic")
    page.get_by_role("dialog").get_by_role("link").first.click()
    is_there(visit, LESSON)
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()
    assert page.evaluate(SAME_DOCUMENT)
    assert page.locator(".lw-locked").count() == 0
    assert visit.trouble == []


@breadth
def test_a_page_that_came_so_fits_a_narrow_window_and_axe_finds_nothing(visit):
    follow_next(visit)
    is_there(visit, NEXT)
    assert misfits(visit.page, (320,)) == []


def test_leaving_quickly_leaves_and_back_brings_no_word(visit, activities):
    page = visit.page
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<title>elsewhere</title>"))
    follow_next(visit)
    is_there(visit, NEXT)
    page.get_by_role("button", name="Leave this page quickly").click()
    page.wait_for_url("https://www.wikipedia.org/")
    page.go_back()
    is_there(visit, LESSON)
    assert not page.evaluate(SAME_DOCUMENT)
    expect(page.locator(".lw-locked")).to_have_count(7)
    assert WORDS not in page.content()


def test_a_locked_page_is_left_in_the_ordinary_way_and_the_next_has_one_bar(visit, activities):
    page = visit.page
    page.evaluate("new BroadcastChannel('leaning-well').postMessage({ lock: 'now' })")
    expect(page.locator(".lw-locked")).to_have_count(7)
    follow_next(visit)
    is_there(visit, NEXT)
    assert not page.evaluate(SAME_DOCUMENT)
    expect(page.get_by_role("region", name="Your workbook is locked")).to_have_count(1)
    page.go_back()
    is_there(visit, LESSON)
    assert WORDS not in page.content()


def test_back_on_a_page_that_was_locked_meanwhile_shows_no_word(visit, activities):
    page = visit.page
    follow_next(visit)
    is_there(visit, NEXT)
    page.evaluate("new BroadcastChannel('leaning-well').postMessage({ lock: 'now' })")
    expect(page.locator(".lw-locked").first).to_be_visible()
    page.go_back()
    is_there(visit, LESSON)
    expect(page.locator(".lw-locked")).to_have_count(7)
    assert WORDS not in page.content()
    unlock(page.locator(".lw-locked").first)
    expect(first_box(page, activities)).to_have_value(WORDS)


def test_a_click_for_another_tab_opens_one_and_the_words_there_are_open(visit, later):
    page = visit.page
    with visit.context.expect_page() as other:
        follow_next(visit, modifiers=["ControlOrMeta"])
    until(other.value, AT_REST, NEXT, timeout=60_000)
    expect(other.value.get_by_role("region", name=later.reflections[0].title, exact=True)).to_be_attached()
    assert other.value.locator(".lw-locked").count() == 0
    assert page.url.endswith(LESSON)


def answering(change):
    """Answers the page's own asking for the next one with other words, or not at all."""

    def answer(route):
        if route.request.resource_type != "fetch":
            route.continue_()
        elif change is None:
            route.abort()
        else:
            response = route.fetch()
            route.fulfill(response=response, body=change(response.text()))

    return answer


def test_where_no_page_comes_that_may_stand_here_the_browser_goes_there_itself(visit):
    page = visit.page
    answers = {
        "another build": lambda text: re.sub('data-build="[0-9a-f]{12}', f'data-build="{"0" * 12}', text),
        "half a page": lambda text: text[:20_000],
        "no page": lambda text: "{}",
        "gone": None,
    }
    for turn, change in enumerate(answers.values()):
        notebook, link = [(NEXT, "next"), (LESSON, "prev")][turn % 2]
        page.route(f"**/{notebook}", answering(change))
        with page.expect_event("load"):
            page.get_by_role("navigation", name="Lessons before and after").locator(f"[rel={link}]").click()
        is_there(visit, notebook)
        assert not page.evaluate(SAME_DOCUMENT)
        expect(page.get_by_role("region", name="Your workbook is locked")).to_have_count(1)
        page.unroute(f"**/{notebook}")
        unlock_at(visit)
    assert visit.trouble == ["error: Failed to load resource: net::ERR_FAILED"]


def test_without_a_lock_every_link_is_the_browsers_own(reader):
    page = reader.open(LESSON)
    page.evaluate("window.opened = true")
    follow_next(reader)
    is_there(reader, NEXT)
    assert not page.evaluate(SAME_DOCUMENT)
