"""The explorations of lesson 3."""

from __future__ import annotations

import re

import numpy as np

from leaningwell.content import Exploration, Row, read_table
from leaningwell.models import ratio_to_risk as odds
from leaningwell.models import recorded_confidants as survey

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Bar, Bars, Counts, Estimate, Figure, Forest, Histogram, Icons, People, Share
from ..lesson import Lesson
from .say import number, short

FILLS = {"1985": "hatched", "1990": "hatched", "2004": "solid", "2021": "solid", "2022–23": "open", "2023": "open"}
GROUPS = ("all", "men", "women")
ANSWERS = {"none": "no close friends", "ten": "ten or more", "six": "six or more", "best": "a best friend"}
GUESSED = ("none-2021", "ten-2021", "none-2023")
"""The guesses, each named for the answer and the year that it is about."""
BESIDE = {"none": "without a friend"}
"""Another answer shown beside one, since it was given to a question much like it."""


def from_ratio_to_risk(lesson: Lesson) -> Activity:
    """Published ratios of ties and mortality, and what one of them means for a hundred people."""
    words = lesson.exploration("from-ratio-to-risk")
    columns = ("year", "measure", "ratio", "ratio_type", "low", "high")
    table = read_table(lesson.folder / "data" / "mortality_forest.csv", columns)
    ratios = {f"{_slug(row['measure'])}-{row['year']}": row for row in table if row["ratio_type"] == "odds ratio"}

    def draw(values: Values) -> Figure:
        shown = [row for row in table if values["year"] in ("all", f"y{row['year']}")]
        ratio = ratios[values["ratio"]]["ratio"]
        after = 100 * float(odds.new_risk(values["risk"] / 100, float(ratio)))
        numbers = {
            "before": short(values["risk"]),
            "after": number(after, 1),
            "ratio": ratio,
            "more": number(after - values["risk"], 1),
        }
        forest = Forest(
            alt=_ratios_reading(words, shown),
            x=Axis(
                label=words.labels["axis"], minimum=0.8, maximum=2.4, scale="log", ticks=_ticks(0.8, 1, 1.25, 1.5, 2)
            ),
            null=1,
            null_label=words.labels["no-link"],
            decimals=2,
            estimates=[_ratio(words, row) for row in shown],
        )
        crowds = Icons(
            title=words.labels["crowds"],
            alt=words.readings["crowds"].format(**numbers),
            people=[
                People(label=words.labels[name], shares=[Share(label=words.labels["die"], count=round(share))])
                for name, share in (("stronger", values["risk"]), ("weaker", after))
            ],
        )
        reading = f"{_ratios_reading(words, shown)} {words.readings['people'].format(**numbers)}"
        return Figure([forest, crowds], reading, [_ratio_row(words, row) for row in shown])

    choices = [
        {"value": id, "label": f"{row['ratio']}, {row['measure']} ({row['year']})"} for id, row in ratios.items()
    ]
    return exploration(lesson, words, draw, choices={"ratio": choices})


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())


def _ticks(*values: float) -> list[tuple[float, str]]:
    return [(value, f"{value:g}") for value in values]


def _ratio(words: Exploration, row: Row) -> Estimate:
    low, high = (float(row[end]) if row[end] else None for end in ("low", "high"))
    note = "" if row["low"] or row["high"] else words.labels["no-interval"]
    group = words.labels[f"group-{row['year']}"]
    return Estimate(label=row["measure"], value=float(row["ratio"]), group=group, note=note, low=low, high=high)


def _ratio_row(words: Exploration, row: Row) -> list[str]:
    interval = f"{row['low']} to {row['high']}" if row["low"] else words.labels["unknown"]
    return [row["year"], row["measure"], row["ratio"], interval, row["who_was_studied"]]


def _ratios_reading(words: Exploration, shown: list[Row]) -> str:
    numbers = sorted(row["ratio"] for row in shown)
    parts = [words.readings["forest"].format(count=len(shown), least=numbers[0], most=numbers[-1])]
    for row in shown:
        if row["low"] and float(row["low"]) < 1:
            measure = row["measure"][0].upper() + row["measure"][1:]
            parts.append(words.readings["crossing"].format(measure=measure, low=row["low"], high=row["high"]))
    return " ".join(parts)


