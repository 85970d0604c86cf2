"""What an activity wants done beside answering: one job of a name at a time, which ends with whoever may ask for it."""

from __future__ import annotations

import threading

import pytest

from leaningwell.widgets import job
from leaningwell.widgets.job import Jobs


class Work:
    """Stands for a job's process; ends when it is told to."""

    made: list[Work] = []
    before = staticmethod(lambda: None)

    def __init__(self, *arguments: str, seconds: float):
        self.before()
        self.arguments, self.seconds = arguments, seconds
        self.found: dict | None = None
        self.ended = False
        Work.made.append(self)

    def result(self) -> dict | None:
        return self.found

    def end(self) -> None:
        self.ended = True
        self.found = self.found or {"code": "failed", "detail": ""}


@pytest.fixture(autouse=True)
def made(monkeypatch) -> list[Work]:
    """All jobs that were started."""
    monkeypatch.setattr(job, "Job", Work)
    monkeypatch.setattr(Work, "made", [])
    return Work.made


def start(name: str, *, anew: bool = False, arguments: tuple[str, ...] = ("check",)) -> dict:
    return {"job": {"start": name, "arguments": [*arguments], "seconds": 5, "anew": anew}}


def result(name: str) -> dict:
    return {"job": {"result": name}}


def test_a_reply_that_wants_nothing_done_is_the_reply(made):
    reply = {"saved": True, "job": None}
    assert Jobs().carry_out(reply) is reply
    assert made == []


def test_a_job_is_started_and_asked_for_until_it_has_found_something(made):
    jobs = Jobs()
    assert jobs.carry_out(start("look", arguments=("exchange", "x"))) == {"running": True}
    (running,) = made
    assert (running.arguments, running.seconds) == (("exchange", "x"), 5)
    assert jobs.carry_out(result("look")) == {"result": None}
    running.found = {"courses": []}
    assert jobs.carry_out(result("look")) == jobs.carry_out(result("look")) == {"result": {"courses": []}}


def test_a_job_that_runs_is_not_started_twice(made):
    jobs = Jobs()
    for _ in range(3):
        assert jobs.carry_out(start("look")) == {"running": True}
    assert len(made) == 1


def test_a_job_that_is_done_can_be_started_again(made):
    jobs = Jobs()
    jobs.carry_out(start("look"))
    made[0].found = {"old": True}
    jobs.carry_out(start("look"))
    assert len(made) == 2
    assert jobs.carry_out(result("look")) == {"result": None}


def test_a_job_that_is_wanted_anew_ends_the_one_before(made):
    jobs = Jobs()
    jobs.carry_out(start("look"))
    jobs.carry_out(start("look", anew=True))
    assert [work.ended for work in made] == [True, False]
    made[1].found = {"new": True}
    assert jobs.carry_out(result("look")) == {"result": {"new": True}}


def test_jobs_of_other_names_and_of_other_folders_are_left_alone(made):
    jobs = Jobs()
    for name, owner in (("look", "a"), ("look", "b"), ("feedback", "a")):
        jobs.carry_out(start(name, anew=True), owner)
    assert [work.ended for work in made] == [False, False, False]
    made[0].found = {"of": "a"}
    assert jobs.carry_out(result("look"), "a") == {"result": {"of": "a"}}
    assert jobs.carry_out(result("look"), "b") == {"result": None}


def test_a_job_that_nobody_started_has_failed(made):
    jobs = Jobs()
    jobs.carry_out(start("look"), "a")
    for name, owner in (("feedback", "a"), ("look", "b")):
        assert jobs.carry_out(result(name), owner) == {"result": {"code": "failed", "detail": ""}}


def test_two_who_want_the_same_at_once_start_one(made, monkeypatch):
    """A server passes on what is asked from several threads, and a process takes a moment to start."""
    jobs = Jobs()
    first, go_on = threading.Event(), threading.Event()

    def slowly():
        first.set()
        go_on.wait(10)

    monkeypatch.setattr(Work, "before", staticmethod(slowly))
    threads = [threading.Thread(target=jobs.carry_out, args=(start("look"),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert first.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert len(made) == 1


def test_all_jobs_end_with_whoever_could_ask_for_them(made):
    jobs = Jobs()
    for name, owner in (("look", "a"), ("look", "b"), ("feedback", "a")):
        jobs.carry_out(start(name), owner)
    jobs.close()
    assert all(work.ended for work in made)
