"""The same lesson in JupyterLab: it runs, answers and shares one workbook with the page that Voila serves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.conftest import as_given_out
from browser.lab import Lab
from browser.reader import Reader
from leaningwell.content import load_activities, load_graded

LIGHTNESS = """(card) => getComputedStyle(card).backgroundColor.match(/[\\d.]+/g).slice(0, 3)
    .map(Number).reduce((a, b) => a + b)"""
LESSON = "course/01-the-self-sufficiency-story.ipynb"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


@pytest.fixture
def lab(context, server) -> Lab:
    """Somebody with the lesson open in JupyterLab, all cells run."""
    lab = Lab(context, server)
    lab.open(LESSON)
    lab.run_all()
    return lab


def test_a_lesson_runs_in_lab_follows_its_theme_and_shares_the_workbook_with_voila(lab, activities):
    prediction = activities.predictions[0]
    card = lab.find(lab.card(prediction.prompt))
    Reader.guess(card)
    expect(card).to_contain_text(prediction.reveal[:40])

    assert card.evaluate(LIGHTNESS) > 600
    lab.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert card.evaluate(LIGHTNESS) < 200

    reflection = activities.reflections[0]
    card = lab.find(lab.card(reflection.title))
    card.locator("input[value='own']").check()
    box = card.get_by_label(reflection.boxes[0].label)
    # Keys that are Lab's own shortcuts in command mode must stay letters here.
    box.press_sequentially("add a bad xylophone, dd")
    box.blur()
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()

    item = activities.items[0]
    lab.find(lab.item(item.id))
    card = Reader.answer(lab, item, item.solution())
    expect(card).to_contain_text(item.score(item.solution()).reasons[0].text)

    lab.page.goto(Reader.address(lab, LESSON))
    lab.wait_until_ready()
    expect(lab.card(reflection.title).get_by_label(reflection.boxes[0].label)).to_have_value("add a bad xylophone, dd")
    expect(lab.item(item.id).locator(".lw-verdict")).to_contain_text("Right.")
    expect(lab.card(prediction.prompt)).to_contain_text(prediction.reveal[:40])


@breadth
def test_an_exercise_that_is_opened_again_says_that_it_has_to_be_run_and_comes_back(context, server, course, root):
    slug = "04-maps-not-boxes"
    with as_given_out(course / "exercises" / slug):
        lab = Lab(context, server)
        lab.open(f"exercises/{slug}/{slug}.ipynb")
        lab.run_all()
        lab.save()
        lab.page.close()
        server.end_kernels()
        lab.page = context.new_page()
        lab.open(f"exercises/{slug}/{slug}.ipynb")
        expect(lab.page.get_by_text("In JupyterLab, choose Run › Run All Cells first")).to_be_visible()
        lab.find(lab.page.get_by_text("Error displaying widget: model not found"))
        expect(lab.page.locator("jp-button", has_text="Validate")).to_have_count(0)
        lab.run_all()
        lab.find(lab.item(load_graded(root / "solutions" / slug / "items.yaml").items[0].id))
