"""Every kind of chart in the gallery: moved by mouse and by keyboard, heard as well as seen, and when things fail."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from breadth import also
from browser.gallery import GALLERY
from browser.reader import BROKEN, LONGER_THAN_ANYBODY_WAITS, Reader, until
from leaningwell.content import load_activities
from leaningwell.serving.modules import listed

PAGE = "course/20-gallery.ipynb"


@pytest.fixture(scope="module")
def explorations():
    return load_activities(GALLERY / "activities" / "20-gallery.yaml").explorations


@pytest.fixture
def reader(context, gallery):
    return Reader(context, gallery)


def drawing(card: Locator) -> str:
    """Everything that is drawn in a card, as markup."""
    return card.locator(".lw-explore .lw-chart").evaluate_all("(all) => all.map((one) => one.outerHTML).join()")


def changes(card: Locator, before: str) -> str:
    """Wait until the drawing is another one, and give it."""
    expect(card.locator(".lw-explore .lw-chart").first).to_be_visible()
    until(
        card.page,
        """([card, before]) => [...card.querySelectorAll(".lw-explore .lw-chart")]
            .map((one) => one.outerHTML).join() !== before""",
        [card.element_handle(), before],
    )
    return drawing(card)


def described(card: Locator) -> None:
    """The text alternative of every chart says what stands below it in words."""
    reading = card.locator(".lw-reading").inner_text()
    names = [chart.get_attribute("aria-label") for chart in card.get_by_role("img").all()]
    charts = [name for name in names if "Your guess" not in name]
    assert charts
    assert all(name == reading if len(charts) == 1 else name.endswith(reading) for name in charts), (names, reading)


def move(reader: Reader, card: Locator, control, keyboard: bool) -> None:
    """Change one control to something else."""
    if keyboard:
        reader.focus_before(card)
    match control.type:
        case "slider":
            slider = card.get_by_role("slider", name=control.label)
            if keyboard:
                reader.tab_to(slider)
                reader.page.keyboard.press("Home" if control.start > control.minimum else "End")
            else:
                slider.scroll_into_view_if_needed()
                place = slider.bounding_box()
                far = 0.3 if control.start > (control.minimum + control.maximum) / 2 else 0.7
                reader.page.mouse.click(place["x"] + place["width"] * far, place["y"] + place["height"] / 2)
        case "choice":
            other = next(choice for choice in control.choices if choice.value != control.start)
            reader.pick(card.get_by_role("radio", name=other.label, exact=True), keyboard)
        case "checks":
            reader.press(card.get_by_role("checkbox", name=control.choices[0].label, exact=True), keyboard)


def test_the_gallery_shows_every_kind_of_chart_there_is(context, gallery_of_modules):
    reader = Reader(context, gallery_of_modules)
    kinds = listed("kit/charts/index.js")
    loaded: set[str] = set()
    reader.page.on("request", lambda request: loaded.update(re.findall(r"kit/charts/(\w+)\.js", request.url)))
    reader.open(PAGE)
    reader.guess(reader.card("Bars"))
    expect(reader.card("Bars").locator(".lw-source")).to_be_visible()
    assert loaded & set(kinds) == set(kinds)


@pytest.mark.parametrize("keyboard", [also(False), True], ids=["by-mouse", "by-keyboard"])
def test_every_control_changes_what_is_drawn_said_and_tabled(reader, explorations, keyboard):
    reader.open(PAGE)
    reader.guess(reader.card("Bars"))
    for words in explorations:
        card = reader.card(words.title)
        card.get_by_text("Show as a table").click()
        seen = {(card.locator(".lw-reading").inner_text(), card.get_by_role("table").inner_text())}
        described(card)
        first = drawn = drawing(card)
        for control in words.controls:
            move(reader, card, control, keyboard)
            drawn = changes(card, drawn)
            seen.add((card.locator(".lw-reading").inner_text(), card.get_by_role("table").inner_text()))
            described(card)
        readings, tables = zip(*seen, strict=True)
        if words.invented:
            assert len(set(readings)) > 1, words.id
            assert len(set(tables)) > 1 or words.id == "gallery-lines", words.id
        expect(card.get_by_role("columnheader")).to_have_text(words.columns)
        reader.press(card.get_by_role("button", name="Reset"), False)
        assert changes(card, drawn) == first
        described(card)
    assert reader.trouble == []


def test_the_page_says_what_each_control_is(reader, explorations):
    reader.open(PAGE)
    for words in explorations:
        card = reader.card(words.title)
        for control in words.controls if not words.guess else ():
            if control.type == "slider":
                slider = card.get_by_role("slider", name=control.label)
                expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^−?\d"))
            else:
                group = card.get_by_role("group", name=re.compile(f"^{re.escape(control.label)}"))
                roles = group.get_by_role("radio" if control.type == "choice" else "checkbox")
                expect(roles).to_have_count(len(control.choices))


def test_the_reading_is_read_aloud_when_the_slider_rests_and_not_at_every_notch(reader):
    page = reader.open(PAGE)
    card = reader.card("Icons")
    aloud = card.locator(".lw-explore p[role=status]")
    expect(card.locator("output")).to_have_attribute("aria-live", "off")
    page.evaluate(
        """(status) => {
            window.said = [];
            new MutationObserver(() => status.textContent && said.push(status.textContent))
                .observe(status, { childList: true, characterData: true, subtree: true });
        }""",
        aloud.element_handle(),
    )
    expect(aloud).to_have_attribute("aria-live", "polite")
    card.get_by_role("slider").evaluate(
        """(slider) => {
            for (let notch = 0; notch < 12; notch += 1) {
                slider.stepUp();
                slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
        }"""
    )
    expect(card.locator(".lw-reading")).to_contain_text("22 fall ill")
    expect(aloud).to_have_text(card.locator(".lw-reading").inner_text())
    assert page.evaluate("said") == [card.locator(".lw-reading").inner_text()]


def test_a_point_can_be_placed_by_a_click_and_by_its_two_sliders(reader):
    page = reader.open(PAGE)
    card = reader.card("Plane")
    room = card.locator(".lw-room")
    room.scroll_into_view_if_needed()
    box = room.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    worry, leaning = card.get_by_role("slider").all()
    expect(worry).to_have_value("5.5")
    expect(leaning).to_have_value("5.5")
    expect(card.locator(".lw-reading")).to_contain_text("at 5.5 for worry and 5.5 for discomfort")
    worry.focus()
    page.keyboard.press("Home")
    expect(card.locator(".lw-reading")).to_contain_text("at 1 for worry and 5.5 for discomfort")
    expect(card.get_by_text("You can also click on the plane")).to_be_visible()


def test_nothing_is_shown_before_the_guesses_are_locked_and_they_are_there_after_a_reload(reader, explorations):
    reader.open(PAGE)
    words = next(found for found in explorations if found.guess)
    card = reader.card(words.title)
    sliders = card.get_by_role("slider")
    expect(sliders).to_have_count(3)
    expect(card.get_by_role("img")).to_have_count(0)
    expect(card).not_to_contain_text(words.guess.reveal)
    expect(card.get_by_text("What there is to find")).to_be_hidden()
    for slider, value in zip(sliders.all(), ("5", "60", "35"), strict=True):
        slider.fill(value)
    card.get_by_role("button", name="Lock my guesses").click()
    for _ in range(2):
        expect(card).to_contain_text(words.guess.reveal)
        expect(card.get_by_role("img", name="Your guess: 5 %. What came out: 15 %.")).to_be_visible()
        expect(card.locator(".lw-explore").get_by_role("img")).to_be_visible()
        expect(sliders.first).to_be_disabled()
        expect(sliders.first).to_have_value("5")
        reader.reload()


def test_published_figures_say_where_they_come_from_how_surely_and_who_was_studied(reader, explorations):
    page = reader.open(PAGE)
    words = next(found for found in explorations if not found.invented)
    card = reader.card(words.title)
    reader.guess(card)
    for text in (words.source, words.studied, "How sure. tentative"):
        expect(card).to_contain_text(text)
    expect(card.get_by_text("invented numbers")).to_have_count(0)
    card.get_by_role("link", name="tentative").click()
    note = page.get_by_role("complementary", name="How sure are we?")
    expect(note).to_contain_text("Who was studied.")
    expect(note).to_be_in_viewport()


def test_charts_are_drawn_anew_for_a_narrower_window_with_words_of_the_same_size(reader, explorations):
    page = reader.open(PAGE)
    reader.guess(reader.card("Bars"))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        for words in explorations:
            card = reader.card(words.title)
            for chart in card.locator(".lw-chart").all():
                inside = chart.evaluate(
                    """(chart) => {
                        const card = chart.closest(".lw-figure").getBoundingClientRect();
                        const boxes = [...chart.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
                        return boxes.every((box) => box.left >= card.left - 24 && box.right <= card.right + 24);
                    }"""
                )
                assert inside, (words.id, width)
                scale = chart.evaluate("(chart) => chart.getBoundingClientRect().width / chart.viewBox.baseVal.width")
                assert scale == pytest.approx(1, abs=0.02), (words.id, width)


def test_nothing_moves_by_itself(reader):
    reader.page.emulate_media(reduced_motion="reduce")
    page = reader.open(PAGE)
    card = reader.card("Icons")
    before = drawing(card)
    card.get_by_role("slider").fill("40")
    changes(card, before)
    assert page.evaluate("document.getAnimations().length") == 0


def test_an_engine_that_is_gone_under_a_moving_slider_is_told_of_and_the_values_stay(reader):
    reader.page.clock.install()
    reader.open(PAGE)
    card = reader.card("Plane")
    reader.page.route("**/leaningwell/ask/**", lambda route: route.abort())
    slider = card.get_by_role("slider").first
    slider.fill("6.5")
    expect(reader.page.get_by_role("status").filter(has_text=BROKEN)).to_be_visible()
    reader.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(card).to_contain_text("engine does not answer")
    expect(slider).to_have_value("6.5")
    expect(card.get_by_role("img")).to_be_visible()


def test_a_chart_that_cannot_be_drawn_leaves_its_words_and_its_table(context, gallery_of_modules):
    reader = Reader(context, gallery_of_modules)
    reader.page.route("**/kit/charts/heat.js*", lambda route: route.abort())
    reader.open(PAGE)
    card = reader.card("Heat")
    expect(card).to_contain_text("This chart could not be drawn.")
    expect(card.locator(".lw-reading")).to_contain_text("correlate")
    card.get_by_text("Show as a table").click()
    expect(card.get_by_role("table")).to_be_visible()
    expect(reader.card("Icons").get_by_role("img")).to_be_visible()
