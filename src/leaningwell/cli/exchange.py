"""`leaningwell exchange`: what the page before handing in asks of nbgrader, in a process of its own, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def exchange(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    folder: Annotated[Path, typer.Option(help="The folder of the exercise.")],
    course: Annotated[str, typer.Option(help="Hand in to this course. Without, only look.")] = "",
) -> None:
    """Look what would be handed in through nbgrader's exchange, or hand it in."""
    from leaningwell.grading.exchange import Desk, NotHandedIn, stop_when_told

    stop_when_told()
    try:
        desk = Desk(folder, slug)
        result = desk.hand_in(course) if course else desk.look()
    except NotHandedIn as problem:
        result = {"code": problem.code, "detail": problem.detail}
    typer.echo(json.dumps(result))
