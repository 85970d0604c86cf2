"""One leaves: the coverage that the lesson tells, and the rules of the sum."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.one_leaves import CONCENTRATED, SPREAD, coverage, share, without

NETWORK = st.lists(st.lists(st.integers(0, 3), min_size=8, max_size=8), min_size=2, max_size=5).map(np.array)


def test_both_networks_hold_24_units_of_support_for_eight_needs():
    assert CONCENTRATED.sum() == SPREAD.sum() == 24
    assert CONCENTRATED.shape == SPREAD.shape == (3, 8)


@pytest.mark.parametrize(("network", "part"), [(CONCENTRATED, 75), (SPREAD, 33)])
def test_the_closest_person_gives_three_quarters_or_a_third_of_it(network, part):
    assert round(100 * share(network, 0)) == part


@pytest.mark.parametrize(
    ("network", "before", "after", "left_to_nobody"), [(CONCENTRATED, 0.767, 0.2025, 4), (SPREAD, 0.727, 0.532, 0)]
)
def test_when_the_closest_leaves_it_falls_as_the_lesson_says(network, before, after, left_to_nobody):
    left = coverage(without(network, 0))
    assert float(coverage(network).mean()) == pytest.approx(before, abs=5e-4)
    assert float(left.mean()) == pytest.approx(after, abs=5e-4)
    assert int((left == 0).sum()) == left_to_nobody


def test_before_the_parting_the_concentrated_network_covers_more():
    assert coverage(CONCENTRATED).mean() > coverage(SPREAD).mean()


@given(NETWORK)
@settings(max_examples=60, deadline=None)
def test_nobody_who_leaves_makes_a_need_better_covered(network):
    for person in range(len(network)):
        assert (coverage(without(network, person)) <= coverage(network) + 1e-12).all()


@given(NETWORK)
@settings(max_examples=60, deadline=None)
def test_a_need_is_covered_from_not_at_all_to_nearly_wholly(network):
    covered = coverage(network)
    assert (covered >= 0).all()
    assert (covered < 1).all()
    np.testing.assert_array_equal(covered == 0, (network == 0).all(axis=0))


@given(NETWORK)
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_people_changes_nothing(network):
    np.testing.assert_allclose(coverage(network[::-1]), coverage(network))


def test_support_that_is_not_from_0_to_3_is_refused():
    for wrong in (-1, 4):
        with pytest.raises(ValueError, match="support must lie between 0 and 3"):
            coverage(np.full((1, 8), wrong))


def test_the_networks_are_left_as_they_were():
    before = CONCENTRATED.copy()
    coverage(without(CONCENTRATED, 0))
    np.testing.assert_array_equal(CONCENTRATED, before)
