"""Two orphanages: the shares the lesson tells, and what each design can and cannot show."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.two_orphanages import chance, draw_studies, expected, gap, thriving

B_WARMTH, RHO = st.floats(0, 2), st.floats(0, 1)


@pytest.fixture(scope="module")
def studies():
    return draw_studies(0)


def test_without_any_effect_of_warmth_the_two_institutions_still_differ(studies):
    np.testing.assert_array_equal(expected(0, 1, lots=False).round(2), [0.82, 0.38])
    np.testing.assert_allclose(thriving(studies, 0, 1, lots=False).mean(axis=0), [0.82, 0.38], atol=0.015)


def test_lots_remove_a_gap_that_warmth_has_not_made(studies):
    np.testing.assert_array_equal(expected(0, 1, lots=True)[:, 0], expected(0, 1, lots=True)[:, 1])
    assert gap(thriving(studies, 0, 1, lots=True)).mean() == pytest.approx(0, abs=0.02)


def test_where_warmth_helps_both_designs_show_a_gap(studies):
    for lots in (False, True):
        assert gap(thriving(studies, 1.5, 1, lots)).mean() > 0.15


def test_with_equal_conditions_and_no_effect_of_warmth_nothing_differs():
    assert np.ptp(expected(0, 0, lots=False)) == 0


@given(B_WARMTH, RHO)
@settings(max_examples=60, deadline=None)
def test_the_compared_gap_is_never_smaller_than_what_warmth_does_under_equal_conditions(b_warmth, rho):
    fair, compared = np.subtract(*expected(b_warmth, 0, lots=False)), np.subtract(*expected(b_warmth, rho, lots=False))
    assert compared >= fair - 1e-12


@given(B_WARMTH, B_WARMTH, RHO, st.booleans())
@settings(max_examples=40, deadline=None)
def test_more_effect_of_warmth_never_lowers_the_warm_and_never_moves_the_others(one, other, rho, lots):
    studies = draw_studies(1, studies=3)
    low, high = (thriving(studies, b, rho, lots) for b in sorted((one, other)))
    assert np.all(low[..., 0] <= high[..., 0])
    np.testing.assert_array_equal(low[..., 1], high[..., 1])


def test_sixty_infants_in_each_arm_and_the_same_luck_for_the_same_seed(studies):
    assert studies.luck.shape == (40, 2, 60)
    np.testing.assert_array_equal(studies.luck, draw_studies(0).luck)
    assert not np.array_equal(studies.luck, draw_studies(1).luck)


def test_the_shares_come_in_the_shapes_they_say(studies):
    assert thriving(studies, 1, 1, lots=False).shape == (40, 2)
    assert thriving(studies, 1, 1, lots=True).shape == (40, 2, 2)
    assert gap(thriving(studies, 1, 1, lots=True)).shape == (40,)


def test_the_chance_runs_from_nearly_nobody_to_nearly_everybody():
    np.testing.assert_allclose(chance(np.array([0, 0, 1]), np.array([-20, 0.25, 10]), 2), [0, 0.5, 1], atol=1e-8)


@pytest.mark.parametrize("setting", [(-0.1, 1), (np.nan, 1), (1, -0.1), (1, 1.1), (1, np.nan)])
def test_a_setting_out_of_range_is_refused(setting):
    with pytest.raises(ValueError, match="must lie between"):
        expected(*setting, lots=True)


@pytest.mark.parametrize("sizes", [{"studies": 0}, {"infants": 0}, {"infants": 5}, {"infants": 2.5}])
def test_studies_that_cannot_be_done_are_refused(sizes):
    with pytest.raises(ValueError, match="must be"):
        draw_studies(0, **sizes)


def test_a_study_leaves_its_luck_as_it_was(studies):
    before = studies.luck.copy()
    gap(thriving(studies, 1, 0.5, lots=True))
    np.testing.assert_array_equal(studies.luck, before)
