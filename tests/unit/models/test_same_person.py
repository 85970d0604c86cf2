"""The same person in several relationships: how far chance alone moves a measured place."""

import numpy as np
import pytest

from leaningwell.models.same_person import PARENT, ROMANTIC, reach, standard_error


def test_the_error_is_smaller_for_a_parent_than_for_a_partner():
    np.testing.assert_allclose(standard_error(1, np.array([PARENT, ROMANTIC])), [0.447, 0.592], atol=0.001)


def test_a_perfect_measure_has_no_error_and_a_useless_one_all_of_the_spread():
    np.testing.assert_array_equal(standard_error(1.3, np.array([1.0, 0.0])), [0, 1.3])


def test_an_ellipse_holds_the_share_it_says():
    places = np.random.default_rng(0).normal(size=(200_000, 2))
    for share in (0.39, 0.5, 2 / 3, 0.9):
        assert np.mean(np.hypot(*places.T) <= reach(share)) == pytest.approx(share, abs=0.005)
    assert reach(0) == 0
    assert reach(2 / 3) == pytest.approx(1.48, abs=0.005)


@pytest.mark.parametrize("setting", [(0, 0.8), (-1, 0.8), (1, 1.1), (1, np.nan)])
def test_an_error_without_meaning_is_refused(setting):
    with pytest.raises(ValueError, match="must"):
        standard_error(*setting)


@pytest.mark.parametrize("share", [-0.1, 1, np.nan])
def test_an_ellipse_that_would_hold_everything_is_refused(share):
    with pytest.raises(ValueError, match="share must lie between 0 and 1"):
        reach(share)
