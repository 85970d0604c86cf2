"""The explorations of lesson 7."""

from __future__ import annotations

import numpy as np

from leaningwell.content import Row, read_table
from leaningwell.models import group_overlap as groups
from leaningwell.models import one_leaves as network
from leaningwell.models.arrays import Floats

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Area, Axis, Bar, Bars, Figure, Lines, Series
from ..lesson import Lesson
from .say import number

LONELY, TURN = "all or most of the time", ("a friend", "their mother", "another relative", "a professional")
PARTNER = "their partner"
NETWORKS = {"ari": network.CONCENTRATED, "mika": network.SPREAD}
LEAVERS = {"closest": 0, "second": 1, "third": 2}
NEEDS = ("comfort", "advice", "hand", "touch", "fun", "evenings", "news", "belonging")


def where_would_you_turn(lesson: Lesson) -> Activity:
    """What one survey found about feeling lonely, and about whom people would turn to."""
    words = lesson.exploration("where-would-you-turn")
    data, columns = lesson.folder / "data", ("question", "answer", "group", "percent", "who_was_studied")
    lonely = _shares(read_table(data / "pew_lonely.csv", columns))
    support = _shares(read_table(data / "pew_support.csv", columns))
    shares = lonely | support
    shown = {"lonely": (LONELY,), "turn": (*TURN, PARTNER), "both": (LONELY, *TURN, PARTNER)}

    def draw(values: Values) -> Figure:
        answers = shown[values["question"]]
        chart = Bars(
            maximum=100,
            series=[words.labels["men"], words.labels["women"]],
            bars=[Bar(label=words.labels[_slug(answer)], values=shares[answer]) for answer in answers],
        )
        numbers = {f"{_slug(answer)}-{who}": f"{share:g}" for answer in shares for who, share in _named(shares[answer])}
        rows = [
            [words.labels[_slug(answer)], f"{men:g}", f"{women:g}", number(men - women)]
            for answer in answers
            for men, women in [shares[answer]]
        ]
        return Figure(chart, words.readings[values["question"]].format(**numbers), rows)

    revealed = {
        f"{name}-{who}": share
        for name, answer in (("lonely", LONELY), ("friend", "a friend"))
        for who, share in _named(shares[answer])
    }
    return exploration(lesson, words, draw, revealed=revealed)


def _shares(table: list[Row]) -> dict[str, list[float]]:
    """By answer, the percent of men and of women."""
    percent = {(row["answer"], row["group"]): float(row["percent"]) for row in table}
    return {answer: [percent[answer, "men"], percent[answer, "women"]] for answer, _ in percent}


def _named(pair: list[float]) -> list[tuple[str, float]]:
    return list(zip(("men", "women"), pair, strict=True))


def _slug(answer: str) -> str:
    return answer.replace(" ", "-")


def when_the_closest_leaves(lesson: Lesson) -> Activity:
    """The same amount of support from one person or from several, before and after somebody leaves."""
    words = lesson.exploration("when-the-closest-leaves")

    def draw(values: Values) -> Figure:
        support = NETWORKS[values["who"]]
        before = 100 * network.coverage(support)
        leaver = LEAVERS.get(values["leaves"])
        after = before if leaver is None else 100 * network.coverage(network.without(support, leaver))
        names = [words.labels[need] for need in NEEDS]
        empty = [name for name, covered in zip(names, after, strict=True) if covered == 0]
        numbers = {
            "before": number(before.mean()),
            "after": number(after.mean()),
            "share": number(100 * network.share(support, leaver or 0)),
            "empty": ", ".join(empty),
        }
        outcome = "nobody" if leaver is None else "some-empty" if empty else "none-empty"
        series = ["before"] if leaver is None else ["before", "after"]
        chart = Bars(
            maximum=100,
            series=[words.labels[name] for name in series],
            bars=[
                Bar(label=name, values=[round(covered) for covered in pair[: len(series)]])
                for name, *pair in zip(names, before, after, strict=True)
            ],
        )
        rows = [[name, number(old), number(new)] for name, old, new in zip(names, before, after, strict=True)]
        rows.append([words.labels["mean"], number(before.mean()), number(after.mean())])
        return Figure(chart, words.readings[outcome].format(**numbers), rows)

    return exploration(lesson, words, draw)


def how_different(lesson: Lesson) -> Activity:
    """Two bell curves some distance apart: what they share, and who is higher in a pair picked by lot."""
    words = lesson.exploration("how-different")
    columns = ("preset", "difference", "towards", "who_was_studied")
    table = read_table(lesson.folder / "data" / "effect_presets.csv", columns)
    presets = {_slug(row["preset"]): {"d": float(row["difference"])} for row in table}
    choices = [
        {"value": _slug(row["preset"]), "label": f"{row['preset']}: {float(row['difference']):g}"} for row in table
    ]
    scores: Floats = np.linspace(-4, 6, 201)

    def draw(values: Values) -> Figure:
        d = values["d"]
        low, high = groups.density(scores, 0), groups.density(scores, d)
        chart = Lines(
            x=Axis(label=words.labels["score"], minimum=-4, maximum=6, ticks=[(0, words.labels["average"])]),
            y=Axis(label=words.labels["people"], minimum=0, maximum=0.5, ticks=[(0, "")]),
            series=[
                Series(label=words.labels["one"], x=scores, y=low, style="solid"),
                Series(label=words.labels["other"], x=scores, y=high, style="dashed"),
            ],
            areas=[Area(label=words.labels["shared"], x=scores, low=np.zeros(201), high=np.minimum(low, high))],
        )
        numbers = {
            "d": f"{d:g}",
            "overlap": number(100 * groups.overlap(d)),
            "pairs": number(100 * groups.superiority(d)),
        }
        rows = [
            [f"{at:g}", number(100 * groups.overlap(at)), number(100 * groups.superiority(at))]
            for at in sorted({0, 0.07, 0.2, 0.5, 0.8, 1.2, 2, d})
        ]
        return Figure(chart, words.readings["same" if d == 0 else "apart"].format(**numbers), rows)

    return exploration(lesson, words, draw, choices={"what": choices}, presets={"what": presets})
