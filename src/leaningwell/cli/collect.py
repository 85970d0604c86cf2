"""`leaningwell collect`: takes in what came through the exchange, from a platform, or in any other way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .root import Root, find_root
from .told import LOOK, NOT_DONE, carry_out, tell_all, tell_looks

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result


def collect(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR|ZIP]…",
            help="What was downloaded, zipped or not. By default the exchange, and downloaded/NN-slug/archive.",
        ),
    ] = None,
    learners: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Says who is who: the learner's id, and what the platform calls them."),
    ] = None,
    root: Root = None,
) -> None:
    """Take in what was handed in: through the exchange of a hub, or on Moodle, Canvas or Blackboard.

    Ends with 0 if all was taken, 3 if there is something to see to, 1 if nothing was taken.
    """
    if not sources and not learners:
        tell_looks(carry_out(root, lambda course: _whatever_there_is(course, slug)))
        return
    place = find_root(root)
    from leaningwell.grading.classlist import Listed, UnusableList, read_file
    from leaningwell.grading.coursesettings import NoSettings, settings_of
    from leaningwell.grading.intake.take import NotTaken, known_people, take_in

    usual = place / "downloaded" / slug / "archive"
    try:
        config = settings_of(place)
        listed = read_file(learners, known_people(config)) if learners else Listed(())
        done = take_in(place, slug, sources or [usual], config, listed.learners)
    except (NotTaken, UnusableList, NoSettings) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(NOT_DONE) from None
    typer.echo("\n".join(done.done()))
    tell_all([*listed.troubles, *done.look()], LOOK if done.taken else NOT_DONE)


def _whatever_there_is(course: Course, slug: str) -> Result:
    from leaningwell.desk.collecting import collect

    return collect(course, slug)
