"""The workbook taken along in one encrypted file that any JOSE library opens, and brought back without a loss."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from joserfc import jwe
from joserfc.jwk import OctKey
from playwright.sync_api import expect

from browser.stored import STATIC, bare, call
from leaningwell.content import load_activities

START = "course/00-start-here.ipynb"
LESSON = "course/01-the-self-sufficiency-story.ipynb"
PASSPHRASE = "vier ruhige Wörter genügen"
ALGORITHMS = ["PBES2-HS512+A256KW", "A256GCM"]
KIND = "leaning-well-workbook+json"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def write(reader, activities, text):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    reader.write(card, text, reflection.boxes[0].label)


def save(reader, tmp_path):
    """Save the workbook as a person would, and give the file."""
    page = reader.open(START)
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Take it with you").click()
    panel.get_by_label("A passphrase, best four or five words").fill(PASSPHRASE)
    panel.get_by_label("The passphrase for the file once more").fill(PASSPHRASE)
    with page.expect_download() as download:
        panel.get_by_role("button", name="Save as a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


BROUGHT = re.compile(r"Brought in: (one entry|2 entries)\.")
"""What is said of words written on a page: where the page had moved, the place reached in it came along."""


def bring(reader, path, passphrase=PASSPHRASE):
    """Bring a file in as a person would; returns the panel."""
    reader.open(START)
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Bring a file back").click()
    panel.get_by_label("The file", exact=True).set_input_files(path)
    panel.get_by_label("The file’s passphrase").fill(passphrase)
    panel.get_by_role("button", name="Bring it in").click()
    return panel


def opened(path):
    return json.loads(jwe.decrypt_compact(path.read_bytes(), _key(), algorithms=ALGORITHMS).plaintext)


def made(path, content, kind=KIND):
    """A file made by joserfc, not by the course."""
    header = {"alg": ALGORITHMS[0], "enc": ALGORITHMS[1], "cty": kind, "p2c": 5000}
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(jwe.encrypt_compact(header, text.encode(), _key(), algorithms=ALGORITHMS))
    return path


def _key():
    return OctKey.import_key(PASSPHRASE.encode())


def workbook(entries, version=1):
    return {"format": "leaning-well-workbook", "version": version, "entries": entries}


def test_a_standard_library_opens_what_the_browser_saved(reader, activities, tmp_path):
    write(reader, activities, "words to take along 🌱")
    path = save(reader, tmp_path)
    assert b"words to take along" not in path.read_bytes()
    content = opened(path)
    reflection = activities.reflections[0]
    kept = content["entries"][f"reflection/{reflection.id}"]
    assert kept["own"][reflection.boxes[0].id] == "words to take along 🌱"
    assert (content["format"], content["version"]) == ("leaning-well-workbook", 1)
    assert "seed" not in content["entries"]


def test_the_browser_opens_what_a_standard_library_made(reader, activities, tmp_path):
    reflection = activities.reflections[0]
    entry = {"way": "own", "own": {reflection.boxes[0].id: "from elsewhere"}, "persona": {}, "done": False}
    path = made(tmp_path / "elsewhere.jwe", workbook({f"reflection/{reflection.id}": entry}))
    expect(bring(reader, path)).to_contain_text("Brought in: one entry.")
    reader.open(LESSON)
    card = reader.card(reflection.title)
    expect(card.get_by_label(reflection.boxes[0].label)).to_have_value("from elsewhere")


def test_bringing_in_keeps_the_words_of_both_sides(reader, activities, tmp_path):
    reflection = activities.reflections[0]
    first, second = (box.id for box in reflection.boxes[:2])
    there = {"way": "skip", "own": {first: "from there", second: "only there"}, "persona": {}, "done": True}
    path = made(tmp_path / "there.jwe", workbook({f"reflection/{reflection.id}": there}))
    write(reader, activities, "from here")
    expect(bring(reader, path)).to_contain_text("Brought in")
    expect(bring(reader, path)).to_contain_text("Brought in")  # a second time changes nothing more
    reader.open(LESSON)
    card = reader.card(reflection.title)
    expect(card.get_by_label(reflection.boxes[0].label)).to_have_value("from here\n\nfrom there")
    expect(card.get_by_label(reflection.boxes[1].label)).to_have_value("only there")
    expect(card.locator("input[value='own']")).to_be_checked()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[:-30], "damaged or cut off"),
        (lambda text: text[: text.rindex(".") - 5] + "AAAAA" + text[text.rindex(".") :], "damaged or cut off"),
        (lambda text: "Dear diary, this is no such file.", "not a workbook of this course"),
        (lambda text: "", "not a workbook of this course"),
    ],
    ids=["truncated", "tampered", "foreign", "empty"],
)
def test_a_file_that_cannot_be_used_changes_nothing_and_says_why(reader, tmp_path, spoil, sentence):
    path = made(tmp_path / "good.jwe", workbook({"plan/week-one": {"if": "it rains", "then": "", "done": False}}))
    path.write_text(spoil(path.read_text()))
    panel = bring(reader, path)
    expect(panel).to_contain_text(sentence)
    expect(panel).to_contain_text("Nothing is kept here yet.")
    assert reader.trouble == []


def test_a_wrong_passphrase_is_said_to_be_one(reader, tmp_path):
    path = made(tmp_path / "good.jwe", workbook({}))
    expect(bring(reader, path, "not these words")).to_contain_text("The passphrase does not open this file.")


def test_a_file_of_a_later_version_or_of_something_else_is_left_alone(reader, tmp_path):
    later = made(tmp_path / "later.jwe", workbook({"plan/week-one": {"if": "x"}}, version=2))
    expect(bring(reader, later)).to_contain_text("newer version of the course")
    other = made(tmp_path / "other.jwe", {"format": "shopping"}, kind="shopping-list+json")
    expect(bring(reader, other)).to_contain_text("not a workbook of this course")


@pytest.mark.parametrize(
    "content",
    [
        workbook(["no", "names"]),
        workbook({}, version="one"),
        workbook({}) | {"entries": None},
    ],
    ids=lambda content: json.dumps(content["entries"])[:40],
)
def test_a_file_of_another_shape_is_refused_as_a_whole(context, server, tmp_path, content):
    page = bare(context, server)
    path = made(tmp_path / "odd.jwe", content)
    outcome = call(page, "workbook/export-import", "imported", path.read_text(), PASSPHRASE)
    assert "not as the course writes it, so nothing was taken" in outcome["sentence"]
    assert call(page, "workbook/workbook", "ids") == []


def deep(levels, inner="words"):
    for _ in range(levels):
        inner = {"own": inner}
    return inner


ODD = {
    "plan/a": "no fields",
    "plan/b": {"if": 5},
    "reflection/c": {"way": "own", "own": "not by box"},
    "reflection/d": {"way": "own", "own": None},
    "../keys": {},
    "reflection/e": deep(300),
    "letter/from-a-later-course": deep(300),
}


def test_what_can_be_read_of_a_file_is_taken_and_the_rest_is_counted(reader, tmp_path):
    good = {"translator/rule-translator": {"text": "would fit"}, "plan/week-one": {"if": "it rains", "then": "I ring"}}
    path = made(tmp_path / "odd.jwe", workbook(ODD | good))
    panel = bring(reader, path)
    expect(panel).to_contain_text("Brought in: 2 entries. 7 more could not be read and were left out.")
    assert set(call(reader.page, "workbook/workbook", "ids")) - {"seed"} == set(good)
    panel.get_by_text("Print or save my workbook").click()
    with reader.page.expect_download() as download:
        panel.get_by_role("button", name="Save as a page").click()
    assert "would fit" in download.value.path().read_text()
    assert reader.trouble == []


def test_thousands_of_entries_and_words_without_end_are_taken_or_told_of(reader, tmp_path):
    many = {f"reflection/number-{number}": {"way": "own", "own": {"box": f"words {number}"}} for number in range(2900)}
    endless = '{"if":' * 100_000 + "1" + "}" * 100_000
    text = json.dumps(workbook(many | {"plan/endless": 0})).replace('"plan/endless": 0', f'"plan/endless": {endless}')
    path = made(tmp_path / "many.jwe", text)
    panel = bring(reader, path)
    expect(panel).to_contain_text("Brought in: 2,900 entries. One more could not be read")
    assert len(set(call(reader.page, "workbook/workbook", "ids")) - {"seed"}) == 2900
    panel.get_by_text("Print or save my workbook").click()
    with reader.page.expect_download() as download:
        panel.get_by_role("button", name="Save as a page").click()
    assert "words 2899" in download.value.path().read_text()
    assert save(reader, tmp_path).stat().st_size > 150_000
    assert reader.trouble == []


def entries(count):
    return {f"reflection/number-{number}": {"way": "own", "own": {"box": "words"}} for number in range(count)}


NO_END = 20_000
TIMED = """async ([module, text, passphrase, times]) => {
    const file = text.repeat(times);
    const { imported } = await import(module);
    const began = performance.now();
    const said = await imported(file, passphrase).then(() => "taken", (error) => error.message);
    return { said, took: performance.now() - began };
}"""


def with_header(file, **more):
    """The file, whose header asks for more than it did."""
    header, *rest = file.split(".")
    read = json.loads(urlsafe_b64decode(header + "=="))
    return ".".join([urlsafe_b64encode(json.dumps(read | more).encode()).decode().rstrip("="), *rest])


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            lambda path: made(path, workbook(entries(5000))).read_text(),
            "This file holds more than a workbook can: 5,000",
        ),
        (lambda path: made(path, workbook({"plan/deep": deep(900)})).read_text(), "not as the course writes it"),
        (lambda path: made(path, '{"entries":' * 200_000 + "1" + "}" * 200_000).read_text(), "not a workbook"),
        (lambda path: with_header(made(path, workbook({})).read_text(), crit=["exp"], exp=1), "does not know"),
        (lambda path: with_header(made(path, workbook({})).read_text(), zip="DEF"), "does not know"),
        (lambda path: with_header(made(path, workbook({})).read_text(), p2c=2_000_000_000), "damaged or cut off"),
        (lambda path: ("A", 60_000_000), "larger than any workbook"),
        (lambda path: ("[", 1_000_000), "not a workbook"),
    ],
    ids=["thousands", "deep", "endless", "crit", "zip", "iterations", "large", "brackets"],
)
def test_a_crafted_file_gets_a_sentence_and_no_long_wait(context, server, tmp_path, file, sentence):
    page = bare(context, server)
    call(page, "workbook/workbook", "put", "plan/week-one", {"if": "as it was"})
    module = f"{STATIC}kit/workbook/export-import.js"
    text, times = crafted if isinstance(crafted := file(tmp_path / "crafted.jwe"), tuple) else (crafted, 1)
    outcome = page.evaluate(TIMED, [module, text, PASSPHRASE, times])
    assert sentence in outcome["said"]
    assert outcome["took"] < NO_END, "what a page with nothing else beside it does within a second"
    assert call(page, "workbook/workbook", "all") == {"plan/week-one": {"if": "as it was"}}


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("short", "short", "at least 10 characters"),
        ("1234567890", "1234567890", "among the first that somebody would try"),
        (PASSPHRASE, "vier ruhige Wörter", "not alike"),
    ],
)
def test_a_passphrase_that_is_short_common_or_mistyped_is_not_taken(reader, first, second, sentence):
    reader.open(START)
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Take it with you").click()
    panel.get_by_label("A passphrase, best four or five words").fill(first)
    panel.get_by_label("The passphrase for the file once more").fill(second)
    panel.get_by_role("button", name="Save as a file").click()
    expect(panel).to_contain_text(sentence)
    expect(panel.locator("input[type=password]:focus")).to_have_count(1)
