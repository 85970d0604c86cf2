"""The explorations of the course, one short function each. Words: the lesson's YAML. Calculation: ``models``."""

from __future__ import annotations

import numpy as np

from leaningwell.content import read_table
from leaningwell.models import day_traced as days
from leaningwell.models import silent_majority as silence

from .activity import Activity
from .exploration import exploration
from .lesson import Lesson

CROWDS = 20


def silent_majority(lesson: Lesson) -> Activity:
    """Twenty crowds in which nearly everybody feels a need; how many come to show it."""
    words = lesson.exploration("silent-majority")
    crowds = [silence.draw_crowd(seed) for seed in range(CROWDS)]
    felt = float(np.mean([crowd.felt for crowd in crowds]))

    def draw(values):
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
        return {
            "chart": {
                "type": "lines",
                "x": {"label": words.labels["steps"], "minimum": 0, "maximum": steps},
                "y": {"label": words.labels["people"], "minimum": 0, "maximum": 100},
                "rules": [{"y": 100 * felt, "label": words.labels["felt"]}],
                "lines": [np.round(run, 1).tolist() for run in runs],
                "label": words.labels["shown"],
            },
            "reading": words.readings[fate].format(**numbers),
            "rows": [[step, *(f"{ranked[rank, step]:.0f}" for rank in (0, CROWDS // 2, -1))] for step in shown],
        }

    return exploration(words, lesson.slug, draw)


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

    def draw(values):
        traced = days.trace(links, values["moments"])
        counts = {kind: traced.count(kind) for kind in days.KINDS}
        numbers = {"roles": len(traced.roles), "moments": traced.moments, **counts}
        return {
            "chart": {
                "type": "bars",
                "maximum": len({link.role for link in links}),
                "bars": [
                    {"label": words.labels[kind], "value": count, "pattern": kind} for kind, count in counts.items()
                ],
            },
            "reading": words.readings["some" if traced.roles else "none"].format(**numbers),
            "rows": [[role, moments, words.labels[kind]] for role, kind, moments in traced.roles],
        }

    first = next(control.start for control in words.controls if control.id == "who")
    return exploration(
        words,
        lesson.slug,
        draw,
        choices={
            "who": [{"value": who, "label": person["name"]} for who, person in lesson.personas.items()],
            "moments": [{"value": moment, "label": moment} for moment in moments],
        },
        presets={"who": {who: {"moments": day} for who, day in ordinary.items()}},
        start={"moments": ordinary[first]},
    )
