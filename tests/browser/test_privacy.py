"""What somebody writes in private reaches nothing but their own browser."""

from __future__ import annotations

import base64
import json
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from breadth import also, cases
from browser.gallery import EXERCISE, PAGES, open_details
from browser.reader import Reader
from leaningwell.content import load_activities

LESSON = "course/01-the-self-sufficiency-story.ipynb"
# What takes words in most ways.
FEW = ["course/20-gallery.ipynb", "course/22-gallery-words.ipynb"]
MARKER = "Zwetschge-7f3a-niemand-sonst"


@pytest.fixture(scope="module")
def activities(root):
    return load_activities(root / "course/activities/01-the-self-sufficiency-story.yaml")


def write_everywhere(page, write=Locator.fill) -> int:
    """Write the marker into every box on the page that takes words; returns how many there were.

    Only a number is not for words: it is an answer, which the kernel has to see.
    """
    open_details(page)
    boxes = 0
    # A reflection has other boxes for each way; what opens later is written into as well.
    for way in ("persona", "own", "made-up", "mine"):
        for radio in page.locator(f".lw-ways input[value='{way}']").all():
            radio.check()
        for box in page.locator("main :is(textarea, input:not([type]), [type=text], [type=password])").all():
            if (
                box.is_visible()
                and box.input_value() != MARKER
                and "lw-number" not in (box.get_attribute("class") or "")
            ):
                write(box, MARKER)
                box.blur()
                boxes += 1
    page.wait_for_timeout(1000)  # longer than the page waits before it keeps something
    return boxes


def spellings(text: str) -> list[bytes]:
    """How the text might travel: as it is, escaped for JSON or an address, in base64 at any offset."""
    inner = [base64.b64encode(b" " * shift + text.encode())[4:-4] for shift in range(3)]
    return [text.encode(), json.dumps(text)[1:-1].encode(), quote(text).encode(), text.encode("utf-16-le"), *inner]


def test_the_search_would_find_the_marker_if_it_travelled():
    for shift in range(3):
        message = base64.b64encode(b"x" * shift + b"before " + MARKER.encode() + b" after")
        assert any(spelling in message for spelling in spellings(MARKER))


def test_private_words_reach_no_socket_no_request_no_file_and_no_log(reader):
    page = reader.open(LESSON)
    assert write_everywhere(page, Locator.press_sequentially) >= 8
    reader.reload()
    reader.page.goto("about:blank")
    the_marker_travelled_nowhere(reader)


@pytest.mark.parametrize("notebook", cases([*PAGES, EXERCISE], [*FEW, EXERCISE]))
def test_what_is_typed_into_any_activity_stays_in_the_browser(visitor, notebook):
    page = visitor.open(notebook)
    written = write_everywhere(page)
    left = page.locator("main textarea:visible").evaluate_all("(areas) => areas.map((area) => area.value)")
    assert set(left) <= {MARKER}
    assert written >= len(left)
    # All at once: a button may go when it is pressed.
    buttons = page.locator("main .lw-button-main:visible:not([disabled])")
    buttons.evaluate_all("(buttons) => buttons.forEach((button) => button.click())")
    page.wait_for_timeout(500)
    visitor.reload()
    page.goto("about:blank")
    the_marker_travelled_nowhere(visitor)


def test_the_gallery_has_boxes_for_words_in_every_kind_of_activity_that_takes_them(visitor):
    page = visitor.open("course/22-gallery-words.ipynb")
    assert write_everywhere(page) >= 10


def the_marker_travelled_nowhere(reader):
    """Neither in what the pages sent or got, nor into any file of the course, the server or its log."""
    assert any(b"/voila/render/" in message for message in reader.sent)
    assert any(b"/static/" in message for message in reader.sent)
    for spelling in spellings(MARKER):
        assert not [message for message in reader.sent + reader.received if spelling in message]
    server = reader.server
    files = [
        path for folder in (server.root, server.runtime_dir.parent) for path in folder.rglob("*") if path.is_file()
    ]
    assert server.log_path in files
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # a kernel that ends takes its own files along
        assert not [spelling for spelling in spellings(MARKER) if spelling in content], path


