"""A test cell's checks: each earns its part, says what it expects, and never raises."""

from __future__ import annotations

import contextlib
import time

import pytest

from leaningwell.grading.checks import Checks


def fail(error):
    def raising():
        raise error

    return raising


def test_checks_add_up():
    checks = Checks(6)
    checks.that("One holds.", lambda: True, worth=1.5)
    checks.close("It is a half.", lambda: 0.5, 0.5, worth=2)
    assert checks.earned() == 3.5


def test_what_is_earned_is_a_bare_float_rounded_and_never_above_the_points():
    checks = Checks(1)
    for _ in range(3):
        checks.that("A third.", lambda: 1, worth=1 / 3)
    assert repr(checks.earned()) == "1.0"
    checks.that("More.", lambda: 1, worth=9)
    assert repr(checks.earned()) == "1.0"


def test_no_check_earns_nothing():
    assert repr(Checks(6).earned()) == "0.0"


def test_a_failed_check_says_kindly_what_was_expected_and_what_came(capsys):
    checks = Checks(6)
    checks.close("Half of them show.", lambda: 0.25, 0.5, worth=1)
    assert checks.earned() == 0
    assert capsys.readouterr().out == "Not yet: Half of them show.\n  Your code gave 0.25.\n"


@pytest.mark.parametrize("value", [None, "many", [0.5], {}, float("nan")])
def test_a_value_that_is_no_number_is_no_crash(capsys, value):
    checks = Checks(6)
    checks.close("Half of them show.", lambda: value, 0.5, worth=1)
    assert checks.earned() == 0
    assert "Your code gave" in capsys.readouterr().out


@pytest.mark.parametrize("error", [ValueError("no"), NameError("x"), SystemExit(1), RecursionError(), AssertionError()])
def test_an_error_costs_its_own_check_only(capsys, error):
    checks = Checks(6)
    checks.that("It runs.", fail(error), worth=1)
    checks.that("One holds.", lambda: True, worth=1)
    assert checks.earned() == 1
    assert type(error).__name__ in capsys.readouterr().out


def test_what_is_not_written_yet_is_said_once(capsys):
    checks = Checks(6)
    for _ in range(3):
        checks.that("It runs.", fail(NotImplementedError()), worth=1)
    assert capsys.readouterr().out.count("still to be written") == 1


def test_code_that_never_ends_is_stopped(capsys):
    def forever():
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    checks = Checks(6, seconds=0.2)
    checks.that("It ends.", forever, worth=1)
    checks.that("One holds.", lambda: True, worth=1)
    assert checks.earned() == 1
    assert "still running after 0.2 seconds" in capsys.readouterr().out


def test_a_value_whose_own_words_fail_is_no_crash():
    class Mute:
        def __repr__(self):
            raise RuntimeError

    Checks(6).close("A number.", Mute, 1, worth=1)


@pytest.mark.parametrize("names", [{"step": int}, {}])
def test_what_is_lent_to_a_check_stands_for_the_learners_own_only_while_it_runs(names):
    own = dict(names)
    checks = Checks(6)
    checks.lend(names, step=str)
    checks.that("It is lent.", lambda: names["step"] is str, worth=1)
    checks.that("It fails.", fail(ValueError()), worth=1)
    assert checks.earned() == 1
    assert names == own
