"""Every format ever written can be read, and one that is newer than the code is left as it is."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import expect

from browser.reader import Reader, reload
from browser.stored import FIXTURES, bare, call, dump, fixture, load

STORED = sorted(path.stem for path in FIXTURES.glob("stored-*.json"))
FILES = sorted(path.stem for path in FIXTURES.glob("file-*.json"))
NEWER = "newer version of the course"


@pytest.fixture
def page(context, server):
    return bare(context, server)


def test_there_is_an_example_of_every_format():
    assert STORED == ["stored-1", "stored-2"]
    assert FILES == ["file-1"]


@pytest.mark.parametrize("name", STORED)
def test_what_an_earlier_version_stored_can_be_read_and_gone_on_with(page, name):
    example = fixture(name)
    load(page, example["stored"])
    if "passphrase" in example:
        assert call(page, "workbook/lock", "unlock", "not the right words")["reason"] == "refused"
        call(page, "workbook/lock", "unlock", example["passphrase"])
    assert call(page, "workbook/workbook", "all") == example["holds"]
    call(page, "workbook/workbook", "put", "translator/rule-translator", {"text": "added today"})
    reload(page)
    if "passphrase" in example:
        call(page, "workbook/lock", "unlock", example["passphrase"])
    assert call(page, "workbook/workbook", "all") == example["holds"] | {
        "translator/rule-translator": {"text": "added today"}
    }


def test_a_guess_that_the_first_version_kept_is_still_the_guess(context, server, page):
    example = fixture("stored-1")
    load(page, example["stored"])
    reader = Reader(context, server)
    reader.open("course/01-the-self-sufficiency-story.ipynb")
    expect(reader.page.locator(".lw-prediction").get_by_role("slider")).to_have_value("42")
    expect(reader.page.locator(".lw-prediction .lw-reveal")).to_contain_text("About 19 of 100")
    assert (
        call(page, "workbook/workbook", "all")["prediction/how-many-show"]
        == example["holds"]["prediction/how-many-show"]
    )


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_an_earlier_version_saved_can_be_brought_in(page, name):
    example = fixture(name)
    assert call(page, "workbook/export-import", "imported", example["file"], example["passphrase"]) == {
        "count": len(example["holds"]),
        "left": 0,
    }
    assert call(page, "workbook/workbook", "all") == example["holds"]


@pytest.mark.parametrize("where", ["the-key", "an-entry", "the-database"])
def test_what_a_newer_version_stored_is_left_as_it_is(page, where):
    stored = copy.deepcopy(fixture("stored-1")["stored"])
    if where == "the-key":
        stored["keys"]["content"]["version"] = 3
    elif where == "an-entry":
        stored["entries"]["plan/week-one"]["version"] = 2
    else:
        stored["version"] = 2
    load(page, stored)
    before = dump(page)
    if where == "an-entry":
        assert call(page, "workbook/workbook", "get", "plan/week-one") is None
        assert NEWER in call(page, "workbook/workbook", "put", "plan/week-one", {"if": "overwritten"})["sentence"]
    else:
        assert NEWER in call(page, "workbook/workbook", "warning")
        call(page, "workbook/workbook", "put", "plan/week-one", {"if": "for this visit only"})
        assert call(page, "workbook/workbook", "get", "plan/week-one") == {"if": "for this visit only"}
    assert dump(page) == before


def test_a_lost_device_key_is_told_of_and_nothing_is_overwritten_until_somebody_begins_anew(page):
    stored = fixture("stored-1")["stored"]
    del stored["keys"]["device"]
    load(page, stored)
    before = dump(page)
    assert "key to what this browser keeps is lost" in call(page, "workbook/workbook", "warning")
    call(page, "workbook/workbook", "put", "plan/week-one", {"if": "for this visit only"})
    assert dump(page) == before
    call(page, "workbook/workbook", "clear")
    assert call(page, "workbook/workbook", "warning") is None
    call(page, "workbook/workbook", "put", "plan/week-one", {"if": "anew"})
    reload(page)
    assert call(page, "workbook/workbook", "all") == {"plan/week-one": {"if": "anew"}}
