"""Checks the whole course and reports every fault in one go.

Each check reads what it needs and yields faults; none stops the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from pydantic import RootModel

from leaningwell.items import Item
from leaningwell.items.part import Part, Slug

from .activities import Activities, Graded, Reflection, parts_of
from .evidence import IDEAS, Coverage, Ledger
from .feedback import feedback
from .load import Model, read_table, validated
from .names import COLUMNS, NAMES, known_of, nameless, names_of
from .quality import nothing_is_given_away, options_look_alike, questions, stem_asks
from .yamlfile import ContentError, Document, Fault, read_yaml

BADGE_LINK = re.compile(r"\[([^\]]+)\]\(#(E\d+[a-z]?)\)")
LOOK_OVER = "exercise.before_handing_in()"
TABLES = {
    "helplines.csv": ("country", "need", "service", "contact", "source", "confidence", "last_verified"),
    "lessons.csv": ("lesson", "title", "about"),
    NAMES.name: COLUMNS,
    "day_moments.csv": ("moment", "role", "count", "kind", "source", "confidence"),
}
FIGURES = ("source", "sureness", "who_was_studied")
"""What every other table in course/data says of each of its rows."""
SURENESS = ("certain", "likely", "illustrative")


class Personas(RootModel[dict[Slug, dict[str, Any]]]):
    """The course's made-up people by id."""


