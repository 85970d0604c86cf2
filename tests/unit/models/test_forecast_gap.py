"""A forecast lab for one person: nothing below ten, and then an average with its interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.forecast_gap import FEWEST, gap

warmth = st.integers(0, 10)


@pytest.mark.parametrize("count", range(FEWEST))
def test_below_ten_contacts_nothing_is_concluded(count):
    assert gap(np.full(count, 3.0), np.full(count, 8.0)) is None


def test_ten_alike_come_to_their_gap_without_any_doubt():
    found = gap(np.full(10, 3.0), np.full(10, 5.0))
    assert (found.mean, found.low, found.high) == (2, 2, 2)


@given(st.lists(st.tuples(warmth, warmth), min_size=10, max_size=25))
@settings(max_examples=40, deadline=None)
def test_the_interval_holds_the_mean_and_stays_within_what_was_seen(contacts):
    expected, found = np.array(contacts, float).T
    told = gap(expected, found)
    gaps = found - expected
    assert gaps.min() - 1e-9 <= told.low <= told.mean + 1e-9
    assert told.mean - 1e-9 <= told.high <= gaps.max() + 1e-9
    assert told.mean == pytest.approx(gaps.mean())


@given(st.lists(st.tuples(warmth, warmth), min_size=10, max_size=15))
@settings(max_examples=20, deadline=None)
def test_the_same_contacts_always_say_the_same(contacts):
    expected, found = np.array(contacts, float).T
    assert gap(expected, found) == gap(expected, found)


@pytest.mark.parametrize(("count", "held"), [(5, 0.85), (10, 0.90), (14, 0.92)])
def test_an_interval_of_few_is_narrower_than_it_is_called(count, held):
    """So many of 100 hold the truth. Five are worked out by hand here, since the model itself refuses them."""
    rng = np.random.default_rng(8)
    gaps = rng.normal(0, 1, (1500, count))
    drawn = rng.integers(0, count, (600, count))
    low, high = np.percentile(gaps[:, drawn].mean(axis=2), [2.5, 97.5], axis=1)
    assert np.mean((low <= 0) & (high >= 0)) == pytest.approx(held, abs=0.025)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="found must lie between 0 and 10"):
        gap(np.zeros(10), np.full(10, 11.0))
    with pytest.raises(ValueError, match="equally long"):
        gap(np.zeros(10), np.zeros(9))
