"""What the page before handing in reads, moves and waits for, without nbgrader."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import compute_checksum, is_solution

from leaningwell.answers import Answers, AnswersError, Kept, folder, instructor_view, notebook
from leaningwell.content import load_graded, load_sheet
from leaningwell.grading.marks import marks
from leaningwell.widgets.handing_in import HandingIn
from leaningwell.widgets.job import Job

ROOT = Path(__file__).parents[2]
SLUG = "01-the-self-sufficiency-story"


@pytest.fixture
def exercise(tmp_path) -> Path:
    """A copy of the exercise, as a learner has it who did not get the solutions."""
    place = tmp_path / SLUG
    shutil.copytree(ROOT / "exercises" / SLUG, place, ignore=shutil.ignore_patterns("answers*.json", "feedback"))
    return place


def page(place: Path) -> HandingIn:
    return HandingIn(load_sheet(place / "items.yaml"), Answers(place, SLUG), place)


# The notebook

UNCHANGED = {"final-share": "unchanged"}


def code_of_tasks(path: Path) -> dict[str, str]:
    return notebook.code_of_tasks(notebook.read(path))


def test_our_checksum_is_nbgraders(exercise):
    (cell,) = [c for c in nbformat.read(exercise / f"{SLUG}.ipynb", as_version=4).cells if is_solution(c)]
    for source in (cell.source, "x = 'ü'\n"):
        cell.source = source
        assert notebook.checksum(cell.source, cell.metadata.nbgrader.grade_id) == compute_checksum(cell)


def test_a_changed_code_cell_is_told_from_an_untouched_one(exercise):
    path = exercise / f"{SLUG}.ipynb"
    assert code_of_tasks(path) == UNCHANGED
    data = json.loads(path.read_text())
    (cell,) = [c for c in data["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    cell["source"] = "def final_share(): ..."
    path.write_text(json.dumps(data))
    assert code_of_tasks(path) == {"final-share": "changed"}
    del cell["metadata"]["nbgrader"]["checksum"]
    path.write_text(json.dumps(data))
    assert code_of_tasks(path) == {"final-share": "unknown"}


def _trimmed(data):
    for cell in data["cells"]:
        cell["source"] = "".join(cell["source"]) + "  \n\n"


def _split(data):
    for cell in data["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n").splitlines(keepends=True)


def _marked(data):
    data["metadata"] = {"colab": {}}
    for cell in data["cells"]:
        cell["metadata"] |= {"vscode": {"languageId": "python"}, "id": cell.pop("id"), "trusted": True, "tags": None}


def _bare(data):
    for cell in data["cells"]:
        for name in ("outputs", "execution_count", "id"):
            cell.pop(name, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("change", [_trimmed, _split, _marked, _bare, lambda data: None])
def test_an_untouched_notebook_is_never_called_changed(exercise, change, encoding):
    path = exercise / f"{SLUG}.ipynb"
    data = json.loads(path.read_text())
    change(data)
    path.write_bytes(json.dumps(data, indent=2).replace("\n", "\r\n").encode(encoding))
    assert code_of_tasks(path) == UNCHANGED
    assert page(exercise)._look({})["notebook"]["whole"]


def test_a_notebook_cut_off_in_the_middle_shows_what_can_be_read_and_says_so(exercise):
    path = exercise / f"{SLUG}.ipynb"
    text = path.read_text()
    for heading, code in (("## Three questions", "unchanged"), ("## Task 2", "unknown")):
        path.write_text(text[: text.index(heading)])
        assert code_of_tasks(path) == (UNCHANGED if code == "unchanged" else {})
        looked = page(exercise)._look({})
        assert [task["code"] for task in looked["tasks"]] == [None, code]
        assert (looked["notebook"]["readable"], looked["notebook"]["whole"]) == (True, False)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 5}', '{"cells": [{}]}', '{"cells": [[]]}', "[" * 99_999])
def test_what_is_no_notebook_is_told_from_one(exercise, content):
    (exercise / f"{SLUG}.ipynb").write_text(content)
    assert notebook.read(exercise / f"{SLUG}.ipynb") is None
    assert page(exercise)._look({})["notebook"]["readable"] is False


def test_a_notebook_that_is_not_there_is_said(exercise):
    (exercise / f"{SLUG}.ipynb").unlink()
    assert page(exercise)._look({})["notebook"] == {"saved": None, "readable": False, "whole": False, "copy": None}


@pytest.mark.parametrize(
    ("session", "copy"),
    [(f"exercises/{SLUG}/{SLUG}-Copy1.ipynb", f"{SLUG}-Copy1.ipynb"), (f"/a/{SLUG}.ipynb", None), ("console-1", None)],
)
def test_somebody_in_a_copy_is_told_so(exercise, monkeypatch, session, copy):
    monkeypatch.setenv("JPY_SESSION_NAME", session)
    assert page(exercise)._look({})["notebook"]["copy"] == copy


# What an instructor sees


def test_grading_shows_exactly_the_text_the_page_shows():
    graded = load_graded(ROOT / "solutions" / SLUG / "items.yaml")
    given = {"friday-in-the-workshop": {"response": {"nonsense": "\u202eturned"}}, "five-quiet-weeks": {"response": 7}}
    shared = {"kinder-needy": {"definition": "mine\x00\u202e", "another": "not asked for"}}
    kept = Kept(given, ("kinder-needy",), shared, frozenset({"lifts-on-tuesday"}))
    found = marks(graded, kept)
    for item in graded.items:
        answer = instructor_view.answer(item.public(), kept)
        if item.points and answer.state == "given":
            assert answer.text in found[item.id].handed_in
    assert instructor_view.answer(graded.items[-1].public(), kept).state == "damaged"
    receipt = instructor_view.receipt(graded.reflections[0], kept)
    assert receipt.shared == {"Needy: …": "mine"}
    assert found["kinder-needy"].handed_in == "Needy: …\nmine"


def test_a_shared_text_is_shown_even_where_the_file_does_not_say_done():
    graded = load_graded(ROOT / "solutions" / SLUG / "items.yaml")
    kept = Kept(shared={"kinder-needy": {"definition": "mine"}})
    assert instructor_view.receipt(graded.reflections[0], kept) == instructor_view.Receipt(False, {"Needy: …": "mine"})
    mark = marks(graded, kept)["kinder-needy"]
    assert (mark.points, mark.handed_in) == (0, "Needy: …\nmine")


def test_looking_changes_nothing(exercise):
    before = {path.name: path.read_bytes() for path in exercise.iterdir()}
    page(exercise)._look({})
    assert {path.name: path.read_bytes() for path in exercise.iterdir()} == before


# Other files


def test_a_file_moved_out_overwrites_none_that_was_moved_before(exercise):
    for text in ("first", "second"):
        (exercise / "answers.broken-1.json").write_text(text)
        folder.move_out(exercise, "answers.broken-1.json")
    place = exercise.parent / "set-aside" / SLUG
    assert {path.name: path.read_text() for path in place.iterdir()} == {
        "answers.broken-1.json": "first",
        "answers.broken-1-2.json": "second",
    }


@pytest.mark.parametrize("name", ["../secret", "gone.txt", "link", "", "..", "sub/inner", "pipe", "/etc/hostname"])
def test_nothing_but_a_plain_file_of_this_folder_is_shown_or_moved(exercise, name):
    (exercise.parent / "secret").write_text("not yours")
    (exercise / "link").symlink_to(exercise.parent / "secret")
    (exercise / "sub").mkdir()
    (exercise / "sub" / "inner").write_text("inside")
    os.mkfifo(exercise / "pipe")
    for act in (folder.peek, folder.move_out):
        with pytest.raises(AnswersError, match=r"There is no file .* Look again\."):
            act(exercise, name)
    assert (exercise.parent / "secret").read_text() == "not yours"


def test_what_belongs_to_the_exercise_is_not_moved(exercise):
    activity = page(exercise).activity()
    for name in (f"{SLUG}.ipynb", "items.yaml", "answers.json"):
        reply = activity.answer({"do": "move", "name": name})
        assert reply == {"problem": "own-file", "details": {}}


def test_any_bytes_can_be_looked_at(exercise):
    (exercise / "odd.bin").write_bytes(b"\xff\x00\x1b[31m" + b"x" * 300_000)
    text = folder.peek(exercise, "odd.bin")
    assert text.startswith("\ufffd[31m")
    assert text.endswith("…")
    assert len(text) < 110_000


# Work elsewhere


def test_a_job_that_takes_too_long_is_ended_and_said(monkeypatch):
    monkeypatch.setattr("leaningwell.widgets.job.GRACE", 0.2)
    job = Job("feedback", SLUG, "--root", str(ROOT), "--folder", "/nowhere", seconds=0)
    deadline = time.monotonic() + 60
    while (result := job.result()) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert result == {"code": "too-long", "detail": ""}


def test_a_job_that_fails_is_said():
    job = Job("no-such-command", seconds=60)
    while (result := job.result()) is None:
        time.sleep(0.05)
    assert result == {"code": "failed", "detail": ""}


def test_without_solutions_nothing_is_graded(exercise):
    found = page(exercise)
    assert found.activity().spec["solutions"] is False
    reply = found.activity().answer({"do": "start", "job": "feedback"})
    assert reply == {"failed": True}


def test_with_the_whole_course_at_hand_it_can_be(tmp_path):
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("answers*.json"))
    assert page(tmp_path / "exercises" / SLUG).activity().spec["solutions"] is True


def test_nothing_is_handed_in_that_was_not_shown(exercise):
    activity = page(exercise).activity()
    mark = activity.answer({"do": "look"})["mark"]
    Answers(exercise, SLUG).answer("five-quiet-weeks", "x")
    reply = activity.answer({"do": "start", "job": "hand-in", "course": "any", "mark": mark})
    assert reply == {"changed": True}
