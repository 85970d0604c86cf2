"""How long each exploration takes to redraw. Run it with `make bench`.

Every exploration of the course, and the gallery's one of each chart, is asked through its own handler, as a page asks:
as it begins, and with each control at both its ends while the others rest. The figure is turned into JSON too. What is
printed are milliseconds, the median of five; a redraw that takes longer than 100 is marked. Nothing here passes or
fails.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leaningwell import Lesson, explore
from leaningwell.widgets.activity import Activity

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "tests" / "gallery"
TIMES = 5
PLENTY = 100
"""Milliseconds after which a reader feels that the chart lags behind the slider."""


def explorations() -> Iterator[tuple[str, Activity]]:
    """Every exploration there is, with its name."""
    for path in sorted((ROOT / "course" / "activities").glob("*.yaml")):
        lesson = Lesson(path.stem, ROOT / "course")
        for words in lesson.activities.all_explorations:
            yield f"{path.stem[:2]} {words.id}", getattr(explore, words.id.replace("-", "_"))(lesson)
    sys.path.insert(0, str(GALLERY))
    import drawings

    for path in sorted((GALLERY / "activities").glob("*.yaml")):
        lesson = Lesson(path.stem, GALLERY)
        lesson.__dict__["ledger"] = Lesson("00-start-here", ROOT / "course").ledger
        for words in lesson.activities.all_explorations:
            name = words.id.removeprefix("gallery-")
            yield f"gallery {name}", getattr(drawings, name.replace("-", "_"))(lesson)


def settings(controls: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The values at the start, then each control at its ends."""
    yield "start", {}
    for control in controls:
        match control["type"]:
            case "slider":
                ends = [control["minimum"], control["maximum"]]
            case "choice":
                ends = [choice["value"] for choice in control["choices"]]
            case "checks":
                ends = [[], [choice["value"] for choice in control["choices"]]]
        for end in ends:
            name = f"{len(end)} ticked" if isinstance(end, list) else end
            yield f"{control['id']} = {name}", {control["id"]: end}


def milliseconds(activity: Activity, values: dict[str, Any]) -> tuple[float, int]:
    """The median time of a redraw, and the size of its reply in bytes."""
    taken, size = [], 0
    for _ in range(TIMES):
        begun = time.perf_counter()
        reply = activity._handlers["draw"]({"values": values})
        size = len(json.dumps(reply))
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), size


if __name__ == "__main__":
    slowest = (0.0, "")
    for name, activity in explorations():
        for setting, values in settings(activity.spec["controls"]):
            took, size = milliseconds(activity, values)
            slowest = max(slowest, (took, f"{name}, {setting}"))
            print(f"{took:8.1f} ms {size / 1024:7.1f} kB  {name}, {setting}{'  too slow' if took > PLENTY else ''}")
    print(f"The slowest took {slowest[0]:.0f} ms: {slowest[1]}.")
