"""The steps of a round with a class, in their order. The dashboard shows what stands here, and nothing else lists them.

A step that is added needs an entry here, and in ``page.yaml`` its words by its name: its title, its button, what it is
about, with choices what it asks, and with a ``file`` what that is. Its result is told by its sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import collecting, giving_back, grading, handed_in, handing_out, taking_along
from .course import Course, Result
from .given import GivenFile
from .grading import Advance


@dataclass(frozen=True)
class Wish:
    """What somebody chose for a step: one of its ``choices``, and a ``file``."""

    choice: str = ""
    file: GivenFile | None = None


@dataclass(frozen=True)
class Step:
    """One step: what it does, and the ``command`` that does the same in a terminal.

    ``choices``, each with its name and what it is called, ask for one thing more; the command takes it, too. ``file``
    says which kinds of file it can be given, as a file chooser takes them.
    """

    name: str
    command: str
    act: Callable[[Course, str, Advance, Wish], Result]
    choices: tuple[tuple[str, str], ...] = ()
    file: str = ""


STEPS = (
    Step(
        "hand-out",
        "leaningwell hand-out",
        lambda course, slug, advance, wish: handing_out.hand_out(course, slug),
    ),
    Step(
        "collect",
        "leaningwell collect",
        lambda course, slug, advance, wish: collecting.collect(course, slug, wish.file),
        file=collecting.DOWNLOADS,
    ),
    Step(
        "handed-in",
        "leaningwell handed-in",
        lambda course, slug, advance, wish: handed_in.handed_in(course, slug),
    ),
    Step(
        "grade",
        "leaningwell grade",
        lambda course, slug, advance, wish: grading.grade(course, slug, advance, grading.wishes_for(wish.choice)),
    ),
    Step(
        "give-back",
        "leaningwell give-back",
        lambda course, slug, advance, wish: giving_back.give_back(course, slug),
    ),
    Step(
        "report",
        "leaningwell report",
        lambda course, slug, advance, wish: taking_along.report(course, slug),
    ),
    Step(
        "export",
        "leaningwell export",
        lambda course, slug, advance, wish: taking_along.export(course, slug, wish.choice, wish.file),
        taking_along.PLATFORMS,
        taking_along.SHEETS,
    ),
)
