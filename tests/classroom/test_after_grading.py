"""From a platform's download to its file of grades: collect, grade, report and export, by the commands alone."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from classroom.room import SLUG, Classroom, handed_in
from leaningwell.cli import app
from leaningwell.gradesheets import EXPORTS

pytestmark = pytest.mark.classroom

NOTEBOOK = f"{SLUG}.ipynb"
WEEKS, SHY = "five-quiet-weeks", "97f548ed"
PEOPLE = {"s1": "Ana Ruiz", "s2": "Bo Ek", "s3": "Cy Io", "s4": "Di Om", "s5": "Ed Uz", "s6": "Flo Yi"}
PRIVATE = "Needy is the word of nobody"


def ours(room: Classroom, *words: str) -> Any:
    """Run ``leaningwell``, in this process."""
    return CliRunner().invoke(app, [*words, "--root", str(room.root)])


@pytest.fixture(scope="module")
def room(classroom: Classroom, right) -> Classroom:
    """Six people hand in on Moodle; all but one took the shyness for it, and one shares a reflection."""
    notebook = (classroom.root / "exercises" / SLUG / NOTEBOOK).read_bytes()
    with zipfile.ZipFile(classroom.place / "moodle.zip", "w") as archive:
        for number, (student, name) in enumerate(PEOPLE.items()):
            shared = {"kinder-needy": {"definition": PRIVATE}} if student == "s2" else {}
            answers = right if student == "s1" else right | {WEEKS: SHY}
            folder = f"{name}_{1000 + number}_assignsubmission_file"
            archive.writestr(f"{folder}/{NOTEBOOK}", notebook)
            archive.writestr(f"{folder}/answers.json", json.dumps(handed_in(answers, ("kinder-needy",), shared)))
    (classroom.place / "class.csv").write_text(
        "id,first_name,last_name,email\n"
        + "".join(f"{id},{name.replace(' ', ',')},{id}@example.org\n" for id, name in PEOPLE.items())
    )
    classroom.run("db", "student", "import", str(classroom.place / "class.csv"))
    return classroom


@pytest.fixture(scope="module")
def collected(room: Classroom) -> Any:
    room.ours("grade")  # puts the course's first lesson there, by which a command knows its root
    return ours(room, "collect", SLUG, str(room.place / "moodle.zip"))


@pytest.fixture(scope="module")
def graded(room: Classroom, collected) -> Classroom:
    done = room.run_ours("grade", SLUG)
    assert done.returncode in (0, 3), done.stderr
    return room


def test_the_download_is_taken_in_under_the_names_of_the_class(room, collected):
    assert (collected.exit_code, collected.stderr) == (0, "")
    assert f"{SLUG}: took in the work of 6 people: 6 new" in collected.stdout
    assert {path.name for path in (room.root / "submitted").iterdir()} == set(PEOPLE)


def test_the_report_tells_how_it_went_and_neither_names_nor_reflections(graded):
    page, table = graded.place / "report.html", graded.place / "report.csv"
    done = ours(graded, "report", SLUG, "--page", str(page), "--csv", str(table))
    assert (done.exit_code, done.stderr) == (0, "")
    assert "6 people handed in, of 6 who are known." in done.stdout
    said = " ".join(done.stdout.split())
    assert "Most common, with 83 %: A rather shy group" in said
    assert "The exercise says of it: Shy people may well ask less." in said
    for text in (said, page.read_text(), table.read_text()):
        assert PRIVATE not in text
        assert not [word for id, name in PEOPLE.items() for word in (f"{id}@", *name.split()) if f" {word}" in text]


def test_grades_go_into_the_file_that_the_platform_gave(graded):
    given, made = graded.place / "given.csv", graded.place / "made.csv"
    given.write_text(
        "First name,Last name,Email address,Assignment: The self-sufficiency story (Real)\n"
        "Ana,Ruiz,s1@example.org,-\nBo,Ek,S2@example.org,-\n"
    )
    done = ours(graded, "export", SLUG, "--for", "moodle", "--into", str(given), "--to", str(made))
    assert done.exit_code == 3, done.stderr
    assert "Graded, but not found in the platform's file (4): s3, s4, s5, s6." in done.stdout
    with made.open(newline="") as file:
        rows = list(csv.reader(file))
    assert [row[3] for row in rows[1:]] == ["22", "19"]


def test_nbgraders_own_export_writes_the_same_with_our_plug_ins(graded):
    by_nbgrader, by_us = graded.place / "by-nbgrader.xls", graded.place / "by-us.xls"
    graded.run("export", "--exporter=leaningwell.gradesheets.BlackboardExport", "--to", str(by_nbgrader))
    assert ours(graded, "export", "--for", "blackboard", "--to", str(by_us)).exit_code == 0
    head, *rows = by_nbgrader.read_text(encoding="utf-16").splitlines()
    assert head.endswith('"Exercise 1: The self-sufficiency story [Total Pts: 22 Score]"')
    assert sorted(row.split("\t")[-1] for row in rows) == [*['"19"'] * 5, '"22"']
    assert by_us.read_bytes() == by_nbgrader.read_bytes()


@pytest.mark.parametrize("platform", EXPORTS)
def test_each_plug_in_writes_the_gradebook_as_it_is(graded, platform):
    path: Path = graded.place / f"{platform}.csv"
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as gradebook:
        EXPORTS[platform](to=str(path), assignment=[SLUG], student=["s1", "s2"]).export(gradebook)
    text = path.read_bytes().decode("utf-16" if platform == "blackboard" else "utf-8")
    assert [("Ruiz" in text, "Ek" in text, "Io" in text), ("22" in text, "19" in text)] == [
        (True, True, False),
        (True, True),
    ]


def test_a_platform_and_an_exercise_that_are_not_there_are_told(graded):
    wrong = ours(graded, "export", "--for", "paper")
    assert wrong.exit_code == 2
    assert "canvas, moodle, blackboard" in wrong.stderr
    unknown = ours(graded, "export", "99-none", "--for", "canvas")
    assert unknown.exit_code == 1
    assert f"The gradebook does not know 99-none. It knows: {SLUG}." in unknown.stderr
    assert "There is no exercise 99-none" in ours(graded, "report", "99-none").stderr
