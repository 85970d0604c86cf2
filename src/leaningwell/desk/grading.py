"""Grades what was handed in, as `leaningwell grade` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from leaningwell.grading import instructor
from leaningwell.grading.cohort.grading import CannotGradeClass, Cohort, Outcome, Wishes
from leaningwell.grading.standins import empty_folders

from .course import CannotDo, Course, Result
from .needs_a_person import waiting, whose
from .words import say

Advance = Callable[[int, int], object]
"""Told after each submission: how many are done, and of how many."""


BY_THE_KEY = "by-the-key"
"""What the desk is asked for where those who were graded by another key are to be graded again."""


def wishes_for(choice: str) -> Wishes:
    """What a choice of the desk asks for."""
    return Wishes(changed_key=choice == BY_THE_KEY)


def grade(course: Course, slug: str, advance: Advance = lambda done, of: None, wishes: Wishes | None = None) -> Result:
    """Grade all that is new, and whatever else the wishes name. Raises CannotDo."""
    course.source(slug)
    empty = [instructor.say("empty-folder", folder=folder) for folder in empty_folders(course.directory(slug))]
    outcomes: list[Outcome] = []
    try:
        cohort = Cohort(course.root, slug, wishes or Wishes())
        students = cohort.to_grade()
        advance(0, len(students))

        def tell(outcome: Outcome) -> None:
            outcomes.append(outcome)
            advance(len(outcomes), len(students))

        cohort.grade(students, tell)
    except CannotGradeClass as reason:
        raise CannotDo(" ".join([*empty, str(reason)])) from None
    outcomes.sort(key=lambda outcome: outcome.student)
    graded = sum(not outcome.problem for outcome in outcomes)
    done = [say("graded", count=graded) if outcomes else say("nothing-new")]
    if left := waiting(course, slug):
        done.append(say("see-next-step", count=len(left), who=whose(left)))
    look = [*_problems(outcomes), *empty]
    offer = ""
    if others := cohort.by_another_key():
        look.append(say("other-key", count=len(others), who=", ".join(others)))
        offer = say("grade-again", count=len(others))
    data = {"outcomes": [asdict(outcome) for outcome in outcomes], "offer": offer and [BY_THE_KEY, offer]}
    return Result(tuple(done), tuple(look), data)


def _problems(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    return tuple(
        say("not-graded", student=outcome.student, why=outcome.problem) for outcome in outcomes if outcome.problem
    )
