"""The panel shows what is kept in words, says who can see it, and its deleting looks like what it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.stored import bare, call
from browser.test_lock import set_lock, unlock
from browser.test_look import objections, sideways
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
PANEL = "What this browser keeps"
WORDS = "Mirabelle, <b>for nobody else</b>"


@pytest.fixture
def panel(reader, server, root):
    """The start page of somebody who has written something."""
    activities = load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")
    reflection = activities.reflections[0]
    page = bare(reader.context, server)
    call(
        page,
        "workbook/workbook",
        "put",
        f"reflection/{reflection.id}",
        {"way": "own", "own": {reflection.boxes[0].id: WORDS}},
    )
    call(page, "workbook/workbook", "put", "letter/from-a-later-course", {"lines": ["an unknown line"]})
    page.close()
    reader.open(START)
    return reader.card(PANEL)


def test_the_words_themselves_are_read_when_they_are_asked_for_and_gone_when_it_locks(reader, panel):
    expect(panel).to_contain_text("Reflections: 1")
    assert WORDS not in panel.inner_text()
    panel.get_by_text("Read what I wrote").click()
    expect(panel).to_contain_text(WORDS)
    expect(panel).to_contain_text("an unknown line")
    expect(panel.locator("b")).to_have_count(0)
    for width in (1280, 320):
        reader.page.set_viewport_size({"width": width, "height": 800})
        assert sideways(reader.page) == 0, width
        assert objections(reader.page) == [], width
    set_lock(reader)
    expect(panel).to_contain_text(WORDS)
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("The workbook is locked.")
    assert "Mirabelle" not in reader.page.content()
    unlock(panel)
    expect(panel).to_contain_text("Reflections: 1")
    assert "Mirabelle" not in reader.page.content()
    panel.get_by_text("Read what I wrote").click()
    expect(panel).to_contain_text(WORDS)


def test_words_that_are_deleted_while_they_are_read_are_gone(panel):
    panel.get_by_text("Read what I wrote").click()
    expect(panel).to_contain_text(WORDS)
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("There are no words here yet.")
    expect(panel).not_to_contain_text("Mirabelle")


def test_what_deletes_for_good_looks_unlike_what_can_be_taken_back(panel):
    look = """(button) => {
        const { color, backgroundColor, borderStyle } = getComputedStyle(button);
        return [color, backgroundColor, borderStyle];
    }"""
    delete = panel.get_by_role("button", name="Delete everything").evaluate(look)
    panel.get_by_role("button", name="Delete everything").click()
    yes, no = (
        panel.get_by_role("button", name=name).evaluate(look) for name in ("Yes, delete everything", "No, keep it")
    )
    assert len({tuple(delete), tuple(yes), tuple(no)}) == 3
    assert yes[1] != no[1], "the one that does it is filled"
