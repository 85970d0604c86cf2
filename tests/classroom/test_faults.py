"""What can go wrong around a grading: a clear line for each case, the others graded, and an exit code that says so."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from classroom import corpus, outer
from classroom.corpus import CASES, CLOSED, NEIGHBOURS, SECRETS
from classroom.room import SLUG, Classroom, handed_in, shuts_in
from leaningwell.grading.cohort.sandbox import is_root

pytestmark = pytest.mark.classroom

ROOMS = itertools.count()
GOOD = ("ada", "zoe")
ODD = ("no-notebook", "foreign", "broken", "later", "linked", "timeless", "nothing")
FULL = dict.fromkeys(CLOSED, 3) | {"quiet-mornings": 0, "final-share": 0, "kinder-needy": 0}
NOTHING = dict.fromkeys(FULL, 0)
LATER = {"version": 2}
FEW = (
    "read-the-gradebook",
    "write-a-neighbours-answers",
    "end-the-grader",
    "leave-the-root",
    "raise-ones-limits",
    "something-stays-behind",
    "call-the-tests-helper",
    "patch-the-checks",
)
"""What an ordinary account's grading has to hold as well."""
JUMPS = """import itertools, time
steps = itertools.cycle([0, 86_400 * 400, -86_400 * 400, 3, -3])
now, exact = time.time, time.time_ns
time.time = lambda: now() + next(steps)
time.time_ns = lambda: exact() + next(steps) * 10**9
"""


@pytest.fixture(scope="module")
def answered(right) -> dict:
    return handed_in({id: right[id] for id in CLOSED})


@pytest.fixture(scope="module")
def untouched(classroom: Classroom, answered) -> Classroom:
    """A class that handed in, before anything went wrong."""
    for name in (*GOOD, *ODD):
        classroom.hand_in(name, answers=answered)
    return classroom.twin("untouched")


@pytest.fixture
def room(untouched: Classroom) -> Classroom:
    """The same for one test."""
    return untouched.twin(f"room-{next(ROOMS)}")


@pytest.fixture(scope="module")
def odd(classroom: Classroom, untouched: Classroom, answered):
    """The class after much went wrong, graded once."""
    submitted = classroom.root / "submitted"

    def folder(name: str) -> Path:
        return submitted / name / SLUG

    (folder("no-notebook") / f"{SLUG}.ipynb").unlink()
    (folder("foreign") / "answers.json").write_text(json.dumps(answered | {"exercise": "02-built-to-depend"}))
    (folder("broken") / "answers.json").write_text(json.dumps(answered)[:-40])
    (folder("later") / "answers.json").write_text(json.dumps(answered | LATER))
    (folder("linked") / "answers.json").unlink()
    (folder("linked") / "answers.json").symlink_to(folder("ada") / "answers.json")
    (folder("timeless") / "timestamp.txt").write_text("the day before yesterday")
    for path in folder("nothing").iterdir():
        path.unlink()
    classroom.run("db", "student", "add", "ada")
    done = classroom.run_ours("grade", SLUG)
    return SimpleNamespace(classroom=classroom, done=done, lines=done.stdout.splitlines())


@pytest.mark.parametrize(
    "line",
    [
        "  timeless: its timestamp.txt holds no time: mend it or delete it",
        "  nothing: nothing is in PLACE: ask for the work and put it there, or delete the folder",
        "  foreign: answers.json belongs to another exercise: ask for it, put it into ",
        "  broken: answers.json arrived damaged",
        "  later: answers.json is from a later version of the course: update it, then grade again",
        "  linked: answers.json could not be opened",
    ],
)
def test_each_case_has_one_line_that_says_what_is_wrong(odd, line):
    said = line.replace("PLACE", str(odd.classroom.root / "submitted" / "nothing" / SLUG))
    assert len([each for each in odd.lines if each.startswith(said)]) == 1


def test_a_missing_notebook_is_looked_at_by_a_person_and_the_answers_count(odd):
    assert len([line for line in odd.lines if line.startswith("  no-notebook: The notebook was not among")]) == 1
    assert odd.classroom.scores("no-notebook") == FULL


def test_the_others_are_graded_and_the_exit_code_says_that_not_all_was(odd):
    assert odd.done.returncode == 1, odd.done.stdout + odd.done.stderr
    assert odd.lines[0] == f"{SLUG}: 7 submissions were graded."
    assert all(odd.classroom.scores(name) == FULL for name in GOOD)
    assert all(odd.classroom.scores(name) == NOTHING for name in ("foreign", "broken", "later", "linked"))


