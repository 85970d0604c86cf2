"""Finds the folder of the course, the one that holds `course/`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FIRST_LESSON = Path("course", "00-start-here.ipynb")

Root = Annotated[
    Path | None,
    typer.Option("--root", metavar="DIR", help="The folder that holds course/. By default this one, or one above it."),
]


def find_root(given: Path | None) -> Path:
    """The root as an absolute path; ends the command with a sentence if the course is not there."""
    start = (given or Path.cwd()).resolve()
    for folder in [start] if given else [start, *start.parents]:
        if (folder / FIRST_LESSON).is_file():
            return folder
    typer.echo(
        f"There is no course in {start}: {FIRST_LESSON} is missing. "
        "Go to the folder you downloaded Leaning Well into, or name it with --root.",
        err=True,
    )
    raise typer.Exit(1)
