"""Learning over time, as a reader meets it: what was missed, written or planned is met again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from breadth import also
from browser.look import BRIEFLY, OF_COLOURS, OPTIONS, misfits, objections
from browser.reader import Reader
from browser.test_lesson import a_wrong_response
from browser.test_privacy import unsealed
from leaningwell.content import load_activities

FOLDER = Path(__file__).parent.parent / "gallery" / "activities"
FIRST, BEFORE, NOW = "16-gallery-start", "18-gallery-before", "19-gallery-now"
WAYS = ["own", also("persona"), also("skip"), None]
UNSURE = "I don’t know"
# What somebody says at the beginning and at the end: the answer and how sure.
THEN = [("True", 90), ("True", 80), (UNSURE, None), ("False", 60), ("False", 100), ("True", 70)]
TODAY = [("True", 100), ("False", 80), ("True", 60), ("False", 75), ("False", 90), ("False", 95)]


@pytest.fixture(scope="module")
def lessons():
    return {slug: load_activities(FOLDER / f"{slug}.yaml") for slug in (FIRST, BEFORE, NOW)}


@pytest.fixture(scope="module")
def items(lessons):
    return {item.id: item for activities in lessons.values() for item in activities.items}


@pytest.fixture
def reader(context, gallery):
    return Reader(context, gallery)


def visit(reader, slug):
    return reader.open(f"course/{slug}.ipynb")


def warm_up(reader) -> dict[str, str]:
    """The ids of the warm-up's questions, each with the line that says where it comes from."""
    cards = reader.page.locator("[data-cell='warm-up'] [data-item]")
    return {card.get_attribute("data-item"): card.locator(".lw-hint").inner_text() for card in cards.all()}


def kept(reader, id):
    return json.loads(unsealed(reader, id))


def delete_everything(reader):
    panel = reader.card("What this browser keeps")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Nothing is kept here yet.")


