"""Where no code is to be run, each of several processes grades a share of a class, and nobody is passed over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from processes import gone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere no process is copied.")

STUDENTS = [f"learner-{number:02}" for number in range(30)]
BEGIN = """
import os, signal, threading, time
from types import SimpleNamespace as Outcome
from leaningwell.grading.cohort.shares import in_shares

os.cpu_count = lambda: 2
students = [f"learner-{number:02}" for number in range(30)]
told = []

def grade(share, tell):
    for student in share:
        tell(Outcome(student=student, by=os.getpid()))
"""


def printed(script: str) -> list[str]:
    """What a Python of its own prints, in which nothing else runs."""
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def test_each_is_graded_once_by_one_of_two_processes():
    script = """
print(in_shares(students, grade, told.append))
print(sorted(outcome.student for outcome in told) == students)
print(len({outcome.by for outcome in told} - {os.getpid()}))
"""
    assert printed(script) == ["[]", "True", "2"]


def test_whoever_is_left_when_a_process_is_killed_is_named():
    script = """
def killed(share, tell):
    for student in share:
        if student == "learner-08":
            os.kill(os.getpid(), signal.SIGKILL)
        tell(Outcome(student=student))
left = in_shares(students, killed, told.append)
print(left == students[8::2])
print(sorted([*left, *(outcome.student for outcome in told)]) == students)
"""
    assert printed(script) == ["True", "True"]


@pytest.mark.parametrize("case", ["few", "with-another-thread"])
def test_where_it_would_gain_nothing_or_do_harm_everybody_is_left_to_who_asked(case):
    script = """
threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
    script = "students = students[:5]" if case == "few" else script
    assert printed(script + "\nprint(in_shares(students, grade, told.append) == students, told)") == ["True []"]


def test_an_interruption_ends_all_of_them():
    script = """
def slow(share, tell):
    tell(Outcome(student=share[0], by=os.getpid()))
    time.sleep(600)
def enough(outcome):
    told.append(outcome)
    if len(told) == 2:
        raise KeyboardInterrupt
try:
    in_shares(students, slow, enough)
except KeyboardInterrupt:
    print("stopped")
for outcome in told:
    try:
        os.kill(outcome.by, 0)
    except ProcessLookupError:
        print("ended")
"""
    assert printed(script) == ["stopped", "ended", "ended"]


def test_when_the_grader_is_killed_they_end_too():
    script = """
def steady(share, tell):
    while True:
        tell(Outcome(student=share[0], by=os.getpid()))
        time.sleep(0.01)
def say(outcome):
    print(outcome.by, flush=True)
in_shares(students, steady, say)
"""
    grader = subprocess.Popen([sys.executable, "-c", BEGIN + script], stdout=subprocess.PIPE, text=True)
    with grader:
        assert grader.stdout
        found: set[int] = set()
        while len(found) < 2:
            found.add(int(grader.stdout.readline()))
        os.kill(grader.pid, signal.SIGKILL)
        until = time.monotonic() + 30
        while not all(map(gone, found)):
            assert time.monotonic() < until
            time.sleep(0.05)
