"""Rings of one's own, a forecast lab and a statement of participation: what leaves the browser, what is on paper."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from browser.given_out import printed
from browser.look import misfits
from browser.reader import until
from browser.stored import bare, call
from browser.test_lock import set_lock, unlock
from browser.test_privacy import MARKER, spellings, the_marker_travelled_nowhere
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
LESSON = "course/09-a-wider-circle.ipynb"
STATEMENT = "A statement of participation"
PRINT = "Print it, or save it as a PDF"
NAME, RING = "Initials or a name, for you alone", "Which ring"
ADD, ADD_CONTACT = "Add a person, a group or a place", "Add a small contact"
BOTH_ARE_KEPT = """async () => {
    const { get } = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
    const people = Object.values((await get("circle/own-circle"))?.people ?? {});
    return people.filter((one) => one?.ring && Object.keys(one.needs).length).length === 2;
}"""
EXPECTED, FOUND = "Before: how warm will it be?", "Afterwards: how warm was it?"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/09-a-wider-circle.yaml")


def added(card, button):
    """The form that a button adds below the others."""
    before = card.locator(".lw-own-one").count()
    card.get_by_role("button", name=button).click()
    expect(card.locator(".lw-own-one")).to_have_count(before + 1)
    return card.locator(".lw-own-one").nth(before)


def rings(reader, activities):
    card = reader.find(reader.card(activities.circle.title))
    card.get_by_role("radio", name="My own").check()
    return card


def put(card, name, ring, **needs):
    form = added(card, ADD)
    form.get_by_label(NAME).fill(name)
    form.get_by_label(RING).select_option(label=ring)
    form.get_by_text("What they give, if you like").click()
    for need, level in needs.items():
        form.get_by_label(need.replace("_", " ")).select_option(label=level)
    expect(card.locator("svg").get_by_text(name).first).to_be_visible()


def lab(reader, activities):
    card = reader.find(reader.card(activities.forecasts.title))
    card.get_by_role("radio", name="My own").check()
    return card


def meet(card, expected, found):
    form = added(card, ADD_CONTACT)
    form.get_by_label(EXPECTED).select_option(str(expected))
    form.get_by_label(FOUND).select_option(str(found))


def with_entries(reader, server, entries):
    page = bare(reader.context, server)
    for id, value in entries.items():
        call(page, "workbook/workbook", "put", id, value)
    page.close()


def test_names_and_words_stay_in_the_browser_and_only_numbers_are_asked_about(reader, activities):
    page = reader.open(LESSON)
    card = rings(reader, activities)
    reader.sent.clear()
    put(card, MARKER, "closest", comfort="a great deal")
    contacts = lab(reader, activities)
    meet(contacts, 4, 6)
    contacts.get_by_label("What you are going to do, for you alone").fill(MARKER)
    expect(contacts.locator("svg").get_by_text(MARKER)).to_be_visible()
    statement = reader.card(STATEMENT)
    statement.get_by_label("The name to stand on it").fill(MARKER)
    statement.get_by_label("The name to stand on it").blur()
    bodies = [json.loads(sent[sent.index(b"{") :]) for sent in reader.questions() if b"sketch" in sent]
    asked = [body["question"] for body in bodies]
    assert {"ring": 0, "turns": 3, "needs": [3, 0, 0, 0, 0, 0, 0, 0]} in [
        one for question in asked for one in question.get("people", [])
    ]
    assert [4] in [question.get("expected") for question in asked]
    spelt = spellings(MARKER)
    assert not [sent for sent in reader.sent for spelling in spelt if spelling in sent]
    reader.reload()
    page.goto("about:blank")
    reader.sent += [b"/voila/render/", b"/static/"]  # emptied above, so that only the questions are looked at
    the_marker_travelled_nowhere(reader)


def test_the_map_is_there_after_a_reload_and_somebody_can_be_taken_off_it_again(reader, activities):
    reader.open(LESSON)
    card = rings(reader, activities)
    put(card, "Ayla", "close", laughing="a little", advice="a great deal")
    put(card, "Ben", "closest", comfort="a fair amount")
    expect(card.locator(".lw-reading")).to_contain_text("On the map: 2.")
    until(reader.page, BOTH_ARE_KEPT)
    reader.reload()
    card = reader.find(reader.card(activities.circle.title))
    expect(card.get_by_label(NAME).first).to_have_value(re.compile("Ayla|Ben"))
    expect(card.locator(".lw-reading")).to_contain_text("On the map: 2.")
    card.locator(".lw-own-one", has=card.page.get_by_label(NAME)).first.get_by_role(
        "button", name="Take it off"
    ).click()
    expect(card.locator(".lw-own-one")).to_have_count(1)
    expect(card.locator(".lw-reading")).to_contain_text("One stands on this map")
    expect(card.get_by_role("button", name=ADD)).to_be_focused()


def test_below_ten_contacts_nothing_is_concluded_and_from_ten_on_the_average_is_told(reader, activities):
    reader.open(LESSON)
    card = lab(reader, activities)
    # A drawing breaks a label where its font has it break, and no space is left there.
    mean = re.compile(r"\s*".join(activities.forecasts.labels["mean"].split()))
    for number in range(9):
        meet(card, 3, 6 + number % 2)
    expect(card.locator(".lw-reading")).to_contain_text("9 of 10 so far.")
    expect(card.locator(".lw-charts")).not_to_contain_text(mean)
    meet(card, 3, 6)
    expect(card.locator(".lw-reading")).to_contain_text("Over 10 contacts it was 3.4 points warmer")
    expect(card.locator(".lw-charts")).to_contain_text(mean)


def test_a_contact_whose_end_is_not_known_yet_is_left_out(reader, activities):
    reader.open(LESSON)
    card = lab(reader, activities)
    meet(card, 3, 6)
    expect(card.locator(".lw-reading")).to_contain_text("1 of 10 so far.")
    card.get_by_role("button", name=ADD_CONTACT).click()
    card.get_by_label(EXPECTED).last.select_option("5")
    expect(card.locator(".lw-own-one")).to_have_count(2)
    expect(card.locator(".lw-reading")).to_contain_text("1 of 10 so far.")


def test_somebody_can_be_put_on_a_ring_by_keyboard_alone(reader, activities):
    page = reader.open(LESSON)
    card = reader.find(reader.card(activities.circle.title))
    reader.focus_before(card)
    reader.pick(card.get_by_role("radio", name="My own"), True)
    reader.press(card.get_by_role("button", name=ADD), True)
    expect(card.get_by_label(NAME)).to_be_focused()
    page.keyboard.type("Zeynep")
    reader.tab_to(card.get_by_label(RING))
    page.keyboard.press("ArrowDown")
    expect(card.locator("svg").get_by_text("Zeynep").first).to_be_visible()
    example = activities.circle.example.people[0].name
    expect(card.locator("svg").get_by_text(example, exact=True)).to_have_count(0)


def test_the_lists_fit_a_narrow_page_and_are_accessible_in_every_set_of_colours(reader, activities):
    page = reader.open(LESSON)
    put(rings(reader, activities), "Ayla", "close", laughing="a little")
    meet(lab(reader, activities), 4, 6)
    assert misfits(page) == []


def done_of_lesson_1(root):
    lesson = load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")
    parts = [entry.id for entry in lesson.workbook_entries() if entry.counts]
    values = {id: {"done": True} for id in parts}
    written, asked = (next(id for id in parts if id.startswith(kind)) for kind in ("reflection/", "item/"))
    values[written] = {"way": "skip", "own": {"x": MARKER}, "done": True}
    values[asked] = {"tries": 9, "result": {"right": False}, "done": True}
    return values


def time_of(paper):
    return re.search(r"Made on .*", paper)[0]


def test_a_statement_says_what_was_done_and_nothing_of_what_was_written_or_scored(reader, server, root):
    with_entries(reader, server, done_of_lesson_1(root) | {"item/four-words-sort": {"tries": 1, "done": True}})
    page = reader.open(LESSON)
    card = reader.find(reader.card(STATEMENT))
    card.get_by_label("The name to stand on it").fill("Ayla B.")
    paper = printed(page, card.get_by_role("button", name=PRINT))
    assert "Ayla B." in paper
    assert "Lesson 1, The self-sufficiency story: all parts done" in paper
    assert re.search(r"Lesson 3, Alone together: 1 of \d+ parts done", paper)
    assert "Lesson 2" not in paper
    assert MARKER not in paper
    assert not re.search(r"\bright\b|\bwrong\b|\btries\b|\b9\b", paper.replace(time_of(paper), ""))
    reader.reload()
    expect(reader.card(STATEMENT).get_by_label("The name to stand on it")).to_have_value("")


def test_with_nothing_done_there_is_nothing_to_state(reader):
    reader.open(LESSON)
    card = reader.find(reader.card(STATEMENT))
    expect(card).to_contain_text("Nothing is done yet in this browser")
    expect(card.get_by_role("button", name=PRINT)).to_be_disabled()


def test_a_locked_workbook_states_nothing_until_it_is_unlocked(reader, server, root):
    with_entries(reader, server, done_of_lesson_1(root))
    reader.open(LESSON)
    expect(reader.card(STATEMENT)).to_contain_text("Lesson 1, The self-sufficiency story: all parts done")
    lesson = reader.page
    reader.page = reader.context.new_page()
    reader.open(START)
    set_lock(reader).get_by_role("button", name="Lock now").click()
    card = lesson.get_by_role("region", name=STATEMENT, exact=True)
    expect(card.get_by_role("button", name="Unlock", exact=True)).to_be_visible()
    expect(card).not_to_contain_text("Lesson 1")
    expect(card.get_by_role("button", name=PRINT)).to_have_count(0)
    unlock(card)
    expect(lesson.get_by_role("region", name=STATEMENT, exact=True)).to_contain_text("all parts done")