def judge(reader, card, answers, keyboard=False):
    """Go through the statements of a check."""
    if keyboard:
        reader.focus_before(card)
    reader.pick(card.get_by_role("radio", name="Judge the statements"), keyboard)
    for place, (answer, sure) in enumerate(answers):
        statement = card.locator(".lw-statements > li").nth(place)
        reader.pick(statement.get_by_role("radio", name=answer, exact=True), keyboard)
        slider = statement.get_by_role("slider", name=re.compile("How sure are you"))
        if sure is None:
            expect(slider).to_have_count(0)
        elif keyboard:
            reader.tab_to(slider)
            reader.page.keyboard.press("Home")
            for _ in range((sure - 50) // 5):
                reader.page.keyboard.press("ArrowRight")
            expect(slider).to_have_value(str(sure))
        else:
            slider.fill(str(sure))
    expect(card.get_by_role("status").filter(has_text="Kept in this browser.")).to_be_visible()
    # It says so of the first answer. Of the last one nothing more is seen, and it takes a moment.
    sure = [confidence for _, confidence in answers if confidence is not None]
    for _ in range(200):
        if card.page.evaluate(KEPT, sure):
            return
        card.page.wait_for_timeout(50)
    raise AssertionError(f"{sure} was never kept")


KEPT = """async (sure) => {
    const workbook = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
    const checks = (await workbook.ids()).filter((id) => id.startsWith("check/"));
    const values = await Promise.all(checks.map((id) => workbook.get(id)));
    const kept = values.map((value) => Object.values(value.answers).filter((one) => one.response !== "unsure"));
    return kept.some((answers) => JSON.stringify(answers.map((one) => one.confidence)) === JSON.stringify(sure));
}"""


def write_plan(reader, plan, happening, act):
    card = reader.card(plan.title)
    card.get_by_label("If this happens", exact=True).fill(happening)
    card.get_by_label("then this is what I do", exact=True).fill(act)
    card.get_by_label("then this is what I do", exact=True).blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    reader.page.wait_for_timeout(300)


# Warm-ups


def test_what_was_missed_comes_back_one_and_three_lessons_later(reader, items):
    visit(reader, FIRST)
    for id in ("far-river", "far-bird"):
        reader.answer(items[id], a_wrong_response(items[id]))
        reader.answer(items[id], items[id].solution())  # right in the end, but missed at first
    visit(reader, BEFORE)
    assert warm_up(reader) == {"far-river": "From lesson 16 · One answer"}
    reader.answer(items["far-river"], items["far-river"].solution())  # so it need not come again
    reader.answer(items["near-tool"], a_wrong_response(items["near-tool"]))
    visit(reader, NOW)
    back = warm_up(reader)
    assert list(back) == ["far-bird", "near-tool"]
    assert back["far-bird"].startswith("Back again from lesson 16")
    assert back["near-tool"].startswith("Back again from lesson 18")
    card = reader.answer(items["near-tool"], items["near-tool"].solution())
    expect(card.locator(".lw-feedback:visible")).to_contain_text("It is a hammer")
    # The lesson's own record is left as it was.
    record = kept(reader, "item/near-tool")
    assert (record["tries"], record["first"]["right"], record["result"]["right"]) == (1, False, False)
    assert kept(reader, "warm-up/19-gallery-now/near-tool")["first"]["right"] is True


def test_the_choice_stays_once_somebody_has_begun_and_is_gone_when_all_is_deleted(reader, items):
    visit(reader, NOW)
    assert {id: line.split(" · ")[0] for id, line in warm_up(reader).items()} == {
        "far-week": "From lesson 16",
        "near-year": "From lesson 18",
    }
    reader.answer(items["near-year"], items["near-year"].solution())
    visit(reader, FIRST)
    reader.answer(items["far-river"], a_wrong_response(items["far-river"]))
    visit(reader, NOW)
    assert list(warm_up(reader)) == ["far-week", "near-year"]
    expect(reader.item("near-year").locator(".lw-verdict")).to_contain_text("Right.")
    delete_everything(reader)
    visit(reader, FIRST)
    reader.answer(items["far-river"], a_wrong_response(items["far-river"]))
    visit(reader, NOW)
    assert list(warm_up(reader)) == ["far-river", "far-week"]
    assert reader.trouble == []


# The check at both ends of the course


@pytest.mark.parametrize("keyboard", [also(False), True], ids=["by-mouse", "by-keyboard"])
def test_the_check_is_shown_side_by_side_at_the_end(reader, lessons, keyboard):
    statements = lessons[FIRST].check
    page = visit(reader, FIRST)
    reader.sent.clear()
    card = reader.card("Before you begin: what do you expect?")
    judge(reader, card, THEN, keyboard)
    for item in statements:
        for option in item.options:
            expect(card).not_to_contain_text(option.feedback)
    assert reader.questions() == []
    reader.reload()
    for place, (answer, _) in enumerate(THEN):
        statement = card.locator(".lw-statements > li").nth(place)
        expect(statement.get_by_role("radio", name=answer, exact=True)).to_be_checked()

    visit(reader, NOW)
    reader.sent.clear()
    card = reader.card("The same statements once more")
    show = card.get_by_role("button", name="Show both side by side")
    expect(show).to_have_count(0)
    judge(reader, card, TODAY[:-1], keyboard)
    reader.press(show, keyboard)
    expect(card.locator(".lw-status")).to_have_text("One statement is still open. “I don’t know” is an answer too.")
    judge(reader, card, TODAY, keyboard)
    reader.press(show, keyboard)
    expect(card.get_by_role("heading", name="Then and now")).to_be_visible()
    assert len(reader.questions()) == 1
    expect(card.locator(".lw-compared")).to_be_focused()

    def compared():
        expect(card).to_contain_text("Of 6 statements you judged both times, 2 of your first answers hold up, and 5 of")
        expect(card).to_contain_text("3 more, of 4 that were still open: a normalised gain of 0.75")
        rows = card.get_by_role("table").get_by_role("row")
        expect(rows.nth(1)).to_have_text("On the start page580 %40 %")
        expect(rows.nth(2)).to_have_text("Now683 %83 %")
        expect(card.get_by_role("radio")).to_have_count(0)
        for place, item in enumerate(statements):
            told = card.locator(f"[data-compared='{item.id}']")
            for when, (answer, sure) in zip(told.locator("dd").all(), (THEN[place], TODAY[place]), strict=True):
                if sure is None:
                    expect(when).to_have_text(UNSURE)
                    continue
                right = next(option.correct for option in item.options if option.text == answer)
                held = "It holds up." if right else "It does not hold up."
                expect(when).to_have_text(f"{answer}, {sure} % sure. {held}")
            for option in item.options:
                if option.correct or option.text == TODAY[place][0]:
                    expect(told).to_contain_text(option.feedback)

    compared()
    reader.reload()
    compared()
    for scheme, rules in (("light", OPTIONS), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=scheme)
        assert objections(page, rules) == []
    assert reader.trouble == []
    delete_everything(reader)
    expect(card.get_by_role("heading", name="Then and now")).to_have_count(0)
    expect(card.get_by_role("radio", name="Judge the statements")).not_to_be_checked()
    visit(reader, FIRST)
    expect(reader.page.locator(".lw-statements")).to_be_hidden()


def test_without_a_first_round_the_end_shows_only_today(reader):
    visit(reader, NOW)
    card = reader.card("The same statements once more")
    judge(reader, card, [(UNSURE, None), *TODAY[1:4], (UNSURE, None), (UNSURE, None)])
    card.get_by_role("button", name="Show both side by side").click()
    expect(card).to_contain_text("Of 6 statements, 3 of today’s answers hold up. No earlier answers are kept")
    expect(card).not_to_contain_text("normalised gain")
    expect(card.get_by_role("table").get_by_role("row").nth(1)).to_have_text("Now3too few to say")
    expect(card.locator("dt")).to_have_text(["Now"] * 6)


def test_a_worse_second_round_is_told_without_reproach(reader):
    visit(reader, FIRST)
    judge(reader, reader.card("Before you begin: what do you expect?"), TODAY)
    visit(reader, NOW)
    card = reader.card("The same statements once more")
    judge(reader, card, THEN)
    card.get_by_role("button", name="Show both side by side").click()
    expect(card).to_contain_text("People often judge differently on another day")
    expect(card).not_to_contain_text("normalised gain")


def test_what_two_tabs_answer_is_all_kept_and_skipping_counts_as_done(reader):
    visit(reader, FIRST)
    title = "Before you begin: what do you expect?"
    first = reader.card(title)
    judge(reader, first, THEN[:2])
    reader.page = reader.context.new_page()
    visit(reader, FIRST)
    second = reader.card(title)
    expect(second.get_by_role("radio", checked=True)).to_have_count(3)
    third = second.locator(".lw-statements > li").nth(2).get_by_role("radio", name=UNSURE)
    third.check()
    expect(first.locator(".lw-statements > li").nth(2).get_by_role("radio", name=UNSURE)).to_be_checked()
    assert set(kept(reader, f"check/{FIRST}/before")["answers"]) == {"check-moon", "check-whale", "check-bread"}
    visit(reader, NOW)
    lessons = reader.page.get_by_role("list", name="The lessons").get_by_role("listitem")
    entry = lessons.filter(has_text="Three lessons before")
    expect(entry).not_to_contain_text("done")
    visit(reader, FIRST)
    reader.card(title).get_by_role("radio", name="Skip this").check()
    expect(reader.card(title).locator(".lw-status")).to_have_text(re.compile("counts the same"))
    visit(reader, NOW)
    expect(entry).to_contain_text("1 of 6 activities done")


# An earlier reflection, offered again


@pytest.mark.parametrize("way", WAYS, ids=["own", "persona", "skipped", "nothing"])
def test_an_earlier_reflection_is_shown_as_it_was_done_and_can_be_added_to(reader, lessons, way):
    reflection, look = lessons[FIRST].reflections[0], lessons[NOW].look_backs[0]
    if way:
        visit(reader, FIRST)
        card = reader.card(reflection.title)
        card.locator(f"input[value='{way}']").check()
        if way != "skip":
            card.get_by_label("Far away").fill("hills <b>and</b>\nrain")
            card.get_by_label("Far away").blur()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
        reader.page.wait_for_timeout(300)
    visit(reader, NOW)
    card = reader.card(look.title)
    earlier = card.locator(".lw-earlier")
    expect(earlier).to_contain_text(
        {
            "own": "You wrote this in lesson 16:",
            "persona": "In lesson 16 you wrote this, answering as Sam might:",
            "skip": "You skipped this in lesson 16, which was just as good.",
            None: "No words of yours from lesson 16 are kept in this browser.",
        }[way]
    )
    words = earlier.locator("dd")
    expect(words).to_have_text(["hills <b>and</b>\nrain"] if way in ("own", "persona") else [])
    expect(earlier.get_by_role("textbox")).to_have_count(0)
    expect(card.get_by_role("radio")).to_have_count(3)
    box = reader.write(card, "and a crane", look.boxes[0].label)
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    reader.reload()
    expect(box).to_have_value("and a crane")
    assert kept(reader, f"look-back/{look.id}")["done"] is True
    assert (kept(reader, f"reflection/{reflection.id}") or {}).get("way") == way
    assert not [question for question in reader.questions() if look.id.encode() in question]
    delete_everything(reader)
    expect(earlier).to_contain_text("No words of yours")
    expect(card.get_by_role("radio", checked=True)).to_have_count(0)


# Plans on one page


def test_plans_gather_and_say_whether_they_happened(reader, lessons):
    visit(reader, NOW)
    board = reader.card("Your plans")
    expect(board.get_by_text("No plan is kept in this browser yet.")).to_be_visible()
    visit(reader, FIRST)
    write_plan(reader, lessons[FIRST].plan, "the kettle boils", "I look out of the window")
    visit(reader, NOW)
    write_plan(reader, lessons[NOW].plan, "the bus is late", "I wave")
    first = reader.page.get_by_role("region", name="Lesson 16 · Three lessons before")
    here = reader.page.get_by_role("region", name="Lesson 19 · The plan of now")
    expect(first).to_contain_text("the kettle boils")
    expect(here).to_contain_text("I wave")
    expect(board.get_by_text("No plan is kept")).to_be_hidden()
    expect(first.get_by_role("link", name="Change it in lesson 16")).to_have_attribute(
        "href", re.compile(r"^16-gallery-start\.ipynb")
    )
    answers = first.get_by_role("group", name="Did it happen?").get_by_role("radio")
    expect(answers).to_have_count(3)
    boxes = [chip.bounding_box() for chip in first.locator(".lw-chip").all()]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1
    first.get_by_role("radio", name="Not this time").check()
    first.get_by_role("radio", name="Partly").check()
    note = first.get_by_label("What got in the way, or helped?")
    note.fill("it rained")
    note.blur()
    expect(first.get_by_role("status")).to_have_text("Kept in this browser.")
    reader.page.wait_for_timeout(300)
    here.get_by_role("button", name="Let it go").click()
    summary = board.get_by_text("Plans let go (1)")
    expect(summary).to_be_focused()
    expect(here).to_be_hidden()
    reader.reload()
    expect(first.get_by_role("radio", name="Partly")).to_be_checked()
    expect(note).to_have_value("it rained")
    expect(here).to_be_hidden()
    summary.click()
    here.get_by_role("button", name="Take it up again").click()
    expect(summary).to_be_hidden()
    expect(here).to_be_visible()
    reader.card(lessons[NOW].plan.title).get_by_role("button", name="No plan this week").click()
    expect(here).to_have_count(0)
    delete_everything(reader)
    expect(board.get_by_text("No plan is kept in this browser yet.")).to_be_visible()
    assert reader.trouble == []


def test_the_answer_about_a_plan_can_be_given_by_keyboard_and_is_followed_in_another_tab(reader, lessons):
    visit(reader, FIRST)
    write_plan(reader, lessons[FIRST].plan, "the kettle boils", "I look out of the window")
    visit(reader, NOW)
    first = reader.page.get_by_role("region", name="Lesson 16 · Three lessons before")
    other = reader.context.new_page()
    here, reader.page = reader.page, other
    visit(reader, NOW)
    mirrored = other.get_by_role("region", name="Lesson 16 · Three lessons before")
    reader.page = here
    here.bring_to_front()
    reader.focus_before(reader.card("Your plans"))
    reader.pick(first.get_by_role("radio", name="Yes"), keyboard=True)
    reader.tab_to(first.get_by_label("What got in the way, or helped?"))
    here.keyboard.type("a quiet day")
    reader.tab_to(first.get_by_role("button", name="Let it go"))
    expect(mirrored.get_by_role("radio", name="Yes")).to_be_checked()
    expect(mirrored.get_by_label("What got in the way, or helped?")).to_have_value("a quiet day")
    here.keyboard.press("Enter")
    expect(mirrored).to_be_hidden()


# Calibration


def keep_first_tries(reader, tries):
    """Put first tries into the workbook, as lessons would have."""
    reader.page.evaluate(
        """async (tries) => {
            const workbook = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
            for (const [number, [confidence, right]] of tries.entries())
                await workbook.put(`item/made-up-${number}`, { first: { response: "x", right, confidence } });
        }""",
        tries,
    )


def test_calibration_says_nothing_of_few_answers_and_speaks_plainly_of_more(reader, items):
    visit(reader, FIRST)
    item = items["far-week"]
    reader.item(item.id).get_by_role("slider").fill("80")
    reader.answer(item, a_wrong_response(item))
    reader.answer(item, item.solution())  # only the first try counts
    visit(reader, NOW)
    card = reader.card("How sure, and how often right")
    expect(card).to_contain_text("There is one such answer so far, which is too few to say.")
    expect(card.get_by_role("img")).to_have_count(0)
    keep_first_tries(reader, [[80, True], [80, True], [85, True], [100, True], [60, False]])
    sentences = "Over all 6 answers you were 81 % sure on average, and right in 4. "
    sentences += "When you said about 81 %, you were right in 3 of 4."
    expect(card).to_contain_text(sentences)
    expect(card.get_by_role("img")).to_have_attribute("aria-label", sentences)
    expect(card.locator(".lw-point")).to_have_count(3)
    expect(card).to_contain_text("3 of 4")
    card.get_by_text("Show as a table").click()
    rows = card.get_by_role("table").get_by_role("row")
    expect(rows).to_have_text(["How sureAnswersRight", "60–69 %10", "80–89 %43", "100 %11"])
    for word in ("well done", "score", "overconfident", "should"):
        assert word not in card.inner_text().lower()
    delete_everything(reader)
    expect(card).to_contain_text("There is no such answer yet.")


# How it all looks


def test_everything_over_time_fits_and_is_accessible_in_all_colours(reader, lessons, items):
    def look(**how):
        assert misfits(reader.page, **how) == []

    visit(reader, FIRST)
    judge(reader, reader.card("Before you begin: what do you expect?"), THEN)
    reader.write(reader.card("A window"), "a wall", "Near by")
    reader.answer(items["far-bird"], a_wrong_response(items["far-bird"]))
    write_plan(reader, lessons[FIRST].plan, "the kettle boils", "I look out of the window")
    keep_first_tries(reader, [[50 + 5 * step, step % 2 == 0] for step in range(11)])
    look()
    visit(reader, NOW)
    judge(reader, reader.card("The same statements once more"), TODAY)
    look(**BRIEFLY)
    reader.card("The same statements once more").get_by_role("button", name="Show both side by side").click()
    expect(reader.page.get_by_role("heading", name="Then and now")).to_be_visible()
    reader.write(reader.card("The window again"), "a crane")
    reader.page.get_by_role("region", name="Lesson 16 · Three lessons before").get_by_role("radio", name="Yes").check()
    for details in reader.page.locator("main details").all():
        details.evaluate("(details) => (details.open = true)")
    look()
