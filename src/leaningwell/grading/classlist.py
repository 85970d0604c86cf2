"""A list of learners: a CSV file as a platform or a spreadsheet program writes it, or as somebody typed it.

`leaningwell learners` enters it into the gradebook, and `leaningwell collect --learners` tells by it who is who.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .instructor import say
from .people import Person, Register, slugged
from .tabletext import decoded, is_workbook, separator

MOST_BYTES = 10_000_000
MOST_TOLD = 3
COLUMNS = {
    "id": "student_id, student id, username, user name, sis login id, login id, login, benutzername, anmeldename, "
    "kennung, user id, id",
    "first": "first name, firstname, first_name, given name, vorname",
    "last": "last name, lastname, last_name, surname, family name, nachname",
    "name": "name, full name, student, student name, learner, vollständiger name",
    "email": "email, e-mail, mail, email address, e-mail address, e-mail-adresse",
    "lms": "lms_user_id, lms user id, id number, id-nummer, matrikelnummer",
}
HEADINGS = {heading.strip(): field for field, names in COLUMNS.items() for heading in names.split(",")}
"""By heading; of several for the same, the one that comes first here says it best."""
OF_NBGRADER = "student_id"
OF_PLATFORMS = ("id", "user id")
"""What platforms call their own number for somebody, where another column says what the account is called."""
EITHER = "learner"
"""The heading of names, or of ids."""
OF_CANVAS = "sis login id"
TRIES_OUT = ("student, test", "test student")
"""Canvas's own student for trying things out."""
NO_LEARNERS = ("", "points possible", *TRIES_OUT)
"""Rows of Canvas's that are nobody's: how columns are posted, what each counts, and the student to try out with."""
NOT_IN_IDS = re.compile(r"[/\\*?\[\]+,\x00-\x1f\x7f]|^\.|\s{2}")
EXAMPLE = "id,first name,last name,email"


class UnusableList(Exception):
    """A list of learners cannot be used; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Listed:
    """What a file says: its learners, and a sentence for each row that cannot be used.

    Whatever else stands in a learner's row is one of the ``aliases``.
    """

    learners: tuple[Person, ...]
    troubles: tuple[str, ...] = ()


def read_file(path: Path, known: Register | None = None) -> Listed:
    """The learners in a file. Raises UnusableList."""
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES + 1), path.name, known)
    except OSError as error:
        raise UnusableList(say("list-unreadable", path=path, why=error.strerror)) from None


def read(content: bytes, name: str = "The file", known: Register | None = None) -> Listed:
    """The learners in a CSV file's content, in any usual encoding and with any usual separator. Raises UnusableList.

    ``known`` are those of the gradebook: what is an id, or whose row one without an id is, can be told by them.
    """
    if len(content) > MOST_BYTES:
        raise UnusableList(say("list-too-large", name=name))
    if is_workbook(content):
        raise UnusableList(say("list-workbook", name=name))
    text = unicodedata.normalize("NFC", decoded(content)[0])
    if "\0" in text:
        raise UnusableList(say("list-no-text", name=name))
    rows = list(_rows(text, name))
    if not rows:
        raise UnusableList(say("list-empty", name=name, example=EXAMPLE))
    headings, rows = [heading.casefold().strip(" *\ufeff") for heading in rows[0][1]], rows[1:]
    if not rows:
        raise UnusableList(say("list-nobody", name=name))
    people = known or Register()
    columns = _columns(headings, [row for _, row in rows], people)
    if OF_CANVAS in headings and "name" in columns:
        rows = [(line, row) for line, row in rows if not _nobodys(row, columns)]
    if not {"id", "name", "last", "first"} & set(columns):
        raise UnusableList(say("list-no-column", name=name, headings=", ".join(headings[:8]), example=EXAMPLE))
    listed = _learners(rows, columns, people)
    if not listed.learners:
        raise UnusableList(say("list-unusable", name=name, why=" ".join(listed.troubles[:MOST_TOLD])))
    return listed


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with the number of the line in which each ends."""
    lines = text.splitlines(keepends=True)
    if lines and (told := re.fullmatch(r"\s*sep=(.)\s*", lines[0], re.I)):  # what Excel writes above a table
        between, text = told[1], "".join(["\n", *lines[1:]])
    else:
        between = separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise UnusableList(say("list-quotation", name=name, line=reader.line_num, why=error)) from None


