"""Safety of the reader: no setting, reading or note pushes somebody towards a person who harms them."""

import itertools
import re

import pytest

from leaningwell import Lesson, explore
from leaningwell.content import Activities
from unit.made_up import FIXTURES

COURSE = FIXTURES.parents[2] / "course"


@pytest.fixture(scope="module")
def lesson():
    return Lesson("05-the-bet", COURSE)


def test_the_note_of_care_stands_in_each_card_that_invites_to_a_test(lesson):
    for activity in (explore.belief_never_tested(lesson), lesson.reflect("a-small-test"), lesson.plan()):
        assert "do not test them, however kind they are on other days" in activity.spec["care"]
        assert "the blame for it is not shared" in activity.spec["care"]


def test_the_note_of_care_stands_in_each_card_about_ones_own_people():
    lesson = Lesson("09-a-wider-circle", COURSE)
    for activity in (explore.own_circle(lesson), explore.forecast_lab(lesson)):
        assert "a new contact, a list of names or a thank-you to others can raise the danger" in activity.spec["care"]


def test_no_setting_of_the_model_advises_another_test_after_a_harm(lesson):
    activity = explore.belief_never_tested(lesson)
    steps = itertools.product(("guarded", "trusting"), (0, 0.15, 0.5, 0.75, 0.95, 1), (0, 0.1, 0.3))
    for start, care, tests in steps:
        values = {"start": start, "care": care, "tests": tests, "answer": "harm"}
        reading = activity._handlers["draw"]({"values": values})["figure"]["reading"]
        lives = re.search(r"In (\d+) of 300 lives an answer did harm", reading)
        if lives:
            assert int(lives[1]) > 0
            assert "nothing more is tested" in reading
            assert "It does not matter how many kind days came before" in reading
        else:
            safe = ("keeping things to oneself is protection", "One single harm would have ended it for good.")
            assert any(sentence in reading for sentence in safe)


def test_no_average_is_drawn_or_told_of_somebody_who_may_do_harm(lesson):
    activity = explore.belief_never_tested(lesson)
    values = {"start": "trusting", "care": 0.9, "tests": 0.1}
    drawn = {}
    for answer in ("clumsy", "harm"):
        figure = activity._handlers["draw"]({"values": {**values, "answer": answer}})["figure"]
        drawn[answer] = (figure["reading"], figure["rows"], str(figure["charts"]))
    middle = lesson.exploration("belief-never-tested").labels["middle"]
    assert middle in drawn["clumsy"][2]
    assert middle not in drawn["harm"][2]
    assert {row[1] for row in drawn["harm"][1]} == {"–"}
    assert "on average" not in drawn["harm"][0]


def test_nothing_in_the_model_says_that_it_pays_or_counts_tries_with_somebody_unsafe(lesson):
    words = lesson.exploration("belief-never-tested").model_dump_json()
    assert not re.search(r"\bpays?\b|how many tries|\{tries\}|\{missed\}", words, re.I)


def test_a_note_of_care_that_is_shown_has_to_be_written():
    words = Lesson("05-the-bet", COURSE).activities.model_dump(by_alias=True, exclude={"care"})
    with pytest.raises(ValueError, match="shows the lesson's note of care; write it under `care`"):
        Activities.model_validate(words)
