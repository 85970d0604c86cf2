"""A day, traced: every role is counted once, and every persona's day can be counted."""

import csv
from pathlib import Path

import pytest

from leaningwell.models.day_traced import Link, Trace, trace

MOMENTS = Path(__file__).parents[3] / "course" / "data" / "day_moments.csv"
PERSONAS = ("sam", "noor", "elif", "jo", "tomas")

LINKS = (
    Link("tea", "grower", "paid"),
    Link("tea", "driver", "paid"),
    Link("bus", "driver", "paid"),
    Link("call", "friend", "unpaid"),
    Link("song", "writer", "unknown"),
)


def test_a_day_counts_each_role_once_and_the_busiest_first():
    traced = trace(LINKS, ["tea", "bus", "call"])
    assert traced.moments == 3
    assert traced.roles == (("driver", "paid", 2), ("friend", "unpaid", 1), ("grower", "paid", 1))
    assert [traced.count(kind) for kind in ("paid", "unpaid", "unknown")] == [2, 1, 0]


def test_a_moment_named_twice_counts_once():
    assert trace(LINKS, ["bus", "bus"]) == trace(LINKS, ["bus"])
    assert trace([*LINKS, *LINKS], ["tea", "bus"]) == trace(LINKS, ["bus", "tea"])


def test_an_empty_day_leans_on_nobody():
    assert trace(LINKS, []) == Trace(0, ())


def test_links_that_can_be_read_only_once_are_enough():
    assert trace(iter(LINKS), ["bus"]) == trace(LINKS, ["bus"])


def test_an_unknown_moment_is_named():
    with pytest.raises(ValueError, match="unknown moments: moon, sun"):
        trace(LINKS, ["tea", "sun", "moon"])


def test_a_role_of_two_kinds_is_refused_even_outside_the_day():
    with pytest.raises(ValueError, match="driver is both paid and unpaid"):
        trace([*LINKS, Link("lift", "driver", "unpaid")], ["call"])


def test_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="baker: the kind must be one of paid, unpaid, unknown, not fresh"):
        trace([*LINKS, Link("bread", "baker", "fresh")], ["tea"])


def test_tracing_leaves_links_and_moments_as_they_were():
    links, moments = list(LINKS), ["bus", "tea"]
    trace(links, moments)
    assert (links, moments) == (list(LINKS), ["bus", "tea"])


@pytest.mark.parametrize("who", PERSONAS)
def test_the_day_of_each_persona_can_be_traced(who):
    with MOMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row[who] for row in rows} <= {"0", "1"}
    links = [Link(row["moment"], row["role"], row["kind"]) for row in rows]
    day = {row["moment"] for row in rows if row[who] == "1"}
    traced = trace(links, day)
    assert traced.moments == len(day) > 0
    assert sum(traced.count(kind) for kind in ("paid", "unpaid", "unknown")) == len(traced.roles) > 0
