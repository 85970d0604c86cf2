"""Needs and people: what three maps cover, what hangs on one person, and where six small things help."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leaningwell.models.support_map import (
    PAIR,
    SPECIALISTS,
    VILLAGE,
    coverage,
    fragility,
    n_eff,
    single_points,
    suggest,
)

maps = arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.integers(0, 3).map(float))


def told(given):
    return coverage(given).mean(), n_eff(given), fragility(given).max(), int(single_points(given).sum())


def test_one_person_for_nearly_all_covers_much_and_everything_hangs_on_them():
    assert PAIR.sum() == 25
    np.testing.assert_allclose(told(PAIR), (0.90, 1.08, 0.96, 8), atol=0.005)


def test_three_specialists_cover_as_much_and_hang_together_less():
    assert SPECIALISTS.sum() == 24
    np.testing.assert_allclose(told(SPECIALISTS), (0.90, 2.91, 0.38, 8), atol=0.0051)


def test_in_the_village_little_hangs_on_anybody():
    assert VILLAGE.sum() == 53
    np.testing.assert_allclose(told(VILLAGE), (0.970, 4.69, 0.111, 2), atol=0.001)


def test_the_busiest_of_the_village_gives_30_of_100_parts_and_11_of_100_go_with_them():
    shares = VILLAGE.sum(axis=1) / VILLAGE.sum()
    busiest = int(shares.argmax())
    assert (round(100 * shares[busiest]), round(100 * fragility(VILLAGE)[busiest])) == (30, 11)


def test_one_half_and_two_quarters_feel_like_two_and_two_thirds():
    assert n_eff(np.array([[2.0], [1.0], [1.0]])) == pytest.approx(2.667, abs=0.001)


def test_six_more_units_bring_the_specialists_below_30_and_the_pair_not_below_71():
    assert fragility(suggest(SPECIALISTS, 6)).max() == pytest.approx(0.264, abs=0.0005)
    assert fragility(suggest(PAIR, 6)).max() == pytest.approx(0.717, abs=0.0005)


@pytest.mark.parametrize("known", [PAIR, SPECIALISTS, VILLAGE])
@pytest.mark.parametrize("budget", [0, 1, 6])
def test_a_suggestion_spends_the_budget_takes_from_nobody_and_does_not_worsen_these_maps(known, budget):
    new = suggest(known, budget)
    assert new.sum() - known.sum() == budget
    assert np.all(new >= known)
    assert new.max() <= 3
    assert fragility(new).max() <= fragility(known).max()


def test_on_some_small_maps_a_budget_that_must_be_spent_makes_it_worse():
    alone = np.eye(2)
    assert fragility(alone).max() == 0.5
    assert fragility(suggest(alone, 1)).max() == pytest.approx(0.63, abs=0.005)


@given(maps)
@settings(max_examples=60, deadline=None)
def test_nobody_who_leaves_raises_what_is_covered(known):
    for person in range(len(known)):
        assert np.all(coverage(np.delete(known, person, axis=0)) <= coverage(known) + 1e-12)


@given(maps, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_who_stands_in_which_row(known, luck):
    order = luck.sample(range(len(known)), len(known))
    np.testing.assert_allclose(coverage(known[order]), coverage(known))
    np.testing.assert_allclose(fragility(known[order]), fragility(known)[order])
    assert n_eff(known[order]) == pytest.approx(n_eff(known))


@given(maps)
@settings(max_examples=60, deadline=None)
def test_shares_lie_between_nothing_and_all(known):
    assert np.all((fragility(known) >= 0) & (fragility(known) <= 1 + 1e-12))
    assert 0 <= n_eff(known) <= len(known) + 1e-9


def test_somebody_who_gives_nothing_carries_nothing_and_an_empty_map_hangs_on_nobody():
    np.testing.assert_array_equal(fragility(np.array([[0.0, 0.0], [3.0, 1.0]])), [0, 1])
    np.testing.assert_array_equal(fragility(np.zeros((3, 4))), [0, 0, 0])
    assert n_eff(np.zeros((3, 4))) == 0
    assert fragility(np.zeros((0, 8))).shape == (0,)


def test_what_somebody_gives_is_refused_beyond_three():
    with pytest.raises(ValueError, match="what somebody gives must lie between 0 and 3"):
        coverage(np.array([[4.0]]))
    with pytest.raises(ValueError, match="two dimensions, not 1"):
        coverage(np.array([1.0, 2.0]))


def test_a_budget_without_room_is_refused():
    with pytest.raises(ValueError, match="room for 1 more units"):
        suggest(np.array([[2.0]]), 2)
    with pytest.raises(ValueError, match="budget must be a whole number"):
        suggest(PAIR, -1)


def test_a_suggestion_leaves_the_map_as_it_was():
    before = PAIR.copy()
    suggest(PAIR, 3)
    np.testing.assert_array_equal(PAIR, before)
