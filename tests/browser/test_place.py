"""A reader's place: after a reload, after Back, and on a later visit, on a telephone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import cases
from browser.reader import KEPT, READY, reload, until

START = "course/00-start-here.ipynb"
LESSON = "course/01-the-self-sufficiency-story.ipynb"
PLACES = ["s1-pluralistic-ignorance", "s5-playing-it-cool", "practice.3", "practice", "quiz.2", "plan"]
SCREENS = {"phone": (390, 740), "desk": (1280, 800)}
# The step in which a place stands is opened as by a link; then a little further, as a reader scrolls.
GO_TO = """([cell, into]) => {
    const place = document.querySelector(`[data-cell="${cell}"]`);
    const link = Object.assign(document.createElement("a"), { href: `#${place.id}` });
    document.body.append(link);
    link.click();
    link.remove();
    place.scrollIntoView({ behavior: "instant" });
    scrollBy({ top: into, behavior: "instant" });
}"""
TOP_OF = "(cell) => document.querySelector(`main [data-cell='${cell}']`).getBoundingClientRect().top"
NOTED = "(cell) => history.state?.place?.cell === cell"
AT = f"([cell, top]) => !('held' in document.documentElement.dataset) && Math.abs(({TOP_OF})(cell) - top) <= 2"
# What moves in sight without anybody having asked for it, as the browser itself measures it.
WATCH = """{
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
}"""
MOST_SHIFT = 0.02


# On a desk all of a lesson stands below one another, so that one place more says little; a telephone has them in steps.
RELOADS = [*(("phone", cell) for cell in PLACES), ("desk", PLACES[1]), ("desk", PLACES[-1])]
VISITS_BEFORE = [*(("phone", cell) for cell in PLACES[:3]), ("desk", PLACES[1])]

FEW = [("phone", PLACES[2]), ("desk", PLACES[1])]


@pytest.fixture(params=SCREENS)
def visit(reader, request):
    """A page of somebody with such a screen, on which a lesson is read as it comes."""
    width, height = SCREENS[request.param]
    reader.page.set_viewport_size({"width": width, "height": height})
    reader.page.add_init_script(WATCH)
    reader.page.emulate_media(reduced_motion="no-preference")  # a place is also one that is scrolled to
    return reader


def be_at(page, cell, into=40):
    """Go to a place, and wait until the browser has noted it; where it stands in the window."""
    page.evaluate(GO_TO, [cell, into])
    until(page, NOTED, cell)
    return page.evaluate(TOP_OF, cell)


def arrive(page, address):
    page.goto(address)
    until(page, READY, timeout=60_000)


@pytest.mark.parametrize(("visit", "cell"), cases(RELOADS, FEW), indirect=["visit"])
def test_a_reload_comes_back_to_the_very_place_and_nothing_moves_in_sight(visit, cell):
    page = visit.page
    arrive(page, visit.address(LESSON))
    top = be_at(page, cell)
    reload(page)
    until(page, AT, [cell, top])
    until(page, READY, timeout=60_000)
    until(page, AT, [cell, top])
    assert page.evaluate("window.shifted") <= MOST_SHIFT


@pytest.mark.parametrize(("visit", "cell"), cases(VISITS_BEFORE, FEW), indirect=["visit"])
def test_back_comes_back_to_the_very_place(visit, cell):
    page = visit.page
    arrive(page, visit.address(LESSON))
    top = be_at(page, cell)
    page.goto(visit.address(START))
    until(page, READY, timeout=60_000)
    page.go_back()
    until(page, AT, [cell, top])
    until(page, READY, timeout=60_000)
    until(page, AT, [cell, top])


def test_a_later_visit_is_offered_the_place_and_goes_there(visit):
    page = visit.page
    cell = PLACES[1]
    arrive(page, visit.address(LESSON))
    top = be_at(page, cell)
    until(page, f"async (id) => (await ({KEPT})(id))?.cell === 's5-playing-it-cool'", f"place/{LESSON[7:-6]}")
    arrive(page, visit.address(START))
    page.get_by_role("list", name="The lessons").get_by_role("link", name="The self-sufficiency story").click()
    page.wait_for_url("**/01-*.ipynb")
    until(page, READY, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.get_by_role("link", name="Go on where you were").click()
    until(page, AT, [cell, top])
    assert visit.trouble == []


def test_a_place_is_sealed_counted_in_the_panel_and_deleted_with_the_rest(visit):
    page = visit.page
    arrive(page, visit.address(LESSON))
    be_at(page, PLACES[1])
    until(page, f"async (id) => (await ({KEPT})(id))?.cell === 's5-playing-it-cool'", f"place/{LESSON[7:-6]}")
    visit.open(START)
    panel = visit.card("What this browser keeps")
    expect(panel).to_contain_text("Places reached in lessons: 1")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Nothing is kept here yet.")
    arrive(page, visit.address(LESSON))
    expect(page.get_by_role("link", name="Go on where you were")).to_have_count(0)
