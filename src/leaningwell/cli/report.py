"""`leaningwell report`: how an exercise went for a class as a whole, without a name in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .root import Root, find_root


def report(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    page: Annotated[Path | None, typer.Option("--page", metavar="FILE.html", help="Write it as a page, too.")] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write the figures of all questions, too.")
    ] = None,
    root: Root = None,
) -> None:
    """Tell how an exercise went, and what to talk about next. It names nobody and shows nothing of fewer than five."""
    place = find_root(root)
    from leaningwell.reports import class_report, told
    from leaningwell.reports.work import NoReport, read

    try:
        found = class_report(read(place, slug))
        in_words = told.told(found)
        typer.echo(told.text(in_words))
        if page:
            page.write_text(told.page(in_words), encoding="utf-8")
        if table:
            table.write_text(told.table(found), encoding="utf-8", newline="")
    except NoReport as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(f"{error.filename} cannot be written: {error.strerror}.", err=True)
        raise typer.Exit(1) from None
    for path in (page, table):
        if path:
            typer.echo(f"Written: {path}")
