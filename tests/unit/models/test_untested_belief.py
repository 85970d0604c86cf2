"""The belief that is never tested: what small tests teach, and what their absence cannot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.untested_belief import USUAL, Luck, draw_luck, simulate

GUARDED, TRUSTING = (2, 6), (6, 2)
KIND, UNSAFE = 0.75, 0.15


@pytest.fixture(scope="module")
def luck():
    return draw_luck(USUAL)


def ends(luck, start, care, tests):
    runs = simulate(luck, *start, care, tests)
    return runs.belief[-1].mean(), runs.tries.mean()


def test_a_guarded_start_among_kind_people_never_opens_without_tests(luck):
    runs = simulate(luck, *GUARDED, KIND, 0)
    assert runs.tries.max() == 0
    assert np.all(runs.belief == 0.25)


def test_with_small_tests_the_belief_among_kind_people_rises_to_72(luck):
    assert round(ends(luck, GUARDED, KIND, 0.10)[0], 2) == 0.72


def test_the_same_tests_with_an_unsafe_person_stay_rare_and_the_belief_falls_to_18(luck):
    belief, tries = ends(luck, GUARDED, UNSAFE, 0.10)
    assert (round(belief, 2), round(tries)) == (0.18, 20)


def test_a_trusting_start_with_an_unsafe_person_stops_after_about_12_tries_at_38(luck):
    belief, tries = ends(luck, TRUSTING, UNSAFE, 0)
    assert (round(belief, 2), round(tries)) == (0.38, 12)
    runs = simulate(luck, *TRUSTING, UNSAFE, 0)
    assert np.mean(runs.belief[100] == runs.belief[-1]) > 0.95  # and stays there


def test_with_tests_it_falls_to_27_after_about_32(luck):
    belief, tries = ends(luck, TRUSTING, UNSAFE, 0.10)
    assert (round(belief, 2), round(tries)) == (0.27, 32)


def test_thirty_thousand_runs_tell_the_same_story():
    luck = draw_luck(0, runs=30_000)
    assert round(ends(luck, GUARDED, KIND, 0.10)[0], 2) == 0.72
    for start, tests, told in ((GUARDED, 0.10, (0.18, 20)), (TRUSTING, 0, (0.38, 12)), (TRUSTING, 0.10, (0.27, 32))):
        belief, tries = ends(luck, start, UNSAFE, tests)
        assert (round(belief, 2), round(tries)) == told


@given(st.floats(0.5, 9), st.floats(0.5, 9), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_belief_is_what_was_met_and_nothing_else(alpha, beta, care, tests):
    runs = simulate(draw_luck(3, runs=5, days=20), alpha, beta, care, tests)
    np.testing.assert_allclose(runs.belief[-1], (alpha + runs.met) / (alpha + beta + runs.tries))
    assert runs.belief.shape == (21, 5)
    assert np.all(runs.tries <= 20)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_more_tests_never_mean_fewer_first_tries(one, other):
    luck = draw_luck(4, runs=20, days=30)
    low, high = (simulate(luck, *GUARDED, 0.5, tests) for tests in sorted((one, other)))
    assert np.mean(low.tries > 0) <= np.mean(high.tries > 0)


def test_if_care_is_certain_belief_goes_up_and_if_it_never_comes_down():
    luck = draw_luck(5, runs=3, days=50)
    assert np.all(np.diff(simulate(luck, *TRUSTING, 1, 0).belief, axis=0) > 0)
    assert np.all(np.diff(simulate(luck, *TRUSTING, 0, 1).belief, axis=0) < 0)


@given(st.floats(0.5, 9), st.floats(0.5, 9), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_one_harm_ends_everything_whatever_comes_before_or_after(alpha, beta, care, tests):
    luck = draw_luck(6, runs=40, days=60)
    runs = simulate(luck, alpha, beta, care, tests, harm=True)
    assert np.all(runs.missed <= 1), "nobody is harmed a second time"
    assert np.array_equal(runs.harmed, runs.missed == 1)
    for belief in runs.belief[:, runs.harmed].T:
        first = int(np.argmax(belief == 0))
        assert np.all(belief[first:] == 0), "no kind day brings it back"
    # What happens after a harm changes nothing: the same lives, with nothing but kindness from some day on.
    for day in (1, 20, 40):
        kinder = Luck(luck.test, np.where(np.arange(60)[:, None] >= day, 0.0, luck.care))
        early = simulate(kinder, alpha, beta, max(care, 1e-9), tests, harm=True)
        by_then = runs.belief[day] == 0
        assert np.all(early.belief[-1][by_then] == 0)


def test_kind_days_in_between_do_not_pay_for_a_harm(luck):
    runs = simulate(luck, *TRUSTING, 0.95, 0, harm=True)
    assert runs.harmed.mean() > 0.99, "over two hundred days nearly every life meets it"
    assert np.all(runs.belief[-1][runs.harmed] == 0)


def test_without_harm_nothing_is_ended(luck):
    assert not simulate(luck, *GUARDED, UNSAFE, 0.3).harmed.any()
    assert not simulate(luck, *TRUSTING, 1, 0.3, harm=True).harmed.any()


@pytest.mark.parametrize(
    "setting", [(0, 1, 0.5, 0), (1, -1, 0.5, 0), (1, 1, 1.5, 0), (1, 1, 0.5, -0.1), (np.inf, 1, 0.5, 0)]
)
def test_a_setting_out_of_range_is_refused(setting):
    with pytest.raises(ValueError, match="must"):
        simulate(draw_luck(0, runs=2, days=2), *setting)


def test_a_life_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="days must be a whole number"):
        draw_luck(0, days=0)


def test_living_leaves_luck_as_it_was(luck):
    before = luck.test.copy(), luck.care.copy()
    simulate(luck, *GUARDED, KIND, 0.1)
    np.testing.assert_array_equal(luck.test, before[0])
    np.testing.assert_array_equal(luck.care, before[1])
