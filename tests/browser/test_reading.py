"""The workbook to be read: a page with all that was written, printed or saved, and nothing in it but text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.gallery import cards, use
from browser.given_out import printed, saved_as_page
from browser.stored import bare, call
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
NASTY = "</p><script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\"> & <b>"
RIGHT_TO_LEFT = "אני צריך אותך 🌱\nשורה שנייה"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


@pytest.fixture
def panel(reader, activities, server):
    """The start page of somebody who has done a little of everything."""
    first, second = activities.reflections
    third = next(item for item in activities.items[2:] if item.named())
    entries = {
        f"reflection/{first.id}": {"way": "own", "own": {first.boxes[0].id: NASTY, first.boxes[2].id: RIGHT_TO_LEFT}},
        f"reflection/{second.id}": {"way": "persona", "persona": {second.boxes[0].id: "as a made-up person would"}},
        f"plan/{activities.plan.id}": {"if": "it rains", "then": "I ring", "instead": "", "none": False},
        f"prediction/{activities.predictions[0].id}": {"guesses": {"guess": 42}, "done": True},
        f"translator/{activities.translator.id}": {"text": "could we talk"},
        f"item/{activities.items[0].id}": {"tries": 2, "result": {"right": True}, "done": True},
        f"item/{activities.items[1].id}": {"tries": 1, "result": {"right": False}, "done": True},
        f"item/{third.id}": {"tries": 1, "response": "00000000", "result": {"right": True}, "done": True},
        "choice/persona": {"chosen": "noor"},
        "letter/from-a-later-course": {"lines": ["first unknown line", {"deep": "second unknown line"}], "count": 3},
    }
    page = bare(reader.context, server)
    for id, value in entries.items():
        call(page, "workbook/workbook", "put", id, value)
    page.close()
    reader.open(START)
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Print or save my workbook").click()
    expect(panel).to_contain_text("It is not locked: anybody who has the paper or the file can read it.")
    return panel


def test_the_saved_page_holds_every_word_with_its_prompt_and_runs_nothing(reader, panel, activities, tmp_path):
    with reader.page.expect_download() as download:
        panel.get_by_role("button", name="Save as a page").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "leaning-well-workbook.html"
    page = reader.page
    page.goto(path.as_uri())
    expect(page).to_have_title("My workbook")
    first, second = activities.reflections
    for text in (activities.title, first.title, second.title, activities.plan.title, activities.translator.title):
        expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible()
    told = page.locator("body").inner_text()
    for text in (first.prompt, first.boxes[0].label, first.boxes[2].label, NASTY, RIGHT_TO_LEFT, "42 of 100 people"):
        assert text in told
    for text in ("as a made-up person would", "it rains", "I ring", "could we talk", "Noor, 22"):
        assert text in told
    outdated = "One more answer was given before its question changed, and does not count any more."
    for text in (
        f"Questions answered: 2. Right: 1. {outdated}",
        "Also kept",
        "letter/from-a-later-course",
        "second unknown line",
    ):
        assert text in told
    assert first.boxes[1].label not in told, "an empty box needs no label"
    assert page.locator("script, img, b").count() == 0
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert reader.trouble == []


@breadth
def test_whatever_a_walk_through_the_course_leaves_is_told_under_its_title_with_label_and_unit(reader, root, tmp_path):
    written = {path.stem: load_activities(path) for path in sorted((root / "course/activities").glob("*.yaml"))}
    for slug in written:
        page = reader.open(f"course/{slug}.ipynb")
        for drawer in page.locator("details.lw-curious > summary").all():
            drawer.click()
            reader.wait_until_ready()
        for card in cards(page):
            if card.locator("textarea, .lw-guess, .lw-picks, .lw-ways").count():
                use(card)
        # Plans are offered to look back at once they are made; every line that was written is kept by now.
        for status in page.locator(".lw-status").filter(has_text="Kept in this browser").all():
            expect(status).to_be_visible()
    reader.open(START)
    saved = saved_as_page(reader, tmp_path)
    page = bare(reader.context, reader.server)
    kept = call(page, "workbook/workbook", "all")
    page.goto(saved.as_uri())
    told = page.locator("body").inner_text()
    assert "Also kept" not in told
    guesses = 0
    for activities in written.values():
        known = {entry.id: entry for entry in activities.workbook_entries()}
        for id in kept.keys() & known.keys():
            entry = known.pop(id)
            if entry.title and not id.startswith("item/"):
                expect(page.get_by_role("heading", name=entry.title, exact=True).first).to_be_visible()
                guesses += bool(entry.units)
                for unit in (entry.units or {}).values():
                    assert unit in told
        unlabelled = [line for line in told.splitlines() if line.strip() in kept]
        assert unlabelled == []
    all_guesses = [one for a in written.values() for one in a.workbook_entries() if one.id.startswith("prediction/")]
    assert guesses == len(all_guesses)


def test_the_same_page_can_be_printed_and_is_gone_afterwards(reader, panel):
    page = reader.page
    text = printed(page, panel.get_by_role("button", name="Print", exact=True))
    assert NASTY in text
    assert RIGHT_TO_LEFT in text
    expect(page.locator("iframe.lw-hidden")).to_have_count(0)
    assert page.title() != "taken"
