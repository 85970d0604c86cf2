"""The teacher's desk: a round with a class by its functions, and what must never become a zero without a word."""

from __future__ import annotations

import base64
import json
import re
import shutil
import sqlite3
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from breadth import also
from classroom.room import ROOT, SLUG, Classroom, do_exercise, handed_in, shuts_in
from leaningwell.desk import collecting, giving_back, grading, handing_out, learners, needs_a_person, taking_along
from leaningwell.desk.course import CannotDo, Course, Result
from leaningwell.desk.dashboard import Desk
from leaningwell.desk.given import LARGEST, Given, GivenFile
from leaningwell.desk.handed_in import handed_in as who_has_handed_in
from leaningwell.desk.standing import standing
from leaningwell.grading.cohort.grading import Wishes

pytestmark = pytest.mark.classroom

NOTEBOOK = f"{SLUG}.ipynb"
TITLE = "Exercise 1: The self-sufficiency story"
TEXT = "Somebody who <b>says</b> so."
GIVEN = Given()


def given(name: str, content: bytes, piece: int = 1_000_000) -> GivenFile:
    """A file as the page brings it, piece by piece."""
    number = None
    for start in range(0, max(1, len(content)), piece):
        sent = base64.b64encode(content[start : start + piece]).decode()
        number = GIVEN.piece({"number": number, "name": name, "content": sent})["number"]
    file = GIVEN.file(number)
    assert file
    return file


def wishes() -> Wishes:
    return Wishes(sandbox="auto" if shuts_in() else "none")


# What must not become a zero without a word, whichever way it is graded


@pytest.fixture(scope="module")
def odd(classroom: Classroom, right) -> Classroom:
    """A class with a missing answers.json, an empty folder, and a renamed notebook."""
    room = classroom.twin("odd")
    room.hand_in("no-answers")
    room.hand_in("renamed", answers=handed_in(right, ("kinder-needy",)))
    folder = room.root / "submitted" / "renamed" / SLUG
    (folder / NOTEBOOK).rename(folder / "My homework.ipynb")
    (room.root / "submitted" / "void" / SLUG).mkdir(parents=True)
    (room.root / "submitted" / "void" / SLUG / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    return room


def by_our_command(room: Classroom) -> str:
    done = room.run_ours("grade", SLUG)
    assert done.returncode == 1
    return done.stdout + done.stderr


def by_nbgraders_command(room: Classroom) -> str:
    return room.run("autograde", SLUG).stderr


def by_formgrader(room: Classroom) -> str:
    """What its button “Autograde” calls for each learner."""
    course = Course(room.root)
    api = NbGraderAPI(coursedir=course.directory(), config=course.config)
    return "".join(api.autograde(SLUG, student)["log"] for student in ("no-answers", "renamed", "void"))


@pytest.mark.parametrize("grade", [by_our_command, also(by_nbgraders_command), also(by_formgrader)])
def test_no_answers_an_empty_folder_and_a_renamed_notebook_are_said_and_seen_to(odd, grade):
    room = odd.twin(grade.__name__)
    said = grade(room)
    assert "/void/" in said, "who handed in an empty folder is named"
    assert "Traceback" not in said
    assert "has changed!" not in said, "nobody touched a test cell"
    rows = room.rows()
    assert set(rows) == {"no-answers", "renamed"}, "an empty folder has no grade, and so no zero"
    assert sum(room.scores("renamed").values()) == 22
    looks = {student: any(grade[3] for grade in row["grades"].values()) for student, row in rows.items()}
    assert looks == {"no-answers": True, "renamed": True}
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        names = {(student.last_name, student.first_name) for student in gradebook.students}
    assert names == {("no-answers", ""), ("renamed", "")}, "nobody is called None, None"


# A round, through the exchange and beside it


@pytest.fixture(scope="module")
def exchanging(classroom: Classroom) -> Classroom:
    """A class with an exchange, before anything is handed out."""
    room = classroom.twin("exchanging")
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(room.exchange)!r}\nc.ExchangeCollect.check_owner = False\n")
    return room


