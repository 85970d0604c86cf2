"""Lines to tag, messages to compose and conversations with effects, in a lesson and in an exercise.

That each is answered by mouse and by keyboard, fits and is accessible, is walked in test_gallery.py and test_hosts.py.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from browser.conftest import as_given_out
from browser.gallery import EXERCISE, GALLERY
from browser.given_out import saved_as_page
from browser.look import objections, sideways
from browser.reader import RIGHT, WRONG, until
from browser.test_lesson import a_wrong_response
from leaningwell.content import load_activities, load_graded
from leaningwell.content.feedback import feedback

PAGE = "course/20-gallery.ipynb"
COLOURS = """(card) => [...card.querySelectorAll(".lw-option, .lw-feedback, .lw-status")]
    .flatMap((element) => [element.firstElementChild ?? element, element])
    .flatMap((element) => Object.values((({ color, backgroundColor, borderInlineStartColor }) =>
        ({ color, backgroundColor, borderInlineStartColor }))(getComputedStyle(element))))"""


@pytest.fixture(scope="module")
def items():
    return {item.id: item for item in load_activities(GALLERY / "activities" / "20-gallery.yaml").items}


@pytest.fixture
def folder(gallery_course):
    """The exercise's folder, without anybody's answers before and after."""
    with as_given_out(gallery_course / "exercises" / "22-gallery-words") as place:
        yield place


def test_after_a_second_miss_what_fits_stands_beside_it_and_is_there_after_a_reload(visitor, items):
    visitor.open(PAGE)
    told = {
        "gallery-single": "This fits. Green is a colour indeed.",
        "gallery-multiple": "This fits. A pear is a fruit.",
        "gallery-true-false": "This fits. From one Monday to the next.",
        "gallery-match": "Fits here: the baker.",
        "gallery-order": "Its place here is number 1.",
        "gallery-sort": "Fits here: grows.",
        "gallery-scenario": "This fits. It begins with what they need.",
        "gallery-annotate": "Fits here: seen.",
        "gallery-compose": "This fits. There is another way.",
        "gallery-effects": "This would open. It leaves the thinking to the one who found it.",
    }
    number = "The number looked for is 0.75. Two quarters and one quarter are three."
    for id in [*told, "gallery-numeric"]:
        card = visitor.answer(items[id], a_wrong_response(items[id]))
        expect(card).not_to_contain_text(told.get(id, number))
    for id in [*told, "gallery-numeric"]:
        visitor.answer(items[id], a_wrong_response(items[id]))
    for again in (False, True):
        if again:
            visitor.reload()
        for id, words in told.items():
            expect(visitor.item(id).locator(".lw-feedback").filter(has_text=words).first).to_be_visible()
            expect(visitor.item(id).locator(".lw-verdict")).to_contain_text("What fits now stands beside it.")
        expect(visitor.item("gallery-numeric").locator(".lw-verdict")).to_contain_text(number)
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert sideways(visitor.page) == 0
    assert objections(visitor.page) == []
    assert visitor.trouble == []


def test_whoever_was_right_at_first_is_not_told_what_fits(visitor, items):
    visitor.open(PAGE)
    item = items["gallery-sort"]
    visitor.answer(item, item.solution())
    for _ in range(2):
        card = visitor.answer(item, a_wrong_response(item))
    expect(card.locator(".lw-verdict")).to_contain_text(WRONG)
    expect(card).not_to_contain_text("Fits here")


def test_a_line_is_tagged_with_who_says_it_and_one_that_sets_the_scene_is_not(visitor, items):
    visitor.open(PAGE)
    item, card = items["gallery-annotate"], visitor.item("gallery-annotate")
    expect(card.get_by_role("group")).to_have_count(len(item.scored_lines))
    expect(card.get_by_role("group", name="A woman with three bags It is always late on Mondays.")).to_be_visible()
    expect(card.get_by_text("A bus stop at the edge of a town. It rains.")).to_be_visible()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_have_text("Give at least one line a tag first.")
    line = item.scored_lines[0]
    visitor.answer(item, {line.key: line.tags[0]})
    expect(card.locator(".lw-verdict")).to_have_text(
        "Partly right. 1 of 7 lines have a tag that fits. 6 lines have no tag yet."
    )


def test_a_message_is_shown_whole_as_it_grows(visitor, items):
    visitor.open(PAGE)
    card = visitor.item("gallery-compose")
    message = card.get_by_role("figure", name="Your message")
    expect(message).to_contain_text("It grows here as you choose.")
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_have_text("Choose at least one phrase first.")
    card.get_by_label("Could you water my two plants on Friday?").check()
    expect(message.locator("p")).to_have_text("… Could you water my two plants on Friday? …")
    card.get_by_label("Hello Cleo, it is Dev from number four.").check()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_have_text(
        "Partly right. 3 parts of 4 give all they can. The message still needs one part."
    )
    card.get_by_label("If it does not suit you, I shall ask Ada.").check()
    why = card.get_by_role("group", name="Why · may be left out")
    expect(why.get_by_label("Leave this out")).to_be_checked()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_have_text("Right.")
    visitor.reload()
    expect(message.locator("p")).to_have_text(
        "Hello Cleo, it is Dev from number four. Could you water my two plants on Friday? "
        "If it does not suit you, I shall ask Ada."
    )


def test_a_phrase_that_undoes_another_is_told_there_and_a_whole_message_takes_the_place_of_parts(visitor, items):
    visitor.open(PAGE)
    item, card = items["gallery-compose"], visitor.item("gallery-compose")
    visitor.answer(item, {"act": "never", "room": item.slots[3].phrases[0].key})
    expect(card.get_by_role("group", name="Room for a no")).to_contain_text("so there is no room left.")
    (whole,) = item.whole
    visitor.answer(item, whole.key)
    expect(card.locator(".lw-verdict")).to_have_text("Right.")
    expect(card.get_by_role("figure").locator("p")).to_have_text(whole.text)
    card.get_by_label("Hello Cleo.", exact=True).check()
    expect(card.get_by_label("No, in the parts above")).to_be_checked()
    expect(card.get_by_role("figure").locator("p")).to_contain_text("Hello Cleo.")


def test_what_a_reply_does_with_the_other_is_told_in_words_and_not_in_colours(visitor, items):
    page = visitor.open(PAGE)
    item, card = items["gallery-effects"], visitor.item("gallery-effects")
    opening = item.turns[0].options[0]
    assert opening.then not in page.content()
    card.get_by_label(opening.text).check()
    card.get_by_role("button", name="Say this").click()
    expect(
        card.locator(".lw-says").filter(has_text="There is a star on it, and my aunt had such a box.")
    ).to_be_visible()
    expect(card.locator(".lw-feedback:visible").first).to_have_text(f"It opens. {opening.feedback}")
    seen = {}
    for name, response in (("opens", item.solution()), ("closes", a_wrong_response(item))):
        visitor.answer(item, response)
        page.mouse.move(0, 0)
        seen[name] = set(card.evaluate(COLOURS))
    assert seen["opens"] == seen["closes"]
    expect(card.locator(".lw-verdict")).to_contain_text("0 replies of 3 opened something.")
    card.get_by_role("button", name="Show the reasoning").click()
    expect(card.locator(".lw-says").filter(has_text="“Then I can sleep.”")).to_be_visible()


def test_a_closed_door_leads_to_a_way_back(visitor, items):
    visitor.open(PAGE)
    item = items["gallery-effects"]
    door, back, last = item.turns
    path = [door.options[2].key, back.options[0].key, last.options[0].key]
    card = visitor.answer(item, path)
    expect(card.locator(".lw-turn")).to_have_count(3)
    expect(card.locator(".lw-verdict")).to_contain_text("2 replies of 3 opened something.")


def test_in_an_exercise_all_of_it_is_saved_and_nothing_tells_the_key(visitor, folder):
    graded = load_graded(GALLERY / "exercise" / "items.yaml")
    page = visitor.open(EXERCISE)
    for number, item in enumerate(graded.items):
        card = visitor.answer(item, item.solution(), keyboard=number % 2 == 0, button="Save answer")
        expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
        expect(card.locator(".lw-feedback:visible")).to_have_count(0)
    saved = json.loads((folder / "answers.json").read_text())["items"]
    assert all(item.score(saved[item.id]["response"]).right for item in graded.items)
    arrived = b"".join(visitor.received).decode() + page.content()
    for key in ("effect", "worth", "factor", "clashes", "told"):
        assert not re.search(rf'"{key}"\\?:', arrived), key
    for item in graded.items:
        for _, text in feedback(item.model_dump(), keys=("feedback", "then", "told")):
            assert text not in arrived
    visitor.reload()
    for item in graded.items:
        expect(visitor.item(item.id).locator(".lw-verdict")).to_have_text("This is the answer you saved.")
    seen = visitor.card("What your instructor will see")
    expect(seen).to_contain_text("Ada: The stairs are narrow here. → seen")
    expect(seen).to_contain_text("Hello Cleo, it is Dev from number four. Could I have your ladder on Friday?")
    assert visitor.trouble == []


def test_in_an_exercise_open_parts_are_counted_and_the_conversation_goes_on_alike(visitor, folder):
    graded = {item.id: item for item in load_graded(GALLERY / "exercise" / "items.yaml").items}
    visitor.open(EXERCISE)
    lines, message, talk = (graded[id] for id in ("graded-lines", "graded-message", "graded-talk"))
    card = visitor.answer(lines, {"narrow": "seen"}, button="Save answer")
    expect(card.locator(".lw-verdict")).to_have_text("Saved. 9 lines have no tag yet.")
    card = visitor.answer(message, {"act": "act-some"}, button="Save answer")
    expect(card.locator(".lw-verdict")).to_have_text("Saved. The message still needs 2 parts.")
    said = []
    for replies in (talk.solution(), a_wrong_response(talk)):
        card = visitor.answer(talk, replies, button="Save answer")
        said.append(card.locator(".lw-says").all_inner_texts())
    assert said[0] == said[1]


@pytest.fixture
def listed(gallery_course):
    """The gallery's page as one of the lessons, for the time of a test."""
    path = gallery_course / "course" / "data" / "lessons.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}20-gallery,The gallery,Every activity\n", encoding="utf-8")
    yield
    path.write_text(before, encoding="utf-8")


