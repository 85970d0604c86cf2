"""The explorations of lesson 9, and its two activities that work with a learner's own numbers.

Of those, a question holds numbers alone: no name, no word. They are used for one answer and kept nowhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from leaningwell.content import Circle, Forecasts
from leaningwell.models import forecast_gap, support_map
from leaningwell.models import keeping_accounts as accounts
from leaningwell.models.arrays import Floats

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Dot, Estimate, Figure, Forest, Lines, Network, Node, Ring, Rings, Series
from ..lesson import Lesson
from .say import number

NEEDS = 8
MORE = 6
"""Units that are added where they help most."""
SPANS = {"day": 1, "week": 7, "month": 28, "year": 364}
MOST_ENTRIES = 100


def needs_and_people(lesson: Lesson) -> Activity:
    """Three maps that meet eight needs, and what is left of them when somebody is away."""
    words = lesson.exploration("needs-and-people")

    def draw(values: Values) -> Figure:
        given = support_map.PRESETS[values["map"]]
        if values["more"] == "with":
            given = support_map.suggest(given, MORE)
        names = [words.labels[f"{values['map']}-{place + 1}"] for place in range(len(given))]
        fragile, parts = support_map.fragility(given), support_map.coverage(given).mean()
        most, least = int(np.argmax(fragile)), int(np.argmin(fragile))
        gone = {"most": most, "least": least}.get(values["away"])
        numbers = {
            "met": number(100 * parts),
            "most": names[most],
            "least": names[least],
            "largest": number(100 * fragile[most]),
            "smallest": number(100 * fragile[least]),
        }
        reading = words.readings["whole"].format(**numbers)
        shown = given.copy()
        if gone is not None:
            shown[gone] = 0
            left = support_map.coverage(shown).mean()
            lost = number(100 * fragile[gone])
            reading = words.readings["gone"].format(
                who=names[gone], met=number(100 * left), before=numbers["met"], lost=lost
            )
        chart = Network(
            left=[
                Node(
                    label=name,
                    note=words.labels["away"] if place == gone else "",
                    shape="ring" if place == gone else "dot",
                )
                for place, name in enumerate(names)
            ],
            right=[Node(label=words.labels[f"need-{need + 1}"]) for need in range(NEEDS)],
            links=_links(shown),
        )
        rows = [
            [name, number(float(row.sum())), number(100 * share)]
            for name, row, share in zip(names, given, fragile, strict=True)
        ]
        return Figure(chart, reading, rows)

    return exploration(lesson, words, draw)


def _links(given: Floats) -> list[tuple[int, int, float]]:
    return [(person, need, float(given[person, need])) for person, need in np.argwhere(given > 0).tolist()]


def keeping_accounts(lesson: Lesson) -> Activity:
    """How far from even two people are who help each other, by how long one looks back."""
    words = lesson.exploration("keeping-accounts")

    def draw(values: Values) -> Figure:
        net = accounts.lives(accounts.USUAL, values["a"] / 100, values["b"] / 100)
        spans = [1, 2, 4, 7, 14, 28, 52, 91, 182, 364]
        found = [accounts.imbalance(net, span) for span in spans]
        at = {name: accounts.imbalance(net, span) for name, span in SPANS.items()}
        outcome = "even" if values["a"] == values["b"] else "uneven"
        if not values["a"] and not values["b"]:
            outcome = "none"
        chart = Lines(
            x=Axis(
                label=words.labels["days"],
                minimum=1,
                maximum=SPANS["year"],
                scale="log",
                ticks=[(span, words.labels[name]) for name, span in SPANS.items()],
            ),
            y=Axis(label=words.labels["uneven"], minimum=0, maximum=max(0.1, 1.1 * max(found))),
            series=[Series(label=words.labels["pairs"], x=spans, y=found)],
        )
        numbers = {name: number(value, 2) for name, value in at.items()}
        reading = words.readings[outcome].format(quiet=number(100 * accounts.even_days(net)), **numbers)
        return Figure(chart, reading, [[words.labels[name], number(value, 2)] for name, value in at.items()])

    return exploration(lesson, words, draw)


def own_circle(lesson: Lesson) -> Activity:
    """Rings of one's own, and what hangs on whom: drawn from numbers, without a name."""
    words = lesson.activities.circle
    assert words is not None, "the lesson's file has no `circle`"
    rings, turns = [ring.id for ring in words.rings], [turn.id for turn in words.turns]

    def sketch(question: dict[str, Any]) -> dict[str, Any]:
        people = question["people"][:MOST_ENTRIES]
        return {"figure": _map_of(words, people).dump(len(words.columns))}

    example = [
        {"ring": rings.index(one.ring), "turns": turns.index(one.turns), "needs": one.needs}
        for one in words.example.people
    ]
    spec = {
        **words.model_dump(mode="json", exclude={"readings"}),
        "lesson": lesson.slug,
        "care": lesson.activities.care if words.care else None,
        "name": lesson.personas[words.example.who]["name"],
        "figure": _map_of(words, example).dump(len(words.columns)),
    }
    return lesson.activity("circle", spec, {"sketch": sketch})


