"""The explorations of lesson 8."""

from __future__ import annotations

from leaningwell.content import Exploration, Row, read_table
from leaningwell.models import cause_or_echo as echo
from leaningwell.models import link_in_people as link

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Estimate, Figure, Forest, Icons, People, Share
from ..lesson import Lesson
from .say import number, short

STUDIES = 20


def what_predicts_what(lesson: Lesson) -> Activity:
    """What a link means for a hundred people, and which links three reviews found."""
    words = lesson.exploration("what-predicts-what")
    table = read_table(lesson.folder / "data" / "ptsd_forest.csv", ("year", "factor", "r", "low", "high", "sureness"))

    def draw(values: Values) -> Figure:
        less, more = (float(side) for side in link.r_to_besd(values["r"]))
        numbers = {"less": short(less), "more": short(more), "r": number(values["r"], 2)}
        crowds = Icons(
            title=words.labels["crowds"],
            alt=words.readings["crowds"].format(**numbers),
            people=[
                People(label=words.labels[name], shares=[Share(label=words.labels["symptoms"], count=round(share))])
                for name, share in (("less", less), ("more", more))
            ],
        )
        shown = [row for row in table if row["year"] == values["review"].removeprefix("y")]
        reading = words.readings["even" if values["r"] == 0 else "tilted"].format(**numbers)
        found = _found(words, shown)
        forest = Forest(
            title=words.labels[values["review"]],
            alt=found,
            x=Axis(label=words.labels["axis"], minimum=0, maximum=0.5),
            null_label=words.labels["no-link"],
            decimals=2,
            estimates=[_estimate(words, row) for row in shown],
        )
        return Figure([crowds, forest], f"{reading} {found}", [_row(words, row) for row in shown])

    return exploration(lesson, words, draw)


def _estimate(words: Exploration, row: Row) -> Estimate:
    low, high = (float(row[end]) if row[end] else None for end in ("low", "high"))
    note = words.labels["from-memory"] if row["sureness"] == "likely" else ""
    return Estimate(label=row["factor"], value=float(row["r"]), low=low, high=high, note=note)


def _found(words: Exploration, shown: list[Row]) -> str:
    listed = "; ".join(f"{row['factor']} {row['r']}" for row in shown)
    return words.readings["found"].format(listed=listed, year=shown[0]["year"])


def _row(words: Exploration, row: Row) -> list[str]:
    less, more = (number(float(side), 1) for side in link.r_to_besd(float(row["r"])))
    interval = words.labels["interval"].format(low=row["low"], high=row["high"]) if row["low"] else words.labels["none"]
    sure = words.labels["from-memory"] if row["sureness"] == "likely" else words.labels["seen"]
    return [row["year"], row["factor"], row["r"], interval, less, more, sure]


def cause_or_echo(lesson: Lesson) -> Activity:
    """An effect of support on later symptoms that appears although nothing acts on anything."""
    words = lesson.exploration("cause-or-echo")
    published = read_table(lesson.folder / "data" / "ptsd_over_time.csv", ("direction", "beta"))

    def draw(values: Values) -> Figure:
        people = int(values["people"].removeprefix("n"))
        found = echo.simulate_spurious(values["rel"], people, seed=8, studies=STUDIES)
        raw, weight = echo.in_the_long_run(values["rel"])
        # What is 0 but for rounding is 0, and has no sign.
        made = {"raw": found.raw.round(6) + 0.0, "weight": found.weight.round(6) + 0.0}
        estimates = [
            Estimate(
                label=words.labels[name],
                group=words.labels["model"],
                value=float(numbers.mean()),
                low=float(numbers.min()),
                high=float(numbers.max()),
            )
            for name, numbers in made.items()
        ]
        estimates += [
            Estimate(label=words.labels[row["direction"]], group=words.labels["published"], value=float(row["beta"]))
            for row in published
        ]
        numbers = {
            "raw": number(raw, 2),
            "weight": number(weight, 2),
            "least": number(found.weight.max(), 2),
            "most": number(found.weight.min(), 2),
            "people": f"{people:,}",
            "studies": str(STUDIES),
        }
        reading = words.readings["none" if values["rel"] == 1 else "echo"].format(**numbers)
        chart = Forest(
            x=Axis(label=words.labels["axis"], minimum=-0.65, maximum=0.25),
            null_label=words.labels["nothing"],
            decimals=2,
            estimates=estimates,
        )
        rows = [
            [one.group, one.label, *("–" if end is None else number(end, 2) for end in (one.value, one.low, one.high))]
            for one in estimates
        ]
        return Figure(chart, reading, rows)

    return exploration(lesson, words, draw)
