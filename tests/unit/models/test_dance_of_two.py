"""The dance of two: the gaps the lesson tells, the rule of the linear version, and what holds for any pair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.dance_of_two import WISH_X, WISH_Y, Pair, linear_rest, simulate

EASE, REACTION = st.floats(0.1, 0.9), st.floats(0, 0.8)
LONG = 300


@pytest.mark.parametrize(
    ("pursue", "withdraw", "gap"),
    [
        (0.3, 0.3, 0.71),
        (0.4, 0.4, 1.13),
        (0.45, 0.45, 1.39),
        (0.49, 0.49, 1.61),
        (0.51, 0.51, 1.72),
        (0.55, 0.55, 1.93),
        (0.6, 0.6, 2.20),
        (0.8, -0.3, 0.11),
    ],
)
def test_the_gap_is_what_the_lesson_says(pursue, withdraw, gap):
    assert round(simulate(Pair(pursue=pursue, withdraw=withdraw), LONG).gap, 2) == gap


@pytest.mark.parametrize("step", [0.01, 0.05, 0.1, 0.2])
def test_a_smaller_step_shows_the_same(step):
    assert simulate(Pair(), LONG, step).gap == pytest.approx(0.7124, abs=1e-3)


def test_the_linear_version_rests_at_nine_tenths_and_one_tenth():
    assert linear_rest(Pair()) == pytest.approx((0.9, 0.1))


def test_the_linear_rest_changes_nothing_in_the_linear_version():
    pair = Pair(0.7, 0.4, 0.5, 0.2)
    x, y = linear_rest(pair)
    assert pair.a * (WISH_X - x) + pair.pursue * (WISH_X - y) == pytest.approx(0)
    assert pair.b * (WISH_Y - y) - pair.withdraw * (x - WISH_Y) == pytest.approx(0)


def test_at_the_boundary_the_linear_version_does_not_settle():
    pair = Pair(0.5, 0.5, 0.5, 0.5)
    assert not pair.settles_when_linear
    with pytest.raises(ValueError, match="only if"):
        linear_rest(pair)


@given(EASE, EASE, REACTION, st.floats(-0.4, 0.8))
@settings(max_examples=80, deadline=None)
def test_the_rule_is_that_of_the_linear_versions_eigenvalues(a, b, pursue, withdraw):
    pair = Pair(a, b, pursue, withdraw)
    slowest = np.linalg.eigvals([[-a, -pursue], [-withdraw, -b]]).real.max()
    if abs(slowest) > 1e-9:
        assert pair.settles_when_linear == (slowest < 0)


@given(EASE, EASE, REACTION, st.floats(-0.4, 0.8))
@settings(max_examples=25, deadline=None)
def test_with_a_bend_the_two_always_come_to_rest_whatever_the_rule_says(a, b, pursue, withdraw):
    """Near the boundary it takes long: they have come to rest once hardly anything moves."""
    course = simulate(Pair(a, b, pursue, withdraw), 2000, step=0.2)
    assert np.abs(np.diff(course.x[-50:])).max() < 1e-3
    assert np.abs(np.diff(course.y[-50:])).max() < 1e-3


def test_nothing_jumps_where_the_rule_changes_its_mind():
    gaps = [simulate(Pair(pursue=force, withdraw=force), LONG).gap for force in np.linspace(0.45, 0.55, 11)]
    assert np.all(np.diff(gaps) > 0)
    assert np.diff(gaps).max() < 0.08


@pytest.mark.parametrize("change", [{"pursue": 0.3}, {"withdraw": 0.3}, {"a": 0.8, "b": 0.8}])
def test_each_of_the_two_alone_brings_them_nearer_and_so_does_ease(change):
    before = {"pursue": 0.6, "withdraw": 0.6}
    assert simulate(Pair(**before | change), LONG).gap < 1.3 < 2.2 < simulate(Pair(**before), LONG).gap + 0.01


def test_where_the_second_comes_closer_they_swing_and_meet():
    course = simulate(Pair(pursue=0.8, withdraw=-0.3), LONG)
    apart = course.x - course.y
    turns = np.diff(np.sign(np.diff(course.x)))
    assert course.gap < abs(apart[0])
    assert np.any(turns != 0), "a damped swing"


@pytest.mark.parametrize("wrong", [{"a": 0}, {"b": -1}, {"pursue": -0.1}, {"withdraw": np.nan}, {"a": np.inf}])
def test_a_pair_without_meaning_is_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        Pair(**wrong)


@pytest.mark.parametrize("wrong", [{"until": 0}, {"until": 1, "step": 0}, {"until": np.inf}])
def test_no_time_at_all_is_refused(wrong):
    with pytest.raises(ValueError, match="must be a number greater than 0"):
        simulate(Pair(), **wrong)
