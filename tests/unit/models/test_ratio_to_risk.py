"""From ratio to risk: the risks the lesson tells, and the rules of odds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.ratio_to_risk import difference, new_risk

RISK, RATIO = st.floats(0, 1), st.floats(0.01, 100)


@pytest.mark.parametrize(("before", "after"), [(5, 7.3), (10, 14.3), (29, 38.0)])
def test_an_odds_ratio_of_one_and_a_half_gives_the_risks_the_lesson_says(before, after):
    assert round(100 * float(new_risk(before / 100, 1.5)), 1) == after


def test_ten_in_a_hundred_become_14_29_and_the_difference_is_4_29():
    assert float(new_risk(0.10, 1.5)) == pytest.approx(0.1429, abs=5e-5)
    assert float(difference(0.10, 1.5)) == pytest.approx(0.0429, abs=5e-5)


@given(RISK)
@settings(max_examples=60, deadline=None)
def test_a_ratio_of_1_changes_nothing(risk):
    assert new_risk(risk, 1) == pytest.approx(risk, abs=1e-15)


@given(RISK, RATIO)
@settings(max_examples=60, deadline=None)
def test_a_risk_stays_between_0_and_1(risk, ratio):
    assert 0 <= new_risk(risk, ratio) <= 1


@given(st.floats(0.001, 0.999), RATIO)
@settings(max_examples=60, deadline=None)
def test_the_odds_are_multiplied_by_the_ratio(risk, ratio):
    after = float(new_risk(risk, ratio))
    assert after / (1 - after) == pytest.approx(ratio * risk / (1 - risk), rel=1e-6)


@given(st.floats(0.001, 0.999), st.floats(1.01, 100))
@settings(max_examples=60, deadline=None)
def test_the_risk_grows_by_less_than_the_ratio(risk, ratio):
    assert new_risk(risk, ratio) < ratio * risk


@given(RISK, RATIO)
@settings(max_examples=60, deadline=None)
def test_the_ratio_and_its_inverse_undo_each_other(risk, ratio):
    assert float(new_risk(new_risk(risk, ratio), 1 / ratio)) == pytest.approx(risk, abs=1e-9)


def test_nobody_stays_nobody_and_everybody_stays_everybody():
    np.testing.assert_array_equal(new_risk(np.array([0.0, 1.0]), 3), [0, 1])


@pytest.mark.parametrize("setting", [(-0.1, 1.5), (1.1, 1.5), (np.nan, 1.5), (0.1, 0), (0.1, -1), (0.1, np.inf)])
def test_a_setting_without_meaning_is_refused(setting):
    with pytest.raises(ValueError, match="must"):
        new_risk(*setting)


def test_the_risks_put_in_are_left_as_they_were():
    risks = np.array([0.1, 0.2])
    difference(risks, 1.5)
    np.testing.assert_array_equal(risks, [0.1, 0.2])
