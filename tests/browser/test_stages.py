"""Charts as stages: in sight while moved, seen to change, ready to say what a mark is, one scene at a time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from breadth import cases
from browser.conftest import ROOT
from browser.reader import Reader, until
from browser.walk import choose_own
from leaningwell.content import load_activities

LESSONS = [path.stem for path in sorted((ROOT / "course/activities").glob("*.yaml")) if path.stem[:2] != "00"]
PHONE = {"width": 360, "height": 740}
BET = "course/05-the-bet.ipynb"
GALLERY = "course/20-gallery.ipynb"
INSIDE = "From the inside, from the outside"

IN_SIGHT = """([slider, stage, before]) => {
    const inside = (box, room) => box.left >= room.left - 1 && box.right <= room.right + 1
        && box.top >= room.top - 1 && box.bottom <= room.bottom + 1;
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    // As the reader's hand would, where something that came late has moved it.
    slider.scrollIntoView({ block: "nearest", behavior: "instant" });
    const thumb = slider.getBoundingClientRect();
    const onTop = document.elementFromPoint(thumb.left + thumb.width / 2, thumb.top + thumb.height / 2);
    const room = stage.querySelector(".lw-charts").getBoundingClientRect();
    const charts = [...stage.querySelectorAll(".lw-chart")];
    const changed = charts.filter((chart, index) => chart.outerHTML !== before[index]);
    return inside(thumb, screen) && onTop === slider && inside(room, screen)
        && changed.some((chart) => inside(chart.getBoundingClientRect(), room));
}"""
DRAWN = "(stage) => [...stage.querySelectorAll('.lw-chart')].map((chart) => chart.outerHTML)"


def in_use(reader: Reader, card: Locator, slider: Locator) -> None:
    """Move a slider by the keyboard, and see it and a chart that changes, whole, on the screen at once."""
    stage = card.locator(".lw-stage")
    until(reader.page, "(stage) => stage.querySelector('.lw-chart')", stage.element_handle())
    before = stage.evaluate(DRAWN)
    slider.focus()
    at_the_end = slider.evaluate("(slider) => slider.value === slider.max")
    for _ in range(6):
        reader.page.keyboard.press("ArrowLeft" if at_the_end else "ArrowRight")
    try:
        until(reader.page, IN_SIGHT, [slider.element_handle(), stage.element_handle(), before])
    except TimeoutError as error:
        raise AssertionError(f"{slider.get_attribute('id')} and its chart are not in sight together") from error


@pytest.mark.parametrize("slug", cases(LESSONS, ["05-the-bet"]))
def test_on_a_phone_a_slider_in_use_and_its_chart_are_in_sight_together(reader, root, slug):
    activities = load_activities(root / "course/activities" / f"{slug}.yaml")
    reader.page.set_viewport_size(PHONE)
    page = reader.open(f"course/{slug}.ipynb")
    for drawer in page.locator("details.lw-curious:not([open]) > summary").all():
        drawer.click()
        reader.wait_until_ready()
    for words in activities.all_explorations:
        card = reader.card(words.title)
        if words.guess:
            reader.guess(card)
        if words.scenes:
            choose_own(card)
            for _ in words.scenes:
                for slider in card.get_by_role("slider").all():
                    slider.fill(slider.get_attribute("min"))
                card.locator(".lw-scenes .lw-button-main").click()
        for slider in card.locator(".lw-explore").get_by_role("slider").all():
            in_use(reader, card, slider)


def test_on_a_wide_page_a_chart_stands_beside_its_controls(reader):
    reader.page.set_viewport_size({"width": 1440, "height": 900})
    reader.open("course/01-the-self-sufficiency-story.ipynb")
    card = reader.card("The silent majority")
    chart, slider = (card.locator(f".lw-stage{part}").first.bounding_box() for part in ("", "-controls"))
    assert chart["x"] + chart["width"] <= slider["x"]
    assert abs(slider["y"] - chart["y"]) < 40


def test_a_change_is_seen_to_happen(reader):
    reader.page.emulate_media(reduced_motion="no-preference")
    page = reader.open("course/01-the-self-sufficiency-story.ipynb")
    card = reader.card("The silent majority")
    card.scroll_into_view_if_needed()
    card.locator(".lw-stage").evaluate(
        """(stage) => new MutationObserver(() => {
            window.moving ||= document.getAnimations().some((one) => stage.contains(one.effect.target));
        }).observe(stage, { childList: true, subtree: true })"""
    )
    card.get_by_role("slider").first.fill("0.3")
    until(page, "() => window.moving")
    until(page, "() => document.getAnimations().length === 0")


def test_a_guess_begins_unset_and_what_nobody_said_is_no_guess(reader):
    page = reader.open(BET)
    prediction = load_activities(ROOT / "course/activities/05-the-bet.yaml").predictions[0]
    card = reader.card(prediction.prompt)
    slider = card.get_by_role("slider")
    card.get_by_role("button", name="Lock my guess").click()
    expect(card.get_by_role("status").filter(has_text="Move the slider to your guess first")).to_be_visible()
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "not set yet")
    expect(card).not_to_contain_text(prediction.reveal[:40])
    place = slider.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(slider).not_to_have_attribute("aria-valuetext", "not set yet")
    card.get_by_role("button", name="Lock my guess").click()
    expect(card).to_contain_text(prediction.reveal[:40])


def test_the_guess_is_drawn_where_it_is_answered(reader):
    reader.open("course/03-alone-together.ipynb")
    words = next(
        one for one in load_activities(ROOT / "course/activities/03-alone-together.yaml").all_explorations
        if one.id == "friendship-graphs"
    )  # fmt: skip
    card = reader.card(words.title)
    for slider, value in zip(card.locator(".lw-guess").get_by_role("slider").all(), ("31", "32", "33"), strict=True):
        slider.fill(value)
    card.get_by_role("button", name="Lock my guesses").click()
    expect(card.locator(".lw-explore .lw-chart text", has_text="Your guess: 31")).to_be_visible()
    expect(card.locator(".lw-explore .lw-chart text", has_text="Your guess: 33")).to_be_visible()


@pytest.mark.parametrize("how", ["mouse", "touch", "keyboard"])
def test_a_mark_says_what_it_is(browser, gallery, how):
    context = browser.new_context(has_touch=how == "touch", viewport={"width": 1280, "height": 900})
    reader = Reader(context, gallery)
    page = reader.open(GALLERY)
    card = reader.card("Icons")
    answer = card.locator(".lw-told")
    mark = card.locator(".lw-chart [data-told]").first
    words = mark.get_attribute("data-told")
    card.scroll_into_view_if_needed()
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    match how:
        case "mouse":
            page.mouse.move(x, y)
        case "touch":
            page.touchscreen.tap(x - 12, y - 4)  # a finger comes down beside it
        case "keyboard":
            reader.focus_before(card)
            reader.tab_to(card.get_by_role("button", name="What is the next mark?"))
            page.keyboard.press("Enter")
    expect(answer).to_have_text(words)
    assert re.search(r"\d+ of 100: ", words)
    card.get_by_role("button", name="What is the next mark?").click()
    expect(answer).not_to_have_text(words)
    context.close()


def test_many_sliders_come_one_scene_at_a_time_and_the_picture_after_them(reader):
    page = reader.open(BET)
    card = reader.card(INSIDE)
    chart = card.locator(".lw-stage").get_by_role("img")
    following = card.get_by_role("button", name="Next", exact=True)
    expect(card.get_by_role("slider")).to_have_count(1)
    expect(chart).to_be_hidden()
    following.click()
    expect(card.get_by_role("status").filter(has_text="Move the slider first")).to_be_visible()
    for place in range(1, 12):
        expect(card.get_by_text(f"{place} of 12", exact=True)).to_be_visible()
        page.keyboard.press("ArrowRight")
        reader.tab_to(following)
        page.keyboard.press("Enter")
        expect(card.get_by_role("slider")).to_be_focused()
    expect(chart).to_be_hidden()
    page.keyboard.press("End")
    card.get_by_role("button", name="Show the picture").click()
    expect(chart).to_be_visible()
    expect(card.locator(".lw-reading")).to_contain_text("On average the six scenes")
    card.get_by_role("button", name="Back").click()
    expect(card.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile(r"^\d"))


def test_somebody_elses_answers_leave_ones_own_out_and_keep_them(reader):
    reader.open(BET)
    card = reader.card(INSIDE)
    card.get_by_role("slider").fill("9")
    card.get_by_role("radio", name="Noor’s").check()
    expect(card.locator(".lw-stage").get_by_role("img")).to_be_visible()
    expect(card.get_by_role("slider")).to_have_count(0)
    card.get_by_role("radio", name="your own, one scene at a time").check()
    expect(card.locator(".lw-stage").get_by_role("img")).to_be_hidden()
    expect(card.get_by_role("slider")).to_have_value("9")
