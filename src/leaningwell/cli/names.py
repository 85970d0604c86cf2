"""`leaningwell names`: gives every option, entry and box a lasting name, and lists it."""

from __future__ import annotations

import typer

from .root import Root, find_root


def names(root: Root = None) -> None:
    """Name all that stored answers will refer to, so that its words may change."""
    folder = find_root(root)
    from leaningwell.content import ContentError
    from leaningwell.content.names import NAMES, write_names

    try:
        given, new = write_names(folder)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Named in the course's files: {given}. New in {NAMES.as_posix()}: {new}.")
