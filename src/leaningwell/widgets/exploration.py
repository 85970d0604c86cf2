"""The one way to build an exploration: words from YAML, a function from the controls' values to a figure.

A figure is a dictionary that the view draws:

``chart``    ``{"type": "lines", "x": axis, "y": axis, "marks": [...]}`` or ``{"type": "bars", "bars": [...]}``
``reading``  the sentence that says what the chart shows
``rows``     the data table, one list per row, under the columns named in the YAML
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leaningwell.content import Exploration

from .activity import Activity

Values = dict[str, Any]
Figure = dict[str, Any]


def exploration(
    words: Exploration,
    lesson: str,
    draw: Callable[[Values], Figure],
    choices: dict[str, list[dict[str, str]]] | None = None,
    presets: dict[str, dict[str, Values]] | None = None,
    start: Values | None = None,
) -> Activity:
    """An exploration on the page.

    ``choices`` gives the choices of a control as ``{"value", "label"}``; ``presets`` gives, by control and chosen
    value, the values that other controls then take; ``start`` overrides values to begin with.
    """
    spec = {"lesson": lesson, **words.model_dump(mode="json", exclude={"readings", "labels"})}
    for control in spec["controls"]:
        control["choices"] = (choices or {}).get(control["id"], control["choices"])
        control["presets"] = (presets or {}).get(control["id"], {})
        control["start"] = (start or {}).get(control["id"], control["start"])
    known = {control["id"]: control for control in spec["controls"]}
    spec["figure"] = draw({id: control["start"] for id, control in known.items()})

    def redraw(question: dict[str, Any]) -> dict[str, Any]:
        # A control that only sets others stays in the browser: its start is as good as any value.
        values = {id: _fitting(control, question["values"].get(id, control["start"])) for id, control in known.items()}
        return {"figure": draw(values)}

    return Activity("exploration", spec, {"draw": redraw})


def _fitting(control: dict[str, Any], value: Any) -> Any:
    """The value, held within what the control offers."""
    if control["type"] == "slider":
        return min(max(float(value), control["minimum"]), control["maximum"])
    offered = [choice["value"] for choice in control["choices"]]
    if control["type"] == "checks":
        return [one for one in offered if one in value]
    return value if value in offered else control["start"]
