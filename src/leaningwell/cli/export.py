"""`leaningwell export`: writes the grades into a file that Canvas, Moodle or Blackboard take in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .root import Root, find_root
from .told import at_work

LOOK = 3


def export(
    platform: Annotated[str, typer.Option("--for", metavar="canvas|moodle|blackboard", help="The platform.")],
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[NN-SLUG]…", help="The exercises. By default all that are graded.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The grades as the platform gave them; their rows and columns stay."),
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="The file to write.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="NN-SLUG=HEADING", help="The platform's column for an exercise, where that is not clear."),
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Take grades along that a person still has to look at.")
    ] = False,
    root: Root = None,
) -> None:
    """Write grades for a platform. Ends with 0 if all is well, 3 if somebody should look, 1 if nothing was written."""
    place = find_root(root)
    at_work("Reading the grades.")
    from leaningwell.gradesheets import EXPORTS
    from leaningwell.gradesheets.course import write
    from leaningwell.gradesheets.grades import NoGrades

    if platform not in EXPORTS:
        raise typer.BadParameter(f"It is one of {', '.join(EXPORTS)}.", param_hint="--for")
    pairs = [text.partition("=") for text in column or ()]
    if any(not heading for _, _, heading in pairs):
        raise typer.BadParameter("It is an exercise, =, and a heading of the file.", param_hint="--column")
    try:
        sheet, path = write(
            place, platform, slugs or [], into, to, {slug: heading for slug, _, heading in pairs}, waiting
        )
    except NoGrades as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    typer.echo("\n".join([f"{path}: {sheet.written} grades for {platform.capitalize()}.", *sheet.told]))
    if sheet.look:
        raise typer.Exit(LOOK)
