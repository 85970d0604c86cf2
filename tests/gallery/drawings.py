"""One exploration for every kind of chart, for the gallery. Invented numbers throughout."""

from __future__ import annotations

import numpy as np

from leaningwell.widgets import figures as f
from leaningwell.widgets.exploration import exploration


def lines(lesson):
    """Three curves that end close together, an area, a rule and a mark."""
    words = lesson.exploration("gallery-lines")
    minutes = np.linspace(0, 30, 61)

    def draw(values):
        rate, safe = values["rate"], values["company"]
        curves = {
            name: np.exp(-(rate + more) * minutes) for name, more in (("alone", 0), ("half", 0.03), ("full", 0.05))
        }
        shown = curves if safe == "shown" else {"alone": curves["alone"]}
        half = np.log(2) / rate
        return f.Figure(
            f.Lines(
                x=f.Axis(label=words.labels["minutes"], minimum=0, maximum=30),
                y=f.Axis(label=words.labels["arousal"], minimum=0, maximum=1),
                series=[f.Series(label=words.labels[name], x=minutes, y=y) for name, y in shown.items()],
                rules=[f.Rule(label=words.labels["half"], at=0.5)],
                marks=[f.Mark(label=f"{half:.1f}", x=min(half, 30), y=max(0.5, np.exp(-rate * 30)), shape="ring")],
            ),
            words.readings["all"].format(half=f"{half:.1f}"),
            [[minute, f"{np.exp(-rate * minute):.2f}"] for minute in range(0, 31, 5)],
        )

    return exploration(lesson, words, draw)


def areas(lesson):
    """Two bell curves and what they share."""
    words = lesson.exploration("gallery-areas")

    def draw(values):
        x = np.linspace(-4, 5, 91)
        bell = lambda middle: np.exp(-((x - middle) ** 2) / 2)  # noqa: E731
        one, other = bell(0), bell(values["distance"])
        shared = 100 * np.minimum(one, other).sum() / one.sum()
        chart = f.Lines(
            x=f.Axis(label=words.labels["score"], minimum=-4, maximum=5),
            y=f.Axis(
                label=words.labels["people"], minimum=0, maximum=1.05, ticks=[(0, "0"), (1, words.labels["most"])]
            ),
            series=[
                f.Series(label="", x=x, y=one),
                f.Series(label="", x=x, y=other),
            ],
            areas=[f.Area(label=words.labels["both"], x=x, low=0 * x, high=np.minimum(one, other), fill="hatched")],
            marks=[
                f.Mark(label=words.labels["one"], x=-0.8, y=np.exp(-0.32), shape="dot"),
                f.Mark(label=words.labels["other"], x=values["distance"] + 0.8, y=np.exp(-0.32), shape="dot"),
            ],
        )
        return f.Figure(
            chart, words.readings["all"].format(shared=f"{shared:.0f}"), [[words.labels["both"], f"{shared:.0f} %"]]
        )

    return exploration(lesson, words, draw, presets={"preset": {"near": {"distance": 0.2}, "far": {"distance": 2.0}}})


def bars(lesson):
    """Published-looking bars in groups, after several guesses."""
    words = lesson.exploration("gallery-bars")
    table = {"none": (3, 15), "few": (42, 57), "many": (55, 28)}

    def draw(values):
        chart = f.Bars(
            bars=[
                f.Bar(label=words.labels[name], values=pair, note=words.labels["asked"] if values["how"] else "")
                for name, pair in table.items()
            ],
            series=[words.labels["then"], words.labels["now"]],
            maximum=100,
            unit="%",
        )
        return f.Figure(chart, words.readings["all"], [[words.labels[name], *pair] for name, pair in table.items()])

    return exploration(lesson, words, draw, revealed={name: now for name, (_, now) in table.items()})


