"""The explorations of lesson 2."""

from __future__ import annotations

import numpy as np

from leaningwell.content import Exploration, Row, read_table
from leaningwell.models import coming_back as calm
from leaningwell.models import two_orphanages as homes
from leaningwell.models.arrays import Floats

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Counts, Estimate, Figure, Forest, Histogram, Icons, Lines, Mark, People, Series, Share
from ..lesson import Lesson
from .say import number

ROBOTS = "touch by a robot or an object"
GUESSED = {"physical outcomes": "body", "mental outcomes": "mind"}
"""The guess that each outcome of touch by robots answers."""
JOLTS = {"one": (0,), "three": (0, 10, 20)}


def two_orphanages(lesson: Lesson) -> Activity:
    """What a comparison of two homes shows, and what drawing lots shows."""
    words = lesson.exploration("two-orphanages")
    studies = homes.draw_studies(seed=0)

    def draw(values: Values) -> Figure:
        lots = values["design"] == "lots"
        shares = 100 * homes.expected(values["warmth"], values["rho"], lots)
        warm, plain = shares.mean(axis=0) if lots else shares
        found = 100 * homes.thriving(studies, values["warmth"], values["rho"], lots)
        gaps = homes.gap(found)
        ends = found.mean(axis=1) if lots else found
        first, second = (
            words.labels[name] for name in (("warm-arm", "plain-arm") if lots else ("warm-home", "plain-home"))
        )
        numbers = {
            "first": first,
            "second": second,
            "warm": number(warm),
            "plain": number(plain),
            "least": number(gaps.min()),
            "most": number(gaps.max()),
            "middle": number(np.median(gaps)),
        }
        crowds = Icons(
            title=words.labels["crowds"],
            alt=words.readings["crowds"].format(**numbers),
            people=[
                People(label=label, shares=[Share(label=words.labels["thrive"], count=round(share))])
                for label, share in ((first, warm), (second, plain))
            ],
        )
        rows = [
            [label, number(share), number(ends[:, arm].min()), number(ends[:, arm].max())]
            for arm, (label, share) in enumerate(((first, warm), (second, plain)))
        ]
        return Figure([crowds, _gaps(words, gaps, numbers)], words.readings[values["design"]].format(**numbers), rows)

    return exploration(lesson, words, draw)


def _gaps(words: Exploration, gaps: Floats, numbers: dict[str, str]) -> Histogram:
    bins = np.arange(-35, 86, 5)
    return Histogram(
        title=words.labels["gaps"],
        alt=words.readings["gaps"].format(**numbers),
        x=Axis(label=words.labels["points"], minimum=-35, maximum=85),
        y=Axis(label=words.labels["studies"], minimum=0, maximum=20),
        edges=bins,
        groups=[Counts(label="", counts=np.histogram(gaps, bins)[0])],
    )


def coming_back_to_calm(lesson: Lesson) -> Activity:
    """How fast a fright fades, alone and in company that is more or less safe."""
    words = lesson.exploration("coming-back-to-calm")
    minutes = np.linspace(0, 30, 121)

    def draw(values: Values) -> Figure:
        trust, jolts = values["trust"], JOLTS[values["jolts"]]
        rates = [float(calm.rate(values["alone"], calm.K_SOC, level)) for level in (0, trust)]
        alone, company = (float(calm.half_life(values["alone"], calm.K_SOC, level)) for level in (0, trust))
        # Whole minutes will do for invented rates, unless the two could then not be told apart.
        decimals = int(round(alone) == round(company) and trust != 0)
        left = [calm.arousal(minutes, falling, jolts) for falling in rates]
        chart = Lines(
            x=Axis(label=words.labels["minutes"], minimum=0, maximum=30),
            y=Axis(label=words.labels["arousal"], minimum=0, maximum=max(1, np.ceil(2 * np.max(left)) / 2)),
            series=[
                Series(label=words.labels["by-oneself"], x=minutes, y=left[0]),
                Series(label=words.labels["in-company"], x=minutes, y=left[1]),
            ],
            marks=[
                Mark(label=words.labels["half"].format(minutes=number(half, decimals)), x=half, y=0.5)
                for half in sorted({alone, company})
                if half <= 30 and len(jolts) == 1
            ],
        )
        outcome = "same" if round(alone, 1) == round(company, 1) else "quicker" if company < alone else "slower"
        reading = words.readings[outcome].format(alone=number(alone, decimals), company=number(company, decimals))
        if len(jolts) > 1:
            ends = {"left_alone": number(left[0][-1], 2), "left_company": number(left[1][-1], 2)}
            reading = words.readings["again"].format(first=reading, **ends)
        rows = [[number(minutes[i]), number(left[0][i], 2), number(left[1][i], 2)] for i in range(0, 121, 20)]
        return Figure(chart, reading, rows)

    return exploration(lesson, words, draw)


