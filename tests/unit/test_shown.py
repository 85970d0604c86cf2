"""A graded notebook holds no more of what a cell shows than a page can bear."""

from __future__ import annotations

from leaningwell.grading.shown import within

CUT = {"output_type": "stream", "name": "stdout", "text": "\ncut\n"}


def printed(size: int) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": "x" * size}


def failed(size: int) -> dict:
    return {"output_type": "error", "ename": "ValueError", "evalue": "x" * size, "traceback": ["x" * size]}


def value(size: int) -> dict:
    return {"output_type": "execute_result", "data": {"text/plain": "x" * size}, "metadata": {}, "execution_count": 1}


def test_what_a_page_can_bear_stays_as_it_is():
    outputs = [printed(90), value(90), failed(5)]
    assert within(outputs, 100, "cut") == outputs


def test_a_value_that_is_too_long_is_left_out_and_it_is_said():
    assert within([printed(90), value(500)], 100, "cut") == [printed(90), CUT]


def test_an_error_that_is_too_long_keeps_its_name():
    (error,) = within([failed(500)], 100, "cut")
    assert error == {"output_type": "error", "ename": "ValueError", "evalue": "cut", "traceback": ["cut"]}


def test_many_small_outputs_count_together():
    assert within([printed(50)] * 100, 100, "cut") == [*[printed(50)] * 4, CUT]
