"""Numbers that a lesson asks for and has told already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaningwell.items import Numeric

from ..activities import Activities
from ..yamlfile import Fault
from .course import Course, items

NUMBER = re.compile(r"(?<![\w.,:/-])[-−]?\d+(?:[.,]\d+)*(?![\w/-])")
THOUSANDS = re.compile(r"[-−]?\d{1,3}(,\d{3})+")
LINK = re.compile(r"\]\([^)]*\)")
COUNTABLE = 10
"""Whole numbers up to this one stand everywhere, by chance."""


def no_number_is_given_away(course: Course) -> Iterator[Fault]:
    """The number that a question asks for stands neither in its lesson's text nor in what a guess or model reveals."""
    for document, where, item in items(course):
        activities = course.activities.get(document.path)
        if activities is None or not isinstance(item, Numeric):
            continue
        if item.answer.is_integer() and abs(item.answer) <= COUNTABLE:
            continue
        for name, text in _told(course, activities):
            for number in numbers(text):
                if item.near(number, item.answer):
                    message = f"The number looked for, {item.answer:g}, is given away in {name}."
                    remedy = (
                        "Ask for another number, or for what it means; a question whose sense changes gets a new id."
                    )
                    yield Fault(document.path, document.line((*where, "answer")), message, remedy)


def numbers(text: str) -> Iterator[float]:
    """Every number in a text, however it is written; those in addresses are left out."""
    for found in NUMBER.finditer(LINK.sub("]", text)):
        written = found[0].replace("−", "-")
        written = written.replace(",", "") if THOUSANDS.fullmatch(written) else written.replace(",", ".")
        if written.count(".") <= 1:
            yield float(written)


def _told(course: Course, activities: Activities) -> Iterator[tuple[str, str]]:
    """What a lesson tells, by the name of the place."""
    notebook = course.notebooks.get(course.root / "course" / f"{activities.lesson}.ipynb")
    for cell in notebook.cells if notebook else []:
        if cell.cell_type == "markdown":
            yield f"the cell “{cell.id}”", cell.source
    for exploration in activities.all_explorations:
        yield f"what there is to discover in “{exploration.id}”", exploration.discover
    guesses = [exploration.guess for exploration in activities.all_explorations if exploration.guess]
    for prediction in [*activities.predictions, *guesses]:
        yield f"what “{prediction.id}” reveals", prediction.reveal