@dataclass
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
    figures: dict[Path, list[dict[str, str]]] = field(default_factory=dict)
    notebooks: dict[Path, nbformat.NotebookNode | None] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    personas: Personas | None = None
    ledger: Ledger | None = None
    coverage: Coverage | None = None

    def read(self, path: Path, model: type[Model]) -> Model | None:
        """The file as an object of ``model``, or None, its faults being noted."""
        try:
            self.documents[path] = read_yaml(path)
            return validated(self.documents[path], model)
        except ContentError as error:
            self.faults += error.faults
            return None

    def read_table(self, path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
        """The rows of a CSV file, or none, its faults being noted."""
        try:
            return read_table(path, columns)
        except ContentError as error:
            self.faults += error.faults
            return []

    def read_notebook(self, path: Path) -> nbformat.NotebookNode | None:
        """The notebook, or None, its fault being noted."""
        try:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
        except Exception as error:  # nbformat lets through whatever it trips over
            reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            remedy = "Restore it from version control, or save it again in JupyterLab."
            self.faults.append(Fault(path, 1, f"This is not a notebook: {reason}.", remedy))
            return None
        return notebook


def check(root: Path) -> list[Fault]:
    """Every fault in the course below ``root``, in the order of files and lines; paths relative to ``root``."""
    course = _read(root)
    for rule in RULES:
        course.faults += rule(course)
    return sorted({Fault(_short(f.file, root), f.line, f.message, f.remedy) for f in course.faults})


def _short(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _read(root: Path) -> Course:
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
    for name, columns in TABLES.items():
        course.tables[name] = course.read_table(folder / "data" / name, columns)
    for path in sorted((folder / "data").glob("*.csv")):
        if path.name not in TABLES:
            course.figures[path] = course.read_table(path, FIGURES)
    return course


def _parts(course: Course) -> Iterator[tuple[Document, tuple[str | int, ...], Part]]:
    """Every part with an id, with its document and its place there."""
    for path, read in [*course.activities.items(), *course.graded.items()]:
        for where, part in parts_of(read) if read else ():
            yield course.documents[path], where, part


def _ids_differ(course: Course) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for document, where, part in _parts(course):
        if document.path in course.graded and isinstance(part, Reflection):
            continue  # it is a lesson's own, offered again
        here = f"{_short(document.path, course.root)}:{document.line((*where, 'id'))}"
        if part.id in first:
            message = f"The id “{part.id}” is already used at {first[part.id]}."
            remedy = "Give one of them another id; leave the older one as it is."
            yield Fault(document.path, document.line((*where, "id")), message, remedy)
        first.setdefault(part.id, here)


def _reflections_return_unchanged(course: Course) -> Iterator[Fault]:
    """An exercise offers a lesson's shareable reflection again, so that what was written there can be shared."""
    lessons = {
        part.id: part
        for document, _, part in _parts(course)
        if document.path in course.activities and isinstance(part, Reflection)
    }
    for document, where, part in _parts(course):
        if document.path not in course.graded or not isinstance(part, Reflection):
            continue
        original, line = lessons.get(part.id), document.line((*where, "id"))
        if original is None:
            if None not in course.activities.values():
                message = f"No lesson has the reflection “{part.id}”."
                yield Fault(document.path, line, message, "Name a shareable reflection of the lesson.")
        elif not original.shareable:
            message = f"The reflection “{part.id}” is not shareable in its lesson."
            yield Fault(document.path, line, message, "Take one with `shareable: true`.")
        elif part.model_copy(update={"points": None}) != original.model_copy(update={"points": None}):
            message = f"The reflection “{part.id}” differs from the lesson's."
            yield Fault(document.path, line, message, "Copy it from the lesson's activity file, and keep `points`.")


def _names_exist(course: Course) -> Iterator[Fault]:
    claims = set(course.ledger.root) if course.ledger else None
    items = {part.id for _, _, part in _parts(course) if isinstance(part, Item)}
    for document, where, part in _parts(course):
        for index, idea in enumerate(getattr(part, "teaches", [])):
            if idea not in IDEAS:
                message, remedy = f"The idea “{idea}” does not exist.", f"Use one of {IDEAS[0]} to {IDEAS[-1]}."
                yield Fault(document.path, document.line((*where, "teaches", index)), message, remedy)
        for index, claim in enumerate(getattr(part, "rests_on", [])):
            if claims is not None and claim not in claims:
                message = f"The claim “{claim}” does not exist."
                remedy = "Add it to course/evidence/ledger.yaml, or name one that is there."
                yield Fault(document.path, document.line((*where, "rests-on", index)), message, remedy)
        for key in ("persona", "example"):
            voice = getattr(part, key, None)
            if voice is not None and course.personas and voice.who not in course.personas.root:
                message = f"The persona “{voice.who}” does not exist."
                remedy = f"Use one of: {', '.join(sorted(course.personas.root))}."
                yield Fault(document.path, document.line((*where, key, "who")), message, remedy)
        for index, id in enumerate(getattr(part, "no_code", [])):
            if id not in items:
                message, remedy = f"The item “{id}” does not exist.", "Add it under `items`, or correct its name."
                yield Fault(document.path, document.line((*where, "no-code", index)), message, remedy)


def _earlier_lessons_hold_what_returns(course: Course) -> Iterator[Fault]:
    """A warm-up names items, a look-back a reflection, and a repeated check a check, of lessons that come before."""
    if None in course.activities.values():
        return
    lessons = {path.stem: activities for path, activities in course.activities.items()}
    for path, activities in course.activities.items():
        document = course.documents[path]
        earlier = {item.id for slug in lessons if slug < path.stem for item in lessons[slug].items}
        for index, id in enumerate(activities.warm_up):
            if id not in earlier:
                message = f"No earlier lesson has the warm-up item “{id}”."
                yield Fault(path, document.line(("warm-up", index)), message, "Name an item of an earlier lesson.")
        wanted = [
            (("look-backs", index), look.lesson, "reflections", look.reflection)
            for index, look in enumerate(activities.look_backs)
        ]
        if activities.check_again:
            wanted.append((("check-again",), activities.check_again, "check", None))
        for where, slug, section, id in wanted:
            line = document.line((*where, "lesson") if id else where)
            if slug not in lessons or slug >= path.stem:
                message = f"“{slug}” is not a lesson that comes before this one."
                yield Fault(path, line, message, "Name an earlier file in course/activities/, without .yaml.")
            elif id and id not in {part.id for part in getattr(lessons[slug], section)}:
                message = f"The lesson “{slug}” has no reflection “{id}”."
                yield Fault(path, document.line((*where, "reflection")), message, "Name one of its reflections.")
            elif not getattr(lessons[slug], section):
                yield Fault(path, line, f"The lesson “{slug}” has no check.", "Name the lesson that has one.")


def _badges_agree(course: Course) -> Iterator[Fault]:
    if course.ledger is None:
        return
    for path, notebook in course.notebooks.items():
        if notebook is None:
            continue
        text = path.read_text(encoding="utf-8").splitlines()
        for cell in notebook.cells:
            for badge, claim in BADGE_LINK.findall(cell.source):
                line = next((n for n, row in enumerate(text, 1) if f"[{badge}](#{claim})" in row), 1)
                entry = course.ledger.root.get(claim)
                if entry is None:
                    remedy = "Add it to course/evidence/ledger.yaml, or name one that is there."
                    yield Fault(path, line, f"The claim “{claim}” does not exist.", remedy)
                elif entry.badge != badge:
                    message = f"The badge says “{badge}”, the ledger says “{entry.badge}” for {claim}."
                    yield Fault(path, line, message, f"Write [{entry.badge}](#{claim}), or change the ledger.")


def _cells_exist(course: Course) -> Iterator[Fault]:
    if course.coverage is None:
        return
    path = course.root / "course" / "evidence" / "coverage.yaml"
    document = course.documents[path]
    notebooks = {path.stem: notebook for path, notebook in course.notebooks.items()}
    for idea, places in course.coverage.root.items():
        if idea not in IDEAS:
            message, remedy = f"The idea “{idea}” does not exist.", f"Use one of {IDEAS[0]} to {IDEAS[-1]}."
            yield Fault(path, document.line((idea,)), message, remedy)
        for index, place in enumerate(places):
            line = document.line((idea, index))
            notebook = notebooks.get(place.lesson)
            if place.lesson not in notebooks:
                message = f"The lesson “{place.lesson}” does not exist."
                yield Fault(path, line, message, "Use a notebook's name in course/, without .ipynb.")
            elif notebook and place.cell not in {cell.get("id") for cell in notebook.cells}:
                message = f"The cell “{place.cell}” does not exist in {place.lesson}."
                yield Fault(path, line, message, "Use the id of the cell that teaches the idea.")


def _slugs_agree(course: Course) -> Iterator[Fault]:
    for path, activities in course.activities.items():
        if activities and activities.lesson != path.stem:
            message = f"The file is named “{path.stem}” but says `lesson: {activities.lesson}`."
            yield Fault(path, course.documents[path].line(("lesson",)), message, "Make the two the same.")
    for path, graded in course.graded.items():
        if graded and graded.lesson != path.parent.name:
            message = f"The folder is named “{path.parent.name}” but the file says `lesson: {graded.lesson}`."
            yield Fault(path, course.documents[path].line(("lesson",)), message, "Make the two the same.")


def _languages_agree(course: Course) -> Iterator[Fault]:
    """A page takes the language of the text from its notebook, and an activity from its file."""
    lessons = {path: course.root / "course" / f"{path.stem}.ipynb" for path in course.activities}
    exercises = {path: path.with_name(f"{path.parent.name}.ipynb") for path in course.graded}
    for path, notebook in (lessons | exercises).items():
        read, language = (course.activities | course.graded)[path], _language_of(notebook)
        if read is not None and language not in (None, read.language):
            document = course.documents[path]
            message = f"The text is in “{read.language}” here, and in “{language}” in {notebook.name}."
            remedy = "Make `language` here and `leaningwell.lang` in the notebook's metadata the same."
            yield Fault(path, document.line(("language",)), message, remedy)


def _language_of(notebook: Path) -> str | None:
    """What the notebook's metadata says, English by default; None if it cannot be read."""
    try:
        metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
        return str(metadata.get("leaningwell", {}).get("lang", "en"))
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def _exercises_can_be_looked_over(course: Course) -> Iterator[Fault]:
    for path, notebook in course.exercises.items():
        if notebook and not any(LOOK_OVER in cell.source for cell in notebook.cells if cell.cell_type == "code"):
            message = "Nothing shows what an instructor will see."
            yield Fault(path, 1, message, f"Add a cell {LOOK_OVER} near the end.")


def _figures_say_where_they_come_from(course: Course) -> Iterator[Fault]:
    for path, rows in course.figures.items():
        for line, row in enumerate(rows, 2):  # the first line holds the headings
            for column in FIGURES:
                if not row[column].strip():
                    remedy = "Fill it in, or leave the figure out."
                    yield Fault(path, line, f"This row has no {column}.", remedy)
            if row["sureness"] and row["sureness"] not in SURENESS:
                message = f"The sureness “{row['sureness']}” is unknown."
                remedy = f"Use one of: {', '.join(SURENESS)}; leave out what still has to be verified."
                yield Fault(path, line, message, remedy)


def _feedback_says_enough(course: Course) -> Iterator[Fault]:
    for document, where, part in _parts(course):
        for path, text in feedback(part.model_dump(), where):
            if len(text.split()) < 5:
                message, remedy = f"This feedback says too little: “{text}”.", "Say why, in a full sentence."
                yield Fault(document.path, document.line(path), message, remedy)


def _items(course: Course) -> list[tuple[Document, tuple[str | int, ...], Item]]:
    """Every question that is asked."""
    return [found for found in _parts(course) if isinstance(found[2], Item) and found[1][0] != "retired"]


def _nobody_beats_chance(course: Course) -> Iterator[Fault]:
    items = _items(course)
    for question in questions(items):
        yield from options_look_alike(question)
    for document, where, item in items:
        if where[0] != "check":  # the check asks once, for all its statements
            yield from stem_asks(document, where, item)
    yield from nothing_is_given_away(course.root / "course" / "activities", items)


def _everything_has_a_name(course: Course) -> Iterator[Fault]:
    """Without a name of its own, an option would be another one as soon as a word of it is changed."""
    for path, read in [*course.activities.items(), *course.graded.items()]:
        for node, missing in nameless(course.documents[path]) if read else ():
            message = f"This has no `{next(iter(missing))}`: a change of its words would lose the answers given to it."
            yield Fault(path, node.start_mark.line + 1, message, "Run `make names`, which writes it.")


def _names_last(course: Course) -> Iterator[Fault]:
    """Stored answers hold names, so that one which was given out must keep its meaning."""
    path = course.root / NAMES
    if None in [*course.activities.values(), *course.graded.values()] or not path.exists():
        return
    places = {part.id: document.line((*where, "id")) for document, where, part in _parts(course)}
    files = {part.id: document.path for document, _, part in _parts(course)}
    known = set().union(*(known_of(part) for _, _, part in _parts(course)))
    today = set().union(*(names_of(part) for _, _, part in _parts(course)))
    names = [(row["part"], row["name"]) for row in course.tables[NAMES.name]]
    for line, (part, name) in enumerate(names, 2):
        if part not in files:
            message = f"Nothing goes by the name “{part}” any more, and stored answers may hold it."
            remedy = "Put it back; a question that is no longer asked goes whole under `retired`."
            yield Fault(path, line, message, remedy)
        elif (part, name) not in known:
            message = f"Nothing in “{part}” goes by the name “{name}” any more, and stored answers may hold it."
            remedy = (
                "Give it back as the `id` of what it was, or list it under `formerly` of what took its place. "
                "A question whose sense has changed gets a new id, and the old one goes whole under `retired`."
            )
            yield Fault(files[part], places[part], message, remedy)
    for part in sorted({part for part, _ in today - set(names)}):
        message = (
            f"Names of “{part}” are not in {NAMES.as_posix()}, which keeps every name that stored answers may hold."
        )
        yield Fault(files[part], places[part], message, "Run `make names`, which adds them.")


RULES = (
    _ids_differ,
    _everything_has_a_name,
    _names_last,
    _reflections_return_unchanged,
    _names_exist,
    _earlier_lessons_hold_what_returns,
    _badges_agree,
    _cells_exist,
    _slugs_agree,
    _languages_agree,
    _exercises_can_be_looked_over,
    _figures_say_where_they_come_from,
    _feedback_says_enough,
    _nobody_beats_chance,
)
