"""`leaningwell grade` grades a class as nbgrader would, goes on after it was broken off, and says what is wrong."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from nbgrader.api import Gradebook

from breadth import also
from classroom.room import SLUG, Classroom, handed_in
from leaningwell.grading.cohort.book import Book
from leaningwell.grading.cohort.grading import Cohort, Wishes

pytestmark = pytest.mark.classroom

CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
LATE = "2026-03-02 12:00:00 UTC"
ROOMS = itertools.count()
EARLY = "2026-02-02 12:00:00 UTC"


def slow(notebook: nbformat.NotebookNode) -> None:
    """A notebook that takes a while."""
    notebook.cells.insert(4, nbformat.v4.new_code_cell("import time\ntime.sleep(0.4)"))


def stamp(room: Classroom, student: str, time: str) -> None:
    (room.root / "submitted" / student / SLUG / "timestamp.txt").write_text(time)


def gradebook(room: Classroom) -> Gradebook:
    return Gradebook(f"sqlite:///{room.root}/gradebook.db")


@pytest.fixture(scope="module")
def handed(classroom: Classroom, right, right_code) -> Classroom:
    """A class that has handed in, and of which nothing is graded yet."""
    closed = {id: right[id] for id in CLOSED}
    classroom.hand_in("ada", right_code, handed_in(closed, ("kinder-needy",)))
    classroom.hand_in("ben", answers=handed_in(right))
    classroom.hand_in("cleo", right_code, handed_in({"lifts-on-tuesday": right["lifts-on-tuesday"]}), slow)
    classroom.hand_in("dev", answers=handed_in(closed) | {"exercise": "02-built-to-depend"}, change=slow)
    for student, when in (("ada", EARLY), ("ben", LATE), ("cleo", LATE)):
        stamp(classroom, student, when)
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with gradebook(classroom) as book:
        book.update_or_create_assignment(SLUG, duedate="2026-03-01 00:00:00 UTC")
    return classroom


@pytest.fixture(scope="module")
def by_nbgrader(handed: Classroom) -> Classroom:
    """The class as nbgrader's own command grades it."""
    room = handed.twin("by-nbgrader")
    room.grade()
    return room


@pytest.fixture
def room(handed: Classroom) -> Classroom:
    """The class, for one test."""
    return handed.twin(f"room-{next(ROOMS)}")


@pytest.fixture(scope="module")
def once_graded(handed: Classroom) -> tuple[Classroom, subprocess.CompletedProcess[str]]:
    room = handed.twin("once-graded")
    return room, room.run_ours("grade", SLUG)


@pytest.fixture
def graded(once_graded) -> Classroom:
    """The class, graded by our command, for one test."""
    return once_graded[0].twin(f"room-{next(ROOMS)}")


def test_late_penalties_and_all_else_are_as_nbgrader_would_write_them(once_graded, by_nbgrader):
    room, done = once_graded
    assert done.returncode == 3, done.stderr  # somebody should look at dev's, which came without usable answers
    rows = room.rows()
    assert rows == by_nbgrader.rows()
    assert rows["ben"]["penalties"] == {SLUG: 21}
    assert rows["ada"]["penalties"] == {SLUG: None}


def test_it_says_how_many_it_graded_and_whose_answers_were_missing(once_graded):
    _, done = once_graded
    assert f"{SLUG}: 4 submissions were graded." in done.stdout
    assert "dev: answers.json belongs to another exercise" in done.stdout


def test_what_is_graded_is_graded_once(graded):
    before = graded.rows()
    again = graded.run_ours("grade", SLUG)
    assert (again.returncode, again.stdout) == (0, f"{SLUG}: nothing new to grade.\n")
    assert graded.rows() == before
    assert "Skipping existing assignment" in graded.grade().stderr


def test_a_newer_submission_is_graded_anew(graded, right):
    stamp(graded, "ada", "2026-02-03 12:00:00 UTC")
    (graded.root / "submitted" / "ada" / SLUG / "answers.json").unlink()
    assert "1 submission was graded." in graded.run_ours("grade", SLUG).stdout
    assert graded.scores("ada") == dict.fromkeys(graded.scores("ben"), 0) | {"final-share": 6}


def test_a_file_that_comes_later_is_graded_with_what_is_new(graded, right):
    later = graded.root / "submitted" / "dev" / SLUG / "answers.json"
    later.write_text(json.dumps(handed_in(right, ("kinder-needy",))))
    assert f"{SLUG}: 1 submission was graded." in graded.run_ours("grade", SLUG).stdout
    assert sum(graded.scores("dev").values()) == 22
    later.touch()
    assert graded.run_ours("grade", SLUG).stdout == f"{SLUG}: nothing new to grade.\n"


