"""Writes grades into a platform's file: a new one, or one that the platform gave, whose rows and columns stay.

What somebody should know is told in sentences and counted: who was not found, whose grade waits for a person, from
whom points were taken off, what the platform counts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaningwell.grading.classlist import TRIES_OUT

from .formats import POINTS_ROW, Format, points_row
from .grades import Exercise, Grades, NoGrades, number
from .table import Table, guarded, runs
from .words import say

READ_ONLY = "(read only)"
WORKSHEET = {"grade": "maximum grade", "bewertung": "bestwertung"}
"""The column of Moodle's sheet for grading one exercise, and the one that says what it counts."""


@dataclass
class Sheet:
    """A finished file. ``told``: sentences for the instructor; ``look``: whether one of them asks to do something."""

    table: Table
    given: bool
    written: int = 0
    told: list[str] = field(default_factory=list)
    look: bool = False

    def say(self, heading: str, who: list[str]) -> None:
        """A sentence about some people, who are counted and named."""
        if who:
            self.told.append(say("who", what=heading, count=len(who), who=", ".join(who)))


def fill(
    form: Format,
    grades: Grades,
    into: Table | None = None,
    columns: Mapping[str, str] | None = None,
    waiting: bool = False,
) -> Sheet:
    """The platform's file with the grades.

    ``into`` is a file that the platform gave; ``columns`` says in which of its columns an exercise belongs. Grades that
    wait for a person are left out, unless ``waiting``. Raises NoGrades.
    """
    sheet = Sheet(into or form.empty(), into is not None)
    rows = _matched(form, grades, sheet) if into else _made(form, grades, sheet)
    for exercise in grades.exercises:
        column = _column(form, exercise, sheet, (columns or {}).get(exercise.slug), len(grades.exercises) == 1)
        _write(grades, exercise, rows, column, sheet, waiting)
    if into:
        graded = {student for student, _ in grades.found} & {person.id for person in grades.people.people}
        outside = sorted(graded - set(rows))
        sheet.say(say("outside"), outside)
        sheet.look |= bool(outside)
        if risky := sum(runs(cell) for row in into.rows for cell in row if not _is_number(cell)):
            sheet.told.append(say("formulas", count=risky))
    return sheet


def _made(form: Format, grades: Grades, sheet: Sheet) -> dict[str, list[str]]:
    """A row for each learner."""
    rows, left_out = {}, []
    if form.name == "canvas":
        sheet.table.rows.append([f"    {POINTS_ROW}", *[""] * (len(form.head) - 1)])
    for person in sorted(grades.people.people, key=lambda person: person.shown.casefold()):
        if any(runs(name) for name in (person.id, person.email, person.lms)):
            left_out.append(guarded(person.id))
            continue
        rows[person.id] = form.row(person)
        sheet.table.rows.append(rows[person.id])
    sheet.say(say("left-out"), left_out)
    sheet.look |= bool(left_out)
    return rows


def _matched(form: Format, grades: Grades, sheet: Sheet) -> dict[str, list[str]]:
    """The platform's row of each learner who is certain."""
    table = sheet.table
    sure = [place for name in form.sure if (place := table.column(name)) is not None]
    named = [[table.column(name) for name in names] for names in form.named]
    named = [places for places in named if None not in places]
    if not sure and not named:
        raise NoGrades(
            say(
                "not-of-platform",
                platform=form.name.capitalize(),
                needs=form.needs,
                headings=", ".join(table.rows[0]),
            )
        )
    found: dict[str, list[list[str]]] = {}
    unsure: list[str] = []
    strangers: list[str] = []
    for row in table.rows[1:]:
        names = [" ".join(table.cell(row, place) for place in places) for places in named]
        claims = [table.cell(row, place) for place in sure]
        if row is points_row(table) or not any(text.strip() for text in (*names, *claims)):
            continue
        # Moodle's sheet says "Participant 7" where there is no name.
        by_name = set().union(*(grades.people.find(name) for name in names))
        # A number of the platform's may be the id of another: then the name tells which of the two is meant.
        ids = grades.people.find_sure(*claims) or by_name
        ids = ids & by_name or ids if len(ids) > 1 else ids
        if len(ids) == 1:
            found.setdefault(min(ids), []).append(row)
        elif ids:
            unsure.append(next(text.strip() for text in (*names, *claims) if text.strip()))
        else:
            strangers.append(next(" ".join(text.split()) for text in (*names, *claims) if text.strip()))
    unsure += [id for id, rows in found.items() if len(rows) > 1]
    sheet.say(say("unsure"), unsure)
    sheet.look |= bool(unsure)
    sheet.say(say("strangers"), [name for name in strangers if name.casefold() not in TRIES_OUT])
    return {id: rows[0] for id, rows in found.items() if len(rows) == 1}