def test_a_whole_round_by_the_desk(exchanging, right):
    room, course = exchanging, Course(exchanging.root)
    learners.enter(course, b"id,name\nana,Ana Ruiz\nbo,Bo Ek\ncy,Cy Ott\n", "class.csv")
    with pytest.raises(CannotDo, match="has not been handed out through the exchange"):
        collecting.collect(course, SLUG)
    assert "handed out through the exchange" in handing_out.hand_out(course, SLUG).done[0]
    with pytest.raises(CannotDo, match="has been handed out, and nobody has handed it in yet"):
        collecting.collect(course, SLUG)

    answers = handed_in(right, ("kinder-needy",), {"kinder-needy": {"definition": TEXT}})
    do_exercise(room.fetch("ana"), answers=answers)
    room.submit("ana")
    room.hand_in("bo", answers=handed_in(right))  # came by e-mail, and was put there by hand
    collected = collecting.collect(course, SLUG)
    assert collected.done == ("1 hand-in lay in the exchange.", "New: ana.")
    states = {row["name"]: row["state"] for row in who_has_handed_in(course, SLUG).data["rows"]}
    assert states == {"Ana Ruiz": "handed-in", "Bo Ek": "handed-in", "Cy Ott": "none"}

    told = []
    graded = grading.grade(course, SLUG, lambda done, of: told.append((done, of)), wishes())
    assert graded.done == ("2 submissions graded.", "1 part waits for a person, by Ana Ruiz (ana): see the next step.")
    looks = {row["id"]: (row["looks"], row["unsure"]) for row in who_has_handed_in(course, SLUG).data["rows"]}
    assert looks == {"ana": (1, False), "bo": (0, False), "cy": (0, False)}
    assert told[-1] == (2, 2)

    first = giving_back.give_back(course, SLUG)
    assert first.data == {"made": ["ana", "bo"], "by-hand": ["bo"]}
    assert any("1 part still waits for a person, by Ana Ruiz (ana)" in sentence for sentence in first.look)
    with zipfile.ZipFile(room.root / "feedback" / f"{SLUG}-feedback.zip") as pages:
        assert pages.namelist() == ["bo.html"]
        by_hand = unescape(pages.read("bo.html").decode())
    assert '<p class="whose">Bo Ek</p>' in by_hand
    heads = re.findall(r'<li><a[^>]*>(.*?)</a>|<h2 id="[^"]*-title">(.*?)</h2>', by_hand)
    assert max(len(head) for pair in heads for head in pair) <= 60, "a question stands whole once, where it is answered"
    for student in ("ana", "bo"):
        page = room.feedback(student)
        assert "Bo Ek" not in page, "only the page that is given out by hand has a name on it"
        assert "Ana Ruiz" not in page

    # The shared reflection beside what to go by and an example; points and a comment.
    found = needs_a_person.needs_a_person(course, SLUG).data
    (part,) = found["parts"]
    assert (part["name"], part["shared"], part["points"]) == ("Ana Ruiz", True, 1)
    assert TEXT in part["handed_in"]
    guide = found["guides"][part["cell"]]
    assert guide["asked"].startswith("The lesson began with")
    assert "Jo and Robin" in guide["sample"]
    saved = needs_a_person.settle(course, SLUG, "ana", part["cell"], "0,5", "Clear & *warm*.", part["seen"])
    assert saved.done == ("Saved: 0.5 points and a comment.",)
    with pytest.raises(CannotDo, match="Somebody has graded this part meanwhile: it has 0.5 of 1 points"):
        needs_a_person.settle(course, SLUG, "ana", part["cell"], "1", "Another's", part["seen"])
    with pytest.raises(CannotDo, match="a number from 0 to 1"):
        needs_a_person.settle(course, SLUG, "ana", part["cell"], "many", "", saved.data["seen"])
    assert needs_a_person.needs_a_person(course, SLUG).data["parts"][0]["settled"]

    # Feedback says what the gradebook says, without --force, and only what has changed is made anew.
    again = giving_back.give_back(course, SLUG)
    assert again.data["made"] == ["ana"]
    assert giving_back.give_back(course, SLUG).data["made"] == []
    row = next(row for row in who_has_handed_in(course, SLUG).data["rows"] if row["id"] == "ana")
    exported = {row["student_id"]: float(row["score"]) for row in room.export()}
    assert exported == {"ana": row["points"], "bo": 21, "cy": 0}
    room.run("fetch_feedback", SLUG, "--course", "leaning-well", cwd=learner_with(room, "ana"))
    (page,) = room.desk("ana").rglob("*.html")
    assert "21.5 of 22" in page.read_text(encoding="utf-8")
    assert "Clear &amp; <em>warm</em>." in page.read_text(encoding="utf-8")

    # What a round ends with.
    written = taking_along.export(course, SLUG, "moodle")
    assert "2 grades for Moodle are in" in written.done[0]
    assert "21.5" in next((room.root / "taken-along").glob(f"{SLUG}-*moodle*")).read_text(encoding="utf-8")
    with pytest.raises(CannotDo, match="Choose your platform first"):
        taking_along.export(course, SLUG, "")
    sheet = b'Student,ID,SIS Login ID,Section\r\n    Points Possible,,,\r\n"Ruiz, Ana",2001,ana,A\r\n'
    filled = taking_along.export(course, SLUG, "canvas", given("gradebook.csv", sheet, 9))
    assert "not found in the platform's file (1): bo" in " ".join(filled.look)
    assert b"2001,ana,A,21.5" in filled.files[0].read_bytes()
    with pytest.raises(CannotDo, match=r"^mine\.xlsx is a file of a spreadsheet program"):
        taking_along.export(course, SLUG, "canvas", given("mine.xlsx", b"PK\x03\x04..."))
    assert TEXT not in str(taking_along.report(course, SLUG).data["report"])


