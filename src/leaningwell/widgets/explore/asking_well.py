"""The explorations of lesson 6."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leaningwell.content import Exploration, read_table
from leaningwell.models import dance_of_two as dance
from leaningwell.models import four_questions as questions
from leaningwell.models import reassurance
from leaningwell.models import two_moods as moods

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Bar, Bars, Figure, Lines, Mark, Plane, Series
from ..lesson import Lesson
from .say import number, short

QUESTIONS = ("lands", "waits", "costs", "crowds")
UNTIL = 30
TIMES = (0, 1, 2, 5, 10, 20, 30)
DRAWN = 13


def dance_of_two(lesson: Lesson) -> Activity:
    """One comes closer when the other is far, the other steps back: over time, as two products, and in the plane."""
    words = lesson.exploration("dance-of-two")

    def draw(values: Values) -> Figure:
        pair = dance.Pair(values["a"], values["b"], values["pursue"], values["withdraw"])
        course = dance.simulate(pair, UNTIL)
        rest = dance.simulate(pair, 10 * UNTIL, step=0.1)
        reactions = pair.pursue * pair.withdraw
        numbers = {
            "x": number(rest.x[-1], 2),
            "y": number(rest.y[-1], 2),
            "gap": number(rest.gap, 2),
            "ease": number(pair.a * pair.b, 2),
            "reactions": number(reactions, 2),
        }
        over_time = Lines(
            title=words.labels["over-time"],
            alt=words.readings["over-time"].format(**numbers),
            x=Axis(label=words.labels["time"], minimum=0, maximum=UNTIL),
            y=Axis(label=words.labels["near"], minimum=-1.7, maximum=2.7),
            series=[
                Series(label=words.labels["first"], x=course.times, y=course.x),
                Series(label=words.labels["second"], x=course.times, y=course.y),
            ],
        )
        outcome = "closer" if pair.withdraw < 0 else "settles" if pair.settles_when_linear else "bounded"
        rows = [[time, *(number(path[round(time / dance.STEP)], 2) for path in (course.x, course.y))] for time in TIMES]
        charts = [over_time, _products(words, pair, numbers), _plane(words, course, numbers)]
        return Figure(charts, words.readings[outcome].format(**numbers), rows)

    return exploration(lesson, words, draw)


def _plane(words: Exploration, course: dance.Course, numbers: dict[str, str]) -> Plane:
    """The path of the two in one picture, from what would suit both to where they rest."""
    return Plane(
        title=words.labels["together"],
        alt=words.readings["together"].format(**numbers),
        x=Axis(label=words.labels["first"], minimum=0, maximum=2.8),
        y=Axis(label=words.labels["second"], minimum=-1.7, maximum=1.2),
        series=[Series(label="", x=course.x, y=course.y, arrow=True)],
        marks=[
            Mark(label=words.labels["wish"], x=dance.WISH_X, y=dance.WISH_Y, shape="ring"),
            Mark(label=words.labels["rest"], x=course.x[-1], y=course.y[-1], shape="diamond"),
        ],
    )


def _products(words: Exploration, pair: dance.Pair, numbers: dict[str, str]) -> Bars:
    """Ease times ease beside answer times answer, which the rule of the linear version compares."""
    return Bars(
        title=words.labels["rule"],
        alt=words.readings["rule"].format(**numbers),
        maximum=0.81,
        bars=[
            Bar(label=words.labels["ease"], values=[pair.a * pair.b]),
            # Where the second comes closer the product is below nothing, and so is no danger to the two.
            Bar(label=words.labels["reactions"], values=[max(0.0, pair.pursue * pair.withdraw)], fill="hatched"),
        ],
    )


def where_on_the_line(lesson: Lesson) -> Activity:
    """Fourteen acts between ordinary and too much, and what four questions say of each in four contexts."""
    words = lesson.exploration("where-on-the-line")
    table = read_table(lesson.folder / "data" / "asking_cards.csv", ("id", "card", "context", *QUESTIONS, "crosses"))
    cards = {row["id"]: row["card"] for row in table}
    found = {(row["id"], row["context"]): _answers(row) for row in table}

    def draw(values: Values) -> Figure:
        card, context, own = values["card"], values["context"], values["own"]
        answers = found[card, context]
        shown = values["ours"] == "shown"
        numbers = {
            "card": cards[card],
            "context": words.labels[context],
            "own": short(own),
            "place": answers.place,
            "reasons": _reasons(words, answers),
        }
        yours = Bar(label=words.labels["yours"], values=[own], fill="hatched")
        ours = [
            Bar(
                label=words.labels["chosen"].format(card=name) if id == card else name,
                values=[found[id, context].place],
                fill="solid" if id == card else "pale",
            )
            for id, name in cards.items()
        ]
        chart = Bars(maximum=questions.FAR_END, bars=[yours, *(ours if shown else [])])
        outcome = "hidden" if not shown else "crosses" if answers.crosses else "shown"
        rows = [
            [name, *found[id, context].each, "–" if found[id, context].crosses else found[id, context].place]
            for id, name in cards.items()
        ]
        return Figure(chart, words.readings[outcome].format(**numbers), rows if shown else [])

    choices = [{"value": id, "label": card} for id, card in cards.items()]
    return exploration(lesson, words, draw, choices={"card": choices})


def _answers(row: Mapping[str, str]) -> questions.Answers:
    """What the four questions say of one card in one context."""
    lands, waits, costs, crowds = (int(row[one]) for one in QUESTIONS)
    return questions.Answers(lands, waits, costs, crowds, row["crosses"] == "yes")


def _reasons(words: Exploration, answers: questions.Answers) -> str:
    """What moves a card away from ordinary, in words."""
    troubled = [
        words.labels["much" if trouble == questions.MUCH else "some"].format(question=words.labels[one])
        for one, trouble in zip(QUESTIONS, answers.each, strict=True)
        if trouble
    ]
    return "; ".join(troubled) or words.labels["nothing"]


def does_it_land(lesson: Lesson) -> Activity:
    """Doubt, asking and fatigue over 120 days, as answers are taken in or not."""
    words = lesson.exploration("does-it-land")
    shocks = reassurance.draw_shocks(reassurance.USUAL)

    def draw(values: Values) -> Figure:
        asks = reassurance.Asking(values["taken-in"], values["capacity"], values["readiness"])
        months = reassurance.simulate(asks, shocks)
        paths = {"doubt": months.doubt, "asking": months.asking, "fatigue": months.fatigue}
        numbers = {name: number(100 * months.at_last(path)) for name, path in paths.items()}
        days = np.arange(1, reassurance.DAYS + 1)
        chart = Lines(
            x=Axis(label=words.labels["days"], minimum=0, maximum=reassurance.DAYS),
            y=Axis(label=words.labels["of-100"], minimum=0, maximum=100),
            series=[Series(label=words.labels[name], x=days, y=100 * path) for name, path in paths.items()],
        )
        outcome = (
            "silent"
            if not months.asking.any()
            else "tired"
            if asks.capacity and months.at_last(months.fatigue) > 0.5
            else "calm"
        )
        rows = [
            [day, *(number(100 * path[day - 1]) for path in paths.values())] for day in (1, 10, 20, 30, 60, 90, 120)
        ]
        return Figure(chart, words.readings[outcome].format(**numbers), rows)

    return exploration(lesson, words, draw)


def two_moods(lesson: Lesson) -> Activity:
    """Where two moods come to rest that answer each other, from many beginnings."""
    words = lesson.exploration("two-moods")
    starts = np.linspace(-2, 2, DRAWN)

    def draw(values: Values) -> Figure:
        k = values["k"]
        first, _ = moods.simulate(k, starts, starts, turns=20)
        good = moods.share_good(k)
        last = moods.simulate(k, *moods.grid(across=2), turns=200)[0][-1]
        numbers = {"good": number(100 * good), "high": number(last.max(), 2), "low": number(last.min(), 2)}
        chart = Lines(
            x=Axis(label=words.labels["turns"], minimum=0, maximum=20),
            y=Axis(label=words.labels["mood"], minimum=-2.2, maximum=2.2),
            series=[Series(label=words.labels["beginnings"], y=first.T)],
        )
        rows = [
            [number(start, 1), *(number(path[turn], 2) for turn in (1, 5, 20))]
            for start, path in zip(starts, first.T, strict=True)
        ]
        return Figure(chart, words.readings["one" if good == 1 else "two"].format(**numbers), rows)

    return exploration(lesson, words, draw)
