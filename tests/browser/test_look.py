"""The pages at a telephone's width and a desk's, in light and in dark: nothing cut off, nothing axe objects to."""

from __future__ import annotations

import pytest

from breadth import cases
from browser.conftest import ROOT
from browser.look import misfits, objections, sideways
from browser.test_lesson import a_wrong_response
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
LESSON = "course/01-the-self-sufficiency-story.ipynb"
PAGES = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "course").glob("*.ipynb"))]
PAGES += [str(path.relative_to(ROOT)) for path in sorted((ROOT / "exercises").glob("*/*.ipynb"))]
# The longest lesson, a page that is for reading only, and an exercise.
NAMES = ("course/02-built-to-depend", "course/words")
KEPT = (*(f"{name}.ipynb" for name in NAMES), PAGES[-1])
EACH = pytest.mark.parametrize(
    "notebook", cases(PAGES, KEPT), ids=lambda notebook: notebook.removesuffix(".ipynb").replace("/", "-")
)
LIGHTNESS = """() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)
    .map(Number).reduce((a, b) => a + b)"""


@EACH
def test_a_fresh_page_fits_every_width_and_is_accessible(reader, notebook):
    page = reader.open(notebook)
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert sideways(page) == 0, (width, scheme)
            if (width, scheme) in {(1280, "light"), (320, "dark")}:
                assert objections(page) == [], (width, scheme)


def test_a_lesson_in_use_fits_and_is_accessible_in_all_colours(reader, root):
    activities = load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")
    page = reader.open(LESSON)
    for number, item in enumerate(activities.items):
        reader.answer(item, item.solution() if number % 2 else a_wrong_response(item))
    for reflection, way in zip(activities.reflections, ("own", "persona"), strict=True):
        reader.card(reflection.title).locator(f"input[value='{way}']").check()
    reader.guess(reader.card(activities.predictions[0].prompt))
    for details in page.locator("main details").all():
        details.evaluate("(details) => (details.open = true)")
    page.locator(".lw-badge").first.click()
    assert misfits(page, (1280, 360)) == []


def test_colours_forced_by_the_reader_leave_everything_usable(reader):
    reader.page.emulate_media(forced_colors="active")
    page = reader.open(LESSON)
    assert objections(page) == []


def test_a_dark_page_is_dark_and_print_is_light(reader):
    reader.page.emulate_media(color_scheme="dark")
    page = reader.open(START)
    assert page.evaluate(LIGHTNESS) < 150
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(LIGHTNESS) > 600
