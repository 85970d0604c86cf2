"""Tables of published figures: each row says where it comes from, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from ..yamlfile import Fault
from .course import FIGURES, Course

SURENESS = ("certain", "likely", "illustrative")


def figures_say_where_they_come_from(course: Course) -> Iterator[Fault]:
    """No row lacks its source, its sureness or who was studied."""
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
