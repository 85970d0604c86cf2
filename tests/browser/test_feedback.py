"""One language of feedback: a word, a mark and a colour for each verdict; what is saved is what is graded."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, expect

from browser.reader import until
from browser.test_exercise import EXERCISE, SLUG, responses
from browser.test_lesson import a_wrong_response
from leaningwell.content import load_activities

GALLERY = "course/20-gallery.ipynb"
WORDS = "course/22-gallery-words.ipynb"
LOOK = """(element) => {
    const probe = document.createElement("span");
    element.append(probe);
    const colour = (name) => { probe.style.color = `var(--lw-${name})`; return getComputedStyle(probe).color; };
    const names = Object.fromEntries(["green", "amber", "red"].map((name) => [colour(name), name]));
    probe.remove();
    const mark = getComputedStyle(element, "::before").content.replace(/[" ]|\\/.*/g, "");
    return [mark, names[getComputedStyle(element).color] ?? "", names[getComputedStyle(element).borderColor] ?? ""];
}"""


@pytest.fixture(scope="module")
def items(gallery_course):
    return load_activities(gallery_course / "course" / "activities" / "20-gallery.yaml").items


def look(element: Locator) -> list[str]:
    """The mark, the colour and the colour of the edge."""
    return element.evaluate(LOOK)


def of_type(items, type: str):
    return next(item for item in items if item.type == type)


def test_each_verdict_has_one_word_one_mark_and_one_colour_in_every_kind(visitor, items):
    visitor.open(GALLERY)
    seen = {}
    for item in items:
        if item.type == "scenario":
            continue  # what a reply does with somebody is no verdict
        for response in (a_wrong_response(item), item.solution()):
            verdict = visitor.answer(item, response).locator(".lw-verdict")
            word = verdict.inner_text().split(".")[0]
            mark, colour, _ = look(verdict)
            assert seen.setdefault(word, (mark, colour)) == (mark, colour), item.id
    assert seen == {
        word: look for word, look in {
            "Right": ("✓", "green"), "Partly": ("◐", "amber"), "Not yet": ("○", "red")
        }.items() if word in seen
    }  # fmt: skip
    assert {"Right", "Not yet"} <= set(seen)


def test_a_wrong_choice_keeps_neither_a_green_edge_nor_a_tick(visitor, items):
    visitor.open(GALLERY)
    single = of_type(items, "single")
    card = visitor.answer(single, a_wrong_response(single))
    assert look(card.locator(".lw-option:has(:checked) > label"))[2] == "red"
    sort = of_type(items, "sort")
    card = visitor.answer(sort, a_wrong_response(sort))
    wrong = card.locator("[data-verdict=wrong] .lw-chip :checked + span").first
    assert look(wrong)[0] == "○"
    assert look(wrong)[2] == "red"


def test_after_right_the_main_button_leads_on(visitor, items):
    page = visitor.open(GALLERY)
    item = of_type(items, "single")
    card = visitor.answer(item, a_wrong_response(item))
    expect(card.locator(".lw-button-main:visible")).to_have_text("Check")
    visitor.answer(item, item.solution())
    main = card.locator(".lw-button-main:visible")
    expect(main).to_have_text("Go on")
    main.click()
    following = page.evaluate_handle(
        """(card) => {
            const all = [...document.querySelectorAll("main .lw-card, main .lw-prose :is(h2, h3)")];
            return all.find((one) => card.compareDocumentPosition(one) & 4 && one.checkVisibility());
        }""",
        card.element_handle(),
    )
    until(page, "(next) => document.activeElement === next", following)


def test_an_exercise_saves_by_itself_what_is_on_the_page(reader, graded, folder):
    reader.open(EXERCISE)
    item = of_type(graded.items, "numeric")
    card = reader.item(item.id)
    card.get_by_label("Your number").fill("7")
    expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
    assert responses(folder) == {item.id: "7"}
    card.get_by_label("Your number").fill("8")
    expect(card.locator(".lw-verdict")).to_have_text("Not saved yet.")
    expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
    assert responses(folder) == {item.id: "8"}


def away(route) -> None:
    """A server that cannot be reached, for what is to be saved."""
    if "check" in (route.request.post_data or ""):
        route.abort()
    else:
        route.continue_()


def test_while_a_change_is_not_saved_nothing_says_that_everything_is_answered(reader, graded, folder):
    answers = {item.id: {"response": item.solution(), "first": item.solution()} for item in graded.items}
    done = [reflection.id for reflection in graded.reflections]
    kept = {
        "format": "leaningwell-answers",
        "version": 1,
        "exercise": SLUG,
        "items": answers,
        "done": done,
        "shared": {},
    }
    (folder / "answers.json").write_text(json.dumps(kept))
    page = reader.open(EXERCISE)
    summary = reader.card("What your instructor will see").locator(".lw-seen-summary")
    expect(summary).to_have_text("Everything is answered.")
    page.route("**/leaningwell/ask/**", away)
    item = of_type(graded.items, "numeric")
    reader.item(item.id).get_by_label("Your number").fill("8")
    expect(summary).to_contain_text("One change is not saved yet.")
    expect(reader.item(item.id).locator(".lw-verdict")).to_have_text("Not saved yet.")
    page.unroute("**/leaningwell/ask/**")
    expect(summary).to_have_text("Everything is answered.", timeout=30_000)


def test_a_share_of_seven_is_refused_kindly_and_not_saved(reader, graded, folder):
    reader.open(EXERCISE)
    item = next(item for item in graded.items if item.type == "numeric" and item.maximum == 1)
    card = reader.item(item.id)
    card.get_by_label("Your number").fill("7")
    expect(card.locator(".lw-verdict")).to_contain_text("What is asked for lies between 0 and 1.")
    assert not (folder / "answers.json").exists()
    card.get_by_label("Your number").fill("0.7")
    expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")


def test_what_was_done_stays_done(reader, root):
    reader.open(f"course/{SLUG}.ipynb")
    reflection = load_activities(root / "course/activities" / f"{SLUG}.yaml").reflections[0]
    card = reader.card(reflection.title)
    for box in reflection.boxes[: reflection.complete]:
        written = reader.write(card, "a line of mine", box.label)
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    written.fill("")
    written.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()


def test_a_whole_plan_can_be_kept_and_changed_and_is_not_cut_off(visitor):
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    visitor.open(WORDS)
    card = visitor.card("A plan with tea")
    card.get_by_role("combobox").first.select_option(index=1)
    chosen = card.get_by_role("combobox").first.input_value()
    assert chosen
    expect(card.get_by_label("If this happens", exact=True)).to_have_value(chosen)
    long = "put the kettle on, take two cups, and ask my neighbour whether she has the time for one. " * 3
    card.get_by_label("then this is what I do", exact=True).fill(long)
    card.get_by_label("then this is what I do", exact=True).blur()
    card.get_by_role("button", name="Keep it like this").click()
    expect(card.locator("dd")).to_have_text([chosen, long.strip()])
    assert card.locator("dd").evaluate_all("(all) => all.every((one) => one.scrollHeight <= one.clientHeight + 1)")
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    visitor.reload()
    expect(card.locator("dd").first).to_have_text(chosen)
    card.get_by_role("button", name="Change it").click()
    expect(card.get_by_role("combobox").first).to_have_value(chosen)
    expect(card.get_by_label("If this happens", exact=True)).to_be_focused()
