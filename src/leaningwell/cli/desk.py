"""`leaningwell desk`: opens the teacher's desk in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from .open import DEFAULT_PORT
from .root import Root, find_root

DESK = "teaching/desk.ipynb"


def desk(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens.")] = DEFAULT_PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the server's own messages.")] = False,
    root: Root = None,
) -> None:
    """Open the teacher's desk in a browser: a round with a class, from the list of learners to feedback."""
    folder = find_root(root)
    if not (folder / DESK).is_file():
        typer.echo(
            f"There is no desk in {folder}: {DESK} is missing. It comes with the whole course; put it back from there.",
            err=True,
        )
        raise typer.Exit(1)
    from leaningwell.serving.opening import CannotOpen, open_course

    try:
        open_course(folder, port, browser=browser, verbose=verbose, say=typer.echo, page=f"/voila/render/{DESK}")
    except CannotOpen as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
