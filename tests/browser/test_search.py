"""Searching the lessons: by keyboard, in the browser alone, and leading to the very place."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.look import objections, sideways
from browser.standalone import Standalone
from node import evaluate

LESSON = "course/02-built-to-depend.ipynb"
WANTED = "Pluralistic ignorance"


def look_for(page, words):
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():  # on a small screen
        menu.press("Enter")
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="Search the lessons")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(words)
    return dialog


def test_what_is_found_leads_to_its_place_and_what_was_looked_for_goes_nowhere(reader):
    page = reader.open(LESSON)
    reader.sent.clear()
    dialog = look_for(page, WANTED)
    first = dialog.get_by_role("listitem").first
    expect(first).to_contain_text(WANTED)
    assert objections(page) == []
    page.keyboard.press("Enter")  # looks again, and closes nothing
    expect(dialog).to_be_visible()
    first.get_by_role("link").click()
    page.wait_for_url("**/01-the-self-sufficiency-story.ipynb#cell-*")
    reader.wait_until_ready()
    expect(page.locator(":target")).to_contain_text(WANTED)
    expect(page.locator(":target")).to_be_in_viewport()
    assert not [
        sent for sent in reader.sent if b"pluralistic" in sent.partition(b"\n")[2] or b"?" in sent.split(b"\n")[0]
    ]
    assert reader.trouble == []


def test_escape_closes_the_search_and_gives_the_focus_back(reader):
    page = reader.open(LESSON)
    dialog = look_for(page, "zzzz")
    expect(dialog.get_by_role("status")).to_have_text("0 places")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_fits_a_telephone(reader, scheme):
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.page.emulate_media(color_scheme=scheme)
    page = reader.open(LESSON)
    dialog = look_for(page, "need")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    assert sideways(page) == 0
    assert objections(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Menu")).to_be_focused()


@breadth
def test_a_public_site_is_searched_as_well_and_says_so_if_it_cannot(context, gallery_site):
    reader = Standalone(context, gallery_site)
    page = reader.open(LESSON)
    page.route("**/leaningwell/search/**", lambda route: route.abort())
    dialog = look_for(page, "ne")
    expect(dialog.get_by_role("status")).to_contain_text("does not work just now")
    page.unroute("**/leaningwell/search/**")
    page.keyboard.type("e")
    expect(dialog.get_by_role("listitem").first).to_be_visible()


def test_every_word_has_to_be_there_marks_do_not_matter_and_a_heading_counts_most():
    def section(cell, heading, text):
        return {"page": "p", "title": "A lesson", "cell": cell, "heading": heading, "text": text}

    sections = [
        section("a", "Rest", "Asking a café for help."),
        section("b", "Asking", "Help is near."),
        section("c", "", "Basking"),
    ]
    for wanted, found in (("ask", ["b", "a"]), ("help ask", ["b", "a"]), ("cafe", ["a"]), ("ask river", []), ("", [])):
        cells = evaluate("../page/search.js", "{ find }", f"find({sections!r}, {wanted!r}).map((one) => one.cell)")
        assert cells == found, wanted