def test_a_grade_by_hand_stays_and_somebody_is_asked_to_look(graded):
    with gradebook(graded) as book:
        grade = book.find_grade("lifts-on-tuesday", SLUG, SLUG, "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.db.commit()
    done = graded.run_ours("grade", SLUG, "--student", "ada", "--all")
    assert done.returncode == 3
    assert "ada: It has a grade by hand" in done.stdout
    assert graded.rows()["ada"]["grades"]["lifts-on-tuesday"] == (3, 2.5, None, True)


def test_a_grade_by_hand_that_comes_while_it_is_graded_stays_and_somebody_is_asked_to_look(graded):
    book = Book(f"sqlite:///{graded.root}/gradebook.db", SLUG)
    book.update_or_create_submission(SLUG, "dev")
    grade = book.find_grade("lifts-on-tuesday", SLUG, SLUG, "dev")
    grade.auto_score, grade.needs_manual_grade = 1.5, False
    with gradebook(graded) as other:
        by_hand = other.find_grade("lifts-on-tuesday", SLUG, SLUG, "dev")
        by_hand.manual_score, by_hand.needs_manual_grade = 2.5, False
        other.db.commit()
    book.write(["dev"])
    assert graded.rows()["dev"]["grades"]["lifts-on-tuesday"] == (1.5, 2.5, None, True)


def test_a_name_that_somebody_gives_while_a_learner_is_graded_stays(graded):
    book = Book(graded.url, SLUG)
    book.add_student("zoe", first_name="", last_name="zoe")
    book.find_student("ada").first_name = "no"
    for student in ("ada", "zoe"):
        book.update_or_create_submission(SLUG, student)
    with gradebook(graded) as other:
        other.add_student("zoe", first_name="Zoe", last_name="Lind")
    book.write(["ada", "zoe"])
    assert [graded.rows()[student]["name"] for student in ("ada", "zoe")] == [("", "ada"), ("Zoe", "Lind")]


def test_a_learner_whom_nobody_has_named_is_called_by_the_id_and_a_name_stays(room):
    with gradebook(room) as book:
        book.add_student("ada", first_name="Ada", last_name="Lund")
        book.add_student("ben")
    assert room.run_ours("grade", SLUG, "--student", "ada", "--student", "ben").returncode == 0
    assert {student: rows["name"] for student, rows in room.rows().items()} == {
        "ada": ("Ada", "Lund"),
        "ben": ("", "ben"),
    }


def test_while_a_class_is_graded_the_gradebook_is_opened_anew_for_nobody(graded, monkeypatch):
    cohort = Cohort(graded.root, SLUG, Wishes(regrade_closed=True))
    told: list[Any] = []

    def refuse(*_: Any) -> None:
        raise AssertionError("the gradebook is opened again")

    monkeypatch.setattr(Gradebook, "__init__", refuse)
    cohort.grade(["ada", "ben"], told.append)
    assert [outcome.problem for outcome in told] == ["", ""]


def test_what_the_gradebook_refuses_of_one_learner_costs_no_other(room, by_nbgrader):
    with contextlib.closing(sqlite3.connect(room.root / "gradebook.db")) as book:
        when = "BEFORE INSERT ON submitted_assignment WHEN NEW.student_id = 'ben'"
        book.execute(f"CREATE TRIGGER refuse {when} BEGIN SELECT RAISE(ABORT, 'not this one'); END")
    done = room.run_ours("grade", SLUG)
    assert (done.returncode, "ben: The gradebook cannot be used: not this one" in done.stdout) == (1, True), done.stdout
    others = {student: rows for student, rows in by_nbgrader.rows().items() if student != "ben"}
    assert room.rows() == others
    assert not (room.root / "autograded" / "ben" / SLUG).exists()


def test_a_class_that_is_graded_in_shares_gets_what_each_gets_alone(room):
    for number in range(21):
        shutil.copytree(room.root / "submitted" / "ben", room.root / "submitted" / f"learner-{number:02}")
    assert room.run_ours("grade", SLUG).returncode == 3, "dev's answers are for another exercise"
    graded = room.rows()
    key = room.root / "solutions" / SLUG / "items.yaml"
    assert key.read_text().count("answer: 0.05") == 1
    key.write_text(key.read_text().replace("answer: 0.05", "answer: 0.77"))
    alone = room.run_ours("grade", SLUG, "--regrade-closed", "--student", "ben", "--student", "learner-20")
    expected = {student: room.rows()[student]["grades"] for student in ("ben", "learner-20")}
    assert expected["ben"] != graded["ben"]["grades"]
    assert alone.stdout.startswith(f"{SLUG}: 2 submissions were graded.")
    done = subprocess.run(room.ours("grade", SLUG, "--regrade-closed"), cwd=room.root, env=room.env(), text=True,
                          capture_output=True, check=False)  # fmt: skip
    assert done.stdout.startswith(f"{SLUG}: 25 submissions were graded."), done.stdout + done.stderr
    rows = room.rows()
    assert rows.keys() == graded.keys()
    assert rows["ben"]["grades"] == expected["ben"]
    assert all(rows[f"learner-{number:02}"]["grades"] == expected["learner-20"] for number in range(21))
    for student in rows:
        assert (room.root / "autograded" / student / SLUG / f"{SLUG}.ipynb").exists()
    assert room.run_ours("grade", SLUG).stdout == f"{SLUG}: nothing new to grade.\n"


def test_a_change_of_the_key_is_told_and_then_only_the_answers_are_scored_anew(graded, once_graded):
    key = graded.root / "solutions" / SLUG / "items.yaml"
    items = yaml.safe_load(key.read_text())
    item = next(each for each in items["items"] if each["id"] == "smallest-tipping-share")
    item["answer"] = 0.77
    key.write_text(yaml.safe_dump(items, allow_unicode=True, sort_keys=False))
    told = graded.run_ours("grade", SLUG)
    assert (told.returncode, graded.rows()) == (3, once_graded[0].rows()), "no grade changes before it is asked for"
    assert "have changed since these were graded: ada, ben, cleo, dev." in told.stdout
    assert f"`leaningwell grade {SLUG} --regrade-closed`" in told.stdout
    done = graded.run_ours("grade", SLUG, "--regrade-closed")
    assert done.returncode == 3, done.stdout + done.stderr
    assert graded.scores("ada")["final-share"] == 6
    assert graded.scores("ben")["final-share"] == 4.5
    assert graded.run_ours("grade", SLUG).stdout == f"{SLUG}: nothing new to grade.\n"


def test_code_that_was_changed_since_is_not_taken_for_what_was_run(graded):
    path = graded.root / "submitted" / "ada" / SLUG / f"{SLUG}.ipynb"
    path.write_text(path.read_text().replace("shown = 0.0", "shown = 0.5"))
    before = graded.rows()
    done = graded.run_ours("grade", SLUG, "--regrade-closed")
    assert done.returncode == 1
    assert "ada: it was not run by this command before, or its code or tests are others now" in done.stdout
    assert graded.rows()["ada"] == before["ada"]


@pytest.mark.parametrize("how", [signal.SIGKILL, also(signal.SIGINT)])
def test_broken_off_it_goes_on_where_it_was(room, by_nbgrader, how):
    # Slow enough that it is not done before it is broken off, however busy the machine is.
    for path in (room.root / "submitted").glob(f"*/{SLUG}/{SLUG}.ipynb"):
        path.write_text(path.read_text(encoding="utf-8").replace("sleep(0.4)", "sleep(3)"), encoding="utf-8")
    command = subprocess.Popen(
        room.ours("grade", SLUG, "--workers", "1"),
        cwd=room.root, env=room.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not list((room.root / "autograded").glob(f"*/{SLUG}")):
        assert command.poll() is None, command.communicate()
        time.sleep(0.01)
    command.send_signal(how)
    _, said = command.communicate(timeout=60)
    assert command.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    assert how == signal.SIGKILL or "the same command goes on with the others" in said
    done = room.run_ours("grade", SLUG)
    assert done.returncode == (3 if "dev: " in done.stdout else 0), done.stdout
    assert room.rows() == by_nbgrader.rows()
    assert not list((room.root / "autograded").glob("*/.*"))


def test_a_learner_who_handed_in_nothing_is_named_and_the_others_are_graded(room):
    done = room.run_ours("grade", SLUG, "--student", "ada", "--student", "nobody")
    assert done.returncode == 1
    assert f"nobody: nothing was handed in for {SLUG} under this name" in done.stdout
    assert "1 submission was graded." in done.stdout


def test_what_is_changed_meanwhile_is_not_graded_and_comes_next_time(room):
    cohort = Cohort(room.root, SLUG, Wishes())
    begun = cohort.steps.begin("ben", cohort.folders["ben"])
    (Path(cohort.folders["ben"]) / "answers.json").write_text("{}")
    told: list[Any] = []
    cohort.steps.begin = lambda *about: begun
    cohort.grade(["ben"], told.append)
    assert told[0].problem == "it was changed while it was graded: grade it again"
    assert "ben" in Cohort(room.root, SLUG, Wishes()).to_grade()


def test_without_a_gradebook_it_says_how_to_make_one(room):
    (room.root / "gradebook.db").unlink()
    done = room.run_ours("grade", SLUG)
    assert done.returncode == 1
    assert "There is no gradebook" in done.stderr
    assert f"Hand the exercise out first: by the desk, with `leaningwell hand-out {SLUG}`" in done.stderr
    assert not (room.root / "gradebook.db").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE alembic_version SET version_num = 'ffffffffffff'", "later version of nbgrader"),
        ("UPDATE alembic_version SET version_num = '724cde206c17'", "nbgrader db upgrade"),
        ("DELETE FROM assignment", f"does not know {SLUG}"),
    ],
)
def test_a_gradebook_that_does_not_fit_is_left_as_it_is(room, change, said):
    with contextlib.closing(sqlite3.connect(room.root / "gradebook.db")) as book:
        book.execute(change)
        book.commit()
    before = (room.root / "gradebook.db").read_bytes()
    done = room.run_ours("grade", SLUG)
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert (room.root / "gradebook.db").read_bytes() == before


