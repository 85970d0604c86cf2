"""`leaningwell handed-in`: who has handed in, and how far everybody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .root import Root
from .told import at_work, carry_out, tell_looks

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result

STATES = {"none": "nothing", "empty": "an empty folder", "handed-in": "handed in", "graded": "graded"}
FEEDBACK = {"none": "", "older": "feedback older than the grade", "given": "feedback made"}


def handed_in(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")], root: Root = None
) -> None:
    """Show who has handed in an exercise, and how far everybody is."""

    def step(course: Course) -> Result:
        from leaningwell.desk.handed_in import handed_in

        return handed_in(course, slug)

    at_work("Looking who has handed in.")
    result = carry_out(root, step)
    for row in result.data["rows"]:
        typer.echo(f"  {_line(row)}")
    tell_looks(result)


def _line(row: dict[str, Any]) -> str:
    from leaningwell.grading.marks import number

    who = row["name"] if row["name"] == row["id"] else f"{row['name']} ({row['id']})"
    told = [
        STATES[row["state"]],
        row["time"],
        "late" if row["late"] else "",
        "" if row["points"] is None else f"{number(row['points'])} points{' so far' if row['unsure'] else ''}",
        f"{row['looks']} to look at" if row["looks"] else "",
        FEEDBACK[row["feedback"]],
    ]
    return f"{who}: {', '.join(filter(None, told))}"