def forest(lesson):
    """Estimates in two groups, of which some may be left out."""
    words = lesson.exploration("gallery-forest")
    data = [
        ("touch", "pain", 0.69, 0.48, 0.89), ("touch", "mood", 0.59, 0.4, 0.78), ("words", "pain", 0.31, -0.02, 0.64),
        ("words", "mood", -0.12, -0.3, 0.06), ("presence", "pain", 0.05, None, None),
    ]  # fmt: skip

    def draw(values):
        shown = [row for row in data if row[0] in values["what"]]
        chart = f.Forest(
            x=f.Axis(label=words.labels["size"], minimum=-0.5, maximum=1),
            estimates=[
                f.Estimate(label=words.labels[about], group=words.labels[group], value=v, low=low, high=high)
                for group, about, v, low, high in shown
            ],
            null_label=words.labels["none"],
            sides=(words.labels["worse"], words.labels["better"]),
        )
        reading = words.readings["some" if shown else "none"].format(count=len(shown))
        return f.Figure(
            chart, reading, [[words.labels[g], words.labels[a], v, low, high] for g, a, v, low, high in shown]
        )

    return exploration(lesson, words, draw)


def plane(lesson):
    """A cloud in four fields, four named points with ellipses, and one point that the reader places."""
    words = lesson.exploration("gallery-plane")
    cloud = np.clip(np.random.default_rng(4).normal([3.6, 3.2], 1.1, (60, 2)), 1, 7)

    def draw(values):
        worry, leaning = values["worry"], values["leaning"]
        inside = (cloud[:, 0] > 4) == (worry > 4)
        chart = f.Plane(
            x=f.Axis(label=words.labels["worry"], minimum=1, maximum=7),
            y=f.Axis(label=words.labels["leaning"], minimum=1, maximum=7),
            quadrants=f.Quadrants(x=4, y=4, corners=tuple(words.labels[c] for c in ("tl", "tr", "bl", "br"))),
            clouds=[
                f.Cloud(label=words.labels["same"], x=cloud[inside, 0], y=cloud[inside, 1], shape="dot"),
                f.Cloud(label=words.labels["other"], x=cloud[~inside, 0], y=cloud[~inside, 1], shape="ring"),
            ],
            ellipses=[f.Ellipse(x=2, y=2.4, across=0.6, up=0.45), f.Ellipse(x=5.4, y=4.6, across=0.6, up=0.45)],
            marks=[
                f.Mark(label=words.labels["friend"], x=2, y=2.4, shape="triangle"),
                f.Mark(label=words.labels["partner"], x=5.4, y=4.6, shape="square"),
                f.Mark(label=words.labels["you"], x=worry, y=leaning, shape="diamond"),
            ],
            place=("worry", "leaning"),
        )
        numbers = {"worry": f"{worry:g}", "leaning": f"{leaning:g}", "same": int(inside.sum())}
        return f.Figure(chart, words.readings["all"].format(**numbers), [[words.labels["you"], worry, leaning]])

    return exploration(lesson, words, draw)


def phase(lesson):
    """A path over time, and beside it the same path in a plane with two lines and a resting point."""
    words = lesson.exploration("gallery-phase")

    def draw(values):
        p, steps, dt = values["pull"], 600, 0.05
        x, y = np.empty(steps), np.empty(steps)
        x[0], y[0] = 1.4, 1.2
        for t in range(1, steps):
            x[t] = x[t - 1] + dt * (0.5 * (0.6 - x[t - 1]) + p * np.tanh(0.6 - y[t - 1]))
            y[t] = y[t - 1] + dt * (0.5 * (0.4 - y[t - 1]) - p * np.tanh(x[t - 1] - 0.4))
        gap = x[-1] - y[-1]
        grid = np.linspace(-2, 2, 41)
        reading = words.readings["all"].format(gap=f"{gap:.2f}")
        time = f.Lines(
            title=words.labels["over-time"], alt=f"{words.labels['over-time']}. {reading}",
            x=f.Axis(label=words.labels["days"], minimum=0, maximum=30),
            y=f.Axis(label=words.labels["closeness"], minimum=-2, maximum=2),
            series=[
                f.Series(label=words.labels["a"], x=np.arange(0, steps, 6) * dt, y=x[::6]),
                f.Series(label=words.labels["b"], x=np.arange(0, steps, 6) * dt, y=y[::6]),
            ],
        )  # fmt: skip
        across = f.Plane(
            title=words.labels["together"], alt=f"{words.labels['together']}. {reading}",
            x=f.Axis(label=words.labels["a"], minimum=-2, maximum=2),
            y=f.Axis(label=words.labels["b"], minimum=-2, maximum=2),
            series=[
                f.Series(label="", x=x[::6], y=y[::6], style="solid", arrow=True),
                f.Series(label=words.labels["a-rests"], x=0.6 + 2 * p * np.tanh(0.6 - grid), y=grid, style="dashed"),
                f.Series(label=words.labels["b-rests"], x=grid, y=0.4 - 2 * p * np.tanh(grid - 0.4), style="dotted"),
            ],
            marks=[
                f.Mark(label=words.labels["start"], x=x[0], y=y[0], shape="ring"),
                f.Mark(label=words.labels["end"], x=x[-1], y=y[-1]),
            ],
        )  # fmt: skip
        rows = [[t, f"{x[round(t / dt)]:.2f}", f"{y[round(t / dt)]:.2f}"] for t in range(0, 30, 5)]
        return f.Figure([time, across], reading, rows)

    return exploration(lesson, words, draw)


