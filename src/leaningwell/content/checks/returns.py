"""What comes again: warm-ups, looks back, a repeated check, and a reflection in an exercise."""

from __future__ import annotations

from collections.abc import Iterator

from leaningwell.items import Where

from ..activities import Reflection
from ..yamlfile import Fault
from .course import Course, parts


def reflections_return_unchanged(course: Course) -> Iterator[Fault]:
    """An exercise offers a lesson's shareable reflection again, so that what was written there can be shared."""
    lessons = {
        part.id: part
        for document, _, part in parts(course)
        if document.path in course.activities and isinstance(part, Reflection)
    }
    for document, where, part in parts(course):
        if document.path not in course.graded or not isinstance(part, Reflection):
            continue
        original, line = lessons.get(part.id), document.line((*where, "id"))
        if original is None:
            if None not in course.activities.values():
                message = f"No lesson has the reflection “{part.id}”."
                yield Fault(document.path, line, message, "Name a shareable reflection of the lesson.")
        elif not original.shareable:
            message = f"The reflection “{part.id}” is not shareable in its lesson."
            yield Fault(document.path, line, message, "Take one with `shareable: true`.")
        elif part.model_copy(update={"points": None}) != original.model_copy(update={"points": None}):
            message = f"The reflection “{part.id}” differs from the lesson's."
            yield Fault(document.path, line, message, "Copy it from the lesson's activity file, and keep `points`.")


def earlier_lessons_hold_what_returns(course: Course) -> Iterator[Fault]:
    """A warm-up names items, a look-back a reflection, and a repeated check a check, of lessons that come before."""
    read = {path: activities for path, activities in course.activities.items() if activities}
    if len(read) < len(course.activities):
        return
    lessons = {path.stem: activities for path, activities in read.items()}
    for path, activities in read.items():
        document = course.documents[path]
        earlier = {item.id for slug in lessons if slug < path.stem for item in lessons[slug].items}
        for index, id in enumerate(activities.warm_up):
            if id not in earlier:
                message = f"No earlier lesson has the warm-up item “{id}”."
                yield Fault(path, document.line(("warm-up", index)), message, "Name an item of an earlier lesson.")
        wanted: list[tuple[Where, str, str, str | None]] = [
            (("look-backs", index), look.lesson, "reflections", look.reflection)
            for index, look in enumerate(activities.look_backs)
        ]
        if activities.check_again:
            wanted.append((("check-again",), activities.check_again, "check", None))
        for where, slug, section, name in wanted:
            line = document.line((*where, "lesson") if name else where)
            if slug not in lessons or slug >= path.stem:
                message = f"“{slug}” is not a lesson that comes before this one."
                yield Fault(path, line, message, "Name an earlier file in course/activities/, without .yaml.")
            elif name and name not in {part.id for part in getattr(lessons[slug], section)}:
                message = f"The lesson “{slug}” has no reflection “{name}”."
                yield Fault(path, document.line((*where, "reflection")), message, "Name one of its reflections.")
            elif not getattr(lessons[slug], section):
                yield Fault(path, line, f"The lesson “{slug}” has no check.", "Name the lesson that has one.")
