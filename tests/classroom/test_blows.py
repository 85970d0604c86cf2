"""A grading that was killed, itself or one of its workers, ends in the same rows when it is started again."""

from __future__ import annotations

import pytest

from classroom.blows import a_class, blows

pytestmark = pytest.mark.classroom

TEN = 10


@pytest.mark.parametrize("whom", ["grader", "worker"])
def test_after_ten_blows_nothing_is_lost_and_nothing_doubled(whom, tmp_path):
    told = blows(a_class(tmp_path, whom), whom, TEN, seed=1)
    assert told == {"met": TEN, "wrong": []}
