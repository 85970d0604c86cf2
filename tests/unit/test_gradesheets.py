"""Grades go to Canvas, Moodle and Blackboard in the files that these take in, and nothing is left out in silence."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from leaningwell.gradesheets.fill import Sheet, fill
from leaningwell.gradesheets.formats import BLACKBOARD, CANVAS, MOODLE
from leaningwell.gradesheets.grades import Exercise, Grade, Grades, NoGrades
from leaningwell.gradesheets.table import guarded, read_table, runs
from leaningwell.grading.people import Person, Register

ONE, TWO = "01-the-self-sufficiency-story", "02-built-to-depend"
PEOPLE = (
    Person("ana", "Ana", "Ruiz", "ana@example.org", "2001"),
    Person("joerg", "Jörg", 'Müller "Jo", jr.', "joerg@example.org"),
    Person("zoe", "Zoë", "O'Neill", "zoe@example.org"),
    Person("bo", "Bo", "Ek"),
)
GRADES = Grades(
    (Exercise(ONE, 22), Exercise(TWO, 22)),
    Register(PEOPLE, True),
    {
        ("ana", ONE): Grade(20.5),
        ("ana", TWO): Grade(19),
        ("joerg", ONE): Grade(11, penalty=2),
        ("zoe", ONE): Grade(8.333, waits=True),
    },
)
FIRST = replace(GRADES, exercises=(Exercise(ONE, 22),))


def back(sheet: Sheet) -> list[list[str]]:
    """The file as the platform reads it: by its encoding, its separator and its quotes."""
    content = sheet.table.content()
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig")
    between = "\t" if "\t" in text else ";" if text.startswith("Student;") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))


def rows(sheet: Sheet, by: str) -> dict[str, dict[str, str]]:
    head, *others = back(sheet)
    return {row[head.index(by)]: dict(zip(head, row, strict=True)) for row in others}


def given(place: Path, text: str, encoding: str = "utf-8") -> Path:
    path = place / "given.csv"
    path.write_bytes(text.encode(encoding))
    return path


# New files


def test_canvas_gets_its_columns_and_the_row_of_points():
    sheet = fill(CANVAS, GRADES)
    head, points, *_ = back(sheet)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ONE, TWO]
    assert points == ["    Points Possible", "", "", "", "", "22", "22"]
    found = rows(sheet, "SIS Login ID")
    assert list(found["ana"].values()) == ["Ruiz, Ana", "2001", "", "ana", "", "20.5", "19"]
    assert found["joerg"]["Student"] == 'Müller "Jo", jr., Jörg'


def test_moodle_gets_columns_that_it_can_map_and_points_with_a_point():
    assert fill(MOODLE, GRADES).table.content().startswith("\ufeff".encode()), "so that a spreadsheet spoils no accent"
    found = rows(fill(MOODLE, GRADES), "Username")
    assert found["ana"]["Email address"] == "ana@example.org"
    assert found["ana"][ONE] == "20.5"
    assert found["bo"][ONE] == ""


def test_blackboard_gets_tabs_quotes_and_utf_16():
    sheet = fill(BLACKBOARD, FIRST)
    content = sheet.table.content()
    assert content.startswith(b'\xff\xfe"\0')
    found = rows(sheet, "Username")
    assert found["joerg"]["Last Name"] == 'Müller "Jo", jr.'
    assert found["joerg"][f"{ONE} [Total Pts: 22 Score]"] == "11"


@pytest.mark.parametrize("form", [CANVAS, MOODLE, BLACKBOARD], ids=lambda form: form.name)
def test_nothing_is_left_out_or_taken_off_in_silence(form):
    sheet = fill(form, GRADES)
    told = "\n".join(sheet.told)
    assert f"{ONE}: held back, since a person has to look at the grade first (1): zoe." in told
    assert f"{ONE}: points were taken off for being late (1): joerg 2." in told
    assert f"{ONE}: without a grade, so that nothing is written, which is no zero (1): " in told
    assert (sheet.written, sheet.look) == (3, True)
    assert not any("8.33" in cell for row in back(sheet) for cell in row)


def test_a_grade_that_waits_goes_along_if_somebody_says_so():
    sheet = fill(MOODLE, FIRST, waiting=True)
    assert rows(sheet, "Username")["zoe"][ONE] == "8.33"
    assert any("taken along, though a person has to look first (1): zoe" in line for line in sheet.told)


# Into a file that the platform gave


CANVAS_FILE = (
    "Student,ID,SIS User ID,SIS Login ID,Section,1: The self-sufficiency story (4711),Final Score (read only)\r\n"
    ",,,,,Manual Posting,(read only)\r\n"
    "    Points Possible,,,,,22.00,(read only)\r\n"
    '"Ruiz, Ana",2001,A-1,ana.ruiz,Monday,,80\r\n'
    '"Mueller, Joerg",2002,B-2,joerg@example.org,Monday,3,70\r\n'
    '"-Ann, =SUM(A1)",2009,C-3,ann,Monday,5,10\r\n'
    '"Student, Test",2010,,0815,Monday,,\r\n'
)


def test_a_number_of_the_platforms_that_is_another_learners_id_is_settled_by_the_name(tmp_path):
    people = Register((Person("2001", "Ana", "Ruiz"), Person("bo", "Bo", "Ek")), True)
    found = Grades((Exercise(ONE, 22),), people, {("2001", ONE): Grade(20), ("bo", ONE): Grade(11)})
    text = (
        f"Student,ID,SIS User ID,SIS Login ID,Section,{ONE} (1)\n" + '"Ek, Bo",2001,,bo,,\n"Ruiz, Ana",2002,,2001,,\n'
    )
    sheet = fill(CANVAS, found, read_table(given(tmp_path, text)))
    assert [row[-1] for row in back(sheet)[1:]] == ["11", "20"]
    assert not sheet.look


def test_a_file_of_canvas_keeps_rows_columns_and_cells_and_gets_the_grades(tmp_path):
    sheet = fill(CANVAS, FIRST, read_table(given(tmp_path, CANVAS_FILE)))
    before = list(csv.reader(io.StringIO(CANVAS_FILE, newline="")))
    now = back(sheet)
    assert now[3][5] == "20.5"
    assert now[4][5] == "11"
    before[3][5], before[4][5] = "20.5", "11"
    assert now == before
    told = "\n".join(sheet.told)
    assert "another grade stood there before (1): joerg had 3, now 11." in told
    assert "Graded, but not found in the platform's file (1): zoe." in told
    assert "nobody in the gradebook, so that these rows are as they were (1): -Ann, =SUM(A1)." in told


def test_a_file_with_semicolons_a_mark_and_other_points_is_understood_and_the_points_are_told(tmp_path):
    text = CANVAS_FILE.replace('"Ruiz, Ana"', "Ana").replace('"Mueller, Joerg"', "J").replace('"Student, Test"', "T")
    text = text.replace('"-Ann, =SUM(A1)"', "A").replace(",", ";").replace("22.00", "100")
    sheet = fill(CANVAS, FIRST, read_table(given(tmp_path, text, "utf-8-sig")))
    assert sheet.table.content().startswith(b"\xef\xbb\xbfStudent;ID;")
    assert back(sheet)[3][5] == "20.5"
    assert any("has 22 points here and counts 100 in" in line for line in sheet.told)
    assert sheet.look


def test_moodles_own_table_is_known_by_address_in_german_too(tmp_path):
    text = (
        "Vorname,Nachname,ID-Nummer,E-Mail-Adresse,Aufgabe: The self-sufficiency story (Punkte),Kurs gesamt (Punkte)\n"
        "Ana,Ruiz,,ANA@example.org,-,-\nJörg,M.,,joerg@example.org,-,-\n"
    )
    found = rows(fill(MOODLE, FIRST, read_table(given(tmp_path, text))), "E-Mail-Adresse")
    assert found["ANA@example.org"]["Aufgabe: The self-sufficiency story (Punkte)"] == "20.5"
    assert found["joerg@example.org"]["Kurs gesamt (Punkte)"] == "-"


def test_moodles_sheet_for_grading_one_exercise_gets_its_column_of_grades(tmp_path):
    text = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
        "Participant 7,Ana Ruiz,ana@example.org,Submitted for grading,,22.00,\n"
    )
    sheet = fill(MOODLE, FIRST, read_table(given(tmp_path, text)))
    assert rows(sheet, "Identifier")["Participant 7"]["Grade"] == "20.5"
    assert not any("counts" in line for line in sheet.told)


def test_a_file_of_blackboard_comes_back_in_its_own_encoding_with_the_ids_of_its_columns(tmp_path):
    heading = "The self-sufficiency story [Total Pts: 22 Score] |123456"
    text = f'\ufeff"Last Name"\t"First Name"\t"Username"\t"{heading}"\r\n"Müller"\t"Jörg"\t"joerg"\t""\r\n'
    sheet = fill(BLACKBOARD, FIRST, read_table(given(tmp_path, text, "utf-16-le")))
    assert sheet.table.content() == text.replace('"joerg"\t""', '"joerg"\t"11"').encode("utf-16-le")


def test_an_exercise_without_a_column_gets_one_at_the_end_and_that_is_told(tmp_path):
    sheet = fill(CANVAS, GRADES, read_table(given(tmp_path, CANVAS_FILE)))
    head, _, points, ana, *_ = back(sheet)
    assert (head[-1], points[-1], ana[-1]) == (TWO, "22", "19")
    assert any(f"There was no column for {TWO}" in line for line in sheet.told)


def test_a_new_column_is_called_as_people_call_the_exercise_and_found_again(tmp_path):
    called = replace(FIRST, exercises=(Exercise(ONE, 22, "Übung 1: Wer niemanden braucht"),))
    made = given(tmp_path, fill(MOODLE, called).table.content().decode())
    assert rows(fill(MOODLE, called), "Username")["ana"]["Übung 1: Wer niemanden braucht"] == "20.5"
    assert read_table(made).rows[0] == fill(MOODLE, called, read_table(made)).table.rows[0], "no second column"


def test_a_column_that_is_called_by_the_exercises_number_alone_is_its_own(tmp_path):
    called = replace(FIRST, exercises=(Exercise(ONE, 22, "Exercise 1: The self-sufficiency story"),))
    text = "Username,Full name,Assignment: Exercise 1 (Real),Assignment: Exercise 11 (Real)\nana,Ana Ruiz,-,-\n"
    assert back(fill(MOODLE, called, read_table(given(tmp_path, text))))[1] == ["ana", "Ana Ruiz", "20.5", "-"]
    twice = text.replace("Exercise 11", "Exercise 1")
    head, ana = back(fill(MOODLE, called, read_table(given(tmp_path, twice))))
    assert ana[2:] == ["-", "-", "20.5"], "of two that are called so, neither is surely meant"
    assert head[-1] == "Exercise 1: The self-sufficiency story"


def test_two_rows_that_may_be_one_person_are_left_alone(tmp_path):
    text = "Username,Full name,Exercise\nana,Ana Ruiz,\nana,Ana Ruiz,\n"
    sheet = fill(MOODLE, FIRST, read_table(given(tmp_path, text)), {ONE: "Exercise"})
    assert [row[2] for row in back(sheet)] == ["Exercise", "", ""]
    assert any("not certain whose row it is (1): ana" in line for line in sheet.told)


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("a,b\n1,2\n", {}, "does not look like one from Moodle"),
        ("only one line\n", {}, "has no table of learners"),
        ("PK\x03\x04", {}, "is a file of a spreadsheet program"),
        ("Username,X\nana,\n", {ONE: "Y"}, "No column is called “Y”. The columns are: Username, X"),
        ("Username,Self-sufficiency story,The self-sufficiency story,The self-sufficiency story 2\nana,,,\n", {},
         "Several columns may be"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_reason(tmp_path, text, columns, said):
    with pytest.raises(NoGrades, match=said.replace("(", r"\(")):
        fill(MOODLE, FIRST, read_table(given(tmp_path, text)), columns)


# Formulas


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "-A1"])
def test_what_a_spreadsheet_would_run_is_made_text(name):
    assert runs(name)
    assert guarded(name) == f"'{name}"


@pytest.mark.parametrize("name", ["-Ann", "+Ben Ek", "-Zoë O'Neill", "Ana", "O'Neill", "李"])
def test_a_name_that_only_looks_so_stays_as_it_is(name):
    assert guarded(name) == name


def test_an_id_is_never_changed_and_one_that_would_run_is_left_out_and_told():
    people = (Person("ana", "=HYPERLINK(1)", "Ruiz"), Person("=1+1", "Eve", "Ill"))
    sheet = fill(CANVAS, replace(FIRST, people=Register(people)))
    found = rows(sheet, "SIS Login ID")
    assert "=1+1" not in found
    assert found["ana"]["Student"] == "Ruiz, =HYPERLINK(1)"
    assert fill(MOODLE, replace(FIRST, people=Register(people))).table.rows[1][1] == "'=HYPERLINK(1)"
    assert any("would run their id or address as a formula (1): '=1+1" in line for line in sheet.told)


def test_formulas_in_the_platforms_own_file_stay_and_are_told(tmp_path):
    text = CANVAS_FILE.replace("-Ann, =SUM(A1)", "=SUM(A1)")
    sheet = fill(CANVAS, FIRST, read_table(given(tmp_path, text)))
    assert back(sheet)[5][0] == "=SUM(A1)"
    assert any("1 cell of the platform's file would be run as a formula" in line for line in sheet.told)
