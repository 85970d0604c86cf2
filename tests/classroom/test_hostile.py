"""Submissions made to do harm, graded by `leaningwell grade`: none earns what was not done, or does any harm."""

from __future__ import annotations

import os
import select
import socket
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

import leaningwell
from classroom import corpus
from classroom.corpus import CASES, CLOSED, NEIGHBOURS, SECRET, SECRETS, TASK, TOKEN
from classroom.room import SLUG, Classroom, shuts_in

pytestmark = pytest.mark.classroom

MARKS = ("leaningwell-marked",)


@pytest.fixture(scope="module")
def room(classroom: Classroom, right, right_code):
    """Everybody's work, graded once, between two people who did theirs."""
    if not shuts_in():
        pytest.skip("there is no sandbox here, and none of this is run without one")
    tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(type=socket.SOCK_DGRAM)
    udp.bind(tcp.getsockname())
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(classroom.place / "s"))
    unix.listen()
    corpus.neighbours(classroom, right, right_code)
    for name in CASES:
        corpus.hand_in(classroom, name, right, right_code, tcp.getsockname()[1])
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write(corpus.SETTINGS)
    root = classroom.root
    kept = [root / "solutions", root / "submitted", root / "nbgrader_config.py", Path(leaningwell.__file__).parent]
    before = corpus.digests(*kept)
    os.environ["LEANINGWELL_SECRET"] = SECRET
    try:
        done = classroom.run_ours("grade", SLUG, "--workers", "2")
    finally:
        del os.environ["LEANINGWELL_SECRET"]
    reached = select.select([tcp, udp, unix], [], [], 0)[0]
    for end in (tcp, udp, unix):
        end.close()
    return SimpleNamespace(classroom=classroom, done=done, before=before, after=corpus.digests(*kept), reached=reached)


def test_there_are_many_of_them():
    assert len(CASES) >= 60


def test_every_one_of_them_is_graded_and_a_person_is_asked_to_look_at_the_odd_ones(room):
    _, _, looks = room.done.stdout.partition("Somebody should look at")
    named = {name for name in CASES if f"  {name}: " in looks.partition("Graded without")[0]}
    assert named == {name for name, case in CASES.items() if case.get("looks")}
    assert room.done.returncode == 3, room.done.stdout + room.done.stderr
    assert f"{len(CASES) + 2} submissions were graded." in room.done.stdout


@pytest.mark.parametrize("name", CASES)
def test_nobody_earns_more_than_was_done_and_nobody_less(room, name):
    assert room.classroom.scores(name) == corpus.fair(CASES[name])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "tried" in case.get("cell", "")])
def test_what_was_tried_gave_nothing_away(room, name):
    text = corpus.said(room.classroom.graded_notebook(name))
    assert "tried" in text or CASES[name].get("stops")
    for secret in SECRETS:
        assert secret not in text


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nobody_else_is_harmed(room, name):
    assert room.classroom.scores(name) == dict.fromkeys((*CLOSED,), 3) | {
        TASK: 6,
        "quiet-mornings": 0,
        "kinder-needy": 1,
    }


def test_no_file_of_the_course_or_of_a_class_is_changed(room):
    assert room.after == room.before
    assert not (room.classroom.root / "feedback").exists()


def test_the_gradebook_holds_what_the_grader_wrote(room):
    rows = room.classroom.rows()
    assert all(grade[1] is None for row in rows.values() for grade in row["grades"].values())
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{room.classroom.root}/gradebook.db") as gradebook:
        assert gradebook.find_assignment(SLUG).max_score == 22


def test_nothing_reaches_another_machine_or_another_program(room):
    assert room.reached == []


def test_no_mark_is_left_and_nothing_goes_on_running(room):
    assert not list(room.classroom.place.glob("mark-*"))
    places = [Path(place, mark) for place in ("/tmp", "/dev/shm", "/var/tmp") for mark in MARKS]
    assert not [path for path in places if path.exists()]
    assert not [one for one in psutil.process_iter(["cmdline"]) if TOKEN in " ".join(one.info["cmdline"] or [])]


def test_feedback_on_them_stays_small(room):
    sizes = {path: path.stat().st_size for path in (room.classroom.root / "autograded").glob(f"*/{SLUG}/*.ipynb")}
    assert max(sizes.values()) < 3_000_000
