"""A link told in people: the numbers that the lesson tells, and the rules of the display."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.models.link_in_people import r_to_besd, variance_explained

LINK = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("r", "less", "more"), [(0.40, 70, 30), (0.27, 63.5, 36.5), (0.25, 62.5, 37.5), (0.10, 55, 45), (0, 50, 50)]
)
def test_of_a_hundred_people_with_less_and_with_more_support_so_many_have_more_symptoms(r, less, more):
    assert [float(side) for side in r_to_besd(r)] == pytest.approx([less, more])


def test_a_link_of_two_fifths_goes_along_with_sixteen_hundredths_of_the_differences():
    assert float(variance_explained(0.40)) == pytest.approx(0.16)


@given(LINK)
@settings(max_examples=60, deadline=None)
def test_the_two_sides_always_come_to_a_hundred(r):
    less, more = r_to_besd(r)
    assert float(less + more) == pytest.approx(100)
    assert 0 <= more <= 100


@given(LINK)
@settings(max_examples=60, deadline=None)
def test_turning_the_link_round_changes_sides_and_no_share(r):
    assert [float(side) for side in r_to_besd(-r)] == pytest.approx([float(side) for side in reversed(r_to_besd(r))])
    assert float(variance_explained(-r)) == float(variance_explained(r))


def test_support_decides_alone_only_where_the_link_is_whole():
    assert float(r_to_besd(1)[1]) == 0
    assert np.all(r_to_besd(np.arange(0, 1, 0.01))[1] > 0)


@pytest.mark.parametrize("r", [-1.01, 1.2, np.nan, np.inf])
@pytest.mark.parametrize("function", [r_to_besd, variance_explained])
def test_what_is_no_link_is_refused(function, r):
    with pytest.raises(ValueError, match="r must lie between -1 and 1"):
        function(r)
