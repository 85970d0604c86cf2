"""The silent majority: the numbers lesson 1 tells, and what holds for any setting."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.silent_majority import draw_crowd, next_share, simulate


@pytest.fixture(scope="module")
def crowds():
    return [draw_crowd(seed) for seed in range(20)]


def ends(crowds, kappa, always):
    return np.array([simulate(crowd, kappa, always)[-1] for crowd in crowds])


def test_ninety_one_in_a_hundred_feel_a_clear_need(crowds):
    assert round(np.mean([crowd.felt for crowd in crowds]), 2) == 0.91


def test_without_role_models_only_about_nineteen_in_a_hundred_show_it(crowds):
    assert round(ends(crowds, 0.6, 0).mean(), 2) == 0.19


def test_with_three_in_a_hundred_role_models_eight_crowds_stay_quiet_and_twelve_tip(crowds):
    shares = np.sort(ends(crowds, 0.6, 0.03)).round(2)
    assert (shares[:8].min(), shares[:8].max()) == (0.21, 0.35)
    assert (shares[8:].min(), shares[8:].max()) == (0.81, 0.86)


def test_with_eight_in_a_hundred_role_models_nearly_all_crowds_tip(crowds):
    shares = ends(crowds, 0.6, 0.08)
    assert round(shares.mean(), 2) == 0.85
    assert np.sum(shares > 0.8) >= 19


def test_a_crowd_has_two_thousand_people_with_the_means_and_spreads_it_says(crowds):
    need = np.concatenate([crowd.need for crowd in crowds])
    threshold = np.concatenate([crowd.threshold for crowd in crowds])
    assert need.shape == threshold.shape == (40_000,)
    assert [need.mean(), need.std(), threshold.mean(), threshold.std()] == pytest.approx(
        [0.6, 0.15, 0.9, 0.15], abs=0.003
    )


def test_the_same_seed_draws_the_same_crowd():
    np.testing.assert_array_equal(draw_crowd(3).need, draw_crowd(3).need)
    assert not np.array_equal(draw_crowd(3).need, draw_crowd(4).need)


def test_the_first_step_counts_those_who_need_nobodys_example():
    crowd = draw_crowd(0)
    assert simulate(crowd, 0.6, 0, steps=1)[1] == np.mean(crowd.need >= crowd.threshold)


@given(st.integers(0, 50), st.floats(0, 0.8), st.floats(0, 0.2))
@settings(max_examples=60, deadline=None)
def test_the_share_never_falls_and_comes_to_rest(seed, kappa, always):
    crowd = draw_crowd(seed, people=300)
    shares = simulate(crowd, kappa, always, steps=300)
    assert shares[0] == 0
    assert np.all(np.diff(shares) >= 0)
    assert shares[-1] <= 1
    role_models = np.arange(300) < round(always * 300)
    assert next_share(crowd, kappa, shares[-1], role_models) == shares[-1]


def test_sixty_steps_are_enough_for_every_crowd_of_the_lesson_to_come_to_rest(crowds):
    for kappa, always in ((0.6, 0), (0.6, 0.08), (0.8, 0.2), (0, 0)):
        for crowd in crowds:
            shares = simulate(crowd, kappa, always, steps=60)
            assert shares[-1] == shares[-2]


@given(st.integers(0, 50), st.floats(0, 0.8), st.floats(0, 0.8), st.floats(0, 0.2), st.floats(0, 0.2))
@settings(max_examples=60, deadline=None)
def test_more_openness_and_more_role_models_never_hide_more(seed, kappa, other_kappa, always, other_always):
    crowd = draw_crowd(seed, people=300)
    fewer = simulate(crowd, min(kappa, other_kappa), min(always, other_always))
    more = simulate(crowd, max(kappa, other_kappa), max(always, other_always))
    assert np.all(fewer <= more)


@pytest.mark.parametrize(
    ("kappa", "always", "steps"),
    [
        (-0.1, 0, 9),
        (np.nan, 0, 9),
        (np.inf, 0, 9),
        (0.6, -0.01, 9),
        (0.6, 1.01, 9),
        (0.6, np.nan, 9),
        (0.6, 0, -1),
    ],
)
def test_a_setting_out_of_range_is_refused(kappa, always, steps):
    with pytest.raises(ValueError, match="must"):
        simulate(draw_crowd(0, people=10), kappa, always, steps)


def test_a_crowd_of_nobody_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        draw_crowd(0, people=0)


def test_a_simulation_leaves_the_crowd_as_it_was():
    crowd = draw_crowd(5)
    need, threshold = crowd.need.copy(), crowd.threshold.copy()
    simulate(crowd, 0.6, 0.08)
    np.testing.assert_array_equal(crowd.need, need)
    np.testing.assert_array_equal(crowd.threshold, threshold)


def test_everybody_a_role_model_means_everybody_shows_it():
    assert simulate(draw_crowd(0, people=50), 0, 1)[-1] == 1
