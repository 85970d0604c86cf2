"""How a rebuilt lesson is laid out: its length, its points, a good place to stop, and the drawer for the curious.

What is said of length holds for lessons that have a practice; what is said of the drawer, wherever there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import outline
from ..yamlfile import Fault
from .course import Course
from .lessonplan import COUNTS, LessonPlan, Section

CORE_WORDS = (800, 1000)
SECTIONS = (4, 6)
ENDING = 20
EXPLORATIONS = (1, 2)
MINUTES = 48
BEFORE_STOP = (18, 26)


def plans(course: Course) -> Iterator[LessonPlan]:
    """The lessons of which both the file and the notebook could be read."""
    for path, activities in course.activities.items():
        notebook = course.root / "course" / f"{path.stem}.ipynb"
        read = course.notebooks.get(notebook)
        if activities and read:
            yield LessonPlan(notebook, list(read.cells), activities)


def rebuilt(course: Course) -> Iterator[LessonPlan]:
    """Those that have a practice."""
    return (plan for plan in plans(course) if plan.activities.practice)


def lessons_have_their_length(course: Course) -> Iterator[Fault]:
    """Of prose, sections, explorations and minutes there is neither too much nor too little. Lesson 0 may be short."""
    for plan in rebuilt(course):
        sections = [section for section in plan.sections() if section.heading not in _in_drawer(plan)]
        first = sections[0].heading if sections else None
        count = sum(section.words for section in sections)
        if count > CORE_WORDS[1] or (plan.number and count < CORE_WORDS[0]):
            message = f"The core sections have {count} words."
            remedy = f"Make them {CORE_WORDS[0]} to {CORE_WORDS[1]}; what not everybody needs goes into the drawer."
            yield Fault(plan.path, plan.line(first), message, remedy)
        if plan.number and not SECTIONS[0] <= len(sections) <= SECTIONS[1]:
            message = f"There are {len(sections)} core sections, whose headings’ cells are named s1-…, s2-… and so on."
            yield Fault(plan.path, plan.line(first), message, f"Make them {SECTIONS[0]} to {SECTIONS[1]}.")
        shown = len(plan.activities.explorations)
        if shown > EXPLORATIONS[1] or (plan.number and shown < EXPLORATIONS[0]):
            file, line = _in_file(course, plan, "explorations")
            message = f"The core has {shown} explorations."
            remedy = f"Keep {EXPLORATIONS[0]} or {EXPLORATIONS[1]}; others go under `drawer`."
            yield Fault(file, line, message, remedy)
        if (minutes := plan.minutes()) > MINUTES:
            message = f"The core takes {minutes:.0f} minutes."
            yield Fault(plan.path, 1, message, f"Keep it within {MINUTES}: move something into the drawer.")


def sections_end_in_their_point(course: Course) -> Iterator[Fault]:
    """Each core section ends in one short sentence that states its point, and no two of the course are alike."""
    known: dict[str, str] = {}
    for plan in rebuilt(course):
        for section in plan.sections():
            where = plan.path, plan.line(_last_prose(section))
            ending = section.ending
            length = len(ending.split())
            if not ending or ending.endswith(("?", ":")):
                message = f"The section ends with “{ending}”, which states nothing."
                yield Fault(*where, message, "End it with its point, in one plain sentence.")
            elif length > ENDING:
                message = f"The section’s last sentence has {length} words."
                yield Fault(*where, message, f"State the point in at most {ENDING}.")
            elif ending.casefold() in known:
                message = f"The section ends as “{known[ending.casefold()]}” does: “{ending}”"
                yield Fault(*where, message, "Let each section make a point of its own.")
            known.setdefault(ending.casefold(), section.heading["id"])


def one_may_stop(course: Course) -> Iterator[Fault]:
    """About half-way stands a good place to stop."""
    for plan in rebuilt(course):
        places = plan.tagged(outline.STOP)
        if not places:
            message = "The lesson has no good place to stop."
            remedy = (
                f"Tag a cell `stop` that begins with a heading, after {BEFORE_STOP[0]} to {BEFORE_STOP[1]} minutes."
            )
            yield Fault(plan.path, 1, message, remedy)
            continue
        line = plan.line(plan.cells[places[-1]])
        if len(places) > 1:
            yield Fault(plan.path, line, "A second cell is tagged `stop`.", "Keep one of them.")
        elif not outline.rank(plan.cells[places[0]]):
            yield Fault(plan.path, line, "The cell tagged `stop` has no heading.", "Begin it with one, such as `## …`.")
        elif places[0] in plan.drawer:
            yield Fault(plan.path, line, "The place to stop is in the drawer.", "Move it up into the core.")
        else:
            minutes = plan.minutes(before=places[0])
            if minutes > BEFORE_STOP[1] or (plan.number and minutes < BEFORE_STOP[0]):
                message = f"Before the place to stop lie {minutes:.0f} minutes."
                remedy = f"Move it, so that there are {BEFORE_STOP[0]} to {BEFORE_STOP[1]}."
                yield Fault(plan.path, line, message, remedy)


def drawers_hold_what_is_optional(course: Course) -> Iterator[Fault]:
    """What is in the drawer counts nowhere, and what counts is not in it."""
    for plan in plans(course):
        drawer, declared = plan.drawer, plan.activities.drawer
        tagged = plan.tagged(outline.CURIOUS)
        if not tagged:
            if declared.items or declared.explorations:
                file, line = _in_file(course, plan, "drawer")
                message = "The lesson has something for the drawer, and its notebook has none."
                yield Fault(file, line, message, "Tag the cell `curious` whose heading opens it.")
            continue
        line = plan.line(plan.cells[tagged[-1]])
        if len(tagged) > 1:
            yield Fault(plan.path, line, "A second cell is tagged `curious`.", "Keep one drawer, at the lesson’s end.")
        if not drawer:
            message = "The cell tagged `curious` has no heading."
            yield Fault(plan.path, line, message, "Begin it with one, such as `## …`.")
            continue
        for section in plan.sections():
            if plan.cells.index(section.heading) > drawer.start:
                message = f"The core section “{section.heading['id']}” stands after the drawer."
                yield Fault(plan.path, plan.line(section.heading), message, "Move the drawer to the lesson’s end.")
        yield from _drawn_in_their_places(plan)
        if declared.items and not any(call.of_the_lesson and call.name == "curious" for call in plan.calls()):
            message = "The questions for the drawer are shown nowhere."
            yield Fault(plan.path, line, message, "Add a cell lesson.curious() to the drawer.")


def _drawn_in_their_places(plan: LessonPlan) -> Iterator[Fault]:
    for call in plan.calls():
        inside, line = call.place in plan.drawer, plan.line(call.cell)
        if call.of_the_lesson:
            if inside and call.name in COUNTS:
                message = f"lesson.{call.name}() counts, and stands in the drawer."
                yield Fault(plan.path, line, message, "Move its cell out, or list what it shows under `drawer`.")
            elif call.name == "curious" and not inside:
                message = "lesson.curious() stands outside of the drawer."
                yield Fault(plan.path, line, message, "Move its cell below the heading tagged `curious`.")
        elif (found := plan.exploration(call)) and (found in plan.activities.drawer.explorations) != inside:
            message = f"The exploration “{found.id}” stands {'in' if inside else 'outside of'} the drawer."
            listed, other = ("explorations", "drawer") if inside else ("drawer", "explorations")
            remedy = f"In the lesson’s file it is under `{listed}`; move it to `{other}` there, or move its cell."
            yield Fault(plan.path, line, message, remedy)


def _in_drawer(plan: LessonPlan) -> list[Any]:
    return [plan.cells[place] for place in plan.drawer]


def _last_prose(section: Section) -> dict[str, Any]:
    return [cell for cell in section.cells if cell["cell_type"] == "markdown"][-1]


def _in_file(course: Course, plan: LessonPlan, key: str) -> tuple[Path, int]:
    path = course.root / "course" / "activities" / f"{plan.path.stem}.yaml"
    return path, course.documents[path].line((key,))
