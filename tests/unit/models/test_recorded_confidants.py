"""A decline out of nothing: what an unchanged world can be recorded as."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.recorded_confidants import halved, mean, recorded, unchanged

SHARE = st.floats(0, 0.5)


def test_the_unchanged_world_has_a_mean_of_2_89_and_five_in_a_hundred_with_none():
    assert (round(mean(unchanged()), 2), round(unchanged()[0], 2)) == (2.89, 0.05)


def test_it_is_recorded_as_2_19_and_twenty_four_in_a_hundred_close_to_what_was_published():
    found = recorded(unchanged(), 0.17, 0.15)
    assert (round(mean(found), 3), round(found[0], 2)) == (2.185, 0.24)
    assert abs(mean(found) - 2.08) < 0.11
    assert abs(found[0] - 0.25) < 0.01


def test_a_careful_second_survey_finds_what_the_first_found():
    np.testing.assert_array_equal(recorded(unchanged(), 0, 0), unchanged())


def test_halving_keeps_everybody_and_halves_the_mean():
    assert halved(unchanged()).sum() == pytest.approx(1)
    assert mean(halved(unchanged())) == pytest.approx(mean(unchanged()) / 2)


def test_halving_two_confidants_keeps_both_one_or_none_at_a_quarter_a_half_and_a_quarter():
    np.testing.assert_allclose(halved(np.array([0, 0, 1.0])), [0.25, 0.5, 0.25])


@given(SHARE, SHARE)
@settings(max_examples=60, deadline=None)
def test_whatever_goes_wrong_everybody_is_recorded_once(none, half):
    found = recorded(unchanged(), none, half)
    assert found.sum() == pytest.approx(1)
    assert np.all(found >= 0)


@given(SHARE, SHARE, SHARE)
@settings(max_examples=60, deadline=None)
def test_more_mistakes_never_record_more_confidants(one, other, half):
    fewer, more = sorted((one, other))
    assert mean(recorded(unchanged(), more, half)) <= mean(recorded(unchanged(), fewer, half)) + 1e-12
    assert mean(recorded(unchanged(), half, more)) <= mean(recorded(unchanged(), half, fewer)) + 1e-12


def test_if_every_interview_is_lost_nobody_has_anybody():
    np.testing.assert_allclose(recorded(unchanged(), 1, 0), [1, 0, 0, 0, 0, 0, 0], atol=1e-15)


def test_a_higher_cap_comes_close_to_the_mean_itself():
    assert mean(unchanged(cap=30)) == pytest.approx(2.94)


@pytest.mark.parametrize("setting", [(-0.1, 0), (0, 1.1), (np.nan, 0), (0.6, 0.5)])
def test_shares_that_cannot_be_are_refused(setting):
    with pytest.raises(ValueError, match="must"):
        recorded(unchanged(), *setting)


@pytest.mark.parametrize("world", [{"mean": 0}, {"mean": np.inf}, {"cap": 0}, {"cap": 1.5}])
def test_a_world_that_cannot_be_is_refused(world):
    with pytest.raises(ValueError, match="must"):
        unchanged(**world)


def test_the_true_distribution_is_left_as_it_was():
    shares = unchanged()
    recorded(shares, 0.17, 0.15)
    np.testing.assert_array_equal(shares, unchanged())