def really_measured(lesson: Lesson) -> Activity:
    """Pooled effects of touch and company, and which headline can stand on which study."""
    words = lesson.exploration("really-measured")
    table = read_table(lesson.folder / "data" / "touch_forest.csv", ("form", "outcome", "effect", "low", "high"))
    groups = _touch_groups(table)
    robots = {GUESSED[row["outcome"]]: float(row["effect"]) for row in table if row["form"] == ROBOTS}

    def draw(values: Values) -> Figure:
        ticked = values["figures"] or ["company"]
        shown = [(group, *found) for group in ticked for found in groups[group]]
        chart = Forest(
            x=Axis(label=words.labels["axis"], minimum=-0.1, maximum=1.1),
            null_label=words.labels["nothing"],
            decimals=2,
            estimates=[_estimate(words, *found) for found in shown],
        )
        rows = [
            [row["form"], row["outcome"], number(_helped(row), 2) if row["effect"] else "",
             f"{row['low']} to {row['high']}" if row["low"] else "", row["who_was_studied"]]
            for _, _, row in shown
        ]  # fmt: skip
        return Figure(chart, f"{_touch_reading(words, values, shown)} {_headline_reading(words, values)}", rows)

    return exploration(lesson, words, draw, revealed=robots)


def _touch_groups(table: list[Row]) -> dict[str, list[tuple[str, Row]]]:
    """The rows by what the learner can tick, each with its name in the chart."""
    touch = [row for row in table if row["form"] == "touch"]
    return {
        "company": [(row["form"], row) for row in table if row["review"] == "Che 2018"],
        "touch": [(row["outcome"], row) for row in touch if row["group"] == "adults"],
        "robots": [
            (f"{row['outcome']}, {row['form']}", row)
            for row in table
            if row["review"] != "Che 2018" and row["form"].startswith("touch by")
        ],
        "newborns": [(row["outcome"], row) for row in touch if row["group"] == "newborns"],
    }


def _helped(row: Row) -> float:
    """How much it helped: in studies of pain less is better."""
    effect = float(row["effect"])
    return -effect if row["review"] == "Che 2018" else effect


def _estimate(words: Exploration, group: str, label: str, row: Row) -> Estimate:
    name = words.labels[f"group-{'che' if group == 'company' else group}"]
    if not row["effect"]:
        return Estimate(label=label, value=0, group=name, words=words.labels["no-number"], shape="ring")
    low, high = (float(row[end]) if row[end] else None for end in ("low", "high"))
    guess = GUESSED.get(row["outcome"], "") if row["form"] == ROBOTS else ""
    return Estimate(label=label, value=_helped(row), group=name, low=low, high=high, guess=guess)


def _touch_reading(words: Exploration, values: Values, shown: list[tuple[str, str, Row]]) -> str:
    numbered = sorted((_helped(row), label) for _, label, row in shown if row["effect"])
    (least, smallest), (value, largest) = numbered[0], numbered[-1]
    reading = words.readings["figures"].format(
        count=len(numbered), largest=largest, value=number(value, 2), smallest=smallest, least=number(least, 2)
    )
    if len(numbered) < len(shown):
        reading = f"{reading} {words.readings['presence']}"
    return reading if values["figures"] else f"{words.readings['none']} {reading}"


def _headline_reading(words: Exploration, values: Values) -> str:
    fits = f"fits-{values['headline']}-{values['study']}"
    measured, needs = words.labels[f"measured-{values['study']}"], words.labels[f"needs-{values['headline']}"]
    return words.readings.get(fits) or words.readings["misfit"].format(measured=measured, needs=needs)
