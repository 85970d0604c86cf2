"""Lesson 01 in Voila: what is particular to it, by keyboard alone, and what is there again after a reload.

All that every lesson has is walked in test_hosts.py.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.reader import KEPT, RIGHT, WRONG, until
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
LESSON = "course/01-the-self-sufficiency-story.ipynb"
# Beside the answer it is about; a number has nothing beside it, so the verdict says it.
EXPLANATION = ".lw-feedback:visible, .lw-verdict"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def a_wrong_response(item):
    """A response to the item that earns less than everything."""
    match item.type:
        case "single" | "true-false":
            return next(option.key for option in item.options if not option.correct)
        case "multiple":
            return [next(option.key for option in item.options if not option.correct)]
        case "numeric":
            return item.answer + 10 * item.tolerance + 1
        case "sort":
            right = item.solution()
            entry = item.entries[0]
            return right | {entry.key: next(name for name in item.places if name != entry.category)}
        case "match":
            right = item.solution()
            pair = item.pairs[0]
            return right | {pair.key: next(key for key in item.partners if key != right[pair.key])}
        case "order":
            return item.solution()[::-1]
        case "scenario":
            path, turns = [], {turn.id: turn for turn in item.all_turns}
            turn = item.all_turns[0]
            while turn:
                reply = min(turn.options, key=lambda option: option.worth)
                path.append(reply.key)
                turn = turns.get(reply.next)
            return path
        case "annotate":
            line = item.scored_lines[0]
            return item.solution() | {line.key: next(key for key in item.tag_texts if key not in line.tags)}
        case "compose":
            return {
                slot.key: min(slot.phrases, key=lambda phrase: phrase.worth).key
                for slot in item.slots
                if not slot.optional
            }
    raise TypeError(item.type)


def test_every_question_can_be_answered_by_keyboard_alone_and_explains_itself(reader, activities):
    reader.open(LESSON)
    for item in activities.items:
        for response, verdict in ((a_wrong_response(item), WRONG), (item.solution(), RIGHT)):
            card = reader.answer(item, response, keyboard=True)
            expect(card.locator(".lw-verdict")).to_contain_text(verdict)
            for reason in item.score(response).reasons:
                expect(card.locator(EXPLANATION).filter(has_text=reason.text)).to_have_count(1)
    assert reader.trouble == []


def test_the_quiz_of_the_first_module_has_the_types_it_should(activities):
    assert {item.type for item in activities.items} >= {"single", "multiple", "true-false", "sort", "scenario"}


def test_answers_and_their_feedback_are_there_again_after_a_reload(reader, activities):
    reader.open(LESSON)
    for item in activities.items:
        reader.answer(item, a_wrong_response(item))
    reader.reload()
    for item in activities.items:
        card = reader.item(item.id)
        expect(card.locator(".lw-verdict")).to_contain_text(WRONG)
        for reason in item.score(a_wrong_response(item)).reasons:
            expect(card.locator(".lw-feedback:visible").filter(has_text=reason.text)).to_have_count(1)


def test_the_reasoning_is_offered_after_two_honest_tries_and_not_before(reader, activities):
    reader.open(LESSON)
    item = next(item for item in activities.items if item.type == "single")
    card = reader.answer(item, a_wrong_response(item))
    offer = card.get_by_role("button", name="Show the reasoning")
    expect(offer).to_be_hidden()
    reader.answer(item, a_wrong_response(item))
    offer.click()
    expect(card.locator(f"input[value='{item.solution()}']")).to_be_checked()
    expect(card.locator(".lw-feedback:visible")).to_contain_text(item.score(item.solution()).reasons[0].text)


def test_a_true_false_question_asks_how_sure_one_is_and_remembers_it(reader, activities):
    reader.open(LESSON)
    item = next(item for item in activities.items if item.type == "true-false")
    slider = reader.item(item.id).get_by_role("slider", name=re.compile("How sure are you"))
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("50", "100")
    slider.fill("90")
    reader.answer(item, item.solution())
    reader.reload()
    expect(slider).to_have_value("90")


def test_checking_without_an_answer_asks_for_one(reader, activities):
    reader.open(LESSON)
    for item in activities.items:
        card = reader.item(item.id)
        if item.type != "scenario":
            card.get_by_role("button", name="Check").click()
            expect(card.locator(".lw-verdict")).to_contain_text("first")


def test_a_locked_guess_is_there_again_after_a_reload(reader, activities):
    reader.open(LESSON)
    prediction = activities.predictions[0]
    card = reader.card(prediction.prompt)
    guess = card.get_by_role("slider", name=re.compile("Your guess"))
    guess.fill("70")
    card.get_by_role("button", name="Lock my guess").click()
    expect(guess).to_be_disabled()
    reader.reload()
    expect(card).to_contain_text(prediction.reveal[:40])
    expect(guess).to_have_value("70")


def test_each_way_through_a_reflection_counts_as_done_and_weighs_the_same(reader, activities):
    reader.open(LESSON)
    for reflection in activities.reflections:
        card = reader.card(reflection.title)
        expect(card.get_by_role("radio")).to_have_count(3)
        boxes = [chip.bounding_box() for chip in card.locator(".lw-ways .lw-chip").all()]
        assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1
        card.locator("input[value='own']").check()
        expect(card.get_by_text("Done.", exact=True)).to_be_hidden()
        for box in reflection.boxes[: reflection.complete]:
            card.get_by_label(box.label).fill("a line of mine")
        for way in ("own", "persona", "skip"):
            card.locator(f"input[value='{way}']").check()
            expect(card.get_by_text("Done.", exact=True)).to_be_visible()


def test_a_reflection_is_there_after_a_reload_and_gone_after_deleting(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    box = reader.write(card, "words that come back", reflection.boxes[0].label)
    reader.reload()
    expect(box).to_have_value("words that come back")
    card.get_by_role("button", name="Delete what I wrote").click()
    card.get_by_role("button", name="Yes, delete").click()
    expect(card.get_by_text("Deleted from this browser.")).to_be_visible()
    reader.reload()
    expect(card.locator("input:checked")).to_have_count(0)


def test_a_plan_is_kept_and_no_plan_counts_as_done_too(reader, activities):
    reader.open(LESSON)
    plan = activities.plan
    card = reader.card(plan.title)
    card.get_by_role("combobox").first.select_option(plan.when[0])
    card.get_by_label("then this is what I do", exact=True).fill("ring my brother")
    card.get_by_label("then this is what I do", exact=True).blur()
    until(reader.page, f"async () => (await ({KEPT})('plan/{plan.id}'))?.then === 'ring my brother'")
    reader.reload()
    expect(card.get_by_label("If this happens", exact=True)).to_have_value(plan.when[0])
    expect(card.get_by_label("then this is what I do", exact=True)).to_have_value("ring my brother")
    card.get_by_role("button", name="No plan this week").click()
    expect(card).to_contain_text("counts as done")


def test_the_silent_majority_tips_when_somebody_goes_first(reader, activities):
    reader.open(LESSON)
    words = next(found for found in activities.explorations if found.id == "silent-majority")
    card = reader.card(words.title)
    always = next(control for control in words.controls if control.id == "always")
    card.get_by_role("slider", name=re.compile(re.escape(always.label))).fill("0.03")
    reading = card.locator(".lw-reading")
    expect(reading).to_contain_text("12")
    expect(reading).to_contain_text("8")
    expect(card).to_contain_text("invented numbers")


def test_the_traced_day_follows_the_chosen_person_and_may_be_empty(reader, activities):
    reader.open(LESSON)
    words = next(found for found in activities.explorations if found.id == "day-traced")
    card = reader.card(words.title)
    ticked = card.get_by_role("checkbox", checked=True)
    assert ticked.count() > 3
    card.get_by_role("combobox").select_option("Elif")
    expect(card.get_by_role("combobox")).to_have_value("elif")
    while ticked.count():
        ticked.first.uncheck()
    expect(card.locator(".lw-reading")).to_have_text(words.readings["none"])


def test_finishing_the_lesson_shows_on_the_map(reader, activities):
    page = reader.open(LESSON)
    for item in (*activities.items, *activities.practice.items):
        reader.answer(item, item.solution())
    practice = reader.card(activities.practice.skill)
    practice.get_by_role("radio", name="Not now").check()
    expect(practice.get_by_text("Done.", exact=True)).to_be_visible()
    for reflection in activities.reflections:
        reader.card(reflection.title).locator("input[value='skip']").check()
    for prediction in activities.predictions:
        reader.guess(reader.card(prediction.prompt))
    reader.card(activities.plan.title).get_by_role("button", name="No plan this week").click()
    expect(reader.card(activities.plan.title)).to_contain_text("counts as done")
    page.get_by_role("link", name="Course map").click()
    reader.wait_until_ready()
    entry = page.get_by_role("list", name="The lessons").get_by_role("listitem").nth(1)
    expect(entry).to_have_attribute("data-state", "done")


def test_every_badge_of_the_lesson_opens_a_claim(reader):
    page = reader.open(LESSON)
    page.locator("details.lw-curious > summary").click()
    badges = page.locator(".lw-badge")
    assert badges.count() >= 8
    for badge in badges.all():
        badge.click()
        drawer = page.get_by_role("complementary", name="How sure are we?")
        expect(drawer).to_contain_text("Who was studied.")
        drawer.get_by_role("button", name="Close").click()
        expect(drawer).to_have_count(0)


def test_the_warm_up_asks_nothing_that_was_just_answered_on_the_start_page(reader, root, activities):
    start = load_activities(root / "course/activities/00-start-here.yaml")
    reader.open(START)
    for item in start.items:
        reader.answer(item, item.solution())
    page = reader.open(LESSON)
    warm_up = page.locator("[data-cell='warm-up']")
    expect(warm_up).to_contain_text("nothing is asked twice")
    expect(warm_up.locator("[data-item]")).to_have_count(0)
