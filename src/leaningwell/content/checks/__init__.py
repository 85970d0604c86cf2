"""Checks the whole course and reports every fault in one go.

Each check reads what it needs and yields faults; none stops the others.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..load import load_activities
from ..yamlfile import ContentError, Fault
from .aims import every_question_has_an_aim, nobody_is_judged_by_manner_or_type
from .badges import badges_agree, badges_rest_on_enough, cells_exist
from .balance import feedback_says_enough, nobody_beats_chance
from .course import FIGURES, read_course, short
from .exercises import exercises_fit_their_lessons
from .figures import figures_say_where_they_come_from
from .ids import ids_differ, names_exist, slugs_agree
from .labels import nobody_is_labelled
from .layout import (
    drawers_hold_what_is_optional,
    lessons_have_their_length,
    one_may_stop,
    sections_end_in_their_point,
)
from .names import everything_has_a_name, names_last
from .notebooks import exercises_can_be_looked_over, languages_agree, lengths_agree, tables_name_their_columns
from .numbers import no_number_is_given_away
from .practices import feedback_begins_with_what_is_good, lessons_practise, questions_have_their_aims
from .practised import practised_well
from .quotes import quotation_marks_are_printers
from .returns import earlier_lessons_hold_what_returns, reflections_return_unchanged
from .terms import links_lead_somewhere, terms_are_linked

__all__ = ["FIGURES", "check", "notes"]

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
    lengths_agree,
    exercises_can_be_looked_over,
    tables_name_their_columns,
    figures_say_where_they_come_from,
    every_question_has_an_aim,
    feedback_says_enough,
    nobody_is_judged_by_manner_or_type,
    nobody_is_labelled,
    quotation_marks_are_printers,
    practised_well,
    no_number_is_given_away,
    nobody_beats_chance,
    lessons_practise,
    questions_have_their_aims,
    feedback_begins_with_what_is_good,
    lessons_have_their_length,
    sections_end_in_their_point,
    one_may_stop,
    drawers_hold_what_is_optional,
    exercises_fit_their_lessons,
    links_lead_somewhere,
    terms_are_linked,
)


def check(root: Path) -> list[Fault]:
    """Every fault in the course below ``root``, in the order of files and lines; paths relative to ``root``."""
    course = read_course(root)
    for rule in RULES:
        course.faults += rule(course)
    return sorted({Fault(short(f.file, root), f.line, f.message, f.remedy) for f in course.faults})


def notes(root: Path) -> list[str]:
    """What is not held against the course yet, a sentence each."""
    without = []
    for path in sorted((root / "course" / "activities").glob("*.yaml")):
        with suppress(ContentError):
            if load_activities(path).practice is None:
                without.append(path.stem)
    sentence = f"Without a practice, and so not held to what a lesson with one needs: {', '.join(without)}."
    return [sentence] if without else []
