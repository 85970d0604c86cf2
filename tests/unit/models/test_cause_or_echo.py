"""Cause or echo: the numbers that the lesson tells, and that they come from noise alone."""

import numpy as np
import pytest

from leaningwell.models.cause_or_echo import RHO, in_the_long_run, simulate_spurious

MANY = 200_000


def test_at_a_reliability_of_seven_tenths_an_effect_of_eight_hundredths_appears_out_of_nothing():
    raw, weight = in_the_long_run(0.7)
    assert raw == pytest.approx(-0.245)
    assert round(weight, 3) == -0.078


def test_measured_without_noise_there_is_no_effect_left():
    assert in_the_long_run(1) == (RHO, 0)


@pytest.mark.parametrize("rel", [0.5, 0.7, 0.85, 1])
def test_many_people_come_to_what_the_formula_says(rel):
    found = simulate_spurious(rel, MANY, seed=1)
    raw, weight = in_the_long_run(rel)
    assert found.raw[0] == pytest.approx(raw, abs=0.01)
    assert found.weight[0] == pytest.approx(weight, abs=0.01)


def test_where_the_two_levels_are_not_linked_noise_makes_no_effect():
    assert in_the_long_run(0.5, rho=0) == (0, 0)
    assert simulate_spurious(0.5, MANY, seed=2, rho=0).weight[0] == pytest.approx(0, abs=0.01)


def test_more_people_make_the_studies_agree_and_leave_the_false_effect_where_it_was():
    few, many = (simulate_spurious(0.7, n, seed=3, studies=60).weight for n in (200, 5000))
    assert many.std() < few.std() / 3
    assert many.mean() == pytest.approx(in_the_long_run(0.7)[1], abs=0.01)


def test_the_same_seed_finds_the_same():
    first, again = (simulate_spurious(0.8, 100, seed=4, studies=3) for _ in range(2))
    np.testing.assert_array_equal(first.weight, again.weight)
    assert len(set(first.weight)) == 3


@pytest.mark.parametrize(
    "setting", [{"rel": 0}, {"rel": 1.1}, {"rel": np.nan}, {"n": 3}, {"n": 20.5}, {"rho": -1.5}, {"studies": 0}]
)
def test_a_setting_without_meaning_is_refused(setting):
    with pytest.raises(ValueError, match="must"):
        simulate_spurious(**{"rel": 0.7, "n": 100, "seed": 1, **setting})


@pytest.mark.parametrize("rel", [0, 1.2])
def test_the_formula_refuses_it_as_well(rel):
    with pytest.raises(ValueError, match="rel must"):
        in_the_long_run(rel)
