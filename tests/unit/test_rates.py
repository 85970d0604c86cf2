"""How often one address may ask, and who is taken for whom."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tornado.httputil import HTTPHeaders

from leaningwell.serving.prepared import rates
from leaningwell.serving.prepared.rates import Rates


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def asked(rates: Rates, address: str, times: int) -> int:
    """How many of so many questions at once are let through."""
    return sum(rates.allows(address) for _ in range(times))


def request(remote: str, passed_on: str) -> SimpleNamespace:
    return SimpleNamespace(remote_ip=remote, headers=HTTPHeaders({"X-Forwarded-For": passed_on}))


def test_many_may_ask_at_once_and_then_a_few_at_a_time(clock):
    rates = Rates(2, 10, clock=clock)
    assert asked(rates, "a", 100) == 10
    clock.now += 1
    assert asked(rates, "a", 100) == 2
    clock.now += 0.5
    assert asked(rates, "a", 100) == 1


def test_nobody_saves_up_more_than_the_bucket_holds(clock):
    rates = Rates(2, 10, clock=clock)
    asked(rates, "a", 10)
    clock.now += 1_000_000
    assert asked(rates, "a", 100) == 10


def test_who_goes_on_asking_is_let_through_as_soon_as_who_waits(clock):
    rates = Rates(1, 1, clock=clock)
    assert asked(rates, "a", 1) == 1
    for _ in range(9):
        clock.now += 0.125
        rates.allows("a")
    assert asked(rates, "a", 1) == 0
    clock.now += 0.875
    assert asked(rates, "a", 1) == 1


def test_one_address_does_not_use_up_what_another_may_ask(clock):
    rates = Rates(1, 5, clock=clock)
    assert asked(rates, "a", 100) == 5
    assert asked(rates, "b", 100) == 5


def test_whoever_has_not_asked_for_long_is_forgotten(clock, monkeypatch):
    """Does a crowd of addresses cost no more than so much, and is somebody who asks now remembered?"""
    monkeypatch.setattr(rates, "ADDRESSES", 3)
    bucket = Rates(1, 5, clock=clock)
    asked(bucket, "busy", 5)
    for number in range(50):
        bucket.allows(f"passer-by-{number}")
        bucket.allows("busy")
    assert len(bucket._left) == 3
    assert asked(bucket, "busy", 1) == 0


@pytest.mark.parametrize(
    ("remote", "passed_on", "found"),
    [
        ("9.9.9.9", "", "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
        ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.1", "10.0.0.2, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", " , ,", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
    ],
)
def test_only_a_proxy_s_word_on_who_asks_counts(remote, passed_on, found):
    """Is what a visitor writes into the header of no use, also where it comes by way of a proxy?"""
    bucket = Rates(1, 1, ["10.0.0.1", "10.0.0.2"])
    assert bucket.address_of(request(remote, passed_on)) == found


def test_without_proxies_the_header_counts_for_nothing():
    assert Rates(1, 1).address_of(request("127.0.0.1", "1.1.1.1")) == "127.0.0.1"
