"""Four questions about an act: what moves it along the line, and what no context moves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaningwell.content import read_table
from leaningwell.models.four_questions import FAR_END, Answers

CARDS = Path(__file__).parents[3] / "course" / "data" / "asking_cards.csv"
QUESTIONS = ("lands", "waits", "costs", "crowds")
ANSWER = st.integers(0, 2)


@pytest.fixture(scope="module")
def places():
    """The place of every card in every context."""
    return {
        (row["id"], row["context"]): Answers(*(int(row[one]) for one in QUESTIONS), row["crosses"] == "yes").place
        for row in read_table(CARDS, ("id", "card", "context", *QUESTIONS, "crosses"))
    }


@given(ANSWER, ANSWER, ANSWER, ANSWER)
def test_each_question_counts_alike(lands, waits, costs, crowds):
    assert Answers(lands, waits, costs, crowds).place == lands + waits + costs + crowds


@given(ANSWER, ANSWER, ANSWER, ANSWER)
def test_what_takes_something_that_was_not_given_stays_at_the_far_end(lands, waits, costs, crowds):
    assert Answers(lands, waits, costs, crowds, crosses=True).place == FAR_END


@pytest.mark.parametrize("answers", [(3, 0, 0, 0), (0, -1, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, float("nan"))])
def test_an_answer_that_is_none_is_refused(answers):
    with pytest.raises(ValueError, match="must"):
        Answers(*answers)


def test_there_are_fourteen_cards_in_four_contexts(places):
    assert len({id for id, _ in places}) == 14
    assert len(places) == 14 * 4


def test_how_often_something_is_said_does_not_decide_alone(places):
    assert places["watch-me", "third"] <= 2, "a third dive is still a dive"
    assert places["love-me", "plain"] <= 1, "every evening, and quite ordinary"
    assert places["really-sure", "third"] >= 6


def test_a_funeral_brings_cards_nearer_and_a_steering_wheel_moves_them_away(places):
    ids = {id for id, _ in places}
    assert all(places[id, "funeral"] <= places[id, "plain"] for id in ids)
    assert all(places[id, "drives"] >= places[id, "plain"] for id in ids)
    assert sum(places[id, "funeral"] < places[id, "plain"] for id in ids) >= 6


def test_no_context_makes_reading_anothers_messages_a_way_of_asking(places):
    assert {places["read-messages", context] for context in ("plain", "third", "funeral", "drives")} == {FAR_END}
