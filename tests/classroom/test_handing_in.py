"""Handing in from the exercise's own page, through a real exchange; and every way in which that can fail."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from browser.look import objections, sideways
from browser.reader import Reader
from classroom import warm
from classroom.room import COURSE, ROOT, SLUG, Classroom, do_exercise, handed_in
from leaningwell.grading.exchange import Desk
from servers import start_server

pytestmark = pytest.mark.classroom
SLOW = 120_000  # nbgrader is asked in a process of its own
SHARED = "Glad of people,\nand able to say so: <b>plainly</b>."
ASIDE = "answers.broken-20260101-101010.json"


@pytest.fixture(scope="module")
def released(classroom: Classroom) -> Classroom:
    """The class, with the exercise given out."""
    classroom.release()
    return classroom


@pytest.fixture
def settings(released, monkeypatch, tmp_path):
    """A learner's account, set up for the class's exchange as a hub sets it up."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(released.exchange)!r}\n"
    )
    values = {"JUPYTER_CONFIG_DIR": tmp_path / "config", "JUPYTER_DATA_DIR": tmp_path / "data"}
    for name, value in values.items():
        monkeypatch.setenv(name, str(value))
    return {name: str(value) for name, value in values.items()}


@pytest.fixture
def desk(released, settings, tmp_path) -> Path:
    """A fresh copy of what was given out, with some of it done."""
    folder = tmp_path / "home" / SLUG
    shutil.copytree(released.exchange / COURSE / "outbound" / SLUG, folder)
    do_exercise(folder, answers=handed_in({"smallest-tipping-share": "0.05"}, done=("kinder-needy",)))
    return folder


def ask(folder: Path, *more: str, limit: int | None = None) -> dict:
    """What the page's helper process answers."""

    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    words = ["exchange", SLUG, "--folder", str(folder), *more]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    if limit is None:
        done = warm.run("leaningwell.cli", words, ROOT, env)
    else:
        command = [sys.executable, "-m", "leaningwell.cli", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, preexec_fn=prepare)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def inbound(released) -> list[Path]:
    return sorted((released.exchange / COURSE / "inbound").iterdir())


# What the helper process says and does


def test_a_fetched_exercise_can_be_handed_in_again_and_again_and_every_receipt_is_listed(desk, released):
    found = ask(desk)
    assert (found["exchange"], found["courses"], found["earlier"]) == ("ready", [COURSE], [])
    assert {file["name"]: file["included"] for file in found["files"]} == {
        f"{SLUG}.ipynb": True, "answers.json": True, "items.yaml": True,
    }  # fmt: skip
    before = everything_in(desk)
    receipts = [ask(desk, "--course", COURSE)["receipt"] for _ in range(2)]
    assert [one["receipt"] for one in ask(desk)["earlier"]] == receipts[::-1]
    assert everything_in(desk) == before
    for folder, receipt in zip(inbound(released)[-2:], receipts, strict=True):
        assert (folder / "timestamp.txt").read_text() == receipt
        assert {name: content for name, content in everything_in(folder).items() if name in before} == before


def test_the_files_that_are_named_are_the_files_that_arrive(desk, released):
    (desk / "feedback" / "my-own").mkdir(parents=True)
    (desk / "feedback" / "my-own" / "page.html").write_text("mine")
    (desk / "more").mkdir()
    for name in (ASIDE, "more/notes.txt", "left-out.pyc"):
        (desk / name).write_text(name)
    named = {file["name"] for file in ask(desk)["files"] if file["included"]}
    ask(desk, "--course", COURSE)
    arrived = set(everything_in(inbound(released)[-1])) - {"timestamp.txt", "submission_secret.txt"}
    assert arrived == named
    assert named == {f"{SLUG}.ipynb", "answers.json", "items.yaml", ASIDE, "more/notes.txt"}


def test_without_an_exchange_there_is_nothing_to_hand_in_to(desk, settings):
    Path(settings["JUPYTER_CONFIG_DIR"], "nbgrader_config.py").write_text("c.Exchange.root = '/nowhere/at/all'\n")
    assert ask(desk)["exchange"] == "none"
    assert ask(desk, "--course", COURSE)["code"] == "none"


