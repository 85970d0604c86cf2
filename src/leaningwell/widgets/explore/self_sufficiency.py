"""The explorations of lesson 1."""

from __future__ import annotations

import numpy as np

from leaningwell.content import read_table
from leaningwell.models import day_traced as days
from leaningwell.models import silent_majority as silence

from ..activity import Activity
from ..exploration import Values, exploration
from ..figures import Axis, Dot, Figure, Lines, Radial, Rule, Series
from ..lesson import Lesson

CROWDS = 20


def silent_majority(lesson: Lesson) -> Activity:
    """Twenty crowds in which nearly everybody feels a need; how many come to show it."""
    words = lesson.exploration("silent-majority")
    crowds = [silence.draw_crowd(seed) for seed in range(CROWDS)]
    felt = float(np.mean([crowd.felt for crowd in crowds]))

    def draw(values: Values) -> Figure:
        steps = 90
        runs = 100 * np.array([silence.simulate(crowd, values["kappa"], values["always"], steps) for crowd in crowds])
        ends = runs[:, -1]
        low, high = ends[ends < 50], ends[ends >= 50]
        fate = "both" if low.size and high.size else "quiet" if low.size else "tipped"
        numbers = {
            "felt": f"{100 * felt:.0f}", "runs": CROWDS, "quiet_runs": low.size, "tipped_runs": high.size,
            "shown_low": f"{ends.min():.0f}", "shown_high": f"{ends.max():.0f}",
            **{f"{name}_{end}": f"{pick(part):.0f}" for name, part in (("quiet", low), ("tipped", high)) if part.size
               for end, pick in (("low", np.min), ("high", np.max))},
        }  # fmt: skip
        ranked = np.sort(runs, axis=0)
        shown = [0, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60, steps]
        chart = Lines(
            x=Axis(label=words.labels["steps"], minimum=0, maximum=steps),
            y=Axis(label=words.labels["people"], minimum=0, maximum=100),
            rules=[Rule(at=100 * felt, label=words.labels["felt"])],
            series=[Series(label=words.labels["shown"], y=runs)],
        )
        rows = [[step, *(f"{ranked[rank, step]:.0f}" for rank in (0, CROWDS // 2, -1))] for step in shown]
        return Figure(chart, words.readings[fate].format(**numbers), rows)

    return exploration(lesson, words, draw)


def day_traced(lesson: Lesson) -> Activity:
    """The roles behind an ordinary day: how many, and which are paid, unpaid or not known."""
    words = lesson.exploration("day-traced")
    columns = ("moment", "role", "kind", *lesson.personas)
    rows = read_table(lesson.folder / "data" / "day_moments.csv", columns)
    links = [days.Link(row["moment"], row["role"], row["kind"]) for row in rows]
    moments = list(dict.fromkeys(link.moment for link in links))
    ordinary = {
        who: [m for m in moments if (m, "1") in {(r["moment"], r[who]) for r in rows}] for who in lesson.personas
    }

    def draw(values: Values) -> Figure:
        traced = days.trace(links, values["moments"])
        counts = {kind: traced.count(kind) for kind in days.KINDS}
        numbers = {"roles": len(traced.roles), "moments": traced.moments, **counts}
        ticked = [moment for moment in moments if moment in values["moments"]]
        behind: dict[str, list[int]] = {role: [] for role, _, _ in traced.roles}
        for link in links:
            if link.moment in ticked:
                behind[link.role].append(ticked.index(link.moment))
        shapes = {"paid": "dot", "unpaid": "diamond", "unknown": "ring"}
        chart = Radial(
            centre=words.labels["day"],
            spokes=ticked,
            dots=[Dot(label=role, shape=shapes[kind], spokes=behind[role]) for role, kind, _ in traced.roles],
            key={shapes[kind]: f"{count} {words.labels[kind]}" for kind, count in counts.items()},
        )
        reading = words.readings["some" if traced.roles else "none"].format(**numbers)
        return Figure(chart, reading, [[role, found, words.labels[kind]] for role, kind, found in traced.roles])

    first = next(str(control.start) for control in words.controls if control.id == "who")
    return exploration(
        lesson,
        words,
        draw,
        choices={
            "who": [{"value": who, "label": person["name"]} for who, person in lesson.personas.items()],
            "moments": [{"value": moment, "label": moment} for moment in moments],
        },
        presets={"who": {who: {"moments": day} for who, day in ordinary.items()}},
        start={"moments": ordinary[first]},
    )
