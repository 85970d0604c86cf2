"""What the gradebook says of a class, as plain data: the grade of each learner in each exercise, if there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nbgrader.api import Gradebook, SubmittedAssignment

from leaningwell.grading.people import Register

from .words import say


class NoGrades(Exception):
    """Nothing can be exported; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Grade:
    """What a learner earned in an exercise, ``penalty`` taken off. ``waits``: a person still has to look at it."""

    points: float
    penalty: float = 0
    waits: bool = False


@dataclass(frozen=True)
class Exercise:
    """One exercise: its folder's name, the points it has, and what people call it, where that is known."""

    slug: str
    points: float
    title: str = ""

    @property
    def heading(self) -> str:
        """What a column of its own is called; learners read it."""
        return self.title or self.slug


@dataclass(frozen=True)
class Grades:
    """A class's grades. Who handed nothing in has no grade, and not a zero."""

    exercises: tuple[Exercise, ...]
    people: Register
    found: Mapping[tuple[str, str], Grade] = field(default_factory=dict)

    def of(self, student: str, slug: str) -> Grade | None:
        """The grade of a learner in an exercise, if there is one."""
        return self.found.get((student, slug))


def grades(
    gradebook: Gradebook,
    people: Register,
    slugs: Sequence[str] = (),
    students: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
) -> Grades:
    """The grades of these exercises and learners; of all where none are named. Raises NoGrades."""
    known = {assignment.name: assignment for assignment in gradebook.assignments}
    if missing := [slug for slug in slugs if slug not in known]:
        raise NoGrades(say("unknown", slugs=", ".join(missing), known=", ".join(known) or say("no-exercise")))
    chosen = sorted(set(slugs) or known)
    found = {}
    for slug in chosen:
        for submission in known[slug].submissions:
            found[submission.student.id, slug] = _grade(submission)
    # An exercise that nobody handed in would be an empty column.
    with_work = [slug for slug in chosen if slugs or any(each == slug for _, each in found)]
    if not found:
        raise NoGrades(say("nothing-graded"))
    wanted = tuple(person for person in people.people if not students or person.id in students)
    return Grades(
        tuple(Exercise(slug, float(known[slug].max_score), (titles or {}).get(slug, "")) for slug in with_work),
        Register(wanted, people.complete),
        found,
    )


def _grade(submission: SubmittedAssignment) -> Grade:
    penalty = float(submission.late_submission_penalty or 0)
    return Grade(max(0.0, float(submission.score) - penalty), penalty, bool(submission.needs_manual_grade))


def number(value: float) -> str:
    """Points with a decimal point, as all three platforms read them in English: 6, 4.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
