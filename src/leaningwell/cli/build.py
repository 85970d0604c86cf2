"""`leaningwell build`: makes what a learner gets, `exercises/`, from `solutions/`."""

from __future__ import annotations

from typing import Annotated

import typer

from .root import Root, find_root


def build(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="Exercises, such as 03-alone-together. By default all.")
    ] = None,
    root: Root = None,
) -> None:
    """Make exercises/ from solutions/: without solutions, hidden tests and keys."""
    folder = find_root(root)
    from leaningwell.content import ContentError
    from leaningwell.grading.build import build as build_exercises
    from leaningwell.grading.generate import ReleaseError

    try:
        built = build_exercises(folder, slugs or None)
    except (ContentError, ReleaseError) as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
    for path in built:
        typer.echo(path.relative_to(folder) if path.is_relative_to(folder) else path)
