"""The page of doors in lesson 8: it prints on one sheet, filled in or empty, and nothing of it leaves the browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.given_out import printed
from browser.reader import reload, until
from browser.test_privacy import MARKER, the_marker_travelled_nowhere
from leaningwell.content import load_activities

LESSON = "course/08-comfort-after-hurt.ipynb"
WATCH_THE_SHEET = """() => new MutationObserver(([change]) => {
    const [frame] = change.addedNodes;
    if (frame?.tagName === "IFRAME") window.sheet = frame.srcdoc;
}).observe(document.body, { childList: true })"""
PRINT = "Print it on one page"


@pytest.fixture(scope="module")
def plan(root):
    activities = load_activities(root / "course" / "activities" / "08-comfort-after-hurt.yaml")
    return next(reflection for reflection in activities.reflections if reflection.prints)


@pytest.fixture
def card(reader, plan):
    reader.open(LESSON)
    return reader.find(reader.card(plan.title))


def write(card, plan, text):
    card.locator("input[value='own']").check()
    for box in plan.boxes:
        card.get_by_label(box.label).fill(text)


def test_it_prints_what_was_written_below_each_label(reader, card, plan):
    write(card, plan, "the bench by the weir")
    text = printed(reader.page, card.get_by_role("button", name=PRINT))
    assert text.count("the bench by the weir") == len(plan.boxes)
    assert all(box.label in text for box in plan.boxes)


def test_it_prints_empty_for_whoever_would_rather_write_by_hand(reader, card, plan):
    text = printed(reader.page, card.get_by_role("button", name=PRINT))
    assert [line for line in text.splitlines() if line.strip()] == [plan.title, *(box.label for box in plan.boxes)]


def test_a_paper_that_is_found_does_not_say_what_it_is_for(reader, card, plan):
    """Is there no word of danger on it, and none of the course?"""
    text = printed(reader.page, card.get_by_role("button", name=PRINT))
    assert plan.prompt.split(",")[0] not in text
    for word in ("abuse", "advocate", "fear", "hurt", "Leaning Well"):
        assert word not in text


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled in"])
def test_it_fits_on_one_sheet(reader, card, plan, filled):
    if filled:
        write(card, plan, "First my brother while he cooks, and then the open hour on Monday. " * 3)
    reader.page.evaluate(WATCH_THE_SHEET)
    card.get_by_role("button", name=PRINT).click()
    until(reader.page, "() => window.sheet")
    paper = reader.page.context.new_page()
    paper.set_content(reader.page.evaluate("window.sheet"))
    expect(paper.get_by_role("heading", name=plan.title)).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", paper.pdf(format="A4"))) == 1


def test_nothing_of_it_leaves_the_browser(reader, card, plan):
    write(card, plan, MARKER)
    assert MARKER in printed(reader.page, card.get_by_role("button", name=PRINT))
    reload(reader.page)
    reader.wait_until_ready()
    expect(reader.find(reader.card(plan.title)).get_by_label(plan.boxes[0].label)).to_have_value(MARKER)
    the_marker_travelled_nowhere(reader)
