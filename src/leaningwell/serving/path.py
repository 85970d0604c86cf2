"""The path through a lesson: its steps, how long each takes, and the card at its end.

A step is a section, or a part of one: each holds at most one activity, so that none is long. What a practice and the
questions hold is shown in several. The drawer for the curious and what follows it stand below the path.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from leaningwell.content import Activities, ContentError, load_activities, outline
from leaningwell.content.checks.lessonplan import LessonPlan

FEWEST = 3
"""A page of fewer sections has no path."""
SUPPORT = "support"
"""The cell at which a lesson without a drawer ends its path."""


class Step(TypedDict):
    """One step, or what is shown in several: where it begins, which part of its section it is, about how many minutes
    it takes, and in how many steps it is shown."""

    begin: int
    part: int
    minutes: int
    shown_in: int


class Ending(TypedDict):
    """What the card at the end says: the point of each section, the skill, how it may be tried, and the names
    under which the workbook keeps the reader's own note and plan."""

    points: list[str]
    skill: str | None
    practice: str | None
    prompt: str | None
    ways: dict[str, str]
    note: str | None
    plan: str | None


class LessonPath(TypedDict):
    """The steps, in their order; ``end`` is the first cell below them, if there is one."""

    steps: list[Step]
    end: int | None
    ending: Ending


def path_of(cells: Sequence[Any], number: int, folder: Path) -> LessonPath | None:
    """The path of lesson ``number``, whose file stands below ``folder``.

    None where there are too few sections, or cells have no ids.
    """
    if not all(cell.get("id") for cell in cells):
        return None  # an editor has dropped what cells are known by
    end = _end(cells)
    parts = _parts(cells, end)
    if sum(part == 1 for _, part in parts) < FEWEST:
        return None
    activities = _activities(number, folder)
    plan = LessonPlan(folder, list(cells), activities) if activities else None
    ends = [*(begin for begin, _ in parts[1:]), end]
    steps: list[Step] = []
    for (begin, part), after in zip(parts, ends, strict=True):
        steps.append(
            {
                "begin": begin,
                # What stands before it in its section may be shown in several.
                "part": 1 if part == 1 else steps[-1]["part"] + steps[-1]["shown_in"],
                "minutes": _minutes(plan, begin, after) if plan else 0,
                "shown_in": plan.steps(begin, after) if plan else 1,
            }
        )
    return {"steps": steps, "end": end if end < len(cells) else None, "ending": _ending(plan)}


def _end(cells: Sequence[Any]) -> int:
    drawer = outline.drawer(cells)
    support = next((place for place, cell in enumerate(cells) if cell["id"] == SUPPORT), len(cells))
    return drawer.start if drawer else support


def _parts(cells: Sequence[Any], end: int) -> list[tuple[int, int]]:
    """Where each step begins, and which part of its section it is."""
    heads = [place for place in range(end) if (outline.rank(cells[place]) or 7) <= 2]
    # What stands above the first section, such as the title, belongs to it.
    begins = [0, *heads[2:]] if heads[1:] else [0]
    found: list[tuple[int, int]] = []
    for begin, after in zip(begins, [*begins[1:], end], strict=True):
        found.append((begin, 1))
        found += [(cut, part) for part, cut in enumerate(_cuts(cells, begin, after), 2)]
    return found


def _cuts(cells: Sequence[Any], begin: int, after: int) -> list[int]:
    """After each activity of a section but the last, another part begins."""
    shown = [place for place in range(begin, after) if cells[place]["cell_type"] == "code" and _shows(cells[place])]
    return [place + 1 for place in shown[:-1]]


def _shows(cell: Any) -> bool:
    shows: bool = cell["metadata"].get("leaningwell", {}).get("shows", True)
    return shows


def _activities(number: int, folder: Path) -> Activities | None:
    found = sorted((folder / "activities").glob(f"{number:02}-*.yaml"))
    try:
        return load_activities(found[0]) if found else None
    except ContentError:
        return None  # the check names the fault; the lesson can be read without minutes


def _minutes(plan: LessonPlan, begin: int, after: int) -> int:
    return max(1, round(plan.between(begin, after)))


def _ending(plan: LessonPlan | None) -> Ending:
    practice = plan.activities.practice if plan else None
    tried = practice.real_try if practice else None
    return {
        "points": [section.ending for section in plan.sections()] if plan else [],
        "skill": practice.skill if practice else None,
        "practice": practice.id if practice else None,
        "prompt": tried.prompt if tried else None,
        "ways": {"mine": tried.mine, "made-up": tried.made_up} if tried else {},
        "note": tried.note if tried else None,
        "plan": plan.activities.plan.id if plan and plan.activities.plan else None,
    }