def test_an_exercise_that_was_not_given_out_is_not_handed_in(desk, released):
    outbound = released.exchange / COURSE / "outbound"
    (outbound / SLUG).rename(outbound / "kept-back")
    before = inbound(released)
    try:
        assert ask(desk)["exchange"] == "not-released"
        assert ask(desk, "--course", COURSE)["code"] == "not-released"
    finally:
        (outbound / "kept-back").rename(outbound / SLUG)
    assert inbound(released) == before


def test_another_course_is_not_handed_in_to(desk, released, settings):
    before = inbound(released)
    assert ask(desk, "--course", "another-course")["code"] == "not-released"
    with Path(settings["JUPYTER_CONFIG_DIR"], "nbgrader_config.py").open("a") as config:
        config.write("c.CourseDirectory.course_id = 'another-course'\n")
    assert ask(desk) | {"files": []} == {
        "files": [], "courses": [], "earlier": [], "exchange": "not-released", "detail": "another-course",
    }  # fmt: skip
    assert inbound(released) == before


def test_a_folder_that_was_renamed_is_not_handed_in_under_another_name(desk, released):
    renamed = desk.rename(desk.with_name("my-copy"))
    found = ask(renamed)
    assert (found["exchange"], found["detail"]) == ("renamed", "my-copy")


def test_a_full_disk_leaves_nothing_half_handed_in(desk, released):
    (desk / "picture.bin").write_bytes(b"x" * 200_000)
    before, files = inbound(released), everything_in(desk)
    assert ask(desk, "--course", COURSE, limit=100_000)["code"] == "disk-full"
    assert inbound(released) == before
    assert ask(desk)["earlier"] == []
    assert everything_in(desk) == files


def test_a_folder_that_is_too_large_is_said(desk, settings, released):
    with Path(settings["JUPYTER_CONFIG_DIR"], "nbgrader_config.py").open("a") as config:
        config.write("c.CourseDirectory.max_dir_size = 1\n")
    before = inbound(released)
    assert ask(desk, "--course", COURSE)["code"] == "too-large"
    assert inbound(released) == before


def test_an_exchange_that_may_not_be_written_to_is_said(desk, released, monkeypatch):
    # Root may write anywhere, so nbgrader is told what another account would be told.
    monkeypatch.setattr("nbgrader.exchange.default.exchange.check_directory", lambda *_, **__: False)
    found = Desk(desk, SLUG).look()
    assert found["exchange"] == "unwritable"
    assert str(released.exchange) in found["detail"]


def test_settings_that_cannot_be_read_are_a_sentence_and_no_traceback(desk, settings):
    (desk.parent / "nbgrader_config.py").write_text("this is not Python\n")
    assert ask(desk)["code"] == "refused"


def test_being_stopped_half_way_leaves_nothing_half_handed_in(desk, released, settings):
    (desk / "fifo-in-disguise").mkdir()
    os.mkfifo(desk / "fifo-in-disguise" / "never-ends")  # copying waits here for ever
    before = inbound(released)
    command = [sys.executable, "-m", "leaningwell.cli", "exchange", SLUG, "--folder", str(desk), "--course", COURSE]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while inbound(released) == before and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    process.terminate()
    process.wait(30)
    assert inbound(released) == before


# The page


