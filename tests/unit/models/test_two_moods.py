"""Two moods: the places of rest the lesson tells, and which beginnings lead there."""

import numpy as np
import pytest

from leaningwell.models.two_moods import answered, grid, share_good, simulate


def ends(k):
    h, w = simulate(k, *grid(), turns=200)
    return sorted(set(np.round(h[-1], 2)) | set(np.round(w[-1], 2)))


def test_strong_answers_to_a_bad_mood_leave_two_places_of_rest():
    assert ends(0.9) == [-0.93, 0.87]


def test_two_thirds_of_the_beginnings_lead_to_the_good_one():
    assert round(share_good(0.9), 2) == 0.65


@pytest.mark.parametrize("k", [0.5, 0.6, 0.7, 0.8])
def test_with_weaker_ones_only_the_good_place_is_left(k):
    assert ends(k) == [0.87]
    assert share_good(k) == 1


def test_the_stronger_a_bad_mood_is_answered_the_fewer_beginnings_end_well():
    shares = [share_good(k) for k in (0.9, 1.0, 1.1, 1.2)]
    assert np.all(np.diff(shares) < 0)


def test_a_place_of_rest_stays():
    h, w = simulate(0.9, np.array([0.87, -0.93]), np.array([0.87, -0.93]))
    assert np.abs(h - h[0]).max() < 0.05
    assert np.abs(w - w[0]).max() < 0.05


def test_a_good_mood_is_answered_alike_whatever_k_is():
    moods = np.array([0.0, 0.5, 2.0])
    np.testing.assert_array_equal(answered(moods, 0.3), answered(moods, 1.2))


@pytest.mark.parametrize("k", [-0.1, 2.1, np.nan])
def test_an_answer_without_meaning_is_refused(k):
    with pytest.raises(ValueError, match="k must lie between"):
        simulate(k, np.zeros(1), np.zeros(1))


def test_no_turn_at_all_is_refused():
    with pytest.raises(ValueError, match="turns must be a whole number"):
        simulate(0.5, np.zeros(1), np.zeros(1), turns=0)
