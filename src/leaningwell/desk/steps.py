"""The steps of a round with a class, in their order. The dashboard shows what stands here, and nothing else lists them.

A step that is added, such as one that exports, needs an entry here and no more: its result is told by its sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import collecting, giving_back, grading, handed_in, handing_out, taking_along
from .course import Course, Result
from .grading import Advance


@dataclass(frozen=True)
class Step:
    """One step: its ``button``, what it is ``about``, and what it does. ``command`` does the same in a terminal.

    ``choices``, each with its name and what it is called, ask for one thing more; the command takes it, too.
    """

    name: str
    title: str
    button: str
    about: str
    command: str
    act: Callable[[Course, str, Advance, str], Result]
    asks: str = ""
    choices: tuple[tuple[str, str], ...] = ()


STEPS = (
    Step(
        "hand-out",
        "Hand out",
        "Hand it out",
        "Makes the learners' version, without solutions and keys, and hands it out: through the exchange of your hub, "
        "or as a zip for your learning platform.",
        "leaningwell hand-out",
        lambda course, slug, advance, choice: handing_out.hand_out(course, slug),
    ),
    Step(
        "collect",
        "Collect",
        "Collect",
        "Takes in what was handed in: through the exchange, and from what you downloaded from your platform.",
        "leaningwell collect",
        lambda course, slug, advance, choice: collecting.collect(course, slug),
    ),
    Step(
        "handed-in",
        "Who has handed in",
        "Look",
        "Shows how far everybody is.",
        "leaningwell handed-in",
        lambda course, slug, advance, choice: handed_in.handed_in(course, slug),
    ),
    Step(
        "grade",
        "Grade",
        "Grade what is new",
        "Grades what is new. It may be broken off; the same button goes on with the others.",
        "leaningwell grade",
        lambda course, slug, advance, choice: grading.grade(course, slug, advance),
    ),
    Step(
        "give-back",
        "Give feedback back",
        "Give back",
        "Makes each learner's page of feedback where it is missing or older than the grade, and gives it back.",
        "leaningwell give-back",
        lambda course, slug, advance, choice: giving_back.give_back(course, slug),
    ),
    Step(
        "report",
        "How it went",
        "Tell how it went",
        "How the exercise went for the class as a whole, and what to talk about next. It names nobody, and shows "
        "nothing of fewer than five people.",
        "leaningwell report",
        lambda course, slug, advance, choice: taking_along.report(course, slug),
    ),
    Step(
        "export",
        "Take the grades along",
        "Write the file",
        "Writes the grades into a file for your platform. What still waits for a person is held back, and told. The "
        "command can also fill in a file that the platform gave you.",
        "leaningwell export",
        lambda course, slug, advance, choice: taking_along.export(course, slug, choice),
        "Platform",
        taking_along.PLATFORMS,
    ),
)
