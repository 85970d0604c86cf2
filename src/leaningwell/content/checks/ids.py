"""Names within the course: no two alike, each one known where it is used, and the same in a file and its name."""

from __future__ import annotations

from collections.abc import Iterator

from leaningwell.items import Item

from ..activities import Reflection
from ..evidence import IDEAS
from ..yamlfile import Fault
from .course import Course, parts, short


def ids_differ(course: Course) -> Iterator[Fault]:
    """No two parts of the course go by one id."""
    first: dict[str, str] = {}
    for document, where, part in parts(course):
        if document.path in course.graded and isinstance(part, Reflection):
            continue  # it is a lesson's own, offered again
        here = f"{short(document.path, course.root)}:{document.line((*where, 'id'))}"
        if part.id in first:
            message = f"The id “{part.id}” is already used at {first[part.id]}."
            remedy = "Give one of them another id; leave the older one as it is."
            yield Fault(document.path, document.line((*where, "id")), message, remedy)
        first.setdefault(part.id, here)


def names_exist(course: Course) -> Iterator[Fault]:
    """Ideas, claims, personas and items are there where they are named."""
    claims = set(course.ledger.root) if course.ledger else None
    items = {part.id for _, _, part in parts(course) if isinstance(part, Item)}
    for document, where, part in parts(course):
        for index, idea in enumerate(getattr(part, "teaches", [])):
            if idea not in IDEAS:
                message, remedy = f"The idea “{idea}” does not exist.", f"Use one of {IDEAS[0]} to {IDEAS[-1]}."
                yield Fault(document.path, document.line((*where, "teaches", index)), message, remedy)
        for index, claim in enumerate(getattr(part, "rests_on", [])):
            if claims is not None and claim not in claims:
                message = f"The claim “{claim}” does not exist."
                remedy = "Add it to course/evidence/ledger.yaml, or name one that is there."
                yield Fault(document.path, document.line((*where, "rests-on", index)), message, remedy)
        for key in ("persona", "example", None):  # a practice says itself whose scene it is
            who = getattr(getattr(part, key, None) if key else part, "who", None)
            if who is not None and course.personas and who not in course.personas.root:
                message = f"The persona “{who}” does not exist."
                remedy = f"Use one of: {', '.join(sorted(course.personas.root))}."
                place = (*where, key, "who") if key else (*where, "who")
                yield Fault(document.path, document.line(place), message, remedy)
        for index, id in enumerate(getattr(part, "no_code", [])):
            if id not in items:
                message, remedy = f"The item “{id}” does not exist.", "Add it under `items`, or correct its name."
                yield Fault(document.path, document.line((*where, "no-code", index)), message, remedy)


def slugs_agree(course: Course) -> Iterator[Fault]:
    """A file says the name that it has."""
    for path, activities in course.activities.items():
        if activities and activities.lesson != path.stem:
            message = f"The file is named “{path.stem}” but says `lesson: {activities.lesson}`."
            yield Fault(path, course.documents[path].line(("lesson",)), message, "Make the two the same.")
    for path, graded in course.graded.items():
        if graded and graded.lesson != path.parent.name:
            message = f"The folder is named “{path.parent.name}” but the file says `lesson: {graded.lesson}`."
            yield Fault(path, course.documents[path].line(("lesson",)), message, "Make the two the same.")
