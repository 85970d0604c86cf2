"""`leaningwell learners`: puts a list of learners into the gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .root import Root
from .told import at_work, carry_out, tell_looks

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result


def learners(
    file: Annotated[Path, typer.Argument(help="A CSV file, as your platform or a spreadsheet program writes it.")],
    root: Root = None,
) -> None:
    """Read the list of learners from a CSV file. Its first line names the columns: id,first name,last name,email."""
    path = file.absolute()

    def step(course: Course) -> Result:
        from leaningwell.desk.learners import enter_file

        return enter_file(course, path)

    at_work("Reading the list.")
    tell_looks(carry_out(root, step))
