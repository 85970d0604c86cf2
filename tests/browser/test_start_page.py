"""The course map and the start page, as a reader meets them in Voila."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from leaningwell.content import load_activities, read_table

START = "course/00-start-here.ipynb"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/00-start-here.yaml")


def test_the_prose_is_there_before_the_activities(reader):
    page = reader.open(START, wait=False)
    expect(page.get_by_role("heading", name="Where to get support")).to_be_attached()
    assert "112 in the EU" in page.locator("main").inner_text()


def test_the_page_has_a_language_landmarks_and_one_main_heading(reader):
    page = reader.open(START)
    assert page.locator("html").get_attribute("lang") == "en"
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("navigation", name="Course", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_first_press_of_tab_offers_to_skip_to_the_text(reader):
    page = reader.open(START)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_token_of_a_first_visit_does_not_stay_in_the_address(reader):
    page = reader.open(START)
    assert "token" not in page.url


def test_the_map_lists_ten_lessons_and_leads_to_the_first(reader):
    page = reader.open(START)
    lessons = page.get_by_role("list", name="The lessons").get_by_role("listitem")
    expect(lessons).to_have_count(10)
    page.get_by_role("link", name="Begin with lesson 1").click()
    expect(page.get_by_role("heading", level=1, name="The self-sufficiency story")).to_be_visible()


def test_the_map_shows_what_is_done_and_only_this_browser_knows(reader, activities):
    page = reader.open(START)
    for item in activities.items:
        reader.answer(item, item.solution())
    first = page.get_by_role("list", name="The lessons").get_by_role("listitem").first
    expect(first).to_contain_text("done")
    reader.reload()
    expect(first).to_contain_text("done")


def test_a_route_and_a_person_can_be_chosen_and_are_remembered(reader, activities):
    page = reader.open(START)
    for choice in activities.choices:
        last = choice.cards[-1]
        card = reader.card(choice.prompt)
        card.get_by_role("radio").last.check()
        expect(card).to_contain_text(last.next)
        expect(card).to_contain_text("Chosen. Kept in this browser.")
    reader.reload()
    for choice in activities.choices:
        expect(reader.card(choice.prompt).get_by_role("radio").last).to_be_checked()
    assert page.url.endswith(".ipynb")


def test_ten_statements_are_offered_first_and_there_is_room_for_what_comes_back(reader, activities):
    reader.open(START)
    card = reader.card("Before you begin: what do you expect?")
    card.get_by_role("radio", name="Judge the statements").check()
    shown = card.get_by_role("group").filter(has=reader.page.get_by_role("radio", name="I don’t know"))
    expect(shown.locator("legend")).to_have_text([item.prompt for item in activities.check])
    for statement in shown.all():
        statement.get_by_role("radio", name="I don’t know").check()
    expect(card.get_by_text("All 10 are kept in this browser.")).to_be_visible()
    expect(reader.card("Your plans")).to_contain_text("No plan is kept in this browser yet.")
    expect(reader.card("How sure, and how often right")).to_contain_text("There is no such answer yet.")
    expect(reader.card("What this browser keeps")).to_contain_text("Rounds of judging statements: 1")


def test_every_helpline_stands_there_to_be_called_with_the_date_of_its_last_check(reader, root):
    page = reader.open(START)
    listed = page.locator("[data-cell='helplines']")
    listed.get_by_text("Helplines, country by country").click()
    rows = read_table(root / "course/data/helplines.csv", ("country", "contact", "last_verified"))
    shown = listed.inner_text()
    for row in rows:
        assert row["country"] in shown
        assert row["contact"] in shown
    assert shown.count("not re-checked") == sum(not row["last_verified"] for row in rows)
    expect(listed.get_by_role("link", name="116 016")).to_have_attribute("href", "tel:116016")
    expect(listed.get_by_role("link", name="1-800-799-7233")).to_have_attribute("href", "tel:18007997233")


def test_what_not_everybody_reads_unfolds_by_a_click_a_key_and_a_link(reader):
    page = reader.page
    page.goto(reader.address(START))
    expect(page.get_by_text("The first place to write")).to_be_hidden()
    expect(page.get_by_text("If somebody may be watching this device")).to_be_in_viewport()
    page.get_by_role("heading", name="The practice, in five minutes").click()
    expect(page.get_by_text("The first place to write")).to_be_visible()
    page.locator("summary#cell-how-sure").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Click a badge, or press Enter on it")).to_be_visible()
    page.get_by_role("navigation", name="Course", exact=True).get_by_role("link", name="What is kept").click()
    expect(page.get_by_text("There are no visitor statistics")).to_be_visible()


def test_everything_can_be_deleted_after_a_second_question(reader, activities):
    page = reader.open(START)
    item = activities.items[0]
    reader.answer(item, item.solution())
    panel = reader.card("What this browser keeps")
    expect(panel).to_contain_text("Answers to questions: 1")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="No, keep it").click()
    expect(panel).to_contain_text("Answers to questions: 1")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Nothing is kept here yet.")
    reader.reload()
    assert page.locator(f"[data-item='{item.id}'] input:checked").count() == 0


def test_a_badge_opens_what_the_ledger_says_and_closes_again(reader):
    page = reader.open(START)
    badge = page.locator(".lw-badge").first
    badge.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("complementary", name="How sure are we?")
    expect(drawer).to_contain_text("Who was studied.")
    expect(badge).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(badge).to_be_focused()


@pytest.mark.parametrize("way", ["button", "keyboard"])
def test_the_page_can_be_left_quickly(reader, way):
    reader.page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<title>elsewhere</title>"))
    # At once: the page is not even whole yet.
    reader.page.goto(reader.server.page(f"voila/render/{START}"), wait_until="commit")
    page = reader.page
    expect(page.get_by_role("button", name="Leave this page quickly")).to_be_visible()
    if way == "button":
        page.get_by_role("button", name="Leave this page quickly").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://www.wikipedia.org/")
    expect(page).to_have_title("elsewhere")


def test_nothing_comes_from_another_host_and_nothing_goes_wrong(reader):
    reader.open(START)
    assert reader.hosts == {"127.0.0.1"}
    assert reader.trouble == []
