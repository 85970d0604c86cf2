"""`leaningwell collect`: takes in what a platform lets one download, or what came in any other way."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .root import Root, find_root

LOOK = 3


def collect(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR|ZIP]…", help="What was downloaded, zipped or not. By default downloaded/NN-slug/archive."
        ),
    ] = None,
    learners: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Says who is who: the learner's id, and what the platform calls them."),
    ] = None,
    root: Root = None,
) -> None:
    """Take in what Moodle, Canvas or Blackboard hand over. Ends with 0 if all was taken, 3 if not, 1 if nothing was."""
    place = find_root(root)
    from leaningwell.grading.coursesettings import NoSettings, settings_of
    from leaningwell.grading.intake.take import NotTaken, take_in
    from leaningwell.grading.people import UnusableList, from_csv

    usual = place / "downloaded" / slug / "archive"
    try:
        if not sources and not (usual.is_dir() and any(usual.iterdir())):
            raise NotTaken(
                f"There is nothing to collect: {usual} is empty. Name the folder or the zip file that your platform "
                f"gave you. What was handed in through nbgrader's exchange is taken in by `nbgrader collect {slug}`."
            )
        listed = from_csv(learners) if learners else []
        done = take_in(place, slug, sources or [usual], settings_of(place), listed)
    except (NotTaken, UnusableList, NoSettings) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    typer.echo("\n".join(done.sentences()))
    if done.troubled:
        raise typer.Exit(LOOK)
