"""`leaningwell feedback`: grades one's own exercise on the spot, where the solutions are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .root import Root, find_root

SECONDS = 120


def feedback(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    folder: Annotated[
        Path | None, typer.Option(help="The folder of the exercise. By default the one in exercises/.")
    ] = None,
    seconds: Annotated[
        int, typer.Option(min=1, help="Stop after this time, as where code runs without end.")
    ] = SECONDS,
    as_json: Annotated[bool, typer.Option("--json", help="Give the result as JSON.")] = False,
    root: Root = None,
) -> None:
    """Grade your own exercise as for a class, and read the feedback. Your code runs here, with your own rights."""
    place = find_root(root)
    from leaningwell.grading.self_grade import CannotGrade, self_grade

    try:
        report = self_grade(place, slug, folder or place / "exercises" / slug, seconds)
    except CannotGrade as reason:
        if as_json:
            typer.echo(json.dumps({"problem": str(reason)}))
        else:
            typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(report.plain()))
    else:
        typer.echo(report.text())
