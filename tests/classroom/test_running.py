"""A test cell and a learner's functions meet across a border: what the test sees is what it would see beside them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classroom.room import shuts_in
from leaningwell.grading.cohort.limits import Limits
from leaningwell.grading.cohort.plan import Plan, Step
from leaningwell.grading.cohort.plan import Test as Cell
from leaningwell.grading.cohort.running import CannotRun, Nursery, Pace, Ran, run
from processes import gone

pytestmark = pytest.mark.classroom

CHECKS = "from leaningwell.grading.checks import Checks\nchecks = Checks(6)\n"


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery("auto" if shuts_in() else "none", Limits())
    yield nursery
    nursery.close()


@pytest.fixture
def tried(nursery):
    """Run a learner's cell and a test of what it defines; give what the test says, and its last value."""

    def tried(source: str, test: str, names: str, given: str = "") -> tuple[str, str]:
        plan = Plan((Step(0, given), Step(1, source), Step(2, test=Cell(test, "", (given,), tuple(names.split())))))
        return outcome(run(nursery, plan, {}, Pace(30, 60, 10_000, "…")))

    return tried


def outcome(ran: Ran) -> tuple[str, str]:
    assert not ran.stopped
    outputs: list[dict[str, Any]] = ran.outputs[2]
    said = "".join(output["text"] for output in outputs if output["output_type"] == "stream")
    last = outputs[-1] if outputs else {}
    return said, last.get("data", {}).get("text/plain", last.get("ename", ""))


def test_values_and_functions_stand_under_the_learners_names(tried):
    assert tried("half = 0.5\ndef twice(x):\n    return 2 * x", "twice(half) + twice(1)", "half twice") == ("", "3.0")


def test_a_name_that_nobody_defined_is_missing(tried):
    assert tried("pass", "twice(1)", "twice") == ("", "NameError")


def test_a_notebook_sees_nothing_of_what_the_process_did_that_it_is_forked_from(tried):
    source = (
        "import sys\n"
        "found = [name for name in ('half', 'tau', '_1') if name in globals()]\n"
        "found += [dict(Out), In[0], hasattr(sys, 'last_value')]"
    )
    assert tried(source, "found", "found") == ("", "[{}, '', False]")


@pytest.mark.parametrize("name", ["ValueError", "ZeroDivisionError", "NotImplementedError", "KeyError"])
def test_an_exception_arrives_by_its_name(tried, name):
    source = f"def fails():\n    raise {name}('so')"
    assert (
        tried(source, f"try:\n    fails()\nexcept {name} as error:\n    print(error.args)", "fails")[0] == "('so',)\n"
    )


def test_an_exception_of_the_learners_own_is_of_the_kind_it_was_made_from(tried):
    source = "class Odd(ValueError):\n    pass\ndef fails():\n    raise Odd('so')"
    test = "try:\n    fails()\nexcept ValueError as error:\n    print(type(error).__name__, error)"
    assert tried(source, test, "fails")[0] == "Odd so\n"


def test_what_a_function_prints_is_part_of_what_the_test_says(tried):
    assert tried("def says():\n    print('here')", "says()\nprint('there')", "says")[0] == "here\nthere\n"


def test_what_a_call_does_to_its_arguments_is_done(tried):
    source = "def adds(things, table):\n    things.append(3)\n    table['c'] = 1"
    test = "def check():\n    things, table = [1], {}\n    adds(things, table)\n    return things, table\ncheck()"
    assert tried(source, test, "adds")[1] == "([1, 3], {'c': 1})"


def test_what_the_test_compares_with_stays_as_it_was(tried):
    source = "def clears(things):\n    things.clear()"
    test = "right = [1, 2]\nnested = [[1], [2]]\nclears(right)\nclears(nested[0])\nright, nested"
    assert tried(source, test, "clears")[1] == "([1, 2], [[1], [2]])"


def test_a_lent_function_takes_the_place_of_the_learners_while_a_check_runs(tried):
    given = "def step(x):\n    return x + 1"
    source = "def step(x):\n    return 100\ndef walk(x):\n    return step(step(x))"
    test = CHECKS + (
        "def right(x):\n    return x + 1\nprint(walk(0))\nchecks.lend(globals(), step=right)\n"
        "checks.close('Two steps.', lambda: walk(0), 2, worth=6)\nprint(walk(0))\nchecks.earned()"
    )
    assert tried(source, test, "walk", given) == ("100\nPassed: Two steps.\n100\n", "6.0")


def test_many_quick_calls_are_not_taken_for_slow_code(tried):
    test = CHECKS + "checks.that('All.', lambda: all(same(x) == x for x in range(1500)), 6)\nchecks.earned()"
    assert tried("def same(x):\n    return x", test, "same") == ("Passed: All.\n", "6.0")


