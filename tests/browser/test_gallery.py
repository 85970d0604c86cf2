"""Every kind of question in one gallery, by keyboard alone, in light, dark and forced colours.

By mouse, and in every host, it is walked in test_hosts.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import also
from browser.look import BRIEFLY, misfits
from browser.reader import RIGHT, WRONG, Reader
from browser.test_lesson import a_wrong_response
from leaningwell.content import load_activities
from leaningwell.items import TYPES

PAGE = "course/20-gallery.ipynb"


@pytest.fixture(scope="module")
def items(gallery_course):
    return load_activities(gallery_course / "course" / "activities" / "20-gallery.yaml").items


@pytest.fixture
def reader(context, gallery):
    return Reader(context, gallery)


def test_the_gallery_shows_every_type_of_question_there_is(items):
    assert {item.type for item in items} == set(TYPES)


def test_every_type_can_be_answered_by_keyboard_alone_and_says_why(reader, items):
    reader.open(PAGE)
    for item in items:
        for response, verdict in (
            (a_wrong_response(item), WRONG),
            (item.solution(), RIGHT),
        ):
            card = reader.answer(item, response, keyboard=True)
            expect(card.locator(".lw-verdict")).to_contain_text(verdict)
            for reason in item.score(response).reasons:
                expect(card.get_by_text(reason.text)).to_have_count(1)
    assert reader.trouble == []


def test_answers_of_every_type_are_there_after_a_reload(reader, items):
    reader.open(PAGE)
    for item in items:
        reader.answer(item, item.solution())
    reader.reload()
    for item in items:
        expect(reader.item(item.id).locator(".lw-verdict")).to_contain_text(RIGHT)


def test_a_move_in_an_order_is_said_aloud_and_keeps_the_focus(reader, items):
    page = reader.open(PAGE)
    item = next(item for item in items if item.type == "order")
    card = reader.item(item.id)
    last = card.locator(".lw-step-text").last.inner_text()
    up = card.get_by_role("button", name=f"Move up: {last}")
    reader.focus_before(card)
    reader.tab_to(up)
    page.keyboard.press("Enter")
    expect(card.get_by_text(f"{last}: now 3 of 4")).to_have_count(1)
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name=f"Move down: {last}")).to_be_focused()


def no_response(item):
    """As it is when one comes."""


def a_right_response(item):
    return item.solution()


STATES = [no_response, a_right_response, a_wrong_response]


@pytest.mark.parametrize("thoroughly", [[a_wrong_response], also(STATES)], ids=["wrong", "every-state"])
def test_every_state_fits_and_is_accessible_in_all_colours(reader, items, thoroughly):
    page = reader.open(PAGE)
    for respond in STATES:
        for item in items if respond is not no_response else ():
            reader.answer(item, respond(item))
        assert misfits(page, **({} if respond in thoroughly else BRIEFLY)) == [], respond.__name__