def _map_of(words: Circle, people: list[dict[str, Any]]) -> Figure:
    """The map of so many people, numbered from 1: the browser puts their names in the numbers' places."""
    given = np.array([one["needs"] for one in people], float).reshape(len(people), len(words.needs))
    share = support_map.fragility(given)
    helped = int((given > 0).any(axis=0).sum())
    outcome = "none" if not people else "no-needs" if not helped else "one" if len(people) == 1 else "several"
    reading = words.readings[outcome].format(
        people=len(people),
        needs=helped,
        smallest=number(100 * share.min(initial=1)),
        largest=number(100 * share.max(initial=0)),
    )
    shapes = [words.turns[one["turns"]].shape for one in people]
    rings = Rings(
        alt=reading,
        centre=words.centre,
        rings=[
            Ring(
                label=ring.text,
                dots=[
                    Dot(label=str(place + 1), shape=shapes[place])
                    for place, one in enumerate(people)
                    if one["ring"] == index
                ],
            )
            for index, ring in enumerate(words.rings)
        ],
        key={turn.shape: turn.text for turn in words.turns},
    )
    nodes = [Node(label=str(place + 1), shape=shape) for place, shape in enumerate(shapes)]
    needs = [Node(label=need) for need in words.needs]
    network = [Network(alt=reading, left=nodes, right=needs, links=_links(given))] if helped else []
    rows = [
        [
            str(place + 1),
            words.rings[one["ring"]].text,
            words.turns[one["turns"]].text,
            number(100 * share[place]) if helped else "–",
        ]
        for place, one in enumerate(people)
    ]
    return Figure([rings, *network], reading, rows)


def forecast_lab(lesson: Lesson) -> Activity:
    """How warm small contacts were expected to be and how warm they were, from numbers alone."""
    words = lesson.activities.forecasts
    assert words is not None, "the lesson's file has no `forecasts`"

    def sketch(question: dict[str, Any]) -> dict[str, Any]:
        expected, found = (question[name][:MOST_ENTRIES] for name in ("expected", "found"))
        return {"figure": _gaps(words, expected, found)}

    tries = words.example.tries
    spec = {
        **words.model_dump(mode="json", exclude={"readings", "labels", "rests_on"}),
        "lesson": lesson.slug,
        "care": lesson.activities.care if words.care else None,
        "name": lesson.personas[words.example.who]["name"],
        "sureness": [{"claim": claim, "badge": lesson.ledger[claim].badge} for claim in words.rests_on],
        "scale": forecast_gap.SCALE,
        "figure": _gaps(words, [one.expected for one in tries], [one.found for one in tries]),
    }
    return lesson.activity("forecasts", spec, {"sketch": sketch})


def _gaps(words: Forecasts, expected: list[int], found: list[int]) -> dict[str, Any]:
    """A row for each contact, numbered from 1, and below ten of them nothing more."""
    gap = forecast_gap.gap(np.array(expected, float), np.array(found, float))
    if gap is None:
        outcome = "few"
    elif gap.low > 0:
        outcome = "warmer"
    else:
        outcome = "cooler" if gap.high < 0 else "open"
    numbers = {} if gap is None else {"low": number(gap.low, 1), "high": number(gap.high, 1)}
    mean = 0 if gap is None else gap.mean if outcome == "open" else abs(gap.mean)
    reading = words.readings[outcome].format(count=len(expected), mean=number(mean, 1), **numbers)
    axis = Axis(label=words.labels["gap"], minimum=-forecast_gap.SCALE, maximum=forecast_gap.SCALE)
    rows = [
        Estimate(label=str(place + 1), value=come - thought, shape="dot")
        for place, (thought, come) in enumerate(zip(expected, found, strict=True))
    ]
    if gap is not None:
        rows.append(Estimate(label=words.labels["mean"], value=gap.mean, low=gap.low, high=gap.high))
    chart = Forest(x=axis, estimates=rows, null_label=words.labels["none"], decimals=1)
    table = [
        [str(place + 1), thought, come, number(come - thought)]
        for place, (thought, come) in enumerate(zip(expected, found, strict=True))
    ]
    return Figure(chart, reading, table).dump(len(words.columns))
