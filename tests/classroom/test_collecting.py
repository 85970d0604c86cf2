"""What comes in from platforms and the exchange, and under odd names, is graded with stock nbgrader's commands."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from classroom.room import SLUG, Classroom, handed_in

pytestmark = pytest.mark.classroom

NOTEBOOK = f"{SLUG}.ipynb"


@pytest.fixture(scope="module")
def all_right(key) -> bytes:
    answers = {item.id: item.solution() for item in key.items}
    done = [reflection.id for reflection in key.reflections]
    return json.dumps(handed_in(answers, tuple(done))).encode()


def archive(path: Path, files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path.read_bytes()


@pytest.fixture(scope="module")
def collected(generated, tmp_path_factory, all_right):
    """A class on four platforms, taken in as the README says, and graded."""
    room = Classroom.like(generated, tmp_path_factory.mktemp("platforms"))
    notebook = (room.root / "exercises" / SLUG / NOTEBOOK).read_bytes()
    none = json.dumps(handed_in({})).encode()
    inbox = room.root / "downloaded" / SLUG / "archive"
    inbox.mkdir(parents=True)
    moodle = "{}_{}_assignsubmission_file"
    inner = archive(room.place / "inner.zip", {f"{SLUG}/{NOTEBOOK}": notebook, f"{SLUG}/answers.json": all_right})
    archive(inbox / "moodle.zip", {
        f"{moodle.format('Ana Ruiz', 1001)}/{NOTEBOOK}": notebook,
        f"{moodle.format('Ana Ruiz', 1001)}/answers.json": all_right,
        f"{moodle.format('Bo Ek', 1002)}_{NOTEBOOK}": notebook,
        f"{moodle.format('Bo Ek', 1002)}_answers.json": all_right,
        f"{moodle.format('Jörg Müller', 1003)}/work.zip": inner,
        f"{moodle.format('Kim Lee', 1004)}/{NOTEBOOK}": notebook,
        f"{moodle.format('Kim Lee', 1004)}/answers.json": all_right,
        f"{moodle.format('Kim Lee', 1005)}/{NOTEBOOK}": notebook,
        f"{moodle.format('Kim Lee', 1005)}/answers.json": none,
    })  # fmt: skip
    archive(inbox / "submissions.zip", {
        f"cruzeva_2001_31_{SLUG}.ipynb": notebook,
        "cruzeva_2001_32_answers.json": none,
        f"cruzeva_2001_33_{SLUG}-1.ipynb": notebook,
        "cruzeva_2001_34_answers-1.json": all_right,
        f"diazleo_LATE_2002_35_{SLUG}.ipynb": notebook,
        "diazleo_LATE_2002_36_answers (1).json": all_right,
    })  # fmt: skip
    archive(inbox / "gradebook.zip", {
        f"Exercise 1_fox7_attempt_2026-11-26-10-15-00_{NOTEBOOK}": notebook,
        "Exercise 1_fox7_attempt_2026-11-26-10-15-00_answers.json": none,
        "Exercise 1_fox7_attempt_2026-11-26-10-15-00.txt": b"Name: Fox",
        f"Exercise 1_fox7_attempt_2026-11-27-09-00-00_{NOTEBOOK}": notebook,
        "Exercise 1_fox7_attempt_2026-11-27-09-00-00_answers.json": all_right,
    })  # fmt: skip
    for name, answers in {f"gil/{SLUG}": all_right, "hanne": all_right}.items():
        folder = inbox / name
        folder.mkdir(parents=True)
        (folder / NOTEBOOK).write_bytes(notebook)
        (folder / "answers.json").write_bytes(answers)
    (inbox / "answers.json").write_bytes(all_right)
    os.symlink("/etc/hostname", inbox / "hanne" / "answers (2).json")
    done = room.run("zip_collect", SLUG)
    graded = room.run_ours("grade", SLUG)
    assert graded.returncode in (0, 3), graded.stderr
    return room, done.stderr


def total(room: Classroom, student: str) -> float:
    return sum(room.scores(student).values())


STUDENTS = ["ana-ruiz", "bo-ek", "jörg-müller", "kim-lee-1004", "cruzeva", "diazleo", "fox7", "gil", "hanne"]


@pytest.mark.parametrize("student", STUDENTS)
def test_what_a_platform_makes_of_the_names_is_understood_and_the_newest_counts(collected, student):
    assert total(collected[0], student) == 22


def test_two_people_of_one_name_stay_two(collected):
    assert total(collected[0], "kim-lee-1005") == 0


def test_what_is_nobodys_is_named_and_stays(collected):
    room, said = collected
    assert "answers.json was not taken: it is not known whose it is" in said
    assert (room.root / "downloaded" / SLUG / "extracted" / "answers.json").is_file()
    students = {path.name for path in (room.root / "submitted").iterdir()}
    assert students == {*STUDENTS, "kim-lee-1005"}


# Under other names


def renamed(folder, old, new):
    (folder / new).parent.mkdir(exist_ok=True)
    (folder / old).rename(folder / new)


ODD = {
    "browser": [("answers.json", "answers (1).json")],
    "text": [("answers.json", "answers.json.txt")],
    "deeper": [("answers.json", "work/answers.json"), (NOTEBOOK, f"work/{NOTEBOOK}")],
    "copy": [(NOTEBOOK, f"{SLUG}-Copy1.ipynb")],
    "twice": [(NOTEBOOK, f"{SLUG} (1).ipynb"), ("answers.json", "answers(1).json")],
    "own-name": [(NOTEBOOK, "My homework.ipynb")],
}


@pytest.fixture(scope="module")
def odd(generated, tmp_path_factory, all_right):
    """Submissions in which something lies under another name, is lost, or is no file."""
    room = Classroom.like(generated, tmp_path_factory.mktemp("odd"))
    for student, changes in ODD.items():
        room.hand_in(student, answers=all_right)
        for old, new in changes:
            renamed(room.root / "submitted" / student / SLUG, old, new)
    room.hand_in("answers-only", answers=all_right)
    (room.root / "submitted" / "answers-only" / SLUG / NOTEBOOK).unlink()
    room.hand_in("garbled", answers=all_right)
    (room.root / "submitted" / "garbled" / SLUG / NOTEBOOK).write_text("no notebook at all")
    room.hand_in("bom", answers=b"\xef\xbb\xbf" + all_right)
    room.hand_in("utf16", answers=all_right.decode().encode("utf-16"))
    room.hand_in("broken", answers=b"{")
    (room.root / "submitted" / "broken" / SLUG / "answers-1.json").write_bytes(all_right)
    room.hand_in("taken-back", answers=None)
    (room.root / "submitted" / "taken-back" / SLUG / "answers.broken-20261126-101500.json").write_bytes(all_right)
    room.hand_in("outdated", answers=handed_in({"five-quiet-weeks": "00000000"}))
    room.hand_in("plain", answers=all_right)
    room.grade()
    room.give_feedback()
    return room


def look(room, student):
    """The graded cells at which a person is asked to look."""
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        grades = gradebook.find_submission_notebook(SLUG, SLUG, student).grades
        return [grade.name for grade in grades if grade.needs_manual_grade]


@pytest.mark.parametrize("student", [*ODD, "answers-only", "garbled", "bom", "utf16", "broken"])
def test_whatever_it_was_called_it_is_graded_and_said(odd, student):
    assert total(odd, student) == 22
    if student in ("bom", "utf16"):
        assert look(odd, student) == []
        return
    assert look(odd, student), "a person is asked to look"
    page = odd.feedback(student)
    assert "somebody should look" in page.lower()


def test_what_was_set_aside_is_never_taken_for_an_answer(odd):
    assert total(odd, "taken-back") == 0
    assert "answers.json was not among what was handed in" in odd.feedback("taken-back")


def test_an_answer_that_fits_no_more_is_looked_at_by_a_person(odd):
    assert look(odd, "outdated") == ["five-quiet-weeks"]
    assert "An answer here no longer fits its question" in odd.feedback("outdated")


def test_nobody_looks_where_all_is_well(odd):
    assert look(odd, "plain") == []
    assert total(odd, "plain") == 22


# From the exchange


def test_links_pipes_and_what_they_lead_to_are_not_collected(generated, tmp_path, all_right):
    room = Classroom.like(generated, tmp_path)
    room.release()
    folder = room.fetch("mallory")
    (folder / "answers.json").write_bytes(all_right)
    room.submit("mallory")
    (inbound,) = (room.exchange / "leaning-well" / "inbound").iterdir()
    solved = room.root / "solutions" / SLUG / NOTEBOOK
    (inbound / NOTEBOOK).unlink()
    os.symlink(solved, inbound / NOTEBOOK)
    os.symlink(room.root / "solutions", inbound / "data")
    os.mkfifo(inbound / "pipe.json")
    done = room.run("collect", SLUG, f"--Exchange.root={room.exchange}", "--ExchangeCollect.check_owner=False")
    (student,) = {path.name for path in (room.root / "submitted").iterdir()}
    came = room.root / "submitted" / student / SLUG
    assert {path.name for path in came.iterdir()} == {
        "answers.json",
        "items.yaml",
        "timestamp.txt",
        "submission_secret.txt",
    }
    assert f"{NOTEBOOK} is no plain file or folder, so it was not collected" in done.stderr
    room.grade()
    assert total(room, student) == 22