@pytest.mark.parametrize("endless", ["while True: ask(1)", "while True: pass"])
def test_a_call_without_end_costs_its_own_check_alone(tried, endless):
    source = f"def waits(ask):\n    try:\n        {endless}\n    except:\n        {endless}\ndef same(x):\n    return x"
    test = CHECKS + (
        "checks.that('Ends.', lambda: waits(lambda x: x), 3)\n"
        "checks.that('Same.', lambda: same(1) == 1, 3)\nchecks.earned()"
    )
    said, earned = tried(source, test, "waits same")
    assert earned == "3.0"
    assert said == "Not yet: Ends.\n  Your code was still running after 2 seconds.\nPassed: Same.\n"


def test_a_call_that_ends_its_process_costs_its_own_check_alone(tried):
    source = "import os\ndef gone():\n    os._exit(0)\ndef same(x):\n    return x"
    test = CHECKS + (
        "checks.that('There.', lambda: gone() is None, 3)\n"
        "checks.that('Same.', lambda: same(1) == 1, 3)\nchecks.earned()"
    )
    assert tried(source, test, "gone same") == (
        "Not yet: There.\n  Your code stopped with SystemExit.\nPassed: Same.\n",
        "3.0",
    )


def test_each_test_sees_the_notebook_as_it_stands_at_its_place(nursery):
    one = Cell("value", "", (), ("value",))
    steps = (Step(0, "value = 1"), Step(1, test=one), Step(2, "value = 2"), Step(3, test=one))
    ran = run(nursery, Plan(steps), {}, Pace(30, 60, 1000, "…"))
    assert [ran.outputs[place][-1]["data"]["text/plain"] for place in (1, 3)] == ["1", "2"]


def test_what_a_cell_shows_is_kept_and_a_stream_is_cut_at_its_limit(nursery):
    cells = ["1 + 1", "print('x' * 2000)\nprint('later')", "1 / 0", "open('beside.txt').read()", "None"]
    plan = Plan(tuple(Step(place, source) for place, source in enumerate(cells)))
    outputs = run(nursery, plan, {"beside.txt": b"beside"}, Pace(30, 60, 1000, "cut")).outputs
    assert outputs[0][0]["data"] == {"text/plain": "2"}
    assert outputs[1] == [{"output_type": "stream", "name": "stdout", "text": "\ncut\n"}]
    assert (outputs[2][0]["ename"], outputs[2][0]["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert outputs[3][0]["data"] == {"text/plain": "'beside'"}
    assert outputs[4] == []


def test_many_processes_that_take_too_much_memory_together_are_ended():
    """However long they take to take it, and though none of them takes more than one may?"""
    hoards = (
        "import os, time\n"
        "for _ in range(12):\n"
        "    if not os.fork():\n"
        "        kept = bytearray(b'x') * 80_000_000\n"
        "        time.sleep(100)\n"
        "        os._exit(0)\n"
        "time.sleep(100)"
    )
    nursery = Nursery("auto" if shuts_in() else "none", Limits(memory=400))
    try:
        ran = run(nursery, Plan((Step(0, hoards), Step(1, "print('afterwards')"))), {}, Pace(300, 600, 10_000, "…"))
    finally:
        nursery.close()
    assert (ran.stopped, ran.running, ran.outputs[1]) == ("kernel-died", 0, [])


def test_where_grading_ends_while_the_nursery_starts_no_other_is_started(monkeypatch):
    """Its folder is about to go, and it would say so on the terminal?"""
    started = []

    def start(nursery: Nursery) -> None:
        started.append(nursery)
        nursery.closed = True  # as by another thread, which has ended what was started
        raise CannotRun("The process did not start.")

    monkeypatch.setattr(Nursery, "_start", start)
    with pytest.raises(CannotRun, match="Grading was stopped"):
        Nursery("none", Limits())
    assert len(started) == 1


@pytest.mark.parametrize("work", ["no-work-yet", "work"])
def test_a_process_that_gets_ready_goes_with_its_folder_when_the_grader_is_killed(work):
    begin = "nursery = Nursery('none', Limits(), b'', readied)" if work == "work" else ""
    script = (
        "import os, signal\n"
        "from leaningwell.grading.cohort.limits import Limits\n"
        "from leaningwell.grading.cohort.readied import Readied\n"
        "from leaningwell.grading.cohort.running import Nursery\n"
        f"readied = Readied()\n{begin}\n"
        "print(readied.process.pid, readied.place, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    grader = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=False)
    number, place = grader.stdout.split()
    until = time.monotonic() + 60
    while not gone(int(number)) or Path(place).exists():
        assert time.monotonic() < until
        time.sleep(0.05)
