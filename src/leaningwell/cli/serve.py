"""`leaningwell serve`: the lessons as a public site."""

from __future__ import annotations

from typing import Annotated

import typer

from .root import Root, find_root


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens.")] = 8866,
    host: Annotated[
        str, typer.Option(help="0.0.0.0 listens to the network, the default to this computer.")
    ] = "127.0.0.1",
    base_url: Annotated[str, typer.Option(help="The path below which the site stands, such as /leaning-well/.")] = "/",
    pages: Annotated[
        int, typer.Option(min=1, help="How many pages may be open at once. Each takes about 100 MB of memory.")
    ] = 40,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the server's own messages.")] = False,
    root: Root = None,
) -> None:
    """Serve the lessons to anybody, without exercises and without JupyterLab."""
    folder = find_root(root)
    from leaningwell.serving.opening import CannotOpen
    from leaningwell.serving.site import serve_site

    try:
        serve_site(folder, host, port, base_url, pages, verbose=verbose, say=typer.echo)
    except CannotOpen as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
