"""One leaves: the coverage that the lesson tells, before and after a parting."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.one_leaves import CONCENTRATED, SPREAD, share, without
from leaningwell.models.support_map import coverage

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


def test_the_third_person_of_the_spread_network_is_the_only_one_for_belonging():
    assert (coverage(without(SPREAD, 2)) == 0).tolist() == [False] * 7 + [True]


@given(NETWORK)
@settings(max_examples=60, deadline=None)
def test_nobody_who_leaves_makes_a_need_better_covered(network):
    for person in range(len(network)):
        assert (coverage(without(network, person)) <= coverage(network) + 1e-12).all()


@pytest.mark.parametrize("network", [CONCENTRATED, SPREAD])
def test_the_shares_of_everybody_come_to_the_whole(network):
    assert sum(share(network, person) for person in range(3)) == pytest.approx(1)


def test_whoever_leaves_is_still_there_in_the_network_before():
    before = CONCENTRATED.copy()
    assert without(CONCENTRATED, 0).shape == (2, 8)
    np.testing.assert_array_equal(CONCENTRATED, before)