def test_what_is_added_to_an_earlier_reflection_or_said_about_a_plan_travels_nowhere(context, gallery):
    reader = Reader(context, gallery)
    page = reader.open("course/16-gallery-start.ipynb")
    card = reader.card("A window")
    for way in ("persona", "own"):
        card.locator(f"input[value='{way}']").check()
        for box in card.get_by_role("textbox").all():
            box.press_sequentially(MARKER)
            box.blur()
    for box in reader.card("Three lessons before").get_by_role("textbox").all():
        box.press_sequentially(MARKER)
        box.blur()
    page.wait_for_timeout(1000)
    reader.open("course/19-gallery-now.ipynb")
    card = reader.card("The window again")
    expect(card.locator(".lw-earlier")).to_contain_text(MARKER)
    for way in ("persona", "own"):
        card.locator(f"input[value='{way}']").check()
        card.get_by_role("textbox").press_sequentially(MARKER)
        card.get_by_role("textbox").blur()
    told = page.get_by_role("region", name="Lesson 16 · Three lessons before")
    expect(told).to_contain_text(MARKER)
    told.get_by_role("radio", name="Partly").check()
    told.get_by_role("textbox").press_sequentially(MARKER)
    told.get_by_role("button", name="Let it go").click()
    page.wait_for_timeout(1000)
    assert MARKER in unsealed(reader, "look-back/gallery-window-again")
    assert MARKER in unsealed(reader, "happened/plan-three-before")
    reader.reload()
    page.goto("about:blank")
    the_marker_travelled_nowhere(reader)


def test_what_is_not_shared_is_nowhere_when_an_exercise_is_looked_over_and_graded(reader, course):
    folder = course / "exercises" / LESSON.split("/")[1].removesuffix(".ipynb")
    reader.open(f"exercises/{folder.name}/{folder.name}.ipynb")
    try:
        reader.write(reader.card("A kinder definition"), MARKER)
        seen, grade = reader.card("What your instructor will see"), reader.card("Grade my exercise")
        expect(seen).to_contain_text("No text is shared")
        seen.get_by_role("button", name="Look again").click()
        expect(seen.get_by_role("status")).to_contain_text("This is how it is now.", timeout=60_000)
        grade.get_by_role("button", name="Grade it now").click()
        expect(grade.get_by_role("status")).to_have_text("1 of 22 points", timeout=120_000)
        assert MARKER not in seen.inner_text() + grade.inner_text()
        the_marker_travelled_nowhere(reader)
    finally:
        (folder / "answers.json").unlink()
        shutil.rmtree(folder / "feedback", ignore_errors=True)


@pytest.mark.parametrize("way", ["prepared", also("kernel")])
def test_of_a_reflection_nobody_hears_anything_and_not_that_it_is_done(context, request, activities, way):
    reader = Reader(context, request.getfixturevalue("server" if way == "prepared" else "server_with_kernels"))
    reader.open(LESSON)
    reflection = activities.reflections[0]
    for choice in ("own", "persona", "skip"):
        reader.reload()
        reader.sent.clear()
        card = reader.card(reflection.title)
        card.locator(f"input[value='{choice}']").check()
        if choice == "own":
            for box in reflection.boxes:
                card.get_by_label(box.label).fill(MARKER)
                card.get_by_label(box.label).blur()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
        reader.page.wait_for_timeout(600)
        assert reader.questions() == []
        card.get_by_role("radio", checked=True).wait_for()
    # The record would show a question.
    item = next(item for item in activities.items if item.type == "single")
    reader.answer(item, item.solution())
    assert len(reader.questions()) == 1


def test_two_reflections_on_one_page_keep_their_words_apart(reader, activities):
    reader.open(LESSON)
    first, second = (reader.card(reflection.title) for reflection in activities.reflections)
    reader.write(first, "of the first")
    reader.write(second, "of the second")
    kept = [unsealed(reader, f"reflection/{reflection.id}") for reflection in activities.reflections]
    assert "of the second" not in kept[0]
    assert "of the first" not in kept[1]