def friendship_graphs(lesson: Lesson) -> Activity:
    """What three surveys found about close friends and one about confidants, with the small print."""
    words = lesson.exploration("friendship-graphs")
    data = lesson.folder / "data"
    friends = read_table(data / "friends.csv", ("year", "asked_by", "group", "answer", "percent", "who_was_studied"))
    columns = ("year", "measure", "version", "value", "unit", "who_was_studied")
    confidants = read_table(data / "gss_confidants.csv", columns)
    in_order = sorted(friends, key=lambda row: (GROUPS.index(row["group"]), row["year"]))
    percent = {(row["group"], row["answer"], row["year"]): float(row["percent"]) for row in friends}

    guesses = {("all", ANSWERS[id.split("-")[0]], id.split("-")[1]): id for id in GUESSED}

    def guessed(row: Row) -> str:
        return guesses.get((row["group"], row["answer"], row["year"]), "")

    def draw(values: Values) -> Figure:
        printed = values["print"] == "shown"
        if values["question"] == "confidants":
            return _confidants(words, confidants, printed)
        question = values["question"]
        spread = question == "spread"
        shown = [
            row for row in in_order
            if (row["year"] == "2023" if spread else row["answer"] in (ANSWERS[question], BESIDE.get(question)))
        ]  # fmt: skip
        numbers = {f"{row['group']}-{row['year']}": row["percent"] for row in shown}
        if spread:
            numbers = dict(zip(("none", "some", "many"), (row["percent"] for row in shown), strict=True))
        title = f"{words.labels['people'].capitalize()}: {words.labels[question]}"

        def name(row: Row) -> str:
            if spread:
                return row["answer"]
            who = f"{words.labels[row['group']]}, {row['year']}"
            return who if row["answer"] == ANSWERS[question] else f"{who}, {row['answer']}"

        bars = [_bar(name(row), row["percent"], row, row["asked_by"] if printed else "", guessed(row)) for row in shown]
        rows = [
            [row["year"], words.labels[row["group"]], row["answer"], row["percent"], row["asked_by"]] for row in shown
        ]
        return Figure(Bars(title=title, maximum=80, bars=bars), words.readings[question].format(**numbers), rows)

    revealed = {id: percent[row] for row, id in guesses.items()}
    return exploration(lesson, words, draw, revealed=revealed)


def _bar(label: str, value: str, row: Row, asked_by: str, guess: str = "") -> Bar:
    """One bar, with the small print below it if it is to say who asked."""
    note = f"{asked_by}: {row['who_was_studied']}" if asked_by else ""
    return Bar(label=label, values=[float(value)], fill=FILLS[row["year"]], note=note, guess=guess)


def _confidants(words: Exploration, table: list[Row], printed: bool) -> Figure:
    """Two charts: how many people were named on average, and how many named nobody, as published and corrected."""
    mean, nobody = ([row for row in table if row["unit"] == unit] for unit in ("people", "percent"))
    numbers = {f"mean-{row['year']}": row["value"] for row in mean}
    shares = (number(float(row["value"])) for row in nobody)
    numbers |= dict(zip(("first-1985", "first-2004", "none-2004"), shares, strict=True))
    reading = words.readings["confidants"].format(**numbers)
    source = "General Social Survey"
    charts = [
        Bars(
            title=title,
            alt=reading,
            maximum=maximum,
            bars=[_bar(_told(row["year"], row), row["value"], row, source if printed else "") for row in rows],
        )
        for title, maximum, rows in (
            (words.labels["confidants"].capitalize(), 4, mean),
            (words.labels["no-confidant"].capitalize(), 80, nobody),
        )
    ]
    rows = [[row["year"], words.labels["all"], _told(row["measure"], row), row["value"], source] for row in table]
    return Figure(charts, reading, rows)


def _told(what: str, row: Row) -> str:
    """A year or measure, and which version of the figure it is where there are several."""
    return f"{what}, {row['version']}" if row["version"] else what


def decline_out_of_nothing(lesson: Lesson) -> Activity:
    """What a sloppy second survey records of a world that has not changed."""
    words = lesson.exploration("decline-out-of-nothing")
    before = survey.unchanged()

    def draw(values: Values) -> Figure:
        after = survey.recorded(before, values["none"], values["half"])
        sloppy = values["none"] + values["half"] > 0
        chart = Histogram(
            x=Axis(
                label=words.labels["confidants"],
                minimum=-0.5,
                maximum=survey.CAP + 0.5,
                ticks=[(k, f"{k}+" if k == survey.CAP else str(k)) for k in range(survey.CAP + 1)],
            ),
            y=Axis(label=words.labels["people"], minimum=0, maximum=60),
            edges=np.arange(survey.CAP + 2) - 0.5,
            groups=[
                Counts(label=words.labels["first"], counts=100 * before),
                Counts(label=words.labels["second"], counts=100 * after),
            ]
            if sloppy
            else [Counts(label=words.labels["both"], counts=100 * before)],
        )
        reading = words.readings["changed" if sloppy else "same"].format(
            before=number(survey.mean(before), 2),
            none_before=number(100 * before[0]),
            after=number(survey.mean(after), 2),
            none_after=number(100 * after[0]),
        )
        rows = [
            [words.labels["most"] if k == survey.CAP else k, number(100 * one, 1), number(100 * other, 1)]
            for k, (one, other) in enumerate(zip(before, after, strict=True))
        ]
        return Figure(chart, reading, rows)

    return exploration(lesson, words, draw)
