"""Words of the glossary: each unfolds beside where it stands, and without JavaScript leads to the list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.look import sideways
from browser.test_ending import INSIDE

LESSON = "course/03-alone-together.ipynb"
LONELINESS = "The gap between the company somebody has and the company they wish for."


@pytest.mark.parametrize("width", [320, 1280])
def test_a_term_unfolds_by_hand_or_by_key_is_never_cut_off_and_closes_with_escape(reader, width):
    reader.page.set_viewport_size({"width": width, "height": 740})
    page = reader.open(LESSON)
    page.locator("details.lw-curious > summary").click()
    terms = page.locator(".lw-term")
    expect(terms).to_have_count(8)
    for place, term in enumerate(terms.all()):
        term.scroll_into_view_if_needed()
        if place % 2:
            term.click()
        else:
            term.press("Enter" if place % 4 else " ")
        note = page.get_by_role("complementary")
        expect(term).to_have_attribute("aria-expanded", "true")
        assert note.evaluate(INSIDE), (term.inner_text(), term.bounding_box(), note.bounding_box())
        assert sideways(page) == 0
        page.keyboard.press("Escape")
        expect(note).to_have_count(0)
        expect(term).to_be_focused()
    listed = page.locator("details.lw-unfolds:has(#loneliness)")
    listed.evaluate("(details) => (details.open = false)")
    page.get_by_role("button", name=re.compile("^Loneliness.*what this means$")).click()
    expect(page.get_by_role("complementary", name="loneliness")).to_contain_text(LONELINESS)
    expect(listed).not_to_have_attribute("open", "")
    assert reader.trouble == []


def test_without_javascript_a_term_leads_to_the_list_and_from_there_to_all_words(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.page(f"voila/render/{LESSON}"))
    page.get_by_role("link", name="Loneliness", exact=True).click()
    expect(page.get_by_text(LONELINESS)).to_be_in_viewport()
    page.get_by_role("link", name="a page of their own").click()
    expect(page.get_by_role("heading", name="The words of the course")).to_be_visible()
    page.get_by_role("link", name="Lesson 9: A wider circle").first.click()
    page.wait_for_url("**/09-a-wider-circle.ipynb")
    context.close()


def test_on_paper_the_words_of_a_lesson_stand_at_its_end(reader):
    page = reader.open(LESSON)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text(LONELINESS)).to_be_visible()
