"""`leaningwell grade` into a gradebook in PostgreSQL writes what it writes into nbgrader's usual one."""

from __future__ import annotations

import pytest

from breadth import breadth
from classroom.room import SLUG, Classroom, handed_in
from postgres import postgres, programs

pytestmark = [
    breadth,
    pytest.mark.classroom,
    pytest.mark.skipif(not programs(), reason="PostgreSQL is unpacked by `make postgres`, where there is apt"),
]
LATE, DUE = "2026-03-02 12:00:00 UTC", "2026-03-01 00:00:00 UTC"


@pytest.fixture(scope="module")
def address():
    with postgres() as address:
        yield address


@pytest.fixture(scope="module")
def handed(classroom: Classroom, right, right_code) -> Classroom:
    """A class that handed in, one of it late."""
    classroom.hand_in("ada", right_code, handed_in(dict(list(right.items())[:3])))
    classroom.hand_in("ben", answers=handed_in(right))
    (classroom.root / "submitted" / "ben" / SLUG / "timestamp.txt").write_text(LATE)
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    return classroom


def grade(room: Classroom) -> dict[str, object]:
    from nbgrader.api import Gradebook

    with Gradebook(room.url) as book:
        book.update_or_create_assignment(SLUG, duedate=DUE)
    for options in ((), ("--regrade-closed",)):
        done = room.run_ours("grade", SLUG, *options)
        assert (done.returncode, "2 submissions were graded." in done.stdout) == (0, True), done.stdout + done.stderr
    return room.rows()


def test_the_same_is_written_and_nothing_twice(handed, address):
    elsewhere = handed.twin("postgres")
    with (elsewhere.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CourseDirectory.db_url = "{address}"\n')
    elsewhere.elsewhere = address
    elsewhere.generate()
    assert grade(elsewhere) == grade(handed.twin("usual"))


def test_what_is_not_there_yet_is_told_of(handed, address):
    room = handed.twin("other")
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CourseDirectory.db_url = "{address.replace("/postgres?", "/nowhere?")}"\n')
    done = room.run_ours("grade", SLUG)
    assert (done.returncode, "nowhere" in done.stderr) == (1, True), done.stderr
