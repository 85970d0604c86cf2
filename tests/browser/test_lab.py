"""The same lesson in JupyterLab: it runs, answers and shares one workbook with the page that Voila serves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from leaningwell.content import load_activities
from leaningwell.scoring import score, solution

LESSON = "course/01-the-self-sufficiency-story.ipynb"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def open_in_lab(reader, notebook):
    """Open a notebook in JupyterLab and run all its cells."""
    page = reader.page
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(reader.server.page(f"lab/tree/{notebook}"))
    page.get_by_role("menuitem", name="Run", exact=True).click(timeout=60_000)
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


def scroll_to(page, card) -> None:
    """Lab draws only the cells near the window: scroll until the card is there."""
    page.locator(".jp-WindowedPanel-outer").hover()
    for _ in range(150):
        if card.count():
            card.scroll_into_view_if_needed()
            return
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(80)
    raise AssertionError("the card never came into view")


def test_a_lesson_runs_in_lab_and_shares_its_workbook_with_voila(reader, activities):
    page = open_in_lab(reader, LESSON)
    prediction = activities.predictions[0]
    card = reader.card(prediction.prompt)
    card.wait_for(state="attached", timeout=60_000)
    card.get_by_role("button", name="Lock my guess").click()
    expect(card).to_contain_text(prediction.reveal[:40])

    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    scroll_to(page, card)
    card.locator("input[value='own']").check(force=True)
    box = card.get_by_label(reflection.boxes[0].label)
    # Keys that are Lab's own shortcuts in command mode must stay letters here.
    box.press_sequentially("add a bad xylophone, dd")
    box.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()

    item = activities.items[0]
    scroll_to(page, reader.item(item.id))
    card = reader.answer(item, solution(item))
    expect(card).to_contain_text(score(item, solution(item)).reasons[0].text)

    reader.open(LESSON)
    expect(reader.card(reflection.title).get_by_label(reflection.boxes[0].label)).to_have_value(
        "add a bad xylophone, dd"
    )
    expect(reader.item(item.id).locator(".lw-verdict")).to_contain_text("Right.")
    expect(reader.card(prediction.prompt)).to_contain_text(prediction.reveal[:40])


def test_lab_in_the_dark_makes_dark_cards(reader, activities):
    page = open_in_lab(reader, LESSON)
    card = reader.card(activities.predictions[0].prompt)
    card.wait_for(state="attached", timeout=60_000)
    lightness = """(card) => getComputedStyle(card).backgroundColor.match(/[\\d.]+/g).slice(0, 3)
        .map(Number).reduce((a, b) => a + b)"""
    assert card.evaluate(lightness) > 600
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert card.evaluate(lightness) < 200
