"""One entry shown twice, in one page or in two tabs: each view follows the other, and no word of either is lost.

JupyterLab shows a lesson and its exercise, or two copies of a lesson, in one document. For what runs in the browser, a
page with each activity twice is the same.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from breadth import also

PAGE = "course/21-gallery-twice.ipynb"
NAMED = {20: "20-gallery", 22: "22-gallery-words"}
TEA, WHO = "A cup of tea", "Who made it?"


@pytest.fixture(scope="module", autouse=True)
def twice(gallery_course):
    """A page with every activity for words, and every question, twice."""
    source = json.loads((gallery_course / "course" / "22-gallery-words.ipynb").read_text())
    cells = [cell for cell in source["cells"] if cell["id"] in ("title", "setup")]
    activities = [cell for cell in source["cells"] if cell["id"] in ("way", "guess", "tea", "translator", "plan")]
    for number in (1, 2):
        cells += [cell | {"id": f"{cell['id']}-{number}"} for cell in activities]
        code = f'questions{number} = Lesson("20-gallery")'
        cells.append(
            source["cells"][1] | {"id": f"setup-{number}", "source": ["from leaningwell import Lesson\n", code]}
        )
        cells.append(activities[0] | {"id": f"quiz-{number}", "source": f"questions{number}.quiz()"})
    path = gallery_course / PAGE
    path.write_text(json.dumps(source | {"cells": cells}))
    yield
    path.unlink()


def cards(page: Page, title: str):
    return page.get_by_role("region", name=title, exact=True).all()


def boxes(page: Page):
    return [card.get_by_label(WHO) for card in cards(page, TEA)]


def test_words_written_in_one_view_stand_in_the_other_and_are_added_to_there(visitor):
    page = visitor.open(PAGE)
    first, second = cards(page, TEA)
    visitor.write(first, "An aunt", WHO)
    expect(second.locator("input[value='own']")).to_be_checked()
    expect(second.get_by_label(WHO)).to_have_value("An aunt")
    second.get_by_label(WHO).press("End")
    second.get_by_label(WHO).press_sequentially(", in May")
    expect(first.get_by_label(WHO)).to_have_value("An aunt, in May")
    visitor.reload()
    for box in boxes(page):
        expect(box).to_have_value("An aunt, in May")


AT_ONCE = """([mine, theirs]) => {
    const labelled = (box) => box.labels[0]?.textContent === "Who made it?";
    const boxes = [...document.querySelectorAll("textarea")].filter(labelled);
    boxes.forEach((box, place) => {
        box.value = [mine, theirs][place];
        box.dispatchEvent(new Event("input", { bubbles: true }));
    });
}"""


def test_where_both_write_at_once_the_words_of_both_are_kept_and_shown(visitor):
    page = visitor.open(PAGE)
    for card in cards(page, TEA):
        card.locator("input[value='own']").check()
    boxes(page)[0].focus()
    page.evaluate(AT_ONCE, ["from the lesson", "from the exercise"])
    both = re.compile(r"^(?=[\s\S]*from the lesson)(?=[\s\S]*from the exercise)")
    for box in boxes(page):
        expect(box).to_have_value(both)
    first, second = (box.input_value() for box in boxes(page))
    assert first == second
    assert first.count("from the lesson") == first.count("from the exercise") == 1
    visitor.reload()
    expect(boxes(page)[0]).to_have_value(first)


def test_in_two_tabs_a_box_somebody_is_in_shows_what_the_other_adds_and_keeps_the_caret(visitor):
    page = visitor.open(PAGE)
    visitor.write(cards(page, TEA)[0], "An aunt", WHO)
    other = visitor.context.new_page()
    other.goto(visitor.address(PAGE))
    there = other.get_by_role("region", name=TEA, exact=True).first.get_by_label(WHO)
    expect(there).to_have_value("An aunt")
    there.focus()
    there.press("End")
    boxes(page)[0].fill("Not only an uncle.\n\nAn aunt")
    expect(there).to_have_value("Not only an uncle.\n\nAn aunt")
    expect(there).to_be_focused()
    other.keyboard.type(", in May")
    expect(boxes(page)[0]).to_have_value("Not only an uncle.\n\nAn aunt, in May")


def test_plans_rules_choices_guesses_and_questions_follow_as_well(visitor):
    page = visitor.open(PAGE)
    (plan, plan_too), (rule, rule_too) = cards(page, "A plan with tea"), cards(page, "What is under a rule")
    plan.get_by_role("textbox").first.fill("it rains")
    expect(plan_too.get_by_role("textbox").first).to_have_value("it rains")
    rule_too.get_by_label("A sentence of your own").fill("Could you hold this end?")
    expect(rule.get_by_label("A sentence of your own")).to_have_value("Could you hold this end?")
    way, way_too = cards(page, "Which way would you like to go?")
    way.get_by_label("Along the river").check()
    expect(way_too.get_by_label("Along the river")).to_be_checked()
    expect(way_too).to_contain_text("Take boots along.")
    guess, guess_too = cards(page, "How many of 1,000 spoons are lost in a year?")
    guess.get_by_role("slider").fill("300")
    guess.get_by_role("button", name="Lock my guess").click()
    expect(guess_too).to_contain_text("800 of 1,000 spoons were lost")
    expect(guess_too.get_by_role("slider")).to_have_value("300")
    question, question_too = page.locator("[data-item='gallery-single']").all()
    question.get_by_label("Green").check()
    question.get_by_role("button", name="Check").click()
    expect(question.locator(".lw-verdict")).to_contain_text("Right.")
    expect(page.locator("[data-item='gallery-single']").nth(1).locator(".lw-verdict")).to_contain_text("Right.")
    expect(page.locator("[data-item='gallery-single']").nth(1).get_by_label("Green")).to_be_checked()
    assert visitor.trouble == []


LETTERS = "the quick brown fox jumps over the lazy dog and rests at home"


@pytest.mark.parametrize("leave", ["close", also("go on"), also("reload")])
def test_of_what_is_typed_without_a_pause_only_the_last_moment_can_be_lost(visitor, leave):
    page = visitor.open(PAGE)
    card = cards(page, TEA)[0]
    card.locator("input[value='own']").check()
    card.get_by_label(WHO).press_sequentially(LETTERS, delay=60)
    if leave == "close":
        page.close()
        visitor.page = page = visitor.context.new_page()
        visitor.open(PAGE)
    elif leave == "go on":
        page.goto(visitor.address("course/20-gallery.ipynb"))
        visitor.open(PAGE)
    else:
        visitor.reload()
    kept = boxes(page)[0].input_value()
    assert LETTERS.startswith(kept)
    assert len(kept) > len(LETTERS) - 10, kept


def test_words_that_are_being_composed_are_kept_and_not_disturbed(visitor):
    page = visitor.open(PAGE)
    first, second = cards(page, TEA)
    first.locator("input[value='own']").check()
    first.get_by_label(WHO).focus()
    session = page.context.new_cdp_session(page)
    for stage in ("に", "にほ", "にほん"):
        session.send(
            "Input.imeSetComposition", {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)}
        )
    expect(second.get_by_label(WHO)).to_have_value("にほん")
    session.send("Input.insertText", {"text": "日本"})
    expect(second.get_by_label(WHO)).to_have_value("日本")
    expect(first.get_by_label(WHO)).to_have_value("日本")
