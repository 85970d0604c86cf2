"""Relabelled by chance: how many change box though nobody changed, and what that hangs on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.relabelled import boxes, draw_people, mean_shift, measured, share_relabelled

RELIABILITY = st.floats(0, 1)


@pytest.mark.parametrize(("reliability", "percent"), [(0.65, 47.1), (0.80, 36.5), (0.90, 26.5)])
def test_so_many_in_a_hundred_change_box(reliability, percent):
    assert round(100 * share_relabelled(reliability), 1) == percent


@pytest.mark.parametrize("reliability", [0.5, 0.65, 0.8, 0.9, 0.95])
def test_people_drawn_at_random_are_relabelled_as_often_as_was_worked_out(reliability):
    places = boxes(measured(draw_people(1, people=200_000), reliability))
    assert np.mean(places[0] != places[1]) == pytest.approx(share_relabelled(reliability), abs=0.004)


def test_a_perfect_test_relabels_nobody_and_a_useless_one_three_in_four():
    assert share_relabelled(1) == pytest.approx(0)
    assert share_relabelled(0) == pytest.approx(0.75)


@given(RELIABILITY, RELIABILITY)
@settings(max_examples=30, deadline=None)
def test_a_better_test_never_relabels_more(one, other):
    low, high = sorted((one, other))
    assert share_relabelled(high) <= share_relabelled(low) + 1e-9


def test_scores_have_spread_1_at_both_tests_and_the_two_agree_as_well_as_the_test_is_reliable():
    first, second = measured(draw_people(2, people=200_000), 0.65)
    np.testing.assert_allclose([first.std(axis=0), second.std(axis=0)], 1, atol=0.01)
    assert np.corrcoef(first[:, 0], second[:, 0])[0, 1] == pytest.approx(0.65, abs=0.01)


def test_the_two_dials_go_together_at_four_tenths():
    assert np.corrcoef(draw_people(3, people=200_000).true.T)[0, 1] == pytest.approx(0.4, abs=0.01)


def test_a_perfect_test_shows_the_true_scores_twice():
    people = draw_people(4)
    np.testing.assert_array_equal(measured(people, 1), [people.true, people.true])


@pytest.mark.parametrize("reliability", [0, 0.65, 0.9, 1])
def test_a_score_moves_as_far_as_was_worked_out(reliability):
    first, second = measured(draw_people(7, people=200_000), reliability)
    assert np.mean(np.abs(second - first)) == pytest.approx(mean_shift(reliability), abs=0.005)


def test_there_are_four_boxes():
    np.testing.assert_array_equal(boxes(np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]])), [0, 1, 2, 3])


def test_the_same_seed_draws_the_same_people():
    np.testing.assert_array_equal(draw_people(5).noise, draw_people(5).noise)
    assert draw_people(5).noise.shape == (2, 60, 2)


@pytest.mark.parametrize("reliability", [-0.1, 1.1, np.nan])
def test_a_reliability_out_of_range_is_refused(reliability):
    for ask in (share_relabelled, mean_shift, lambda value: measured(draw_people(0), value)):
        with pytest.raises(ValueError, match="reliability must lie between 0 and 1"):
            ask(reliability)


def test_nobody_to_test_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        draw_people(0, people=0)


def test_testing_leaves_people_as_they_were():
    people = draw_people(6)
    before = people.true.copy(), people.noise.copy()
    measured(people, 0.65)
    np.testing.assert_array_equal(people.true, before[0])
    np.testing.assert_array_equal(people.noise, before[1])