def test_a_gradebook_that_is_no_gradebook_is_told_of(room):
    (room.root / "gradebook.db").write_text("not a database, only words " * 100)
    assert "The gradebook is damaged" in room.run_ours("grade", SLUG).stderr


def test_a_gradebook_in_use_costs_no_more_than_another_try(room, by_nbgrader):
    with contextlib.closing(sqlite3.connect(room.root / "gradebook.db")) as book:
        book.execute("BEGIN EXCLUSIVE")
        done = room.run_ours("grade", SLUG, "--student", "ada")
        assert done.returncode == 1
        assert "The gradebook is in use by another program." in done.stdout + done.stderr
        book.rollback()
    assert room.run_ours("grade", SLUG).returncode == 3
    assert room.rows() == by_nbgrader.rows()


def test_two_gradings_of_one_exercise_do_not_meet(room):
    path = room.root / ".leaningwell" / f"{SLUG}.lock"
    path.parent.mkdir()
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = room.run_ours("grade", SLUG)
    assert (done.returncode, "being graded already" in done.stderr) == (1, True)


def in_a_container(command: list[str], first: str = "true") -> list[str]:
    """The same command for somebody who is called root, but is not the system's."""
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{first} && exec "$@"', "sh", *command]


def without_namespaces() -> str | None:
    """Why this system cannot play a container, if so."""
    if shutil.which("unshare") and not subprocess.run(in_a_container(["true"]), capture_output=True).returncode:
        return None
    return "this system gives no namespaces to try it with"


