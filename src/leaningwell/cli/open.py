"""`leaningwell open`: opens the course in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from .root import Root, find_root

# The number stands here too, so that `--help` need not import the server; a test holds the two together.
DEFAULT_PORT = 8710


def open_(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Another port has another, empty workbook.")
    ] = DEFAULT_PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the server's own messages.")] = False,
    root: Root = None,
) -> None:
    """Open the course in a browser, on the server that runs or on a new one."""
    folder = find_root(root)
    from leaningwell.serving.opening import CannotOpen, open_course

    try:
        open_course(folder, port, browser=browser, verbose=verbose, say=typer.echo)
    except CannotOpen as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
