"""The lock over the workbook: what it shuts, what stays open, and that no word is lost behind it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.look import BRIEFLY, misfits
from browser.stored import dump
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
LESSON = "course/01-the-self-sufficiency-story.ipynb"
EXERCISE = "exercises/01-the-self-sufficiency-story/01-the-self-sufficiency-story.ipynb"
PANEL = "What this browser keeps"
PASSPHRASE = "vier ruhige Wörter genügen"
WORDS = "Mirabelle, for nobody else"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


@pytest.fixture
def lesson(reader, activities):
    """A lesson with words in its first reflection."""
    page = reader.open(LESSON)
    reader.write(reader.card(activities.reflections[0].title), WORDS, activities.reflections[0].boxes[0].label)
    return page


def tab(reader, notebook=START):
    """Another tab of the same browser, now in front."""
    reader.page = reader.context.new_page()
    return reader.open(notebook)


def set_lock(reader, minutes=None, passphrase=PASSPHRASE):
    panel = reader.card(PANEL)
    panel.get_by_text("Lock with a passphrase").click()
    if minutes:
        panel.get_by_label("Lock by itself when not used for").select_option(f"{minutes} minutes")
    set_lock_in_open_form(panel, passphrase)
    return panel


def set_lock_in_open_form(panel, passphrase=PASSPHRASE):
    panel.get_by_label("Passphrase for the lock").fill(passphrase)
    panel.get_by_label("The same once more").fill(passphrase)
    panel.get_by_role("button", name="Set the lock").click()
    expect(panel).to_contain_text("The lock is set.")


def bar(page):
    """The one place on a page where a passphrase unlocks all of it."""
    return page.get_by_role("region", name="Your workbook is locked")


def unlock(place, passphrase=PASSPHRASE):
    """Go from a locked place to the bar, and unlock there."""
    place.get_by_role("button", name="Unlock", exact=True).click()
    box = bar(place.page).get_by_label("Your passphrase")
    expect(box).to_be_focused()
    box.fill(passphrase)
    bar(place.page).get_by_role("button", name="Unlock", exact=True).click()


def first_box(page, activities):
    card = page.get_by_role("region", name=activities.reflections[0].title, exact=True)
    return card.get_by_label(activities.reflections[0].boxes[0].label)


def test_a_lock_shuts_every_page_at_once_and_the_passphrase_opens_them(reader, activities, lesson):
    page = tab(reader)
    panel = reader.card(PANEL)
    panel.get_by_text("Lock with a passphrase").click()
    panel.get_by_label("Passphrase for the lock").fill("short")
    panel.get_by_role("button", name="Set the lock").click()
    expect(panel).to_contain_text("at least 10 characters")
    panel.get_by_label("Passphrase for the lock").fill(PASSPHRASE)
    panel.get_by_label("The same once more").fill("something else altogether")
    panel.get_by_role("button", name="Set the lock").click()
    expect(panel).to_contain_text("not alike")
    panel.get_by_text("Lock with a passphrase").click()
    panel.get_by_text("Lock with a passphrase").click()
    panel.get_by_label("Passphrase for the lock").fill("Password123")
    panel.get_by_role("button", name="Set the lock").click()
    expect(panel).to_contain_text("among the first that somebody would try")
    panel.get_by_text("Lock with a passphrase").click()
    before = dump(page)["entries"]
    expect(panel).to_contain_text("unless you lock it, whoever uses this browser can see it")
    set_lock(reader)
    expect(panel).to_contain_text("a lock is set, and it is open now")
    stored = dump(page)
    assert set(stored["keys"]) == {"content"}, "a key is left that opens the entries without the passphrase"
    record = stored["keys"]["content"]
    assert (record["version"], record["wrappedBy"], record["iterations"]) == (2, "passphrase", 210_000)
    assert set(stored["entries"]) == set(before)
    for id, entry in stored["entries"].items():
        assert entry["sealed"] != before[id]["sealed"], "it is sealed with the key there was before the lock"

    expect(first_box(lesson, activities)).to_have_value(WORDS)
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("The workbook is locked.")
    expect(panel).to_contain_text("nobody can read it without your passphrase")
    expect(panel).not_to_contain_text("whoever uses this browser")
    expect(panel.get_by_text("Take it with you")).to_have_count(0)
    locked = lesson.locator(".lw-locked")
    expect(locked).to_have_count(7)
    assert WORDS not in lesson.content()
    assert not [box for box in lesson.locator("main textarea").all() if box.input_value()]
    expect(lesson.get_by_role("heading", name="The silent majority")).to_be_visible()

    card = lesson.get_by_role("region", name=activities.reflections[0].title, exact=True)
    expect(lesson.get_by_label("Your passphrase")).to_have_count(1)
    unlock(card, "not the right words")
    expect(bar(lesson)).to_contain_text("This passphrase does not open it.")
    expect(locked).to_have_count(7)
    unlock(card)
    expect(locked).to_have_count(0)
    expect(first_box(lesson, activities)).to_have_value(WORDS)
    expect(card.get_by_role("heading")).to_be_focused()
    expect(panel).to_contain_text("Reflections: 1")

    # While a page is open a new one needs no passphrase; when the last is left, the next asks for it.
    third = tab(reader, LESSON)
    expect(first_box(third, activities)).to_have_value(WORDS)
    lesson.close()
    page.close()
    reader.reload()
    expect(third.locator(".lw-locked")).to_have_count(7)
    assert WORDS not in third.content()
    unlock(third.locator(".lw-locked").last)
    expect(first_box(third, activities)).to_have_value(WORDS)
    assert reader.trouble == []


def test_the_workbook_locks_itself_and_keeps_what_was_just_typed(reader, activities, lesson):
    lesson.close()
    reader.page = reader.context.new_page()
    reader.page.clock.install()
    page = reader.open(START)
    set_lock(reader, minutes=5)
    other = tab(reader, LESSON)
    box = first_box(other, activities)
    box.fill(f"{WORDS}, and more")
    page.clock.fast_forward("04:50")
    page.get_by_role("heading", name="Where to get support").click()
    page.clock.fast_forward("04:50")
    expect(page.get_by_role("button", name="Lock now")).to_be_visible()
    expect(box).to_have_value(f"{WORDS}, and more")
    box.fill(f"{WORDS}, and more still")
    page.clock.fast_forward("05:01")
    expect(page.get_by_text("The workbook is locked. Unlock it to see")).to_be_visible()
    expect(other.locator(".lw-locked")).to_have_count(7)
    assert WORDS not in other.content()
    unlock(other.locator(".lw-locked").first)
    expect(box).to_have_value(f"{WORDS}, and more still")


def test_words_that_could_not_be_kept_are_back_after_unlocking(reader, activities, lesson):
    reflection = activities.reflections[0]
    card = lesson.get_by_role("region", name=reflection.title, exact=True)
    lesson.evaluate("""() => {
        window.room = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
    }""")
    first_box(lesson, activities).fill(f"{WORDS}, not yet kept")
    first_box(lesson, activities).blur()
    expect(card).to_contain_text("This browser has no room left")
    tab(reader)
    panel = set_lock(reader)
    panel.get_by_role("button", name="Lock now").click()
    expect(lesson.locator(".lw-locked")).to_have_count(7)
    assert "not yet kept" not in lesson.content()
    lesson.evaluate("() => { IDBObjectStore.prototype.put = window.room; }")
    unlock(lesson.locator(".lw-locked").first)
    expect(first_box(lesson, activities)).to_have_value(f"{WORDS}, not yet kept")
    expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    reader.page.close()
    reader.page = lesson
    reader.reload()
    unlock(lesson.locator(".lw-locked").first)
    expect(first_box(lesson, activities)).to_have_value(f"{WORDS}, not yet kept")


def test_leaving_quickly_locks_every_page_and_back_shows_no_word(reader, activities, lesson):
    lesson.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<title>elsewhere</title>"))
    page = tab(reader)
    panel = set_lock(reader)
    expect(first_box(lesson, activities)).to_have_value(WORDS)
    lesson.get_by_role("button", name="Leave this page quickly").click()
    lesson.wait_for_url("https://www.wikipedia.org/")
    expect(panel).to_contain_text("The workbook is locked.")
    page.close()
    reader.page = lesson
    reader.open(LESSON)
    expect(lesson.locator(".lw-locked")).to_have_count(7)


def test_the_back_button_brings_no_word_back(reader, activities, lesson):
    page = tab(reader)
    set_lock(reader)
    page.close()
    lesson.goto("about:blank")
    lesson.go_back()
    expect(lesson.locator(".lw-locked")).to_have_count(7, timeout=60_000)
    assert WORDS not in lesson.content()


def test_passphrase_and_time_can_be_changed_and_the_lock_removed(reader, activities, lesson):
    page = tab(reader)
    panel = set_lock(reader)
    panel.get_by_label("Lock by itself when not used for").select_option("60 minutes")
    expect(panel).to_contain_text("Changed.")
    panel.get_by_text("Change the passphrase").click()
    change = panel.locator("details").filter(has_text="Change the passphrase")
    change.get_by_label("The passphrase you have now").fill("not the right words")
    change.get_by_label("Passphrase for the lock").fill("drei andere Wörter")
    change.get_by_label("The same once more").fill("drei andere Wörter")
    change.get_by_role("button", name="Change it").click()
    expect(panel).to_contain_text("This passphrase does not open it.")
    change.get_by_label("The passphrase you have now").fill(PASSPHRASE)
    change.get_by_role("button", name="Change it").click()
    expect(panel).to_contain_text("The passphrase is changed.")
    panel.get_by_role("button", name="Lock now").click()
    unlock(panel)
    expect(bar(page)).to_contain_text("This passphrase does not open it.")
    unlock(panel, "drei andere Wörter")
    expect(panel.get_by_label("Lock by itself when not used for")).to_have_value("60")
    panel.get_by_text("Remove the lock").click()
    remove = panel.locator("details").filter(has_text="Remove the lock")
    remove.get_by_label("The passphrase you have now").fill("drei andere Wörter")
    remove.get_by_role("button", name="Remove it").click()
    expect(panel).to_contain_text("The lock is removed.")
    assert set(dump(page)["keys"]) == {"device", "content"}
    lesson.close()
    reader.open(LESSON)
    expect(first_box(page, activities)).to_have_value(WORDS)


def test_a_forgotten_passphrase_leaves_a_way_to_begin_anew(reader, activities, lesson):
    page = tab(reader)
    panel = set_lock(reader)
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("nobody can open this any more")
    panel.get_by_role("button", name="Delete everything I wrote").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Everything is deleted from this browser.")
    expect(panel).to_contain_text("Nothing is kept here yet.")
    expect(panel.get_by_text("Lock with a passphrase")).to_be_visible()
    expect(lesson.locator(".lw-locked")).to_have_count(0)
    reader.page = lesson
    box = reader.write(
        reader.card(activities.reflections[0].title), "begun anew", activities.reflections[0].boxes[0].label
    )
    page.close()
    reader.reload()
    expect(box).to_have_value("begun anew")


def test_behind_a_lock_the_map_shows_no_progress_and_an_exercise_can_be_done(reader, activities, lesson):
    item = activities.items[0]
    reader.answer(item, item.solution())
    page = tab(reader)
    second = page.get_by_role("list", name="The lessons").get_by_role("listitem").nth(1)
    expect(second).to_contain_text("activities done")
    panel = set_lock(reader)
    panel.get_by_role("button", name="Lock now").click()
    expect(second).not_to_contain_text("activities done")
    expect(page.get_by_text("What you have done is safe behind your lock.")).to_be_visible()
    expect(page.get_by_role("link", name="Begin with lesson 1")).to_have_count(0)
    expect(page.get_by_role("list", name="The lessons")).not_to_contain_text("begin here")
    expect(second.get_by_role("link").first).to_be_visible()
    unlock(panel)
    expect(second).to_contain_text("activities done")
    expect(page.get_by_role("link", name="Go on with lesson 1")).to_be_visible()
    panel.get_by_role("button", name="Lock now").click()
    expect(second).not_to_contain_text("activities done")
    lesson.close()
    reader.open(EXERCISE)
    expect(page.get_by_role("button", name="Save answer").first).to_be_visible()
    expect(page.locator(".lw-locked")).to_have_count(1)
    expect(page.locator(".lw-locked")).to_contain_text("Your workbook is locked")
    assert WORDS not in page.content()


def test_the_lock_fits_every_width_and_is_accessible_in_all_colours(reader):
    page = reader.open(START)
    panel = reader.card(PANEL)

    def looks_right(**how):
        for details in panel.locator("details").all():
            details.evaluate("(details) => (details.open = true)")
        assert misfits(page, **how) == []

    looks_right(**BRIEFLY)
    set_lock_in_open_form(panel)
    looks_right(**BRIEFLY)
    panel.get_by_role("button", name="Lock now").click()
    expect(panel).to_contain_text("The workbook is locked.")
    looks_right()
    unlock(panel, "not the right words")
    expect(bar(page)).to_contain_text("This passphrase does not open it.")
    looks_right()


def test_the_bar_opens_by_itself_and_by_the_keyboard_and_goes_with_the_lock(reader, lesson):
    page = tab(reader)
    panel = set_lock(reader)
    panel.get_by_role("button", name="Lock now").click()
    expect(bar(lesson)).to_be_visible()
    opener = bar(lesson).get_by_role("button", name="Unlock …")
    box = bar(lesson).get_by_label("Your passphrase")
    expect(box).to_be_hidden()
    opener.focus()
    lesson.keyboard.press("Enter")
    expect(box).to_be_focused()
    lesson.keyboard.type("half a word")
    lesson.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(opener).to_be_focused()
    lesson.keyboard.press("Enter")
    expect(box).to_have_value("")
    lesson.keyboard.type(PASSPHRASE)
    lesson.keyboard.press("Enter")
    expect(bar(lesson)).to_have_count(0)
    expect(lesson.locator("main")).to_be_focused()
    expect(bar(page)).to_have_count(0)
    assert reader.trouble == []
