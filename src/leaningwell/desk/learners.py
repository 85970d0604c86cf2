"""Enters a list of learners into the gradebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from leaningwell.grading import classlist
from leaningwell.grading.classlist import Listed, UnusableList
from leaningwell.grading.cohort.gradebook import why
from leaningwell.grading.people import Person, Register, of_gradebook

from .course import CannotDo, Course, Result
from .words import say


def enter_file(course: Course, path: Path) -> Result:
    """Put the learners of a CSV file into the gradebook. Raises CannotDo."""
    return _enter_all(course, lambda known: classlist.read_file(path, known))


def enter(course: Course, content: bytes, name: str) -> Result:
    """Put the learners of a CSV file's content into the gradebook. Raises CannotDo."""
    return _enter_all(course, lambda known: classlist.read(content, name, known))


def _enter_all(course: Course, read: Callable[[Register], Listed]) -> Result:
    """Nobody is taken out, and what a file does not say stays."""
    try:
        known = of_gradebook(course.directory().db_url)
        listed = read(known)
    except UnusableList as problem:
        raise CannotDo(str(problem)) from None
    except SQLAlchemyError as error:
        raise CannotDo(why(error)) from None
    recognised = _recognised(listed.learners, known)
    look = [*listed.troubles, *_of_recognised(recognised), *_of_namesakes(listed.learners, known, recognised)]
    counts = {"new": 0, "changed": 0, "as-before": 0}
    with course.gradebook() as gradebook:
        for learner in listed.learners:
            counts[_enter(gradebook, _as_known(learner, recognised))] += 1
        gradebook.db.commit()
    told = ", ".join(say(f"count-{what}", count=count) for what, count in counts.items() if count)
    return Result(
        (say("on-the-list", count=len(listed.learners), told=told), _first(listed.learners[0])),
        tuple(look),
        [asdict(learner) for learner in listed.learners],
    )


def _recognised(learners: Sequence[Person], known: Register) -> dict[str, tuple[Person, bool]]:
    """Whom the gradebook has already under another id, by the id that the file has: nobody is put there twice.

    Whoever stands in the file by the gradebook's own id is somebody else.
    """
    ids = {person.id for person in known.people}
    own = {learner.id for learner in learners}
    found = {
        learner.id: same
        for learner in learners
        if learner.id not in ids and (same := known.same(learner, own)) is not None
    }
    meant = Counter(person.id for person, _ in found.values())
    return {id: same for id, same in found.items() if meant[same[0].id] == 1}


def _as_known(learner: Person, recognised: Mapping[str, tuple[Person, bool]]) -> Person:
    """With the gradebook's id; what the gradebook says already stays."""
    if learner.id not in recognised:
        return learner
    person, _ = recognised[learner.id]
    return replace(
        learner,
        id=person.id,
        first=person.first or learner.first,
        last=person.last or learner.last,
        email=person.email or learner.email,
        lms=person.lms or learner.lms,
    )


def _of_recognised(recognised: Mapping[str, tuple[Person, bool]]) -> Iterator[str]:
    for name, sure in (("known-by-email", True), ("known-by-name", False)):
        told = [say("is", other=id, id=person.id) for id, (person, is_sure) in recognised.items() if is_sure == sure]
        if told:
            yield say(name, count=len(told), who=", ".join(told))


def _of_namesakes(
    learners: Sequence[Person], known: Register, recognised: Mapping[str, tuple[Person, bool]]
) -> Iterator[str]:
    """Somebody new of the same name as somebody of an earlier list may be the same person all the same.

    Two of one name in one list are two.
    """
    own = {learner.id for learner in learners}
    ids = {person.id for person in known.people}
    for learner in learners:
        if learner.id not in ids and learner.id not in recognised and (others := known.namesakes(learner, own)):
            named = ", ".join(sorted((learner.id, *(other.id for other in others))))
            yield say("namesakes", name=learner.names[0], ids=named)


def _first(learner: Person) -> str:
    """How a row was read, so that a column that was taken for another is seen at once."""
    told = {field: getattr(learner, field) or "–" for field in ("id", "first", "last", "email")}
    return say("first-of-list", **told)


def _enter(gradebook: Gradebook, learner: Person) -> str:
    told = {"first_name": learner.first, "last_name": learner.last, "email": learner.email, "lms_user_id": learner.lms}
    told = {field: value for field, value in told.items() if value}
    try:
        student = gradebook.find_student(learner.id)
    except MissingEntry:
        if not (learner.first or learner.last):
            told["last_name"] = learner.id
        gradebook.add_student(learner.id, **{"first_name": "", "last_name": "", **told})
        return "new"
    if told.get("first_name") and "last_name" not in told and student.last_name == student.id:
        told["last_name"] = ""
    changed = {field: value for field, value in told.items() if getattr(student, field) != value}
    for field, value in changed.items():
        setattr(student, field, value)
    return "changed" if changed else "as-before"
