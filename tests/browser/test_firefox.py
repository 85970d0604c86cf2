"""The same course in Firefox: a lesson on each kind of server, the lock, the file to take along, and an exercise.

No page of these has a kernel.
"""

from __future__ import annotations

import contextlib

import pytest
from playwright.sync_api import expect

from breadth import also, breadth
from browser.reader import RIGHT, Reader
from browser.standalone import Standalone
from browser.test_exercise import SLUG, all_right
from browser.test_export_import import BROUGHT, LESSON, bring, opened, save
from browser.test_lock import PASSPHRASE, first_box, set_lock, tab, unlock
from browser.test_one_unlock import NEXT, SAME_DOCUMENT, SET_LOCK, follow_next, is_there, unlock_at
from browser.walk import explore, predict
from leaningwell.content import load_activities
from servers import start_on_hub, start_server, start_site

WORDS = "Quitte, for nobody else 🌱"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


@contextlib.contextmanager
def reading(firefox, server, kind=Reader):
    """Somebody with a fresh profile of Firefox, whose pages do without a kernel."""
    context = firefox.new_context()
    one, before = kind(context, server), server.kernel_processes()
    yield one
    assert one.page.locator("body").get_attribute("data-build")
    assert server.kernel_processes() <= before
    context.close()


@pytest.fixture
def reader(firefox, server):
    """Somebody at a learner's own server."""
    with reading(firefox, server) as one:
        yield one


def test_what_can_be_opened_is_open_on_paper_here_too(reader):
    """Does Firefox know the way in which the looks for paper say it?"""
    page = reader.open(LESSON)
    assert page.locator("main details:not([open])").count() > 0
    assert page.evaluate("CSS.supports('selector(details::details-content)')")


@pytest.mark.parametrize(
    ("start", "kind"),
    [also(start_server, Reader), also(start_on_hub, Reader), (start_site, Standalone)],
    ids=["open", "hub", "site"],
)
def test_a_lesson_asks_answers_and_draws(firefox, course, activities, start, kind):
    with start(course) as server, reading(firefox, server, kind) as reader:
        read_the_lesson(reader, activities)


def read_the_lesson(reader, activities):
    """Answer a question of each kind, guess, draw, come again to a page that is not sent again, and ask once more."""
    reader.open(LESSON)
    for item in {item.type: item for item in activities.items}.values():
        verdict = reader.answer(item, item.solution()).locator(".lw-verdict")
        expect(verdict).to_contain_text(RIGHT)
    predict(reader, activities.predictions[0])
    explore(reader, activities.explorations[0])
    reader.open(LESSON)
    item = next(item for item in activities.items if item.type == "single")
    expect(reader.answer(item, item.solution()).locator(".lw-verdict")).to_contain_text(RIGHT)
    assert reader.trouble == []
    assert reader.hosts == {"127.0.0.1"}


@breadth
def test_the_lock_shuts_every_page_and_the_file_takes_the_words_along(reader, activities, firefox, server, tmp_path):
    reflection = activities.reflections[0]
    lesson = reader.open(LESSON)
    reader.write(reader.card(reflection.title), WORDS, reflection.boxes[0].label)
    page = tab(reader)
    panel = set_lock(reader)
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("The workbook is locked.")
    expect(lesson.locator(".lw-locked").first).to_be_visible()
    assert WORDS not in lesson.content()
    unlock(panel)
    expect(first_box(lesson, activities)).to_have_value(WORDS)
    expect(page.locator(".lw-locked")).to_have_count(0)

    path = save(reader, tmp_path)
    assert WORDS in str(opened(path))
    elsewhere = Reader(firefox.new_context(), server)
    expect(bring(elsewhere, path)).to_contain_text(BROUGHT)
    elsewhere.open(LESSON)
    expect(first_box(elsewhere.page, activities)).to_have_value(WORDS)
    assert reader.trouble + elsewhere.trouble == []
    elsewhere.context.close()


@breadth
def test_every_answer_of_an_exercise_is_saved_and_shown_again(reader, graded, folder):  # noqa: F811
    reader.open(f"exercises/{SLUG}/{SLUG}.ipynb")
    for item in graded.items:
        card = reader.answer(item, item.solution(), button="Save answer")
        expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
    assert all_right(graded, folder)
    reader.reload()
    for item in graded.items:
        expect(reader.item(item.id).locator(".lw-verdict")).to_have_text("This is the answer you saved.")
    assert reader.trouble == []
    assert reader.hosts == {"127.0.0.1"}


def test_one_passphrase_lasts_from_lesson_to_lesson_and_back(reader, activities):
    page = reader.open(LESSON)
    reader.write(reader.card(activities.reflections[0].title), WORDS, activities.reflections[0].boxes[0].label)
    page.evaluate(SET_LOCK, PASSPHRASE)
    reader.reload()
    unlock_at(reader)
    follow_next(reader)
    is_there(reader, NEXT)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator(".lw-locked, .lw-lock-bar")).to_have_count(0)
    page.go_back()
    is_there(reader, LESSON)
    expect(first_box(page, activities)).to_have_value(WORDS)
    assert page.evaluate(SAME_DOCUMENT)
    assert reader.trouble == []
