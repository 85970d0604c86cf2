"""A platform's file of grades as rows of cells, read in whatever encoding and with whatever separator it came.

It is written in the same. A cell that a spreadsheet would run as a formula is made harmless where we write it, and left
as it is where the platform wrote it: there it has to match what the platform knows.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from leaningwell.grading.tabletext import decoded, is_workbook, separator

from .grades import NoGrades
from .words import say

MOST_BYTES = 50_000_000
HARMLESS = " -.'’"
"""What may stand in a name that begins with - or +, beside letters."""


@dataclass
class Table:
    """Rows of cells, and how the file writes them."""

    rows: list[list[str]] = field(default_factory=list)
    encoding: str = "utf-8"
    delimiter: str = ","
    quoting: int = csv.QUOTE_MINIMAL

    def column(self, *names: str) -> int | None:
        """The place of the first of these columns that is there, by its heading."""
        headings = [heading.strip().casefold() for heading in self.rows[0]] if self.rows else []
        return next((headings.index(name) for name in names if name in headings), None)

    def cell(self, row: list[str], column: int | None) -> str:
        """What stands in a column of a row, and nothing where the row ends before it."""
        return row[column] if column is not None and column < len(row) else ""

    def put(self, row: list[str], column: int, text: str) -> None:
        """Write into a cell; a row that is too short grows."""
        row.extend([""] * (column + 1 - len(row)))
        row[column] = text

    def content(self) -> bytes:
        """The file."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, quoting=self.quoting, lineterminator="\r\n")  # type: ignore[arg-type]
        writer.writerows(self.rows)
        mark = {"utf-16-le": "\ufeff"}.get(self.encoding, "")
        return (mark + text.getvalue()).encode(self.encoding, "replace")


def read_table(path: Path) -> Table:
    """A platform's file. Raises NoGrades."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
    except OSError as error:
        raise NoGrades(say("unreadable", path=path, why=error.strerror)) from None
    return table_of(content, str(path))


def table_of(content: bytes, name: str) -> Table:
    """The content of a platform's file, which is called ``name``. Raises NoGrades."""
    if is_workbook(content):
        raise NoGrades(say("workbook", path=name))
    text, encoding = decoded(content)
    between = separator(text)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=between) if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise NoGrades(say("no-table", path=name))
    quoted = csv.QUOTE_ALL if text.startswith('"') else csv.QUOTE_MINIMAL
    return Table(rows, encoding, between, quoted)


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula that does something.

    A formula begins with one of `= + - @`, a tab or a line's end. After - and + a name may follow, such as -Ann: with
    nothing but letters in it, it calls no function and starts no program.
    """
    if cell[:1] in ("=", "@", "\t", "\r", "\n"):
        return True
    rest = cell[1:]
    return cell[:1] in ("+", "-") and not all(
        unicodedata.category(char)[0] in "LM" or char in HARMLESS for char in rest
    )


def guarded(name: str) -> str:
    """A name that no spreadsheet runs: a mark before it makes it text. Only for what no platform matches people by."""
    return f"'{name}" if runs(name) else name