def test_what_was_practised_is_counted_in_the_workbook_that_is_saved_as_a_page(visitor, items, listed, tmp_path):
    visitor.open(PAGE)
    for id in ("gallery-annotate", "gallery-compose", "gallery-effects"):
        item = items[id]
        visitor.answer(item, item.solution() if id == "gallery-compose" else a_wrong_response(item))
    visitor.open("course/00-start-here.ipynb")
    panel = visitor.card("What this browser keeps")
    expect(panel).to_contain_text("Answers to questions: 3")
    visitor.page.goto(saved_as_page(visitor, tmp_path).as_uri())
    expect(visitor.page.locator(".answers")).to_have_text("Questions answered: 3. Right: 1.")


@pytest.mark.parametrize("width", [360, 1280])
def test_on_paper_every_line_and_phrase_stands_and_the_message_covers_nothing(visitor, items, width):
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 800})
    visitor.open(PAGE)
    for id in ("gallery-annotate", "gallery-compose"):
        visitor.answer(items[id], items[id].solution())
    page.emulate_media(media="print")
    assert sideways(page) == 0
    figure = visitor.item("gallery-compose").get_by_role("figure")
    assert figure.evaluate("(figure) => getComputedStyle(figure).position") == "static"
    expect(visitor.item("gallery-compose").locator(".lw-verdict")).to_contain_text(RIGHT)
    for line in items["gallery-annotate"].lines:
        expect(visitor.item("gallery-annotate").get_by_text(line.text)).to_be_visible()


COVERS_NOTHING = """(figure) => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    const message = figure.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && (bottom <= message.top || top >= message.bottom);
}"""


def test_the_message_that_stays_in_sight_never_covers_what_has_the_focus(visitor, items):
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 800})
    visitor.open(PAGE)
    card = visitor.item("gallery-compose")
    figure = card.get_by_role("figure").element_handle()
    visitor.focus_before(card)
    for _ in [*items["gallery-compose"].slots, "whole"]:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(3):
            until(page, COVERS_NOTHING, figure)  # once it has been scrolled to
            page.keyboard.press("ArrowDown")