def test_what_the_page_shows_is_what_the_instructor_sees_and_it_can_be_handed_in_by_keyboard(
    desk, released, settings, context, key, right
):
    items = {item.id: item for item in key.items}
    wrong_kind = {"five-quiet-weeks": {"not": "an answer"}}
    do_exercise(desk, answers=handed_in({"smallest-tipping-share": "0.05"} | wrong_kind))
    (desk / ASIDE).write_text('{"shared": "a text taken back since"')
    shutil.copytree(ROOT / "course", desk.parent / "course")
    with start_server(desk.parent, env=settings) as server:
        reader = Reader(context, server)
        page = reader.open(f"{SLUG}/{SLUG}.ipynb")
        seen = reader.card("What your instructor will see")
        expect(seen).to_contain_text("6 of 6 parts are still open.")
        for id in (
            "ten-from-nobody",
            "ten-from-five",
            "reading-the-jump",
            "friday-in-the-workshop",
            "lifts-on-tuesday",
        ):
            reader.answer(items[id], right[id], button="Save answer")
        # The page followed by itself.
        expect(seen).to_contain_text("3 of 6 parts are still open.")
        card = reader.card("A kinder definition")
        reader.write(card, SHARED)
        expect(seen).not_to_contain_text("Glad of people")
        card.get_by_role("button", name="Share this with my teacher").click()
        expect(seen).to_contain_text("Glad of people")

        # What was set aside is named, can be read, and goes where no way of handing in finds it.
        expect(seen).to_contain_text("It may hold answers, and a text you have taken back since.", timeout=SLOW)
        seen.get_by_text(f"What is in {ASIDE}").click()
        seen.get_by_role("button", name="Show it").last.click()
        expect(seen.get_by_label(ASIDE, exact=True)).to_contain_text("a text taken back since")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert (sideways(page), objections(page)) == (0, [])
        seen.get_by_role("button", name=f"Move it out: {ASIDE}").click()
        expect(seen.get_by_role("status").filter(has_text="will not be handed in")).to_be_visible()
        assert not (desk / ASIDE).exists()
        expect(seen.get_by_role("button", name=f"Move it out: {ASIDE}")).to_have_count(0, timeout=SLOW)
        assert "taken back since" in (desk.parent / "set-aside" / SLUG / ASIDE).read_text()

        # Something changed behind the page's back: it is shown before it is handed in.
        submit = reader.card("Hand in")
        expect(submit.get_by_role("button", name="Hand in")).to_be_visible(timeout=SLOW)
        (desk / "note.txt").write_text("new")
        hand_in_by_keyboard(reader, submit, "Hand in")
        expect(submit.get_by_role("status")).to_contain_text("Something changed after you looked", timeout=SLOW)
        expect(seen).to_contain_text("note.txt", timeout=SLOW)
        before = inbound(released)
        hand_in_by_keyboard(reader, submit, "Hand in")
        expect(submit.get_by_role("status")).to_contain_text(f"Handed in to {COURSE} on", timeout=SLOW)
        expect(submit.get_by_role("list").get_by_role("listitem")).to_have_count(1, timeout=SLOW)
        expect(submit.get_by_role("button", name="Hand in again")).to_be_focused(timeout=SLOW)
        page.evaluate("scrollTo(0, 0)")
        assert objections(page) == []
        shown = [text.strip() for text in seen.locator("dd[data-state=given], blockquote").all_inner_texts()]
        assert len(inbound(released)) == len(before) + 1
        assert "note.txt" in everything_in(inbound(released)[-1])
        assert reader.trouble == []

    released.collect()
    released.grade()
    released.give_feedback()
    (student,) = {path.name for path in (released.root / "submitted").iterdir()}
    assert texts_for_the_instructor(released.graded_notebook(student)) == {flat(text) for text in shown}
    page_given_back = flat(BeautifulSoup(released.feedback(student), "html.parser").get_text())
    for text in shown:
        for line in text.split("\n"):
            assert flat(line) in page_given_back


def hand_in_by_keyboard(reader, submit, name: str) -> None:
    reader.focus_before(submit)
    reader.tab_to(submit.get_by_role("button", name=name, exact=True))
    reader.page.keyboard.press("Enter")
    expect(submit).to_contain_text(f"Hand in to {COURSE} what is shown above?")
    expect(submit.get_by_role("button", name="Yes, hand in now")).to_be_focused()
    reader.page.keyboard.press("Enter")


def flat(text: str) -> str:
    return " ".join(text.split())


def texts_for_the_instructor(notebook) -> set[str]:
    """Every answer and shared text that grading put into the notebook for formgrader and feedback to show."""
    found = set()
    for cell in notebook.cells:
        if cell.id.endswith("-handed-in"):
            heading, block = cell.source.split("\n\n", 1)
            for part in re.split(r"\n\n", block.strip("`\n")):
                if "Shared" in heading:
                    found.add(flat(part.split("\n", 1)[1]))
                elif "Answer:" in part:
                    found.add(flat(part.split("Answer:", 1)[1].replace("\n- ", "\n")))
    return found
