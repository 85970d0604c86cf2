"""What a test cell's outputs are taken to say. No output, odd or hostile, gives credit by accident."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_output

from leaningwell.grading.words import Voice
from leaningwell.grading.write_scores import code_result


def result(*outputs, points=6.0, stopped=""):
    return code_result(new_code_cell("", outputs=list(outputs)), points, Voice(), stopped)


def ends_in(text):
    return new_output("execute_result", data={"text/plain": text})


def said(text, name="stdout"):
    return new_output("stream", name=name, text=text)


@pytest.mark.parametrize(("text", "points"), [("6.0", 6), ("0.0", 0), ("4.255", 4.25), ("3", 3)])
def test_the_last_number_is_what_was_earned(text, points):
    assert result(said("Passed: One holds.\n"), ends_in(text)).points == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize("text", ["60.0", "-1.0", "inf", "nan", "1e309"])
def test_a_number_that_cannot_be_points_earns_nothing(text):
    found = result(ends_in(text))
    assert found.points == 0
    assert "not a number of points from 0 to 6" in found.text


@pytest.mark.parametrize("text", ["", "six", "[6.0]", "np.float64(6.0)", "'6.0'"])
def test_no_number_is_no_credit(text):
    assert result(ends_in(text)).points == 0


def test_no_output_is_no_credit_though_nbgrader_would_give_all():
    assert result().points == 0
    assert "did not end in a number" in result().text
    assert "kernel stopped" in result(stopped="kernel-died").text


def test_an_error_is_shown_as_text_and_earns_nothing():
    error = new_output("error", ename="ValueError", evalue="\x1b[31mno\x1b[0m", traceback=["…"])
    found = result(said("Passed: One holds.\n"), ends_in("6.0"), error)
    assert found.points == 0
    assert "ValueError" in found.text
    assert "\x1b" not in found.text
    assert "Passed: One holds." in found.text


def test_a_warning_costs_nothing_and_is_shown():
    found = result(said("A warning\n", "stderr"), ends_in("6.0"))
    assert (found.points, found.text) == (6, "A warning\n")


def test_a_number_printed_is_not_points():
    assert result(said("6.0\n"), new_output("display_data", data={"text/plain": "6.0"})).points == 0
