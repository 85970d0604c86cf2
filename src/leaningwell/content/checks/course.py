"""The course as the checks see it: every content file read once, with the faults met on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from leaningwell.items import Item, Where
from leaningwell.items.part import Identified

from ..activities import Activities, Graded, parts_of
from ..evidence import Coverage, Ledger
from ..glossary import Glossary, Term
from ..load import Model, Personas, Row, read_table, validated
from ..names import COLUMNS, NAMES
from ..yamlfile import ContentError, Document, Fault, read_yaml

TABLES = {
    "helplines.csv": ("country", "region", "need", "service", "contact", "source", "confidence", "last_verified"),
    "lessons.csv": ("lesson", "title", "about"),
    NAMES.name: COLUMNS,
    "day_moments.csv": ("moment", "role", "count", "kind", "source", "confidence"),
}
FIGURES = ("source", "sureness", "who_was_studied")
"""What every other table in course/data says of each of its rows."""


@dataclass(eq=False)
class Course:
    """All content files below one root, each read once, with the faults met on the way.

    What hangs on a file that could not be read is not judged: a fault in one file is not reported in others.
    """

    root: Path
    faults: list[Fault] = field(default_factory=list)
    documents: dict[Path, Document] = field(default_factory=dict)
    activities: dict[Path, Activities | None] = field(default_factory=dict)
    graded: dict[Path, Graded | None] = field(default_factory=dict)
    exercises: dict[Path, nbformat.NotebookNode | None] = field(default_factory=dict)
    figures: dict[Path, list[Row]] = field(default_factory=dict)
    notebooks: dict[Path, nbformat.NotebookNode | None] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    personas: Personas | None = None
    ledger: Ledger | None = None
    coverage: Coverage | None = None
    glossary: dict[str, Term] | None = field(default_factory=dict)

    @property
    def glossary_file(self) -> Path:
        """Where the glossary stands, if there is one."""
        return self.root / "course" / "evidence" / "glossary.yaml"

    def read(self, path: Path, model: type[Model]) -> Model | None:
        """The file as an object of ``model``, or None, its faults being noted."""
        try:
            self.documents[path] = read_yaml(path)
            return validated(self.documents[path], model)
        except ContentError as error:
            self.faults += error.faults
            return None

    def read_table(self, path: Path, columns: tuple[str, ...]) -> list[Row]:
        """The rows of a CSV file, or none, its faults being noted."""
        try:
            return read_table(path, columns)
        except ContentError as error:
            self.faults += error.faults
            return []

    def read_notebook(self, path: Path) -> nbformat.NotebookNode | None:
        """The notebook, or None, its fault being noted."""
        try:
            notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
        except Exception as error:  # nbformat lets through whatever it trips over
            reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            remedy = "Restore it from version control, or save it again in JupyterLab."
            self.faults.append(Fault(path, 1, f"This is not a notebook: {reason}.", remedy))
            return None
        return notebook


def short(path: Path, root: Path) -> Path:
    """The path as it is reported: from ``root`` on."""
    return path.relative_to(root) if path.is_relative_to(root) else path


def read_course(root: Path) -> Course:
    """All content files below ``root``."""
    course = Course(root)
    folder = root / "course"
    for path in sorted((folder / "activities").glob("*.yaml")):
        course.activities[path] = course.read(path, Activities)
    for path in sorted((root / "solutions").glob("*/items.yaml")):
        course.graded[path] = course.read(path, Graded)
    for path in sorted((root / "solutions").glob("*/*.ipynb")):
        course.exercises[path] = course.read_notebook(path)
    for path in sorted(folder.glob("*.ipynb")):
        course.notebooks[path] = course.read_notebook(path)
    course.personas = course.read(folder / "data" / "personas.yaml", Personas)
    course.ledger = course.read(folder / "evidence" / "ledger.yaml", Ledger)
    course.coverage = course.read(folder / "evidence" / "coverage.yaml", Coverage)
    if course.glossary_file.exists():
        glossary = course.read(course.glossary_file, Glossary)
        course.glossary = glossary.root if glossary else None
    for name, columns in TABLES.items():
        course.tables[name] = course.read_table(folder / "data" / name, columns)
    for path in sorted((folder / "data").glob("*.csv")):
        if path.name not in TABLES:
            course.figures[path] = course.read_table(path, FIGURES)
    return course


def parts(course: Course) -> Iterator[tuple[Document, Where, Identified]]:
    """Every part with an id, with its document and its place there."""
    for path, read in [*course.activities.items(), *course.graded.items()]:
        for where, part in parts_of(read) if read else ():
            yield course.documents[path], where, part


def items(course: Course) -> list[tuple[Document, Where, Item]]:
    """Every question that is asked."""
    return [
        (document, where, part)
        for document, where, part in parts(course)
        if isinstance(part, Item) and where[0] != "retired"
    ]
