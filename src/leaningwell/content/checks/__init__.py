"""Checks the whole course and reports every fault in one go.

Each check reads what it needs and yields faults; none stops the others.
"""

from __future__ import annotations

from pathlib import Path

from ..yamlfile import Fault
from .badges import badges_agree, badges_rest_on_enough, cells_exist
from .balance import feedback_says_enough, nobody_beats_chance
from .course import FIGURES, read_course, short
from .figures import figures_say_where_they_come_from
from .ids import ids_differ, names_exist, slugs_agree
from .names import everything_has_a_name, names_last
from .notebooks import exercises_can_be_looked_over, languages_agree
from .returns import earlier_lessons_hold_what_returns, reflections_return_unchanged

__all__ = ["FIGURES", "check"]

RULES = (
    ids_differ,
    everything_has_a_name,
    names_last,
    reflections_return_unchanged,
    names_exist,
    earlier_lessons_hold_what_returns,
    badges_rest_on_enough,
    badges_agree,
    cells_exist,
    slugs_agree,
    languages_agree,
    exercises_can_be_looked_over,
    figures_say_where_they_come_from,
    feedback_says_enough,
    nobody_beats_chance,
)


def check(root: Path) -> list[Fault]:
    """Every fault in the course below ``root``, in the order of files and lines; paths relative to ``root``."""
    course = read_course(root)
    for rule in RULES:
        course.faults += rule(course)
    return sorted({Fault(short(f.file, root), f.line, f.message, f.remedy) for f in course.faults})
