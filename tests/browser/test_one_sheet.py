"""A lesson on one sheet of paper, with the reader's own plan and try, which only the browser knows."""

from __future__ import annotations

import nbformat
import pytest
from playwright.sync_api import expect

from browser.conftest import ROOT
from browser.given_out import printed, sheets
from browser.walk import keep
from leaningwell.content import load_activities
from leaningwell.serving.path import path_of

BUTTON = "Print this lesson on one page"
MARKER = "a marker that stays in the browser"
LONG = "On the way home from the late shift I get off one stop early and ring the bell on the second floor. " * 12


def said(notebook):
    """How much a lesson's own words take on its sheet."""
    ending = path_of(nbformat.read(notebook, as_version=4).cells, int(notebook.stem[:2]), notebook.parent)["ending"]
    return len("".join([*ending["points"], ending["skill"], ending["prompt"], *ending["ways"].values()]))


LONGEST = max(sorted((ROOT / "course").glob("0[1-9]-*.ipynb")), key=said)


@pytest.fixture(scope="module")
def activities():
    return load_activities(LONGEST.parent / "activities" / f"{LONGEST.stem}.yaml")


@pytest.fixture
def card(reader):
    return reader.open(f"course/{LONGEST.name}").locator("#cell-ending")


def plan_and_try(reader, activities, words):
    plan = reader.card(activities.plan.title)
    for label in ("If this happens", "then this is what I do"):
        keep(plan, label, words)
    practice = reader.card(activities.practice.skill)
    practice.get_by_role("radio", name="With somebody of mine").check()
    note = activities.practice.real_try.note or "One thing a camera could have seen"
    keep(practice.locator(".lw-practice-step").filter(has=reader.page.get_by_label(note, exact=True)), note, words)


def test_the_longest_lesson_with_a_long_plan_and_a_long_note_takes_one_sheet(reader, card, activities):
    plan_and_try(reader, activities, LONG)
    text = printed(reader.page, card.get_by_role("button", name=BUTTON))
    for words in (activities.title, activities.practice.skill, activities.practice.real_try.prompt, "My plan"):
        assert " ".join(words.split()) in " ".join(text.split())
    assert text.count(LONG.strip()) == 3
    assert (sheets(reader.page, "A4"), sheets(reader.page, "Letter")) == (1, 1)
    assert reader.trouble == []


def test_words_that_no_readable_letters_bring_onto_one_sheet_are_shortened_and_it_says_so(reader, card, activities):
    plan_and_try(reader, activities, f"First word. {LONG * 8}Last word.")
    text = printed(reader.page, card.get_by_role("button", name=BUTTON))
    assert text.count("First word.") == text.count("…") == 3
    assert "Last word." not in text
    assert "All of it stands in your workbook." in text
    assert "--size: 9pt" in reader.page.evaluate("window.sheet")
    assert (sheets(reader.page, "A4"), sheets(reader.page, "Letter")) == (1, 1)


def test_it_has_each_point_and_a_line_to_write_on_where_there_is_no_plan(reader, card):
    points = card.get_by_role("list").first.get_by_role("listitem").all_inner_texts()
    text = printed(reader.page, card.get_by_role("button", name=BUTTON))
    assert len(points) >= 4
    for point in points:
        assert point in text
    assert 'class="line"' in reader.page.evaluate("window.sheet")
    assert sheets(reader.page, "A4") == 1


def test_nothing_of_it_leaves_the_browser_and_behind_the_lock_it_says_so(reader, card, activities):
    plan_and_try(reader, activities, MARKER)
    reader.sent.clear()
    assert MARKER in printed(reader.page, card.get_by_role("button", name=BUTTON))
    reader.page.evaluate("""async () => {
        const lock = await import("/voila/templates/leaningwell/static/kit/workbook/lock.js");
        await lock.setLock("a long passphrase of mine", 15);
        await lock.lock();
    }""")
    reader.reload()
    text = printed(reader.page, card.get_by_role("button", name=BUTTON))
    assert "What you wrote is locked." in text
    assert MARKER not in text
    assert not [sent for sent in [*reader.sent, *reader.received] if MARKER.encode() in sent]
    expect(card.get_by_role("button", name=BUTTON)).to_be_enabled()
