"""An answer to an exercise that the server does not take goes along to other pages, and is not left without a word."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from browser.reader import KEPT, until
from browser.test_exercise import responses
from browser.test_lock import EXERCISE, PASSPHRASE
from browser.test_one_unlock import SET_LOCK, is_there, to_the_map

SAVED = "Saved."


class Silence:
    """Nothing that is to be saved comes to the server, for as long as it is so."""

    def __init__(self, page):
        self.page = page
        self.sent = 0

    def begin(self):
        self.page.route(lambda url: "/ask/" in url, self._hold)

    def end(self):
        self.page.unroute_all()

    def _hold(self, route):
        if '"do":"check"' in (route.request.post_data or ""):
            self.sent += 1
            route.abort()
        else:
            route.continue_()


@pytest.fixture
def item(graded):
    return next(item for item in graded.items if item.type == "single")


@pytest.fixture
def silence(reader, folder):
    """An exercise whose answers are not taken."""
    silence = Silence(reader.open(EXERCISE))
    silence.begin()
    return silence


def soon(page, is_so):
    """Wait for what no page shows."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def answer(reader, item, silence, option):
    before = silence.sent
    reader.item(item.id).locator(f"input[value='{option}']").check()
    soon(reader.page, lambda: silence.sent > before)


def test_behind_an_open_lock_it_goes_along_and_is_saved_from_another_page(reader, folder, item, silence):
    page = reader.page
    page.evaluate(SET_LOCK, PASSPHRASE)
    other = next(option.id for option in item.options if option.id != item.solution())
    answer(reader, item, silence, other)
    to_the_map(reader)
    expect(page.locator(".lw-connection")).to_contain_text("interrupted")
    assert not (folder / "answers.json").exists()
    silence.end()
    soon(page, (folder / "answers.json").exists)
    assert responses(folder) == {item.id: other}
    page.go_back()
    is_there(reader, EXERCISE)
    # Who comes back before it is saved finds it as they left it.
    silence.begin()
    answer(reader, item, silence, item.solution())
    to_the_map(reader)
    page.go_back()
    is_there(reader, EXERCISE)
    expect(reader.item(item.id).locator(f"input[value='{item.solution()}']")).to_be_checked()
    expect(reader.item(item.id)).not_to_contain_text(SAVED)
    silence.end()
    expect(reader.item(item.id)).to_contain_text(SAVED)
    assert responses(folder) == {item.id: item.solution()}


def test_whoever_leaves_the_document_is_asked_first_and_finds_it_again(reader, folder, item, silence):
    page = reader.page
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    answer(reader, item, silence, item.solution())
    until(page, f"async (id) => Boolean(await ({KEPT})(id))", f"unsaved/{item.id}")
    home = page.get_by_role("banner").get_by_role("link", name="Leaning Well")
    home.click(no_wait_after=True)
    soon(page, lambda: asked)
    assert asked == ["beforeunload"]
    expect(reader.item(item.id)).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    home.click()
    page.wait_for_url("**/00-start-here.ipynb")
    assert not (folder / "answers.json").exists()
    reader.open(EXERCISE)
    expect(reader.item(item.id).locator(f"input[value='{item.solution()}']")).to_be_checked()
    silence.end()
    expect(reader.item(item.id)).to_contain_text(SAVED)
    assert responses(folder) == {item.id: item.solution()}
    until(page, f"async (id) => !(await ({KEPT})(id))", f"unsaved/{item.id}")