def icons(lesson):
    """A hundred people before and after."""
    words = lesson.exploration("gallery-icons")

    def draw(values):
        before = round(values["base"])
        odds = 1.5 * before / (100 - before)
        after = round(100 * odds / (1 + odds))
        chart = f.Icons(
            people=[
                f.People(label=words.labels["strong"], shares=[f.Share(label=words.labels["ill"], count=before)]),
                f.People(
                    label=words.labels["weak"],
                    shares=[
                        f.Share(label=words.labels["ill"], count=before),
                        f.Share(label=words.labels["more"], count=after - before),
                    ],
                ),
            ]
        )
        reading = words.readings["all"].format(before=before, after=after)
        return f.Figure(chart, reading, [[words.labels["strong"], before], [words.labels["weak"], after]])

    return exploration(lesson, words, draw)


def histogram(lesson):
    """What was true, and what was recorded."""
    words = lesson.exploration("gallery-histogram")
    true = np.array([5, 16, 23, 22, 16, 10, 8])

    def draw(values):
        lost = np.round(true * values["lost"])
        recorded = true - lost
        recorded[0] += lost.sum()
        chart = f.Histogram(
            x=f.Axis(
                label=words.labels["confidants"], minimum=-0.5, maximum=6.5, ticks=[(n, str(n)) for n in range(7)]
            ),
            y=f.Axis(label=words.labels["people"], minimum=0, maximum=60),
            edges=np.arange(-0.5, 7),
            groups=[
                f.Counts(label=words.labels["true"], counts=true),
                f.Counts(label=words.labels["recorded"], counts=recorded),
            ],
        )
        reading = words.readings["all"].format(none=int(recorded[0]))
        return f.Figure(chart, reading, [[n, int(true[n]), int(recorded[n])] for n in range(7)])

    return exploration(lesson, words, draw)


def network(lesson):
    """Needs and the people who meet them, as links and as a table of squares."""
    words = lesson.exploration("gallery-network")
    people, needs = words.labels["people"].split(", "), words.labels["needs"].split(", ")
    village = np.array([[1, 3, 1, 0], [2, 0, 3, 3], [0, 1, 3, 1], [2, 0, 0, 1]])

    def draw(values):
        support = village * np.array([[name in values["there"]] for name in ("ada", "ben", "cleo", "dev")])
        single = [needs[n] for n in range(4) if (support[:, n] >= 2).sum() == 1]
        reading = words.readings["all"].format(count=len(single))
        charts = [
            f.Network(
                title=words.labels["links"], alt=f"{words.labels['links']}. {reading}",
                left=[f.Node(label=name) for name in people],
                right=[
                    f.Node(label=need, shape="ring", note=words.labels["one"]) if need in single else f.Node(label=need)
                    for need in needs
                ],
                links=[(p, n, float(support[p, n])) for p in range(4) for n in range(4)],
            ),
            f.Heat(
                title=words.labels["matrix"], alt=f"{words.labels['matrix']}. {reading}",
                values=support, minimum=0, maximum=3, rows=people, columns=needs, written=True,
            ),
        ]  # fmt: skip
        return f.Figure(charts, reading, [[people[p], *map(int, support[p])] for p in range(4)])

    return exploration(lesson, words, draw)