def test_a_missing_file_is_waited_for_and_what_a_person_gave_stays(classroom, right):
    room = classroom.twin("waiting")
    course = Course(room.root)
    for student in ("ana", "bo"):
        room.hand_in(student)
    grading.grade(course, SLUG, wishes=wishes())
    parts = {part.student: part for part in needs_a_person.waiting(course, SLUG)}
    assert [part.points for part in parts.values()] == [None, None], "no zero is proposed"
    folder = room.root / "submitted" / "ana" / SLUG
    assert f"put it into {folder.resolve()} and grade again" in parts["ana"].why[0]

    def settle(student, points, comment):
        part = parts[student]
        return needs_a_person.settle(course, SLUG, student, part.cell, points, comment, part.seen).done[0]

    assert "this part goes on waiting" in settle("ana", "", "Please send it.")
    assert settle("bo", "0", "") == "Saved: 0 points."
    assert {part.student for part in needs_a_person.waiting(course, SLUG)} == {"ana"}
    assert "1 part still waits for a person, by ana" in giving_back.give_back(course, SLUG).look[0]
    assert ["points so far" in room.feedback(student) for student in parts] == [True, False]

    for student in parts:
        answers = json.dumps(handed_in(right, ("kinder-needy",)))
        (room.root / "submitted" / student / SLUG / "answers.json").write_text(answers)
    assert {row["state"] for row in who_has_handed_in(course, SLUG).data["rows"]} == {"handed-in"}
    assert grading.grade(course, SLUG, wishes=wishes()).done[0] == "2 submissions graded."
    (again,) = needs_a_person.waiting(course, SLUG)
    assert (again.student, again.points) == ("bo", 6), "what grading finds is proposed, and the grade is a person's"
    assert again.why[0].startswith("0 points were given by hand before. By what is there now, grading finds 6")
    assert sum(room.scores("ana").values()) == 22
    assert sum(room.scores("bo").values()) == 22 - again.possible

    # A key that was changed: told, and followed once that is asked for.
    key = room.root / "solutions" / SLUG / "items.yaml"
    key.write_text(f"{key.read_text(encoding='utf-8')}# Changed.\n", encoding="utf-8")
    told = grading.grade(course, SLUG, wishes=wishes())
    assert told.done[0] == "Nothing new to grade."
    assert "have changed since 2 submissions were graded: ana, bo." in told.look[0]
    assert grading.wishes_for(told.data["offer"][0]).changed_key
    followed = grading.grade(course, SLUG, wishes=replace(wishes(), changed_key=True))
    assert (followed.done[0], followed.look, followed.data["offer"]) == ("2 submissions graded.", (), "")


def learner_with(room: Classroom, student: str) -> Path:
    """A learner's own folder, with the settings that name the exchange."""
    (room.desk(student) / "nbgrader_config.py").write_text(f"get_config().Exchange.root = {str(room.exchange)!r}\n")
    return room.desk(student)