def test_what_was_deleted_does_not_come_back(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    reader.write(card, "to be forgotten")
    card.get_by_role("button", name="Delete what I wrote").click()
    card.get_by_role("button", name="Yes, delete").click()
    expect(card.get_by_text("Deleted from this browser.")).to_be_visible()
    card.locator("input[value='own']").check()
    expect(card.get_by_role("textbox").first).to_have_value("")
    assert "to be forgotten" not in unsealed(reader, f"reflection/{reflection.id}")


def test_what_one_tab_deleted_another_does_not_write_back(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    card = reader.card(reflection.title)
    reader.write(card, "to be forgotten everywhere")
    lesson, other = reader.page, reader.context.new_page()
    reader.page = other
    reader.open("course/00-start-here.ipynb")
    panel = reader.card("What this browser keeps")
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Yes, delete everything").click()
    expect(panel).to_contain_text("Nothing is kept here yet.")
    expect(card.locator("input:checked")).to_have_count(0)
    reader.page = lesson
    card.locator("input[value='own']").check()
    expect(card.get_by_role("textbox").first).to_have_value("")
    assert "to be forgotten" not in unsealed(reader, f"reflection/{reflection.id}")


def test_two_tabs_writing_in_one_reflection_lose_nothing(reader, activities):
    reader.open(LESSON)
    reflection = activities.reflections[0]
    first = reader.card(reflection.title)
    first.locator("input[value='own']").check()
    expect(first.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
    reader.page = reader.context.new_page()
    reader.open(LESSON)
    second = reader.card(reflection.title)
    for card, number, text in ((first, 0, "from the first tab"), (second, 1, "from the second tab")):
        box = card.get_by_label(reflection.boxes[number].label)
        box.fill(text)
        box.blur()
        expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
        reader.page.wait_for_timeout(300)
    kept = unsealed(reader, f"reflection/{reflection.id}")
    assert "from the first tab" in kept
    assert "from the second tab" in kept


def test_whose_day_was_chosen_stays_in_the_browser(reader):
    page = reader.open("course/00-start-here.ipynb")
    page.locator("input[value='noor']").check()
    reader.sent.clear()
    reader.open(LESSON)
    assert reader.card("A self-sufficient day, traced").get_by_role("combobox").input_value() == "noor"
    assert not [message for message in reader.sent if b"noor" in message]


def unsealed(reader, id: str) -> str:
    """What the workbook holds under this name, opened with the browser's own key."""
    return reader.page.evaluate(
        """async (id) => {
            const workbook = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
            return JSON.stringify((await workbook.get(id)) ?? null);
        }""",
        id,
    )


def test_what_is_kept_in_the_browser_is_sealed(reader, activities):
    reader.open(LESSON)
    write_everywhere(reader.page)
    dump = reader.page.evaluate(
        """async () => {
            const db = await new Promise((resolve) => {
                const request = indexedDB.open("leaning-well");
                request.onsuccess = () => resolve(request.result);
            });
            const all = (store) => new Promise((resolve) => {
                const request = db.transaction(store).objectStore(store).getAll();
                request.onsuccess = () => resolve(request.result);
            });
            const entries = await all("entries");
            const keys = await all("keys");
            return {
                count: entries.length,
                text: entries.map((entry) => new TextDecoder("latin1").decode(entry.sealed)).join(),
                exportable: keys.filter((key) => key instanceof CryptoKey).map((key) => key.extractable),
                places: [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join(),
            };
        }"""
    )
    assert dump["count"] >= 4
    assert dump["exportable"] == [False]
    assert MARKER not in dump["text"]
    assert MARKER not in dump["places"]


def test_strangers_get_no_activity_file_and_no_answers(server, course):
    (course / "course" / "answers.json").write_text("{}")
    for path in ("course/activities/01-the-self-sufficiency-story.yaml", "course/answers.json", "nbgrader_config.py"):
        status, body = server.get(f"voila/files/{path}", token=False)
        assert status == 403, path
        assert b"correct" not in body
    (course / "course" / "answers.json").unlink()