def heat(lesson):
    """Two small maps side by side."""
    words = lesson.exploration("gallery-heat")
    rng = np.random.default_rng(5)
    shared, one, other = rng.normal(1, 0.3, (16, 16)), rng.normal(0, 1, (16, 16)), rng.normal(0, 1, (16, 16))

    def draw(values):
        maps = {name: shared + values["apart"] * own for name, own in (("pain", one), ("rejection", other))}
        alike = np.corrcoef(maps["pain"].ravel(), maps["rejection"].ravel())[0, 1]
        reading = words.readings["all"].format(alike=f"{alike:.2f}")
        charts = [
            f.Heat(
                title=words.labels[name], alt=f"{words.labels[name]}. {reading}", values=found, minimum=-1, maximum=3
            )
            for name, found in maps.items()
        ]
        return f.Figure(charts, reading, [[words.labels["alike"], f"{alike:.2f}"]])

    return exploration(lesson, words, draw)


def radial(lesson):
    """Moments of a day and eighty roles behind them."""
    words = lesson.exploration("gallery-radial")

    def draw(values):
        moments, roles = round(values["moments"]), round(values["roles"])
        kinds = ("dot", "diamond", "ring")
        dots = [
            f.Dot(
                label=f"{n}",
                shape=kinds[n % 3],
                spokes=sorted({n % moments, (n * 7) % moments if n % 5 == 0 else n % moments}),
            )
            for n in range(roles)
        ]
        counts = [sum(dot.shape == kind for dot in dots) for kind in kinds]
        key = {kind: f"{count} {words.labels[kind]}" for kind, count in zip(kinds, counts, strict=True)}
        names = [f"{words.labels['moment']} {n + 1}" for n in range(moments)]
        chart = f.Radial(centre=words.labels["centre"], spokes=names, dots=dots, key=key)
        reading = words.readings["all"].format(moments=moments, roles=roles)
        return f.Figure(
            chart, reading, [[words.labels[kind], count] for kind, count in zip(kinds, counts, strict=True)]
        )

    return exploration(lesson, words, draw)


def rings(lesson):
    """Three rings of people around one, by who gives and who gets."""
    words = lesson.exploration("gallery-rings")

    def draw(values):
        counts = [round(values[name]) for name in ("close", "middle", "outer")]
        shapes = ("dot", "ring", "diamond")
        rings = [
            f.Ring(
                label=words.labels[name],
                dots=[
                    f.Dot(label="ABCDEFGHIJKLMNOPQRSTUVW"[n] if name == "close" else "", shape=shapes[n % 3])
                    for n in range(count)
                ],
            )
            for name, count in zip(("close", "middle", "outer"), counts, strict=True)
        ]
        key = {shape: words.labels[shape] for shape in shapes}
        reading = words.readings["all"].format(close=counts[0], middle=counts[1], outer=counts[2])
        rows = [[words.labels[name], count] for name, count in zip(("close", "middle", "outer"), counts, strict=True)]
        return f.Figure(f.Rings(centre=words.labels["me"], rings=rings, key=key), reading, rows)

    return exploration(lesson, words, draw)


def kettle(lesson):
    """Water gets warmer until it boils."""
    words = lesson.exploration("gallery-kettle")
    minutes = np.linspace(0, 12, 49)

    def draw(values):
        pace = 20 / values["water"]
        degrees = np.minimum(100, 20 + pace * minutes)
        return _curve(words, minutes, degrees, "water", words.readings["boils"].format(minutes=f"{80 / pace:.1f}"))

    return exploration(lesson, words, draw)


def cooling(lesson):
    """Tea gets as cold as the room."""
    words = lesson.exploration("gallery-cooling")
    minutes = np.linspace(0, 12, 49)

    def draw(values):
        degrees = values["room"] + (80 - values["room"]) * np.exp(-0.1 * minutes)
        after = f"{values['room'] + (80 - values['room']) * np.exp(-1):.0f}"
        return _curve(words, minutes, degrees, "tea", words.readings["cools"].format(degrees=after))

    return exploration(lesson, words, draw)


def _curve(words, minutes, degrees, name, reading):
    chart = f.Lines(
        x=f.Axis(label=words.labels["minutes"], minimum=0, maximum=12),
        y=f.Axis(label=words.labels["degrees"], minimum=0, maximum=100),
        series=[f.Series(label=words.labels[name], x=minutes, y=degrees)],
    )
    return f.Figure(chart, reading, [[f"{minutes[place]:g}", f"{degrees[place]:.0f}"] for place in range(0, 49, 12)])