def _columns(headings: list[str], rows: list[list[str]], known: Register) -> dict[str, int]:
    """The place of each column that is understood, by what it says."""
    order = list(HEADINGS)
    places = sorted((order.index(head), place) for place, head in enumerate(headings) if head in HEADINGS)
    found: dict[str, int] = {}
    for rank, place in places:
        if HEADINGS[order[rank]] != "id":
            found.setdefault(HEADINGS[order[rank]], place)
    _complete(found, headings)
    ids = [place for rank, place in places if HEADINGS[order[rank]] == "id"]
    filled = [place for place in ids if any(_cells(rows, place))] or ids
    if not filled and EITHER in headings and not any(" " in cell for cell in _cells(rows, headings.index(EITHER))):
        filled = [headings.index(EITHER)]
    if filled:
        found["id"] = min(filled, key=lambda place: _doubt(headings[place], _cells(rows, place), known))
        number = next((place for place in ids if headings[place] in OF_PLATFORMS and place != found["id"]), None)
        if number is not None:
            found.setdefault("lms", number)
    return {field: place for field, place in found.items() if field == "id" or place != found.get("id")}


def _complete(found: dict[str, int], headings: list[str]) -> None:
    """Where one half of the name has a column, one that is called just “name” holds the other half."""
    if "name" in found and headings[found["name"]] == "name":
        for half, other in (("first", "last"), ("last", "first")):
            if half in found and other not in found:
                found[other] = found.pop("name")
                return


def _cells(rows: list[list[str]], place: int) -> list[str]:
    return [row[place] for row in rows if place < len(row) and row[place]]


def _doubt(heading: str, cells: list[str], known: Register) -> tuple[int, bool]:
    """How little a column looks like one of ids: first what the gradebook knows, then user names, then numbers.

    Platforms put a number of their own beside the name of the account.
    """
    ids = {person.id for person in known.people}
    return -sum(cell in ids for cell in cells), heading != OF_NBGRADER and all(cell.isdigit() for cell in cells)


def _learners(rows: list[tuple[int, list[str]]], columns: dict[str, int], known: Register) -> Listed:
    found: dict[str, tuple[int, Person]] = {}
    troubles = []
    for line, row in rows:
        learner = _learner(row, columns, known)
        key = learner.id.casefold()
        if not learner.id:
            troubles.append(say("line-no-id", line=line))
        elif NOT_IN_IDS.search(learner.id):
            troubles.append(say("line-bad-id", line=line, id=repr(learner.id)))
        elif key not in found:
            found[key] = line, learner
        elif replace(learner, aliases=()) == replace(found[key][1], aliases=()):
            aliases = dict.fromkeys((*found[key][1].aliases, *learner.aliases))
            found[key] = found[key][0], replace(learner, aliases=tuple(aliases))
        else:
            troubles.append(say("line-twice", line=line, id=learner.id, before=found[key][0]))
    return Listed(tuple(learner for _, learner in found.values()), tuple(troubles))


def _nobodys(row: list[str], columns: dict[str, int]) -> bool:
    """Whether a row of Canvas's is no learner's. The student for trying things out has an id that looks like a code."""
    name = row[columns["name"]] if columns["name"] < len(row) else ""
    return name.casefold() in NO_LEARNERS


def _learner(row: list[str], columns: dict[str, int], known: Register) -> Person:
    told = {field: row[place] if place < len(row) else "" for field, place in columns.items()}
    first, last, whole = (told.get(field, "") for field in ("first", "last", "name"))
    if whole and not (first or last):
        if "," in whole:
            last, _, first = (part.strip() for part in whole.partition(","))
        else:
            first, _, last = whole.rpartition(" ")
    id = told["id"] if "id" in told else _id_of(first, last, told.get("email", ""), known)
    understood = {place for field, place in columns.items() if field != "name"}
    others = (cell for place, cell in enumerate(row) if place not in understood and cell)
    return Person(id, first, last, told.get("email", ""), told.get("lms", ""), tuple(dict.fromkeys(others)))


def _id_of(first: str, last: str, email: str, known: Register) -> str:
    """Without a column of ids: the gradebook's own id, or what collecting from a platform makes of the name."""
    name = f"{first} {last}"
    for claim in (email, name):
        if claim.strip() and len(meant := known.find(claim)) == 1:
            return min(meant)
    return slugged(name)
