"""A setting without meaning is named."""

import numpy as np
import pytest

from leaningwell.models.ranges import above_zero, whole, within


def test_what_is_in_range_passes_and_arrays_are_looked_at_whole():
    within("share", np.array([0, 0.5, 1]), 0, 1)
    above_zero("ratio", np.array([0.1, 7]))
    whole("days", np.int64(3), 1)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: within("share", np.array([0.5, 1.1]), 0, 1), "share must lie between 0 and 1"),
        (lambda: within("share", np.nan, 0, 1), "share must lie between 0 and 1"),
        (lambda: above_zero("ratio", np.array([1, 0])), "ratio must be a number greater than 0"),
        (lambda: above_zero("ratio", np.inf), "ratio must be a number greater than 0"),
        (lambda: whole("days", 0, 1), "days must be a whole number, at least 1"),
        (lambda: whole("days", 1.5, 1), "days must be a whole number, at least 1"),
        (lambda: whole("days", np.nan, 1), "days must be a whole number, at least 1"),
    ],
)
def test_what_is_not_is_named(ask, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        ask()
