"""The one way to build an exploration: words from YAML, a function from the controls' values to a ``Figure``.

The words stand under ``explorations`` in the lesson's file; the calculation is a module of ``models``, or a table of
published figures in ``course/data/``; a short function in ``explore`` joins the two:

    def calm(lesson: Lesson) -> Activity:
        \"\"\"How fast a jolt fades, alone and in company.\"\"\"
        words = lesson.exploration("calm")

        def draw(values: Values) -> Figure:
            minutes, alone, together = ...  # the model, with values["trust"] and the other controls
            return Figure(
                Lines(
                    x=Axis(label=words.labels["minutes"], minimum=0, maximum=30),
                    y=Axis(label=words.labels["arousal"], minimum=0, maximum=1),
                    series=[Series(label=words.labels["alone"], x=minutes, y=alone), ...],
                ),
                words.readings["calm"].format(half=...),
                [[minute, ...] for minute in ...],
            )

        return exploration(lesson, words, draw)

``figures`` describes the kinds of charts. A function takes the same values to the same figure, with fixed seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leaningwell.content import Exploration

from .activity import Activity
from .figures import Figure, FigureError
from .lesson import Lesson

Values = dict[str, Any]


def exploration(
    lesson: Lesson,
    words: Exploration,
    draw: Callable[[Values], Figure],
    *,
    choices: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    presets: Mapping[str, Mapping[str, Values]] | None = None,
    start: Values | None = None,
    revealed: Mapping[str, float] | None = None,
) -> Activity:
    """An exploration on the page.

    ``draw`` gets the controls' values by id: a number for a slider, a name for a choice, a list of names for checks.
    ``choices`` gives the choices of a control as ``{"value", "label"}``; ``presets`` gives, by control and chosen
    value, the values that other controls then take; ``start`` overrides values to begin with; ``revealed`` gives by id
    what came out, for guesses whose figure stands in a data file.

    Raises FigureError if what ``draw`` returns at the start cannot be drawn.
    """
    spec = {"lesson": lesson.slug, **words.model_dump(mode="json", exclude={"readings", "labels", "guess"})}
    spec["care"] = lesson.activities.care if words.care else None
    for control in spec["controls"]:
        control["choices"] = [dict(choice) for choice in (choices or {}).get(control["id"], control["choices"])]
        control["presets"] = (presets or {}).get(control["id"], {})
        control["start"] = (start or {}).get(control["id"], control["start"])
    spec["sureness"] = [{"claim": claim, "badge": lesson.ledger[claim].badge} for claim in words.rests_on]
    known = {control["id"]: control for control in spec["controls"]}

    def figure(values: Values) -> dict[str, Any]:
        # A control that only sets others stays in the browser: its start is as good as any value.
        fitting = {id: _fitting(control, values.get(id, control["start"])) for id, control in known.items()}
        drawn = draw(fitting)
        _places_are_sliders(drawn, known)
        return drawn.dump(len(words.columns))

    handlers = {"draw": lambda question: {"figure": figure(question["values"])}}
    # In scenes, it begins with the values of whoever is looked at first.
    choosers = [control for control in known.values() if words.scenes and control["presets"]]
    begun = [control["presets"].get(control["start"], {}) for control in choosers]
    first = figure({id: value for values in begun for id, value in values.items()})
    if words.guess:
        asked, shown = words.guess.parted(revealed or {})
        spec["guess"] = asked
        handlers["reveal"] = lambda question: shown | {"figure": first}
    else:
        spec["figure"] = first
    return lesson.activity("exploration", spec, handlers)


def _fitting(control: dict[str, Any], value: Any) -> Any:
    """The value, held within what the control offers."""
    if control["type"] == "slider":
        return min(max(float(value), control["minimum"]), control["maximum"])
    offered = [choice["value"] for choice in control["choices"]]
    if control["type"] == "checks":
        return [one for one in offered if one in value]
    return value if value in offered else control["start"]


def _places_are_sliders(figure: Figure, controls: dict[str, dict[str, Any]]) -> None:
    sliders = {id for id, control in controls.items() if control["type"] == "slider"}
    for chart in figure.charts:
        for id in getattr(chart, "place", None) or ():
            if id not in sliders:
                raise FigureError(f"The plane is to set “{id}”, which is no slider of this exploration.")
