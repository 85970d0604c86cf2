"""The explorations of lesson 4."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from leaningwell.content import Exploration, read_table
from leaningwell.models import relabelled
from leaningwell.models import same_person as places
from leaningwell.models.arrays import Bools, Floats

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Cloud, Ellipse, Figure, Lines, Mark, Plane, Quadrants, Series
from ..lesson import Lesson
from .say import number, short

SPREAD = 1.2
"""How far answers from 1 to 7 spread among people; invented."""
STEADINESS = {
    "mother": places.PARENT,
    "father": places.PARENT,
    "friend": places.ROMANTIC,
    "partner": places.ROMANTIC,
}
WITHIN = 2 / 3
DIALS = ("worry", "discomfort")


def relabelled_by_chance(lesson: Lesson) -> Activity:
    """Forty people tested twice: who lands in another box though nobody changed."""
    words = lesson.exploration("relabelled-by-chance")
    people = relabelled.draw_people(seed=17, people=40)
    levels = np.round(np.arange(0.5, 0.951, 0.05), 2)
    shares = [100 * relabelled.share_relabelled(level) for level in levels]

    def draw(values: Values) -> Figure:
        reliability = values["reliability"]
        first, second = relabelled.measured(people, reliability)
        moved = relabelled.boxes(first) != relabelled.boxes(second)
        share = 100 * relabelled.share_relabelled(reliability)
        numbers = {
            "reliability": number(reliability, 2),
            "share": number(share),
            "drawn": int(moved.sum()),
            "shift": number(relabelled.mean_shift(reliability), 2),
        }
        plane = _two_tests(words, first, second, moved, words.readings["plane"].format(**numbers))
        curve = Lines(
            title=words.labels["curve"],
            alt=words.readings["curve"].format(**numbers),
            x=Axis(
                label=words.labels["reliability"],
                minimum=0.5,
                maximum=0.95,
                ticks=[(x, f"{x:g}") for x in (0.5, 0.65, 0.8, 0.95)],
            ),
            y=Axis(label=words.labels["people"], minimum=0, maximum=60),
            series=[Series(label="", x=levels, y=shares)],
            marks=[Mark(label=f"{words.labels['here']}: {share:.0f}", x=reliability, y=share)],
        )
        rows = [
            [number(level, 2), number(found), number(relabelled.mean_shift(level), 2)]
            for level, found in zip(levels, shares, strict=True)
        ]
        return Figure([plane, curve], words.readings["change"].format(**numbers), rows)

    return exploration(lesson, words, draw)


def _two_tests(words: Exploration, first: Floats, second: Floats, moved: Bools, alt: str) -> Plane:
    ticks = [(-2, words.labels["low"]), (0, words.labels["middle"]), (2, words.labels["high"])]
    axes = [Axis(label=words.labels[dial], minimum=-3, maximum=3, ticks=ticks) for dial in DIALS]
    arrows = [
        Series(label="", x=[a[0], b[0]], y=[a[1], b[1]], style="faint", arrow=True)
        for a, b in zip(first[moved], second[moved], strict=True)
    ]
    corners = (words.labels["box-one"], words.labels["box-two"], words.labels["box-three"], words.labels["box-four"])
    return Plane(
        title=words.labels["plane"],
        alt=alt,
        x=axes[0],
        y=axes[1],
        clouds=[
            Cloud(label=words.labels["stayed"], x=second[~moved, 0], y=second[~moved, 1]),
            Cloud(label=words.labels["moved"], x=second[moved, 0], y=second[moved, 1], shape="triangle"),
        ],
        series=arrows,
        quadrants=Quadrants(x=0, y=0, corners=corners),
    )


def same_person(lesson: Lesson) -> Activity:
    """Four relationships of one person on two dials, with the ground over which answers move within a month."""
    words = lesson.exploration("same-person")
    table = read_table(lesson.folder / "data" / "relationships.csv", ("who", "relationship", *DIALS))
    presets: dict[str, dict[str, float]] = {}
    for row in table:
        for dial in DIALS:
            presets.setdefault(row["who"], {})[f"{row['relationship']}-{dial}"] = float(row[dial])
    ground = {
        kind: places.reach(WITHIN) * float(places.standard_error(SPREAD, steady)) for kind, steady in STEADINESS.items()
    }

    def draw(values: Values) -> Figure:
        dots = {kind: np.array([values[f"{kind}-{dial}"] for dial in DIALS]) for kind in STEADINESS}
        one, other = max(combinations(dots, 2), key=lambda pair: np.linalg.norm(dots[pair[0]] - dots[pair[1]]))
        apart = np.linalg.norm(dots[one] - dots[other]) > ground[one] + ground[other]
        x, y = _dials(words)
        chart = Plane(
            x=x,
            y=y,
            marks=[Mark(label=words.labels[kind], x=dot[0], y=dot[1]) for kind, dot in dots.items()],
            ellipses=[Ellipse(x=dot[0], y=dot[1], across=ground[kind], up=ground[kind]) for kind, dot in dots.items()],
        )
        reading = words.readings["apart" if apart else "near"].format(one=words.labels[one], other=words.labels[other])
        rows = [
            [words.labels[kind], short(dot[0]), short(dot[1]), f"± {number(ground[kind], 1)}"]
            for kind, dot in dots.items()
        ]
        return Figure(chart, reading, rows)

    first = next(str(control.start) for control in words.controls if control.id == "who")
    named = [
        {"value": who, "label": words.labels["persona"].format(name=person["name"])}
        for who, person in lesson.personas.items()
    ]
    own = {"value": "own", "label": words.labels["own"]}
    return exploration(
        lesson, words, draw, choices={"who": [*named, own]}, presets={"who": presets}, start=presets[first]
    )


def _dials(words: Exploration) -> tuple[Axis, Axis]:
    """Both axes, from 1 to 7, and a little room for what stands at their ends."""
    ticks = [(n, str(n)) for n in range(1, 8)]
    worry, discomfort = (Axis(label=words.labels[dial], minimum=0.5, maximum=7.5, ticks=ticks) for dial in DIALS)
    return worry, discomfort


def vignette_plane(lesson: Lesson) -> Activity:
    """Where a small scene could stand on the two dials, depending on the reason behind it."""
    words = lesson.exploration("vignette-plane")
    table = read_table(lesson.folder / "data" / "scenes.csv", ("id", "scene", "reason", *DIALS, "why"))
    scenes = {row["id"]: row["scene"] for row in table}

    def draw(values: Values) -> Figure:
        shown = [row for row in table if row["id"] == values["scene"]] if values["readings"] == "shown" else []
        yours = Mark(label=words.labels["yours"], x=values["worry"], y=values["discomfort"], shape="ring")
        x, y = _dials(words)
        chart = Plane(
            x=x,
            y=y,
            place=DIALS,
            marks=[yours]
            + [
                Mark(label=row["reason"], x=float(row["worry"]), y=float(row["discomfort"]), shape="diamond")
                for row in shown
            ],
        )
        reading = words.readings[values["readings"]].format(
            scene=scenes[values["scene"]],
            worry=short(values["worry"]),
            discomfort=short(values["discomfort"]),
            count=len(shown),
            places="; ".join(f"{row['reason']} ({row['worry']}, {row['discomfort']})" for row in shown),
        )
        return Figure(chart, reading, [[row["reason"], row["worry"], row["discomfort"], row["why"]] for row in shown])

    choices = [{"value": id, "label": scene} for id, scene in scenes.items()]
    return exploration(lesson, words, draw, choices={"scene": choices})
