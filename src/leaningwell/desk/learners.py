"""The list of learners: read from a CSV file as a platform or a spreadsheet program writes it, and kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from leaningwell.grading.people import slugged

from .course import CannotDo, Course, Result, counted

MOST = 5_000_000
COLUMNS = {
    "id": "student_id, student id, username, user name, sis login id, login id, login, benutzername, anmeldename, "
    "kennung, user id, id",
    "first": "first name, firstname, first_name, given name, vorname",
    "last": "last name, lastname, last_name, surname, family name, nachname",
    "name": "name, full name, student, student name, learner, vollständiger name",
    "email": "email, e-mail, mail, email address, e-mail address, e-mail-adresse",
}
HEADINGS = {heading.strip(): field for field, names in COLUMNS.items() for heading in names.split(",")}
"""By heading; of several for the same, the one that comes first here says it best."""
NOT_IN_IDS = re.compile(r"[/\\*?\[\]+,\x00-\x1f\x7f]|^\.|\s{2}")
UNUSABLE = "one of / \\ * ? [ ] + , or a dot at its beginning"


@dataclass(frozen=True)
class Learner:
    """One learner. ``id`` is what nbgrader knows the learner by: on a hub the name of the account."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""


@dataclass(frozen=True)
class Listed:
    """What a file says: its learners, and a sentence for each row that cannot be used."""

    learners: tuple[Learner, ...]
    troubles: tuple[str, ...] = ()


def read_file(path: Path) -> Listed:
    """The learners in a file. Raises CannotDo."""
    try:
        with path.open("rb") as file:
            return read(file.read(MOST + 1), path.name)
    except OSError as error:
        raise CannotDo(f"{path} cannot be read ({error.strerror}). Check its name, and that you may open it.") from None


def read(content: bytes, name: str = "The file") -> Listed:
    """The learners in a CSV file's content, in any usual encoding and with any usual separator. Raises CannotDo."""
    if len(content) > MOST:
        raise CannotDo(f"{name} is far too large for a list of learners. Check that it is the right file.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CannotDo(f"{name} is a file of a spreadsheet program. Open it there, and save it as CSV.")
    text = unicodedata.normalize("NFC", _decoded(content, name))
    rows = list(_rows(text, name))
    if not rows:
        raise CannotDo(f"{name} is empty. Its first line names the columns, such as: id,first name,last name,email")
    headings = _headings(rows[0][1], name)
    if len(rows) == 1:
        raise CannotDo(f"{name} has a line of headings and no learner below it.")
    return _learners(rows[1:], headings)


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotDo(f"{name} is no text. Save the list as CSV, if you can in the encoding UTF-8, and try again.")


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with the number of the line in which each ends."""
    lines = text.splitlines(keepends=True)
    if lines and (told := re.fullmatch(r"\s*sep=(.)\s*", lines[0], re.I)):
        separator, text = told[1], "".join(["\n", *lines[1:]])
    else:
        first = next((line for line in lines if line.strip()), "")
        separator = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise CannotDo(
            f"{name} cannot be read from line {reader.line_num} on ({error}). Most likely a quotation mark there has "
            "no partner: mend the line, or save the list as CSV again."
        ) from None


def _headings(row: list[str], name: str) -> dict[str, int]:
    known = list(HEADINGS)
    places = [(heading.casefold().strip(" *\ufeff"), place) for place, heading in enumerate(row)]
    found: dict[str, int] = {}
    for heading, place in sorted(
        (each for each in places if each[0] in HEADINGS), key=lambda each: known.index(each[0])
    ):
        found.setdefault(HEADINGS[heading], place)
    if "id" not in found and not {"name", "last", "first"} & set(found):
        raise CannotDo(
            f"{name} has no column that says who somebody is. Its first line is: {', '.join(row[:8])}. It should name "
            "the columns, such as: id,first name,last name,email"
        )
    return found


def _learners(rows: list[tuple[int, list[str]]], headings: dict[str, int]) -> Listed:
    found: dict[str, tuple[int, Learner]] = {}
    troubles = []
    for line, row in rows:
        told = {field: row[place] if place < len(row) else "" for field, place in headings.items()}
        learner = _learner(told)
        key = learner.id.casefold()
        if not learner.id:
            troubles.append(
                f"Line {line} has no id, so it was left out. Give that learner one, and read the file again."
            )
        elif NOT_IN_IDS.search(learner.id):
            troubles.append(
                f"Line {line}: the id {learner.id!r} cannot be used, since it has {UNUSABLE}. Give that learner "
                "another."
            )
        elif key in found and found[key][1] != learner:
            troubles.append(
                f"Line {line} has the id {learner.id} of line {found[key][0]} again. The first of the two was taken. "
                "Give one of them another id, and read the file again."
            )
        else:
            found.setdefault(key, (line, learner))
    return Listed(tuple(learner for _, learner in found.values()), tuple(troubles))


def _learner(told: dict[str, str]) -> Learner:
    first, last = told.get("first", ""), told.get("last", "")
    if not (first or last) and (whole := told.get("name", "")):
        if "," in whole:
            last, _, first = (part.strip() for part in whole.partition(","))
        else:
            first, _, last = whole.rpartition(" ")
    # Without a column of ids, a learner is called what collecting from a platform makes of the name.
    id = told.get("id", "") if "id" in told else slugged(f"{first} {last}")
    return Learner(id, first, last, told.get("email", ""))


def enter(course: Course, listed: Listed) -> Result:
    """Put the learners into the gradebook. Nobody is taken out, and what a file does not say stays. Raises CannotDo."""
    counts = {"new": 0, "changed": 0, "as before": 0}
    with course.gradebook() as gradebook:
        for learner in listed.learners:
            counts[_enter(gradebook, learner)] += 1
        gradebook.db.commit()
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    done = f"{counted(len(listed.learners), 'learner')} on the list{': ' + told if told else ''}."
    return Result((done,), listed.troubles, [asdict(learner) for learner in listed.learners])


def _enter(gradebook: Gradebook, learner: Learner) -> str:
    told = {"first_name": learner.first, "last_name": learner.last, "email": learner.email}
    told = {field: value for field, value in told.items() if value}
    try:
        student = gradebook.find_student(learner.id)
    except MissingEntry:
        if not (learner.first or learner.last):
            told["last_name"] = learner.id
        gradebook.add_student(learner.id, **{"first_name": "", "last_name": "", **told})
        return "new"
    if told.get("first_name") and "last_name" not in told and student.last_name == student.id:
        told["last_name"] = ""
    changed = {field: value for field, value in told.items() if getattr(student, field) != value}
    for field, value in changed.items():
        setattr(student, field, value)
    return "changed" if changed else "as before"
