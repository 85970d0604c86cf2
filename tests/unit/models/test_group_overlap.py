"""Group overlap: the shares the lesson tells, and the rules of two bell curves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.group_overlap import density, overlap, superiority

DIFFERENCE = st.floats(-6, 6)


@pytest.mark.parametrize(("d", "shared"), [(0.07, 0.9721), (0.2, 0.9203), (0.5, 0.8026), (0.8, 0.6892)])
def test_the_overlap_is_what_the_lesson_says(d, shared):
    assert overlap(d) == pytest.approx(shared, abs=5e-5)


def test_of_a_hundred_pairs_the_man_is_the_lonelier_one_in_52():
    assert superiority(0.07) == pytest.approx(0.5197, abs=5e-5)
    assert round(100 * superiority(0.07)) == 52


def test_seventy_in_a_hundred_shared_would_need_a_difference_of_about_three_quarters():
    assert overlap(0.77) == pytest.approx(0.70, abs=5e-3)


def test_groups_that_do_not_differ_are_one_curve_and_a_fair_coin():
    assert overlap(0) == 1
    assert superiority(0) == 0.5


@given(DIFFERENCE)
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_for_the_overlap_which_group_is_named_first(d):
    assert overlap(d) == overlap(-d)


@given(DIFFERENCE)
@settings(max_examples=60, deadline=None)
def test_one_of_the_two_is_higher_in_every_pair(d):
    assert superiority(d) + superiority(-d) == pytest.approx(1)


@given(st.floats(0, 5), st.floats(0.01, 1))
@settings(max_examples=60, deadline=None)
def test_groups_further_apart_share_less_and_are_told_apart_more_often(d, more):
    assert overlap(d + more) < overlap(d)
    assert superiority(d + more) > superiority(d)


@pytest.mark.parametrize("d", [0.07, 0.5, 1.5])
def test_the_shared_area_of_the_drawn_curves_is_the_overlap(d):
    scores = np.linspace(-8, 10, 20_001)
    both = np.minimum(density(scores, 0), density(scores, d))
    assert float(both.sum() * (scores[1] - scores[0])) == pytest.approx(overlap(d), abs=1e-4)


def test_people_picked_by_lot_from_two_such_groups_come_out_as_said():
    rng = np.random.default_rng(7)
    low, high = rng.normal(0, 1, 200_000), rng.normal(0.5, 1, 200_000)
    assert float((high > low).mean()) == pytest.approx(superiority(0.5), abs=5e-3)


@pytest.mark.parametrize("d", [math.nan, math.inf, -21, 21])
def test_a_difference_without_meaning_is_refused(d):
    with pytest.raises(ValueError, match="d must lie between"):
        overlap(d)
    with pytest.raises(ValueError, match="d must lie between"):
        superiority(d)
