"""Does it land?: the seven settings the lesson tells, and what holds for any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.reassurance import USUAL, Asking, draw_shocks, simulate

SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def shocks():
    return draw_shocks(USUAL)


@pytest.mark.parametrize(
    ("asking", "doubt", "asked", "fatigue"),
    [
        (Asking(0.5), 0.14, 0.17, 0.01),
        (Asking(0.25), 0.21, 0.33, 0.10),
        (Asking(0.1), 0.44, 0.51, 0.69),
        (Asking(0.5, readiness=0), 0.62, 0, 0),
        (Asking(0.15, readiness=2), 0.59, 0.90, 1.00),
        (Asking(0.15, readiness=0.6), 0.31, 0.29, 0.02),
        (Asking(0.5, capacity=0), 0.62, None, None),
    ],
)
def test_doubt_asking_and_fatigue_are_what_the_lesson_says(shocks, asking, doubt, asked, fatigue):
    months = simulate(asking, shocks)
    assert months.at_last(months.doubt) == pytest.approx(doubt, abs=0.011)
    if asked is not None:
        assert months.at_last(months.asking) == pytest.approx(asked, abs=0.015)
        assert months.at_last(months.fatigue) == pytest.approx(fatigue, abs=0.015)


def test_twenty_thousand_lives_tell_the_same_story():
    many = draw_shocks(0, runs=20_000)
    for taken_in, doubt in ((0.5, 0.144), (0.25, 0.211), (0.1, 0.443)):
        months = simulate(Asking(taken_in), many)
        assert months.at_last(months.doubt) == pytest.approx(doubt, abs=0.003)


def test_that_answers_must_be_taken_in_is_built_in(shocks):
    """With nothing taken in, no security is stored, so that the factor and not the run of days decides."""
    months = simulate(Asking(taken_in=0), shocks)
    assert months.at_last(months.doubt) > 0.5


@given(SHARE, SHARE, st.floats(0, 4))
@settings(max_examples=40, deadline=None)
def test_everything_stays_within_0_and_1(taken_in, capacity, readiness):
    months = simulate(Asking(taken_in, capacity, readiness), draw_shocks(3, runs=5, days=40))
    for values in (months.doubt, months.asking, months.fatigue):
        assert values.shape == (40,)
        assert np.all((values >= 0) & (values <= 1))


def test_whoever_never_asks_tires_nobody(shocks):
    months = simulate(Asking(readiness=0), shocks)
    assert not months.asking.any()
    assert not months.fatigue.any()


@pytest.mark.parametrize("wrong", [{"taken_in": 1.1}, {"capacity": -0.1}, {"readiness": np.nan}, {"readiness": 5}])
def test_a_setting_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="must lie between"):
        Asking(**wrong)


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"days": 0}, {"days": 1.5}])
def test_lives_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="must be a whole number"):
        draw_shocks(0, **wrong)