ON_LINUX = pytest.mark.skipif(bool(without_namespaces()), reason=without_namespaces() or "")


@ON_LINUX
def test_who_is_not_the_systems_root_shuts_code_in_as_well(room, by_nbgrader):
    command = in_a_container(room.ours("grade", SLUG))
    done = subprocess.run(command, cwd=room.root, env=room.env(), text=True, capture_output=True, timeout=300)
    assert done.returncode == 3, done.stdout + done.stderr
    assert room.rows() == by_nbgrader.rows()


@ON_LINUX
def test_where_there_is_no_sandbox_no_code_is_run_unless_it_is_asked_for(room, by_nbgrader):
    before = room.rows()
    none_left = "echo 0 > /proc/sys/user/max_user_namespaces"
    command = in_a_container(room.ours("grade", SLUG), none_left)
    done = subprocess.run(command, cwd=room.root, env=room.env(), text=True, capture_output=True, timeout=300)
    assert done.returncode == 1
    assert "there is none here: the system gives this account no namespaces of its own" in done.stderr
    assert "--sandbox=none" in done.stderr
    assert room.rows() == before
    assert not (room.root / "autograded").exists()
    assert room.run_ours("grade", SLUG, "--sandbox=none").returncode == 3
    assert room.rows() == by_nbgrader.rows()


@ON_LINUX
def test_on_a_full_disk_it_says_so_and_the_next_time_nothing_is_missing(room, by_nbgrader):
    (room.root / "autograded").mkdir()
    command = in_a_container(room.ours("grade", SLUG), "mount -t tmpfs -o size=64k tmpfs autograded")
    done = subprocess.run(command, cwd=room.root, env=room.env(), text=True, capture_output=True, timeout=300)
    assert done.returncode == 1
    assert ": there is no room left on the disk" in done.stdout
    assert room.run_ours("grade", SLUG).returncode in (0, 3)
    assert room.rows() == by_nbgrader.rows()


def test_an_exercise_that_is_not_there_is_told_of(room):
    assert "There is no exercise 77-nowhere" in room.run_ours("grade", "77-nowhere").stderr


def test_what_is_kept_of_a_run_is_for_the_graders_account_alone(once_graded):
    room, _ = once_graded
    kept = list((room.root / ".leaningwell" / "runs" / SLUG).glob(f"*/{SLUG}.json"))
    assert len(kept) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    assert os.stat(room.root / ".leaningwell").st_mode & 0o077 == 0
