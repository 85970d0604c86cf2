"""`leaningwell hand-out`: makes the learners' version of an exercise, and hands it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .root import Root
from .told import at_work, carry_out, tell_looks

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result


def hand_out(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")], root: Root = None
) -> None:
    """Hand an exercise out: through the exchange of a hub, or as a zip for a learning platform."""

    def step(course: Course) -> Result:
        from leaningwell.desk.handing_out import hand_out

        return hand_out(course, slug)

    at_work(f"Making the learners' version of {slug}. The first time this takes up to a minute.")
    tell_looks(carry_out(root, step))