def _column(form: Format, exercise: Exercise, sheet: Sheet, wished: str | None, only: bool) -> int:
    """Where an exercise's grades belong: in the column that is there, or in a new one."""
    table = sheet.table
    headings = table.rows[0]
    if wished is not None:
        places = [place for place, text in enumerate(headings) if wished in (text.strip(), form.title(text))]
        if len(places) != 1:
            raise NoGrades(
                say("several-columns" if places else "no-column", wished=wished, headings=", ".join(headings))
            )
    else:
        places = [place for place, text in enumerate(headings) if _is_of(exercise, form, text)]
        places = places or _by_number(exercise, form, headings)
        if only and not places and table.column("identifier", "teilnehmernummer") is not None:
            places = [place for name in WORKSHEET if (place := table.column(name)) is not None]
        if len(places) > 1:
            raise NoGrades(
                say("which-column", slug=exercise.slug, headings=", ".join(headings[place] for place in places))
            )
    if not places:
        headings.append(form.new_heading(exercise))
        for row in table.rows:
            row.extend([""] * (len(headings) - len(row)))
        if form.name == "canvas" and (counts := points_row(table)):
            table.put(counts, len(headings) - 1, number(exercise.points))
        if sheet.given:
            sheet.told.append(say("new-column", slug=exercise.slug))
        return len(headings) - 1
    _compare_points(form, exercise, sheet, places[0])
    return places[0]


def _by_number(exercise: Exercise, form: Format, headings: list[str]) -> list[int]:
    """The column that is called as the exercise is before its colon, such as Exercise 1, if one is."""
    number, colon, _ = exercise.heading.partition(":")
    called = [place for place, text in enumerate(headings) if form.title(text).casefold() == number.strip().casefold()]
    return called if colon and len(called) == 1 else []


def _is_of(exercise: Exercise, form: Format, heading: str) -> bool:
    if heading.strip().casefold().endswith(READ_ONLY):
        return False
    there, *wanted = (
        re.sub(r"[\W\d_]+", "", t.casefold()) for t in (form.title(heading), exercise.slug, exercise.title)
    )
    return any(name and name in there for name in wanted)


def _compare_points(form: Format, exercise: Exercise, sheet: Sheet, column: int) -> None:
    there = form.told_points(sheet.table, column)
    worksheet = WORKSHEET.get(sheet.table.rows[0][column].strip().casefold())
    if worksheet and (place := sheet.table.column(worksheet)) is not None and len(sheet.table.rows) > 1:
        text = sheet.table.cell(sheet.table.rows[1], place).replace(",", ".")
        there = float(text) if _is_number(text) else there
    if there is not None and there != exercise.points:
        sheet.told.append(
            say(
                "other-points",
                slug=exercise.slug,
                points=number(exercise.points),
                there=number(there),
                heading=sheet.table.rows[0][column],
            )
        )
        sheet.look = True


def _write(
    grades: Grades, exercise: Exercise, rows: Mapping[str, list[str]], column: int, sheet: Sheet, waiting: bool
) -> None:
    held, late = [], []
    without: list[str] = []
    changed: list[str] = []
    for student, row in rows.items():
        grade = grades.of(student, exercise.slug)
        if grade is None:
            without.append(student)
            continue
        if grade.waits:
            held.append(student)
            if not waiting:
                continue
        if grade.penalty:
            late.append(f"{student} {number(grade.penalty)}")
        before, now = sheet.table.cell(row, column).strip(), number(grade.points)
        if _is_number(before) and float(before.replace(",", ".")) != round(grade.points, 2):
            changed.append(say("from-to", who=student, before=before, now=now))
        sheet.table.put(row, column, now)
        sheet.written += 1
    sheet.say(say("without", slug=exercise.slug), without)
    sheet.say(say("changed", slug=exercise.slug), changed)
    if waiting:
        sheet.say(say("taken-along", slug=exercise.slug), held)
    else:
        sheet.say(say("held-back", slug=exercise.slug), held)
    sheet.look |= bool(held)
    sheet.say(say("late", slug=exercise.slug), late)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", text.strip()))
