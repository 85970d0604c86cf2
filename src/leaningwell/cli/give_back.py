"""`leaningwell give-back`: makes feedback that is missing or older than the grade, and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .root import Root
from .told import at_work, carry_out, tell_looks

if TYPE_CHECKING:
    from leaningwell.desk.course import Course, Result


def give_back(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")], root: Root = None
) -> None:
    """Give feedback back: through the exchange of a hub, or as a zip with a page for each learner."""

    def step(course: Course) -> Result:
        from leaningwell.desk.giving_back import give_back

        return give_back(course, slug)

    at_work(f"Making the pages of feedback for {slug}.")
    tell_looks(carry_out(root, step))
