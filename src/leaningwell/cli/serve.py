"""`leaningwell serve`: the lessons as a public site."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

import typer

from .root import Root, find_root


def _networks(given: list[str] | None) -> list[str] | None:
    """Each as it was given, if it is an address or a network."""
    for one in given or []:
        try:
            ip_network(one, strict=False)
        except ValueError:
            raise typer.BadParameter(f"{one} is neither an address nor a network.") from None
    return given


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens.")] = 8866,
    host: Annotated[
        str, typer.Option(help="0.0.0.0 listens to the network, the default to this computer.")
    ] = "127.0.0.1",
    base_url: Annotated[str, typer.Option(help="The path below which the site stands, such as /leaning-well/.")] = "/",
    workers: Annotated[
        int, typer.Option(min=1, help="How many processes answer what the activities ask. Each takes about 150 MB.")
    ] = 2,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            callback=_networks,
            help="The address of a proxy in front of it, or a network such as 10.0.0.0/8, which is trusted to say who "
            "asks. May be repeated.",
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the server's own messages.")] = False,
    root: Root = None,
) -> None:
    """Serve the lessons to anybody, without exercises and without JupyterLab."""
    folder = find_root(root)
    from leaningwell.serving.opening import CannotOpen
    from leaningwell.serving.site import SiteOptions, serve_site

    try:
        serve_site(folder, SiteOptions(host, port, base_url, workers, proxy or []), verbose=verbose, say=typer.echo)
    except CannotOpen as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from None
