"""The practice of a lesson, a good place to stop, and the drawer for the curious."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.given_out import printed, saved_as_page
from browser.look import BRIEFLY, misfits, sideways
from browser.reader import Reader, until
from browser.test_privacy import MARKER, the_marker_travelled_nowhere, unsealed
from leaningwell.content import load_activities

PAGE = "course/21-gallery-practice.ipynb"
LATER = "course/19-gallery-now.ipynb"
WAYS = ("With somebody of mine", "With a made-up person", "Not now")
NOTE = "One thing a camera could have seen"
KEPT = "practice/gallery-practice"
INSIDE = "The word for this is marmalade."


@pytest.fixture(scope="module")
def activities(gallery_course):
    return load_activities(gallery_course / "course" / "activities" / "21-gallery-practice.yaml")


@pytest.fixture
def reader(visitor) -> Reader:
    return visitor


@pytest.fixture
def card(reader, activities):
    reader.open(PAGE)
    return reader.card(activities.practice.skill)


def drawer(reader):
    return reader.page.locator("details.lw-curious")


# The practice


def test_the_line_of_care_stands_before_the_first_choice_and_leads_to_people(reader, card):
    care = card.get_by_role("note", name="When this is not for your situation")
    expect(care).to_contain_text("Not with anybody you are afraid of, or who controls, threatens or punishes you.")
    expect(care).to_contain_text("you need not type or send anything")
    first = "(card) => [...card.querySelectorAll('[role=note], input, button, select')][0].getAttribute('role')"
    assert card.evaluate(first) == "note"
    care.get_by_role("link", name="Where to get support").click()
    expect(reader.page.get_by_role("heading", name="Where to get support")).to_be_in_viewport()


def test_a_real_try_and_its_note_are_kept_and_deleted_by_keyboard_alone(reader, card):
    reader.focus_before(card)
    reader.pick(card.get_by_role("radio", name=WAYS[0]), keyboard=True)
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    expect(card).to_contain_text("Never say no just to find out.")
    reader.tab_to(card.get_by_label(NOTE))
    reader.page.keyboard.type("one bag, in my left hand")
    until(reader.page, "() => document.querySelector('.lw-try-body ~ .lw-status').textContent.startsWith('Kept')")
    reader.reload()
    expect(card.get_by_label(NOTE)).to_have_value("one bag, in my left hand")
    for button in ("Delete my note", "Yes, delete"):
        reader.focus_before(card)
        reader.press(card.get_by_role("button", name=button), keyboard=True)
    expect(card.get_by_text("Deleted from this browser.")).to_be_visible()
    expect(card.get_by_role("radio", name=WAYS[0])).to_be_focused()
    expect(card.get_by_role("button", name="Delete my note")).to_have_count(0)
    assert "left hand" not in unsealed(reader, KEPT)
    assert reader.trouble == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_three_ways_are_of_one_size_and_count_alike(reader, card, width):
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    chips = page.locator(".lw-practice .lw-ways .lw-chip")
    boxes = [chip.bounding_box() for chip in chips.all()]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1
    looks = (
        "(chip) => { const { font, color, border } = getComputedStyle(chip.lastChild); return font + color + border; }"
    )
    assert len({chip.evaluate(looks) for chip in chips.all()}) == 1
    for way in WAYS:
        card.get_by_role("radio", name=way).check()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
        until(page, "() => document.querySelector('.lw-practice-step:last-child').dataset.done === 'true'")
        page.wait_for_timeout(300)
        assert '"done":true' in unsealed(reader, KEPT)


def test_of_a_real_try_nobody_hears_anything_and_its_note_travels_nowhere(reader, card, activities):
    reader.page.wait_for_timeout(300)
    asked = len(reader.questions())
    for way in WAYS[::-1]:
        card.get_by_role("radio", name=way).check()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    card.get_by_label(NOTE).press_sequentially(MARKER)
    card.get_by_label(NOTE).blur()
    reader.page.wait_for_timeout(1000)
    assert len(reader.questions()) == asked
    assert MARKER in unsealed(reader, KEPT)
    # The record would show a question.
    for item in (*activities.items, *activities.practice.items):
        reader.answer(item, item.solution())
    assert len(reader.questions()) > asked
    reader.reload()
    reader.page.goto("about:blank")
    the_marker_travelled_nowhere(reader)


def test_a_practice_counts_on_the_map_and_the_drawer_does_not(reader, card, activities):
    for item in (*activities.items, *activities.practice.items):
        reader.answer(item, item.solution())
    card.get_by_role("radio", name="Not now").check()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    reader.page.wait_for_timeout(500)
    reader.open(LATER)
    row = reader.page.locator(".lw-lesson").filter(has_text="The gallery of practice")
    expect(row).to_have_attribute("data-state", "done")


def test_the_note_is_told_in_the_workbook_under_its_skill(reader, card, activities, tmp_path):
    card.get_by_role("radio", name=WAYS[1]).check()
    card.get_by_label(NOTE).fill("four coats and a shut door")
    card.get_by_label(NOTE).blur()
    reader.page.wait_for_timeout(500)
    reader.open(LATER)
    panel = reader.card("What this browser keeps")
    expect(panel).to_contain_text("Real tries: 1")
    reader.page.goto(saved_as_page(reader, tmp_path).as_uri())
    told = reader.page.locator("section").filter(has_text=activities.practice.skill)
    for words in (
        activities.practice.real_try.prompt,
        "Tried with a made-up person.",
        "What a camera could have seen",
        "four coats and a shut door",
    ):
        expect(told).to_contain_text(words)


def test_the_sheet_for_two_has_both_parts_the_rules_and_two_pass_cards(reader, card, activities):
    page = reader.page
    card.get_by_text("In pairs, about 12 minutes").click()
    text = printed(page, card.get_by_role("button", name="Print this sheet"))
    for part in activities.practice.pair.parts:
        assert part.text in text
    assert activities.practice.worked.scene not in text
    for words in (
        activities.practice.skill,
        activities.practice.pair.scene,
        *activities.practice.pair.questions,
        "Nobody reports what their partner said.",
        "Not with anybody you are afraid",
    ):
        assert words in text
    assert len(re.findall(r"^Pass$", text, re.M)) == 2
    expect(page.locator("iframe.lw-hidden")).to_have_count(0)
    assert reader.trouble == []


def test_a_practice_behind_the_lock_shows_no_note(reader, card, activities):
    card.get_by_role("radio", name=WAYS[0]).check()
    card.get_by_label(NOTE).fill("nobody else's business")
    card.get_by_label(NOTE).blur()
    reader.page.wait_for_timeout(500)
    reader.page.evaluate("""async () => {
        const lock = await import("/voila/templates/leaningwell/static/kit/workbook/lock.js");
        await lock.setLock("a long passphrase of mine", 15);
        await lock.lock();
    }""")
    reader.reload()
    expect(card).to_contain_text("Unlock")
    expect(card.get_by_role("radio")).to_have_count(0)
    expect(reader.page.get_by_text("nobody else's business")).to_have_count(0)


# The drawer and the place to stop


def test_the_drawer_is_closed_and_its_activities_come_when_it_is_opened(reader):
    page = reader.open(PAGE)
    inside = drawer(reader)
    expect(inside).not_to_have_attribute("open", "")
    expect(page.get_by_text(INSIDE)).to_be_hidden()
    assert inside.locator(".lw-root").count() == 0
    reader.focus_before(inside)
    reader.tab_to(inside.locator("> summary"))
    page.keyboard.press("Enter")
    reader.wait_until_ready()
    expect(page.get_by_text(INSIDE)).to_be_visible()
    expect(inside.get_by_role("region", name="A cup that cools")).to_be_visible()
    expect(inside.locator("[data-item='gallery-why-crates']")).to_be_visible()
    assert reader.trouble == []


def test_what_is_in_the_closed_drawer_is_there_when_somebody_prints(reader):
    """Though a browser that prints waits for nothing?"""
    page = reader.open(PAGE)
    inside = drawer(reader)
    expect(inside.locator("[data-item='gallery-why-crates']")).to_be_attached()
    expect(inside).not_to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(inside.locator("[data-item='gallery-why-crates']")).to_be_visible()


def test_a_page_does_not_say_that_something_is_missing_while_the_drawer_is_closed(reader):
    page = reader.page
    page.clock.install()
    reader.open(PAGE)
    page.clock.fast_forward(30_000)
    expect(page.locator("#trouble")).to_be_hidden()


def test_a_link_into_the_drawer_opens_it(reader):
    page = reader.open(PAGE)
    page.get_by_role("main").get_by_role("link", name="for the curious").click()
    expect(page.get_by_text(INSIDE)).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{reader.address(PAGE)}#cell-how-measured")
    expect(page.get_by_text(INSIDE)).to_be_in_viewport()


def test_on_paper_all_is_unfolded_and_afterwards_it_is_as_before(reader, activities):
    page = reader.open(PAGE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text(INSIDE)).to_be_visible()
    expect(page.get_by_text(activities.practice.pair.parts[0].text)).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text(INSIDE)).to_be_hidden()
    page.emulate_media(media="print")
    assert sideways(page) == 0
    expect(page.get_by_role("button", name="Print this sheet")).to_be_hidden()


def test_the_contents_name_the_place_to_stop_and_the_drawer(reader):
    page = reader.open(PAGE)
    page.set_viewport_size({"width": 1280, "height": 800})
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="A good place to stop").click()
    expect(page.locator(".lw-stop")).to_be_in_viewport()
    contents.get_by_role("link", name="For the curious").click()
    expect(drawer(reader)).to_have_attribute("open", "")


def test_without_javascript_the_prose_can_be_read_and_the_drawer_opened(browser, gallery, activities):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(gallery.page(f"voila/render/{PAGE}"))
    practice = activities.practice
    read = page.inner_text("main")  # Playwright's own way does not look into what is there for this case
    for words in (practice.skill, practice.worked.poorer.why, practice.real_try.prompt, "Nobody reports what their"):
        assert words in read
    assert "Not with anybody you are afraid of" in read
    assert practice.items[0].turns[0].options[0].feedback not in read
    page.locator("details.lw-curious > summary").click()
    expect(page.get_by_text(INSIDE)).to_be_visible()
    context.close()


def test_what_only_the_drawer_needs_is_not_named_at_the_top_of_the_page(gallery_of_modules, context):
    reader = Reader(context, gallery_of_modules)
    page = reader.open(PAGE)
    named = page.locator("link[rel=modulepreload]").evaluate_all("(links) => links.map((link) => link.href)")
    assert [address for address in named if "/views/practice.js" in address]
    loaded = [sent for sent in reader.sent if b"/kit/charts/lines.js" in sent]
    assert len(loaded) == 1


def test_practice_and_drawer_fit_and_are_accessible_in_every_state_and_all_colours(reader, activities):
    page = reader.open(PAGE)
    card = reader.card(activities.practice.skill)
    for used in (False, True):
        if used:
            for item in activities.practice.items:
                reader.answer(item, item.solution())
            card.get_by_role("radio", name=WAYS[0]).check()
            card.get_by_label(NOTE).fill("a word")
            card.get_by_text("In pairs, about 12 minutes").click()
            drawer(reader).locator("> summary").click()
            reader.wait_until_ready()
        assert misfits(page, **({"widths": (1280, 768, 360, 320)} if used else BRIEFLY)) == [], used


# In an exercise


def test_a_task_in_words_has_the_line_of_care_above_it_and_no_code(reader):
    page = reader.open("exercises/21-gallery-practice/21-gallery-practice.ipynb")
    care = page.get_by_role("note", name="When this is not for your situation")
    expect(care).to_have_count(1)
    expect(care).to_contain_text("Not with anybody you are afraid of")
    above = "(care) => care.parentElement.querySelector('[data-item]').dataset.item"
    assert care.evaluate(above) == "graded-offer"
    expect(care.get_by_role("link")).to_have_attribute("href", re.compile("00-start-here.ipynb#cell-support$"))
    seen = reader.card("What your instructor will see")
    expect(seen.get_by_text(re.compile("^Code:"))).to_have_count(1)
