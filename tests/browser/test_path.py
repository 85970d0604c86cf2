"""A lesson as a path of steps: one at a time or whole, and all of it is found, linked to and printed either way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from breadth import cases
from browser.conftest import ROOT
from browser.look import OF_FORM, OPTIONS, objections, sideways
from browser.reader import READY, until

LESSON = "course/01-the-self-sufficiency-story.ipynb"
EXERCISE = "exercises/01-the-self-sufficiency-story/01-the-self-sufficiency-story.ipynb"
NEXT = re.compile("^Next:")
PROSE = "main .lw-leg .lw-prose :is(p, li, h1, h2):not(.lw-ending-paper *)"
UNSEEN = """(selector) => [...document.querySelectorAll(selector)].filter((element) => !element.checkVisibility())
    .map((element) => element.textContent.trim().slice(0, 60))"""
LESSONS = [path.stem for path in sorted((ROOT / "course").glob("0[1-9]-*.ipynb"))]
LONGEST = 5
MOST = dict.fromkeys(LESSONS, 30) | {"06-asking-well": 34, "09-a-wider-circle": 37}


@pytest.fixture
def phone(reader):
    """A lesson on a telephone, as it comes."""
    return on_a_phone(reader, LESSON)


def on_a_phone(reader, notebook):
    page = reader.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="no-preference")
    page.goto(reader.address(notebook))
    until(page, READY, timeout=60_000)
    return page


def test_a_telephone_shows_one_step_at_a_time_says_where_one_is_and_leads_to_the_end(phone):
    told = phone.locator(".lw-path-place")
    number = int(re.match(r"1 of (\d+) · about", told.inner_text())[1])
    assert number > 8
    for step in range(2, number + 1):
        assert phone.locator("main > .lw-leg").locator("visible=true").count() == 1
        phone.get_by_role("link", name=NEXT).click()
        expect(told).to_contain_text(f"{step} of {number}")
        expect(phone.locator("main :is(.lw-leg:not([hidden]) h2, .lw-path-part):focus")).to_be_in_viewport()
    expect(phone.get_by_role("heading", name="What you take along")).to_be_in_viewport()
    expect(phone.get_by_role("link", name=NEXT)).to_have_count(0)
    phone.go_back()
    expect(told).to_contain_text(f"{number - 1} of {number}")


@pytest.mark.parametrize("slug", cases(LESSONS, ["01-the-self-sufficiency-story"]))
def test_no_step_is_longer_than_five_screens_of_a_telephone_and_a_lesson_is_about_thirty(reader, slug):
    phone = on_a_phone(reader, f"course/{slug}.ipynb")
    screens = {}
    onward = phone.get_by_role("link", name=NEXT)
    while onward.count():
        shown = phone.locator("main > .lw-leg:not([hidden])")
        told = phone.locator(".lw-path-place").inner_text()
        screens[told] = shown.evaluate("(step) => step.getBoundingClientRect().height / innerHeight")
        onward.click()
    assert {step: long for step, long in screens.items() if long > LONGEST} == {}
    assert sum(screens.values()) <= MOST[slug]


def test_what_a_model_leaves_out_is_a_line_that_unfolds_on_a_telephone_and_is_whole_on_paper(phone):
    phone.evaluate("location.hash = '#slot-explore-silent-majority'")
    words = phone.get_by_text("Real risk comes first")
    expect(phone.get_by_text("An illustration with invented numbers.").first).to_be_visible()
    expect(words).to_be_hidden()
    phone.emulate_media(media="print")
    assert words.evaluate("(words) => words.getBoundingClientRect().height") > 20
    phone.emulate_media(media="screen")
    phone.locator(".lw-left-out summary").locator("visible=true").click()
    expect(words).to_be_visible()


def test_of_a_practice_and_of_the_questions_some_is_shown_at_a_time_and_the_place_in_it_is_kept(phone):
    rounds = phone.locator(".lw-practice .lw-round")
    questions = phone.locator("#slot-quiz [data-item]")
    phone.evaluate("location.hash = '#slot-practice'")
    expect(phone.get_by_text("Two ways to do it")).to_be_visible()
    expect(rounds.locator("visible=true")).to_have_count(0)
    phone.get_by_role("link", name=NEXT).click()
    assert objections(phone) == []
    for step in range(rounds.count()):
        expect(rounds.locator("visible=true")).to_have_count(1)
        expect(rounds.nth(step)).to_be_visible()
        phone.get_by_role("link", name=NEXT).click()
    expect(phone.get_by_role("heading", name="A real try")).to_be_visible()
    expect(phone.get_by_role("heading", name="Two ways to do it")).to_be_hidden()
    told = phone.locator(".lw-path-place").inner_text()
    phone.reload()
    until(phone, READY, timeout=60_000)
    expect(phone.locator(".lw-path-place")).to_have_text(told)
    expect(phone.get_by_role("heading", name="A real try")).to_be_in_viewport()
    phone.get_by_role("link", name=NEXT).click()
    phone.go_back()
    expect(phone.get_by_role("heading", name="A real try")).to_be_visible()
    phone.evaluate("location.hash = '#slot-quiz'")
    expect(questions.locator("visible=true")).to_have_count(2)
    questions.nth(3).evaluate("(one) => one.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    expect(questions.nth(3)).to_be_visible()
    expect(questions.first).to_be_hidden()
    phone.get_by_role("button", name="Contents").click()
    phone.get_by_role("button", name="Show the whole page").click()
    expect(questions.locator("visible=true")).to_have_count(questions.count())
    expect(rounds.locator("visible=true")).to_have_count(rounds.count())


def test_the_whole_page_is_shown_where_somebody_prefers_it_and_that_is_remembered(phone):
    phone.get_by_role("button", name="Contents").click()
    phone.get_by_role("button", name="Show the whole page").click()
    expect(phone.get_by_role("heading", name="Questions", exact=True)).to_be_visible()
    phone.reload()
    until(phone, READY, timeout=60_000)
    expect(phone.get_by_role("heading", name="Questions", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Contents").click()
    phone.get_by_role("button", name="Show one step at a time").click()
    expect(phone.get_by_role("heading", name="Questions", exact=True)).to_be_hidden()


def test_the_sheet_of_contents_leads_to_a_section_and_gives_the_focus_back(phone):
    opener = phone.get_by_role("button", name="Contents")
    opener.press("Enter")
    sheet = phone.get_by_role("dialog", name="Contents")
    expect(sheet.get_by_role("link", name="A good place to stop")).to_be_visible()
    assert sideways(phone) == 0
    assert objections(phone) == []
    phone.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    sheet.get_by_role("link", name="Hint, ask, or noticed").click()
    expect(sheet).to_be_hidden()
    expect(phone.get_by_role("heading", name="Hint, ask, or noticed")).to_be_in_viewport()


@pytest.mark.parametrize("notebook", [EXERCISE, "course/for-teachers.ipynb"])
def test_a_page_without_steps_has_its_contents_on_a_sheet_where_there_is_no_room_beside_it(reader, notebook):
    phone = on_a_phone(reader, notebook)
    opener = phone.get_by_role("button", name="Contents")
    opener.click()
    sheet = phone.get_by_role("dialog", name="Contents")
    assert sideways(phone) == 0
    last = sheet.get_by_role("link").last
    name = last.inner_text()
    last.click()
    expect(phone.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()
    phone.set_viewport_size({"width": 1280, "height": 740})
    expect(opener).to_be_hidden()
    expect(phone.get_by_role("navigation", name="On this page")).to_be_visible()


def test_the_contents_mark_where_somebody_is_who_goes_far_at_once(reader):
    """Also where no heading was passed on the way, as with the End key or a dragged bar?"""
    page = reader.open(LESSON)
    marked = page.locator(".lw-contents [aria-current]")
    expect(page.locator(".lw-contents")).to_be_visible()
    for _ in range(2):
        expect(marked).to_have_count(0)
        page.keyboard.press("End")
        expect(marked).to_have_count(1)
        page.keyboard.press("Home")


@pytest.mark.parametrize("hash", ["#cell-s2-pace", "#cell-questions", "#cell-support", "#E45"])
def test_a_link_to_a_place_opens_its_step(phone, reader, hash):
    phone.goto("about:blank")
    phone.goto(reader.address(LESSON) + hash)
    until(phone, READY, timeout=60_000)
    until(phone, "() => !('held' in document.documentElement.dataset)")
    expect(phone.locator(hash)).to_be_in_viewport()


def test_what_the_browsers_own_search_finds_opens_its_step(phone):
    step = phone.locator("main > .lw-leg").filter(has=phone.locator("#cell-s2-pace"))
    expect(step).to_have_attribute("hidden", "until-found")
    step.evaluate("(step) => step.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    expect(phone.locator("#cell-s2-pace")).to_be_visible()
    expect(phone.locator("main > .lw-leg").locator("visible=true")).to_have_count(1)


def test_on_paper_every_step_is_there(phone):
    phone.emulate_media(media="print")
    assert phone.evaluate(UNSEEN, PROSE) == []


def test_without_javascript_every_step_is_there(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(server.page(f"voila/render/{LESSON}"))
    for heading in ("Before you read", "Questions", "What you take along"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    context.close()


def test_a_step_and_the_ending_fit_and_are_accessible(phone):
    for hash in ("#cell-s2-pace", "#cell-ending"):
        phone.evaluate("(hash) => (location.hash = hash)", hash)
        expect(phone.locator(hash)).to_be_visible()
        for width, scheme in ((320, "dark"), (320, "light"), (360, "dark"), (360, "light"), (768, "light")):
            phone.set_viewport_size({"width": width, "height": 740})
            phone.emulate_media(color_scheme=scheme)
            assert phone.locator(".lw-top").bounding_box()["height"] < 56, width
            assert sideways(phone) == 0, width
            assert objections(phone, OPTIONS if width == 320 else OF_FORM) == [], (width, scheme)


def test_the_menu_of_a_telephone_has_what_a_wide_header_shows(phone):
    expect(phone.get_by_role("link", name="Course map")).to_be_hidden()
    phone.get_by_role("button", name="Menu").click()
    for name in ("Course map", "What is kept"):
        expect(phone.get_by_role("link", name=name, exact=True)).to_be_visible()
    phone.get_by_role("button", name="Search", exact=True).click()
    expect(phone.get_by_role("dialog", name="Search the lessons")).to_be_visible()
