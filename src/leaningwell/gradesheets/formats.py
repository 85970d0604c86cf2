"""What each platform's file looks like: its columns, how it is written, and by which columns it knows a learner."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field

from leaningwell.grading.people import Person

from .grades import Exercise, number
from .table import Table, guarded

POINTS_ROW = "Points Possible"


@dataclass(frozen=True)
class Format:
    """One platform. ``sure``: columns that hold a name for one person alone; ``named``: those with names of people.

    ``heading`` recognises the column of an exercise, with its title, and what it counts there if that is said.
    """

    name: str
    file: str
    sure: tuple[str, ...]
    named: tuple[tuple[str, ...], ...]
    heading: re.Pattern[str]
    needs: str
    encoding: str = "utf-8"
    delimiter: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    head: tuple[str, ...] = field(default=())

    def empty(self) -> Table:
        """The file with its line of headings, and nobody in it."""
        return Table([list(self.head)], self.encoding, self.delimiter, self.quoting)

    def row(self, person: Person) -> list[str]:
        """What says who a learner is, in the columns of ``head``."""
        cells = {
            "Student": guarded(person.shown),
            "Last Name": guarded(person.last),
            "First Name": guarded(person.first),
            "First name": guarded(person.first),
            "Last name": guarded(person.last),
            "ID": person.lms if self.name == "canvas" else "",
            "SIS Login ID": person.id,
            "Username": person.id,
            "ID number": person.lms,
            "Email address": person.email,
        }
        return [cells.get(name, "") for name in self.head]

    def title(self, heading: str) -> str:
        """The exercise's title in a heading, without what the platform adds to it."""
        found = self.heading.fullmatch(heading.strip())
        return (found["title"] if found else heading).strip()

    def new_heading(self, exercise: Exercise) -> str:
        """The heading of a column that is not there yet."""
        if self.name == "blackboard":
            return f"{exercise.heading} [Total Pts: {number(exercise.points)} Score]"
        return exercise.heading

    def told_points(self, table: Table, column: int) -> float | None:
        """How many points the column counts on the platform, where its file says so."""
        text = ""
        if self.name == "canvas" and (row := points_row(table)):
            text = table.cell(row, column)
        elif found := self.heading.fullmatch(table.rows[0][column].strip()):
            text = found.groupdict().get("points") or ""
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None


def points_row(table: Table) -> list[str] | None:
    """Canvas's row that says what each column counts, if the file has one."""
    return next((row for row in table.rows[1:4] if row and row[0].strip().casefold() == POINTS_ROW.casefold()), None)


CANVAS = Format(
    "canvas",
    "grades-for-canvas.csv",
    ("id", "sis user id", "sis login id"),
    (("student",),),
    re.compile(r"(?P<title>.*?)(?: \(\d+\))?"),
    "the columns Student and ID",
    head=("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
)
MOODLE = Format(
    "moodle",
    "grades-for-moodle.csv",
    (
        "username", "anmeldename", "email address", "e-mail-adresse", "e-mail address", "id number", "id-nummer",
        "matrikelnummer", "identifier", "teilnehmernummer",
    ),
    (
        ("first name", "last name"), ("first name", "surname"), ("vorname", "nachname"), ("full name",),
        ("vollständiger name",),
    ),
    re.compile(r"(?:(?:Assignment|Aufgabe|Manual item|Manuelle Bewertung): ?)?(?P<title>.*?)(?: \((?:Real|Punkte)\))?"),
    "one of the columns Username, Email address, ID number and Identifier",
    "utf-8-sig",  # as Moodle's own files; without the mark a spreadsheet spoils accents
    head=("Username", "First name", "Last name", "Email address", "ID number"),
)  # fmt: skip
BLACKBOARD = Format(
    "blackboard",
    "grades-for-blackboard.xls",
    ("username", "student id", "benutzername"),
    (("first name", "last name"), ("vorname", "nachname")),
    re.compile(r"(?P<title>.*?)(?: \[[^\]:]*: ?(?:up to )?(?P<points>[\d.,]+)[^\]]*\])?(?: ?\|\d+)?"),
    "the column Username",
    "utf-16-le",
    "\t",
    csv.QUOTE_ALL,
    ("Last Name", "First Name", "Username"),
)
