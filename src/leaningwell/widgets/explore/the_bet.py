"""The explorations of lesson 5."""

from __future__ import annotations

import numpy as np

from leaningwell.content import Exploration
from leaningwell.models import pattern_overlap as patterns
from leaningwell.models import untested_belief as beliefs
from leaningwell.models.arrays import Floats

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Bar, Bars, Figure, Heat, Lines, Rule, Series
from ..lesson import Lesson
from .say import number

STARTS = {"guarded": (2, 6), "trusting": (6, 2)}
DRAWN = 12
SCENES = ("help", "mistake", "miss", "lost", "song", "sorry")


def belief_never_tested(lesson: Lesson) -> Activity:
    """What somebody comes to believe who opens up only if the belief is high enough, or now and then as a test."""
    words = lesson.exploration("belief-never-tested")
    luck = beliefs.draw_luck(beliefs.USUAL)

    def draw(values: Values) -> Figure:
        harm = values["answer"] == "harm"
        runs = beliefs.simulate(luck, *STARTS[values["start"]], values["care"], values["tests"], harm)
        belief = 100 * runs.belief
        mean = belief.mean(axis=1)
        numbers = {
            "belief": number(mean[-1]),
            "care": number(100 * values["care"]),
            "harmed": int(runs.harmed.sum()),
            "runs": runs.harmed.size,
        }
        # Of somebody who may do harm no average is drawn or told: kind days are not set against it.
        middle = Series(label=words.labels["middle"], y=mean, style="solid")
        truth = Rule(label=words.labels["truth"], at=100 * values["care"])
        chart = Lines(
            x=Axis(label=words.labels["days"], minimum=0, maximum=beliefs.DAYS),
            y=Axis(label=words.labels["belief"], minimum=0, maximum=100),
            series=[
                Series(label=words.labels["runs"], y=belief[:, :DRAWN].T, style="faint"),
                *([] if harm else [middle]),
            ],
            rules=[Rule(label=words.labels["opens"], at=100 * beliefs.OPENS_AT), *([] if harm else [truth])],
        )
        if not runs.tries.any():
            outcome = "kept-safe" if harm else "frozen"
        elif runs.harmed.any():
            outcome = "harmed"
        else:
            outcome = "unharmed" if harm else "learnt"
        days = (0, 5, 10, 20, 50, 100, 150, 200)
        rows = [
            [day, "–" if harm else number(mean[day]), number(belief[day].min()), number(belief[day].max())]
            for day in days
        ]
        return Figure(chart, words.readings[outcome].format(**numbers), rows)

    return exploration(lesson, words, draw)


def overlap_is_not_identity(lesson: Lesson) -> Activity:
    """Two sheets that light up alike, and programs that tell them apart."""
    words = lesson.exploration("overlap-is-not-identity")
    recording = patterns.record(patterns.USUAL)

    def draw(values: Values) -> Figure:
        found = patterns.compare(recording, values["blur"])
        right = {f"{learnt}-{shown}": 100 * share for (learnt, shown), share in found.accuracy.items()}
        numbers = {
            "overlap": number(100 * found.overlap),
            "correlation": number(found.correlation, 2),
            "own_pain": number(right["pain-pain"]),
            "cross_pain": number(right["pain-rejection"]),
            "own_rejection": number(right["rejection-rejection"]),
            "cross_rejection": number(right["rejection-pain"]),
        }
        sheets = [_sheet(words, kind, sheet) for kind, sheet in (("pain", found.pain), ("rejection", found.rejection))]
        pairs = ("pain-pain", "pain-rejection", "rejection-rejection", "rejection-pain")
        programs = Bars(
            title=words.labels["programs"],
            alt=words.readings["programs"].format(**numbers),
            maximum=100,
            bars=[
                Bar(
                    label=words.labels[pair],
                    values=[round(right[pair])],
                    fill="solid" if pair in ("pain-pain", "rejection-rejection") else "hatched",
                )
                for pair in pairs
            ],
        )
        rows = [[words.labels[pair], number(right[pair])] for pair in pairs]
        return Figure([*sheets, programs], words.readings["overlap"].format(**numbers), rows)

    return exploration(lesson, words, draw)


def _sheet(words: Exploration, kind: str, sheet: Floats) -> Heat:
    title = words.labels[kind]
    alt = words.readings["sheet"].format(kind=title, lit=int((sheet > patterns.LIT).sum()))
    return Heat(title=title, alt=alt, values=sheet, minimum=patterns.LIT, maximum=2)


def inside_outside(lesson: Lesson) -> Activity:
    """How six small acts look from the inside and in somebody else."""
    words = lesson.exploration("inside-outside")
    noor = {control.id: control.start for control in words.controls if control.type == "slider"}

    def draw(values: Values) -> Figure:
        inside, outside = (np.array([values[f"{who}-{scene}"] for scene in SCENES]) for who in ("me", "other"))
        gaps = outside - inside
        gap = gaps.mean()
        outcome = "alike" if abs(gap) < 0.05 else "kinder-out" if gap > 0 else "kinder-in"
        names = [words.labels[scene] for scene in SCENES]
        chart = Bars(
            maximum=10,
            series=[words.labels["me"], words.labels["other"]],
            bars=[Bar(label=name, values=[a, b]) for name, a, b in zip(names, inside, outside, strict=True)],
        )
        reading = words.readings[outcome].format(gap=number(abs(gap), 1), widest=names[int(np.argmax(gaps))])
        rows = [
            [name, number(a), number(b), f"{'+' if b > a else ''}{number(b - a)}"]
            for name, a, b in zip(names, inside, outside, strict=True)
        ]
        return Figure(chart, reading, rows)

    return exploration(lesson, words, draw, presets={"who": {"noor": noor}})
