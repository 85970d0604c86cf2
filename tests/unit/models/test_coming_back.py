"""Coming back to calm: the half-lives the lesson tells, and what holds for any setting."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.coming_back import K_SELF, K_SOC, arousal, half_life, rate

TRUST = st.floats(-0.4, 1)


@pytest.mark.parametrize(("trust", "minutes"), [(0, 6.93), (0.5, 3.96), (1, 2.77), (-0.4, 17.33)])
def test_alone_half_trusted_trusted_and_unsafe_take_the_minutes_the_lesson_says(trust, minutes):
    assert round(float(half_life(K_SELF, K_SOC, trust)), 2) == minutes


def test_equal_shares_of_self_and_company_halve_the_half_life():
    assert float(half_life(0.10, 0.10, 1)) == pytest.approx(3.4657, abs=1e-4)


def test_many_levels_of_trust_go_in_at_once():
    np.testing.assert_allclose(half_life(K_SELF, K_SOC, np.array([0, 0.5, 1])), [6.931, 3.961, 2.773], atol=0.001)


@given(TRUST, TRUST)
@settings(max_examples=60, deadline=None)
def test_more_trust_never_takes_longer(one, other):
    low, high = sorted((one, other))
    assert half_life(K_SELF, K_SOC, high) <= half_life(K_SELF, K_SOC, low)


@given(TRUST)
@settings(max_examples=60, deadline=None)
def test_after_one_half_life_half_is_left(trust):
    falling = float(rate(K_SELF, K_SOC, trust))
    assert arousal(half_life(K_SELF, K_SOC, trust), falling) == pytest.approx(0.5)


def test_arousal_is_1_at_the_jolt_0_before_it_and_goes_to_0():
    np.testing.assert_allclose(arousal(np.array([-1, 0, 1000]), 0.1), [0, 1, 0], atol=1e-12)


def test_a_second_jolt_comes_on_top_of_what_is_left():
    assert arousal(np.array([10.0]), 0.1, (0, 10))[0] == pytest.approx(1 + np.exp(-1))


def test_it_solves_its_equation():
    times = np.linspace(0, 30, 3001)
    found = arousal(times, 0.175)
    np.testing.assert_allclose(np.gradient(found, times)[1:-1], -0.175 * found[1:-1], rtol=1e-4)


def test_no_jolt_no_arousal():
    np.testing.assert_array_equal(arousal(np.arange(3), 0.1, ()), [0, 0, 0])


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ((0.1, 0.25, -0.4), "must be greater than 0"),
        ((0.1, 0.15, -1), "must be greater than 0"),
        ((0, 0, 0), "must be greater than 0"),
        ((0.1, 0.15, 1.5), "trust must lie between"),
        ((0.1, 0.15, np.nan), "trust must lie between"),
        ((-0.1, 0.15, 1), "k_self must lie between"),
        ((0.1, np.inf, 1), "k_soc must lie between"),
    ],
)
def test_a_setting_without_meaning_is_refused(setting, sentence):
    with pytest.raises(ValueError, match=sentence):
        half_life(*setting)


@pytest.mark.parametrize("falling", [0, -0.1, np.nan, np.inf])
def test_arousal_that_never_falls_is_refused(falling):
    with pytest.raises(ValueError, match="falling must be a number greater than 0"):
        arousal(np.arange(3), falling)


def test_the_times_are_left_as_they_were():
    times = np.array([3.0, 1.0])
    arousal(times, 0.1)
    np.testing.assert_array_equal(times, [3, 1])
