"""The command line, `leaningwell`: each command stands in a file of its own and calls the room that works."""

from __future__ import annotations

from typing import Annotated

import typer

from leaningwell.serving.environment import put_python_first

from .build import build
from .check import check
from .collect import collect
from .desk import desk
from .exchange import exchange
from .export import export
from .feedback import feedback
from .give_back import give_back
from .grade import grade
from .hand_out import hand_out
from .handed_in import handed_in
from .learners import learners
from .names import names
from .open import open_
from .report import report
from .serve import serve

app = typer.Typer(
    help="Leaning Well: an interactive course about healthy dependence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("open")(open_)
app.command()(serve)
app.command()(check)
app.command()(names)
app.command()(build)
app.command()(feedback)
app.command()(desk)
app.command()(learners)
app.command("hand-out")(hand_out)
app.command()(collect)
app.command("handed-in")(handed_in)
app.command()(grade)
app.command("give-back")(give_back)
app.command()(report)
app.command()(export)
app.command(hidden=True)(exchange)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"leaningwell {version('leaningwell')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Leaning Well: an interactive course about healthy dependence."""
    put_python_first()