def test_nbgraders_own_command_gives_back_what_it_can_and_names_the_others(exchanging):
    """Comes after the round."""
    said = exchanging.run("release_feedback", SLUG).stderr
    assert "bo: this work did not come through the exchange" in said
    assert "Releasing feedback for student 'ana'" in said


def test_of_what_came_through_the_exchange_and_by_mail_the_later_counts(classroom, right):
    room = classroom.twin("two-ways")
    place = room.place / "two-ways-exchange" / "leaning-well"
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(place.parent)!r}\nc.ExchangeCollect.check_owner = False\n")
    (place / "outbound" / SLUG).mkdir(parents=True)
    course, graded = Course(room.root), room.root / "autograded" / "ana" / SLUG

    def put(folder: Path, answers: dict) -> dict:
        shutil.copytree(room.root / "exercises" / SLUG, folder, dirs_exist_ok=True)
        (folder / "answers.json").write_text(json.dumps(answers))
        return answers

    def through_the_exchange(hours: int, answers: dict) -> dict:
        time = (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        folder = place / "inbound" / f"ana+{SLUG}+{time}+0"
        put(folder, answers)
        (folder / "timestamp.txt").write_text(time)
        return answers

    def counts() -> dict:
        return json.loads((room.root / "submitted" / "ana" / SLUG / "answers.json").read_text())

    first = through_the_exchange(-2, handed_in({}))
    assert collecting.collect(course, SLUG).data["new"] == ["ana"]
    assert counts() == first
    second = put(collecting.downloaded(course, SLUG) / "ana", handed_in(right))
    mailed = collecting.collect(course, SLUG)
    assert mailed.data == {"new": [], "changed": ["ana"]}
    assert "other work had come through the exchange" in " ".join(mailed.look)
    assert counts() == second
    assert collecting.collect(course, SLUG).data == {"new": [], "changed": []}, "and it stays"
    graded.mkdir(parents=True)
    third = through_the_exchange(1, handed_in(right, ("kinder-needy",)))
    for changed in (["ana"], []):
        assert collecting.collect(course, SLUG).data == {"new": [], "changed": changed}
        assert counts() == third
    assert not graded.exists(), "so that it is graded anew"


# Without an exchange


def test_without_an_exchange_there_are_files_to_give_out_and_a_place_for_downloads(classroom, right):
    room = classroom.twin("platform")
    course = Course(room.root)
    out = handing_out.hand_out(course, SLUG)
    with zipfile.ZipFile(out.data["zip"]) as given_out:
        assert set(given_out.namelist()) == {f"{SLUG}/{NOTEBOOK}", f"{SLUG}/items.yaml"}
    notes = room.root / "exercises" / SLUG / "notes.txt"
    notes.write_text("my own")
    with pytest.raises(CannotDo, match="would be lost"):
        handing_out.hand_out(course, SLUG)
    notes.unlink()
    place = collecting.downloaded(course, SLUG)
    assert place.is_dir(), "it is there to be filled as soon as the exercise is out"
    assert out.files == (Path(out.data["zip"]),)
    with pytest.raises(CannotDo, match="There is nothing to collect") as nothing:
        collecting.collect(course, SLUG)
    assert str(place) in str(nothing.value)
    came = place / "Ana Ruiz_1001_assignsubmission_file"
    shutil.copytree(room.root / "exercises" / SLUG, came)
    do = handed_in(right)
    (came / "answers.json").write_text(json.dumps(do))
    assert collecting.collect(course, SLUG).data == {"new": ["ana-ruiz"], "changed": []}
    assert collecting.collect(course, SLUG).data == {"new": [], "changed": []}
    (came / "answers.json").write_text(json.dumps(handed_in(right, ("kinder-needy",))))
    (room.root / "autograded" / "ana-ruiz" / SLUG).mkdir(parents=True)
    assert collecting.collect(course, SLUG).data == {"new": [], "changed": ["ana-ruiz"]}
    assert not (room.root / "autograded" / "ana-ruiz" / SLUG).exists(), "every way of grading takes it for new"
    learners.enter(course, b"id,name\nana-ruiz,Ana Ruiz\n", "class.csv")
    (came / "answers.json").unlink()
    (room.root / "submitted" / "ana-ruiz" / SLUG / "answers.json").unlink()
    stranger = place / "Bob Stranger_1002_assignsubmission_file"
    shutil.copytree(came, stranger)
    told = collecting.collect(course, SLUG).look
    assert told[0].startswith("Ana Ruiz (ana-ruiz): no answers.json came")
    assert told[1].endswith("nobody in the class is known by that name: Bob Stranger 1002.")
    assert told[2].startswith("Whoever belongs to the class: put them on the list")


def test_a_download_that_is_brought_to_the_desk_is_taken_in_like_one_that_was_put_there(classroom, right, tmp_path):
    course = Course(classroom.twin("brought").root)
    handing_out.hand_out(course, SLUG)
    place = collecting.downloaded(course, SLUG)

    def zipped(**learners: dict[str, Any]) -> bytes:
        with zipfile.ZipFile(tmp_path / "made.zip", "w") as made:
            for name, answers in learners.items():
                folder = f"{name.title()} Ruiz_1001_assignsubmission_file"
                made.write(course.root / "exercises" / SLUG / NOTEBOOK, f"{folder}/{NOTEBOOK}")
                made.writestr(f"{folder}/answers.json", json.dumps(answers))
        return (tmp_path / "made.zip").read_bytes()

    monday = zipped(ana=handed_in(right))
    assert collecting.collect(course, SLUG, given("all.zip", monday, 500)).data["new"] == ["ana-ruiz"]
    assert collecting.collect(course, SLUG, given("all.zip", monday)).data == {"new": [], "changed": []}
    tuesday = zipped(ana=handed_in(right), bo=handed_in(right))
    assert collecting.collect(course, SLUG, given("../../all.zip", tuesday)).data["new"] == ["bo-ruiz"]
    assert sorted(path.name for path in place.iterdir()) == ["all (2).zip", "all.zip"]
    for name, content in (("all.rar", b"Rar!"), ("cut.zip", tuesday[:200]), ("none.zip", b"")):
        with pytest.raises(CannotDo, match=rf"^{name} is no zip\. Choose the file as your platform gave it"):
            collecting.collect(course, SLUG, given(name, content))
    assert len(list(place.iterdir())) == 2
    assert {path.parent.name for path in collecting.submissions(course, SLUG)} == {"ana-ruiz", "bo-ruiz"}


def test_a_file_that_is_far_too_large_or_cannot_be_kept_is_said(monkeypatch):
    monkeypatch.setattr(f"{Given.__module__}.LARGEST", 1000)
    assert LARGEST > 200_000_000
    with pytest.raises(CannotDo, match=r"^all\.zip is too large to be taken in here"):
        given("all.zip", b"a" * 1100, 400)
    here = Given()
    shutil.rmtree(here._place.name)
    with pytest.raises(CannotDo, match="cannot be written: No such file or directory"):
        here.piece({"number": None, "name": "all.zip", "content": ""})


def test_each_card_says_how_far_its_step_is(classroom, right):
    room = classroom.twin("standing")
    course = Course(room.root)

    def told() -> dict[str, tuple[str, bool]]:
        return {name: (now["text"], now["done"]) for name, now in standing(course, SLUG).items()}

    assert told() == {
        "learners": ("Nobody is on the list yet.", False),
        "hand-out": ("Made, as a zip for you to give out.", True),
        "collect": ("Nothing is collected yet.", False),
    }
    learners.enter(course, b"id,name\nana,Ana Ruiz\nbo,Bo Ek\n", "class.csv")
    room.hand_in("ana", answers=handed_in(right, ("kinder-needy",), {"kinder-needy": {"definition": TEXT}}))
    assert told() == {
        "learners": ("2 on the list.", True),
        "hand-out": ("Made, as a zip for you to give out.", True),
        "collect": ("1 of 2 have handed in.", False),
        "grade": ("0 of 1 hand-ins are graded.", False),
    }
    grading.grade(course, SLUG, wishes=wishes())
    assert told()["grade"] == ("1 of 1 hand-ins are graded.", True)
    assert told()["needs"] == ("1 part waits for you.", False)
    assert told()["give-back"] == ("0 of 1 pages of feedback are made.", False)
    giving_back.give_back(course, SLUG)
    assert told()["give-back"] == ("1 of 1 pages of feedback are made.", False), "one part waits, so it is not done"
    part = needs_a_person.needs_a_person(course, SLUG).data["parts"][0]
    needs_a_person.settle(course, SLUG, "ana", part["cell"], "1", "Clear.", part["seen"])
    assert told()["needs"] == ("Nothing waits for you.", True)
    assert told()["give-back"] == ("0 of 1 pages of feedback are made.", False)
    giving_back.give_back(course, SLUG)
    assert told()["give-back"] == ("1 of 1 pages of feedback are made.", True)


def test_the_page_gets_the_files_that_a_step_has_made_and_no_others(classroom):
    room = classroom.twin("files")
    made = Desk(Course(room.root)).made
    path, other, link = (room.root / "taken-along" / name for name in ("grades.csv", "other.csv", "link.csv"))
    path.parent.mkdir()
    path.write_bytes(b"a" * 600_000)
    other.write_text("secret")
    link.symlink_to(other)
    made.noted(Result(files=(path, link, room.root.parent / "elsewhere.csv")))
    first = made.piece(str(path), 0)
    rest = made.piece(str(path), 500_000)
    assert (first["name"], first["size"], len(base64.b64decode(first["content"]))) == ("grades.csv", 600_000, 500_000)
    assert base64.b64decode(rest["content"]) == b"a" * 100_000
    for wrong in (other, link, room.root.parent / "elsewhere.csv", f"{path}/../other.csv"):
        with pytest.raises(CannotDo, match="not there any more"):
            made.piece(str(wrong), 0)


def test_what_is_taken_off_for_being_late_is_reckoned_anew_once_a_person_has_changed_a_grade(classroom):
    room = classroom.twin("late")
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with Gradebook(room.url) as gradebook:
        gradebook.update_or_create_assignment(SLUG, duedate="2026-03-01 00:00:00 UTC")
        gradebook.add_student("ana")
        submission = gradebook.update_or_create_submission(SLUG, "ana", timestamp="2026-03-02 00:00:00 UTC")
        grade = gradebook.find_grade("quiet-mornings", SLUG, SLUG, "ana")
        grade.auto_score, submission.notebooks[0].late_submission_penalty = 1, 1
        gradebook.db.commit()
    course = Course(room.root)
    parts = {part["cell"]: part for part in needs_a_person.needs_a_person(course, SLUG).data["parts"]}
    needs_a_person.settle(course, SLUG, "ana", "quiet-mornings", "4", "", parts["quiet-mornings"]["seen"])
    assert room.rows()["ana"]["penalties"] == {SLUG: 4}, "late work counts nothing here, whatever it has"


def test_a_second_list_of_the_same_people_doubles_nobody_without_a_word(classroom):
    room = classroom.twin("two-lists")
    course = Course(room.root)
    first = b"id,first name,last name,email\nana,Ana,Ruiz,ana@example.org\nbo,Bo,Ek,\ncy,Cy,Ott,cy@example.org\n"
    learners.enter(course, first, "own.csv")
    second = (
        b"username,first name,last name,email\n"
        b"aruiz,Ana,Ruiz,ana@example.org\nbo-ek,Bo,Ek,bo@example.org\ncy2,Cy,Ott,other@example.org\ndi,Di,Orr,\n"
    )
    told = learners.enter(course, second, "moodle.csv")
    assert told.done[0] == "4 learners on the list: 2 new, 1 changed, 1 as before."
    by_email, by_name, namesakes = told.look
    assert by_email.startswith("1 person is in the gradebook already")
    assert "aruiz is ana" in by_email
    assert "bo-ek is bo" in by_name
    assert namesakes.startswith("Cy Ott is on the list more than once, as cy, cy2.")
    with Gradebook(room.url) as gradebook:
        assert {student.id: student.email for student in gradebook.students if student.id != "di"} == {
            "ana": "ana@example.org",
            "bo": "bo@example.org",
            "cy": "cy@example.org",
            "cy2": "other@example.org",
        }
    assert not learners.enter(course, first, "own.csv").look, "who is there already is nobody's namesake anew"


# What cannot be done


STEPS = {
    "grade": lambda course: grading.grade(course, SLUG),
    "give-back": lambda course: giving_back.give_back(course, SLUG),
}


@pytest.mark.parametrize(("step", "why"), [("grade", "Nobody has handed in"), ("give-back", "Grade it first")])
def test_where_nobody_has_handed_in_a_sentence_says_so(classroom, step, why):
    with pytest.raises(CannotDo, match=why):
        STEPS[step](Course(classroom.root))


def test_an_exercise_that_is_not_there_is_named_with_those_that_are(classroom):
    with pytest.raises(CannotDo, match=f"no exercise '99-none' here. These are here: {SLUG}"):
        handing_out.hand_out(Course(classroom.root), "99-none")


def test_a_gradebook_in_use_and_a_damaged_one_are_said(classroom):
    room = classroom.twin("gradebooks")
    listed = (b"id\nana\n", "class.csv")
    with sqlite3.connect(room.root / "gradebook.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotDo, match="in use by another program"):
            learners.enter(Course(room.root), *listed)
        other.rollback()
    (room.root / "gradebook.db").write_bytes(b"no gradebook at all, and long enough to be looked into" * 20)
    with pytest.raises(CannotDo, match="The gradebook is damaged"):
        learners.enter(Course(room.root), *listed)


def test_the_desk_of_a_german_course_speaks_german_and_the_command_line_english(classroom):
    room = classroom.twin("german")
    items = room.root / "solutions" / SLUG / "items.yaml"
    items.write_text(f"language: de\n{items.read_text(encoding='utf-8')}", encoding="utf-8")
    dashboard = Desk(Course(room.root)).dashboard()
    assert (dashboard.spec["lang"], dashboard.spec["words"]["enter"]) == ("de", "Auf die Liste setzen")

    def pressed(step, choice=""):
        dashboard.answer({"do": "start", "step": step, "slug": SLUG, "choice": choice})
        while (told := dashboard.answer({"do": "progress"})).get("running"):
            time.sleep(0.02)
        return told

    assert dashboard.answer({"do": "learners", "given": None})["cannot"] == "Wähle zuerst eine Datei aus."
    listed = {"content": base64.b64encode(b"id;Name\nana;Ana Ruiz\n;Bo").decode(), "name": "klasse.csv"}
    told = dashboard.answer({"do": "learners", "given": dashboard.answer({"do": "give", **listed})["number"]})
    assert told["done"][0] == "1 lernende Person auf der Liste: 1 neu."
    assert told["look"][0].startswith("Zeile 3 hat keine id")
    assert pressed("collect")["cannot"].startswith(f"Für „{TITLE}“ gibt es nichts einzusammeln")
    assert pressed("grade")["cannot"].startswith(f"Bisher hat niemand {SLUG} abgegeben")
    assert pressed("handed-in")["done"] == (f"0 von 1 lernenden Person hat „{TITLE}“ abgegeben.",)
    assert pressed("export", "moodle")["cannot"].startswith("Es ist noch nichts bewertet")
    assert "Von dieser Übung ist noch nichts bewertet" in pressed("report")["data"]["report"]["lines"][0]["text"]
    parts = dashboard.answer({"do": "parts", "slug": SLUG})
    assert "Beurteile kein Gefühl" in parts["data"]["guides"]["kinder-needy"]["go-by"][2]
    how_far = dashboard.answer({"do": "standing", "slug": SLUG})["standing"]
    assert how_far["learners"] == {"done": True, "text": "1 auf der Liste."}
    assert how_far["collect"] == {"done": False, "text": "Noch ist nichts eingesammelt."}
    assert room.run_ours("handed-in", SLUG).stdout.startswith("0 of 1 learner handed in")


def test_the_commands_say_the_same_and_end_as_grading_does(classroom):
    room = classroom.twin("commands")
    (room.root / "class.csv").write_text("id;Vorname;Nachname\nana;Ana;Ruiz\n;No;Body\n")
    done = room.run_ours("learners", "class.csv")
    assert done.returncode == 3
    assert done.stdout.startswith(
        "1 learner on the list: 1 new.\n"
        "The first of them was read so: id ana, first name Ana, last name Ruiz, e-mail –.\n"
        "To see to:\n  Line 3 has no id"
    )
    done = room.run_ours("handed-in", SLUG)
    assert done.stdout == f"0 of 1 learner handed in “{TITLE}”.\n  Ana Ruiz (ana): nothing\n"
    done = room.run_ours("give-back", SLUG)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "Grade it first" in done.stderr


def test_the_desk_is_where_learners_are_not_given_it():
    assert (ROOT / "teaching" / "desk.ipynb").is_file()
    assert not list((ROOT / "exercises").rglob("desk.ipynb"))
