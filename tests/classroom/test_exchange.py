"""The whole way round the exchange: released, fetched, done, handed in, collected, graded, given back."""

from __future__ import annotations

import json

import pytest
from classroom.room import SLUG, Classroom, do_exercise, handed_in

pytestmark = pytest.mark.classroom


@pytest.fixture(scope="module")
def desks(classroom: Classroom):
    """Two learners with the exercise fetched to their desks."""
    classroom.release()
    return {student: classroom.fetch(student) for student in ("ada", "bela")}


def test_what_is_fetched_is_what_was_generated(classroom, desks):
    made = {path.name: path.read_bytes() for path in (classroom.root / "exercises" / SLUG).iterdir()}
    for desk in desks.values():
        assert {path.name: path.read_bytes() for path in desk.iterdir()} == made


def test_work_goes_round_and_comes_back_with_its_grade(classroom, desks, right, right_code):
    do_exercise(desks["ada"], answers=handed_in(right, ("kinder-needy",)))
    do_exercise(desks["bela"], right_code)
    for student in desks:
        classroom.submit(student)
    classroom.collect()
    collected = classroom.root / "submitted" / "ada" / SLUG / "answers.json"
    assert json.loads(collected.read_text())["done"] == ["kinder-needy"]
    classroom.grade()
    classroom.give_feedback()
    assert sum(classroom.scores("ada").values()) == 22
    assert sum(classroom.scores("bela").values()) == 12
    assert "Questions: 6 of 6 points." in classroom.feedback("ada")


def test_the_learners_name_is_nowhere_in_the_answers(classroom, desks):
    assert (
        "ada"
        not in (classroom.root / "submitted" / "ada" / SLUG / "answers.json").read_text().lower().split()
    )
