"""Keeping accounts: uneven days, even years, and a gap that waiting does not close."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.keeping_accounts import USUAL, even_days, imbalance, lives

WEEK, YEAR = 7, 364


@pytest.fixture(scope="module")
def alike():
    return lives(USUAL, 0.2, 0.2)


def test_on_64_of_100_days_nobody_got_more_than_they_gave(alike):
    assert round(even_days(alike), 2) == 0.64


def test_over_a_week_the_two_are_far_from_even_and_over_a_year_close_to_it(alike):
    assert imbalance(alike, WEEK) == pytest.approx(0.233, abs=0.004)
    assert imbalance(alike, YEAR) == pytest.approx(0.0356, abs=0.0015)


def test_the_sum_itself_grows_from_a_week_to_a_year(alike):
    assert round(WEEK * imbalance(alike, WEEK), 1) == 1.6
    assert round(YEAR * imbalance(alike, YEAR)) == 13


def test_where_one_needs_help_more_often_a_year_closes_nothing():
    net = lives(USUAL, 0.1, 0.3)
    assert imbalance(net, YEAR) == pytest.approx(0.2, abs=0.006)
    assert imbalance(net, YEAR) > 4 * imbalance(lives(USUAL, 0.2, 0.2), YEAR)


def test_thirty_times_as_many_pairs_tell_the_same_story():
    net = lives(1, 0.2, 0.2, pairs=6000)
    assert imbalance(net, WEEK) == pytest.approx(0.231, abs=0.002)
    assert imbalance(net, YEAR) == pytest.approx(0.0356, abs=0.001)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_looking_back_further_never_shows_more_per_day(one, other):
    net = lives(3, one, other, pairs=20, days=56)
    assert imbalance(net, 28) <= imbalance(net, 7) + 1e-9 <= imbalance(net, 1) + 2e-9


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_who_is_called_the_first_changes_only_the_sign_of_the_average(one, other):
    there, back = (lives(4, *pair, pairs=400, days=28).mean() for pair in ((one, other), (other, one)))
    assert there == pytest.approx(-back, abs=0.1)


def test_without_needs_there_is_nothing_to_settle():
    net = lives(0, 0, 0, pairs=2, days=14)
    assert even_days(net) == 1
    assert imbalance(net, WEEK) == 0


def test_only_whole_spans_count():
    net = np.array([[1.0, 1.0, 5.0]])
    assert imbalance(net, 2) == 1


@pytest.mark.parametrize(
    ("setting", "said"),
    [((1.5, 0), "chance_a must lie"), ((0, -0.1), "chance_b must lie"), ((0, 0, 0), "pairs must be")],
)
def test_a_setting_out_of_range_is_refused(setting, said):
    with pytest.raises(ValueError, match=said):
        lives(0, *setting)


def test_a_span_longer_than_the_lives_is_refused():
    with pytest.raises(ValueError, match="at most 3"):
        imbalance(np.zeros((1, 3)), 4)
