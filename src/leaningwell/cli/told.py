"""Says in a terminal what came of a step of the teacher's desk, and ends the command as `leaningwell grade` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .root import find_root

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result

NOT_DONE, LOOK = 1, 3


def carry_out(root: Path | None, step: Callable[[Course], Result]) -> Result:
    """Carry out a step. Ends with 1 if it cannot be done and with 3 if somebody should see to something."""
    place = find_root(root)
    from leaningwell.desk.course import CannotDo, Course

    try:
        result = step(Course(place))
    except CannotDo as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(NOT_DONE) from None
    for sentence in result.done:
        typer.echo(sentence)
    return result


def at_work(sentence: str) -> None:
    """Say what takes a while before it begins, beside what a step says in the end."""
    typer.echo(sentence, err=True)


def tell_looks(result: Result) -> None:
    """What somebody should see to, at the end."""
    tell_all(result.look)


def tell_all(look: Sequence[str], end: int = LOOK) -> None:
    """These lines, if there are any, and then ``end``."""
    if look:
        typer.echo("\n".join(["To see to:", *(f"  {line}" for line in look)]))
        raise typer.Exit(end)
