"""Apostrophes and quotation marks as a printed book has them, in all that is read and not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..yamlfile import Fault
from .course import Course
from .sentences import sentences

NOT_PROSE = re.compile(r"`[^`]*`|<[^>]*>|\$[^$]*\$|\]\([^)]*\)")
"""Code, tags, formulas and addresses."""
STRAIGHT = re.compile(r"\S*['\"]\S*")


def quotation_marks_are_printers(course: Course) -> Iterator[Fault]:
    """Prose has ’ and “ ”, as the rest of the course has."""
    for path, line, sentence in sentences(course):
        for found in STRAIGHT.finditer(NOT_PROSE.sub(" ", sentence)):
            yield Fault(path, line, f"{found[0]} has a straight mark.", "In prose write ’ for ', and “ ” for \".")
