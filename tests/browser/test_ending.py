"""The card at a lesson's end, and the notes that badges open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.reader import READY, until
from browser.test_look import sideways
from leaningwell.content import load_activities

LESSON = "course/01-the-self-sufficiency-story.ipynb"
INSIDE = """(drawer) => { const { left, right, top, bottom } = drawer.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight; }"""


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def test_the_card_tells_each_point_the_guess_beside_the_figure_the_skill_and_the_chosen_try(reader, activities):
    page = reader.open(LESSON)
    card = page.locator("#cell-ending")
    points = card.get_by_role("list").get_by_role("listitem")
    expect(points).to_have_count(6)
    expect(points.first).to_have_text("When a word for needing becomes an insult, people may hide the need.")
    expect(card).to_contain_text(activities.practice.skill)
    expect(card).not_to_contain_text("What came out")
    prediction = reader.card(activities.predictions[0].prompt)
    prediction.get_by_role("slider").fill("70")
    prediction.get_by_role("button", name="Lock my guess").click()
    expect(card).to_contain_text("Your guess: 70 of 100 people. What came out: 19 of 100 people.")
    expect(card).not_to_contain_text(activities.practice.real_try.made_up)
    reader.card(activities.practice.skill).get_by_role("radio", name="With a made-up person").check()
    expect(card.get_by_text(activities.practice.real_try.made_up)).to_be_visible()
    on = card.get_by_role("link", name="Go on: Built to depend on each other")
    on.click()
    page.wait_for_url("**/02-built-to-depend.ipynb")
    assert reader.trouble == []


def test_support_and_sources_are_folded_below_and_the_header_leads_to_support(reader):
    page = reader.page
    page.goto(reader.address(LESSON))
    until(page, READY, timeout=60_000)
    expect(page.get_by_text("A trained domestic-abuse advocate can think it through")).to_be_hidden()
    page.get_by_role("banner").get_by_role("link", name="Support").click()
    expect(page.get_by_text("In immediate danger call your local emergency number")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_note_is_never_cut_off_wherever_its_badge_stands(reader, width):
    reader.page.set_viewport_size({"width": width, "height": 740})
    page = reader.open(LESSON)
    page.locator("details.lw-curious > summary").click()
    note = page.get_by_role("complementary", name="How sure are we?")
    for badge in page.locator(".lw-badge").all():
        badge.click()
        expect(note).to_contain_text("Who was studied.")
        assert note.evaluate(INSIDE)
        assert sideways(page) == 0
        page.keyboard.press("Escape")
        expect(badge).to_be_focused()


def test_a_claim_named_within_an_activity_opens_its_note_in_place(reader):
    page = reader.open(LESSON)
    link = page.locator(".lw-card .lw-source a[href^='#E']").first
    link.click()
    expect(page.get_by_role("complementary", name="How sure are we?")).to_contain_text("Who was studied.")
    expect(link).to_be_in_viewport()
    page.locator("main").click(position={"x": 2, "y": 2})
    expect(page.get_by_role("complementary", name="How sure are we?")).to_have_count(0)