def test_a_name_that_the_gradebook_did_not_know_is_told(odd):
    (line,) = [line for line in odd.lines if line.startswith("New in the gradebook")]
    assert line.endswith(": broken, foreign, later, linked, no-notebook, zoe.")


def test_where_the_roster_is_closed_a_name_that_is_not_in_it_gets_no_grade(room):
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Autograde.create_student = False\n")
    room.run("db", "student", "add", "ada")
    done = room.run_ours("grade", SLUG, "--student", "ada", "--student", "zoe")
    assert done.returncode == 1
    assert "zoe: the gradebook does not know the name: add it with `nbgrader db student add zoe`" in done.stdout
    assert list(room.rows()) == ["ada"], done.stdout + done.stderr


def test_a_clock_that_jumps_changes_nothing(room):
    (room.place / "clock").mkdir()
    (room.place / "clock" / "sitecustomize.py").write_text(JUMPS)
    env = room.env()
    env["PYTHONPATH"] = os.pathsep.join([str(room.place / "clock"), env["PYTHONPATH"]])
    done = subprocess.run(
        room.ours("grade", SLUG), cwd=room.root, env=env, text=True, capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(room.scores(name) == FULL for name in (*GOOD, *ODD))
    assert "nothing new to grade" in room.run_ours("grade", SLUG).stdout


def namespaces() -> str:
    """Why this system has none to give, if so."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "true"]
    if shutil.which("unshare") and not subprocess.run(command, capture_output=True, check=False).returncode:
        return ""
    return "this system gives no namespaces to try it with"


@pytest.mark.skipif(bool(namespaces()), reason=namespaces())
def test_where_the_gradebook_has_no_room_left_it_says_so_and_the_gradebook_stays_whole(room):
    grade = ["grade", SLUG, *(f"--student={name}" for name in GOOD)]
    book = room.place / "book"
    book.mkdir()
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CourseDirectory.db_url = "sqlite:///{book}/gradebook.db"\n')
    full = f"mount -t tmpfs -o size=1m tmpfs {book} && cp {room.root}/gradebook.db {book} && "
    full += f"(cat /dev/zero > {book}/rest || true) 2> /dev/null && "
    script = f'{full} "$@"; code=$?; cp {book}/gradebook.db {room.place}/after.db; exit $code'
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *room.ours(*grade)],
        cwd=room.root, env=room.env(), text=True, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert f"{SLUG}: 0 submissions were graded." in done.stdout
    assert "  ada: There is no room left to write the gradebook. Free some space, then try again." in done.stdout
    shutil.copy(room.place / "after.db", book / "gradebook.db")
    assert room.run_ours(*grade).returncode == 0


def test_an_ordinary_account_shuts_code_in_as_well_as_root_does(room, right, right_code):
    if not shuts_in():
        pytest.skip("there is no sandbox here, and none of this is run without one")
    shutil.rmtree(room.root / "submitted")
    corpus.neighbours(room, right, right_code)
    for name in FEW:
        corpus.hand_in(room, name, right, right_code, 1)
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(corpus.SETTINGS)
    (room.place / "home").mkdir()
    command, env = room.ours("grade", SLUG), room.env() | {"HOME": str(room.place / "home")}
    if is_root():
        for path in (room.place, *room.place.rglob("*")):
            os.chown(path, outer.NOBODY, outer.NOBODY, follow_symlinks=False)
        told = outer.inside(room.place, [["id", "-u"], command], env, account=outer.NOBODY)
        assert told["ended"][0]["out"].strip() == str(outer.NOBODY)
        done = SimpleNamespace(returncode=told["ended"][1]["code"], stdout=told["ended"][1]["out"] + str(told))
    else:
        done = subprocess.run(command, cwd=room.root, env=env, text=True, capture_output=True, timeout=300, check=False)
    assert done.returncode == 3, done.stdout  # the neighbours shared something to read
    assert {name: room.scores(name) for name in FEW} == {name: corpus.fair(CASES[name]) for name in FEW}
    for name in FEW:
        said = corpus.said(room.graded_notebook(name))
        assert not any(secret in said for secret in SECRETS)
    assert all(room.scores(name)["final-share"] == 6 for name in NEIGHBOURS)
