"""Questions that nobody answers by their looks, with feedback that says why."""

from __future__ import annotations

from collections.abc import Iterator

from leaningwell.items import Compose

from ..feedback import feedback
from ..messages import no_habit_pays
from ..quality import nothing_is_given_away, options_look_alike, questions, stem_asks
from ..yamlfile import Fault
from .course import Course, items, parts


def feedback_says_enough(course: Course) -> Iterator[Fault]:
    """No feedback is shorter than five words."""
    for document, where, part in parts(course):
        for path, text in feedback(part.model_dump(), where):
            if len(text.split()) < 5:
                message, remedy = f"This feedback says too little: “{text}”.", "Say why, in a full sentence."
                yield Fault(document.path, document.line(path), message, remedy)


def nobody_beats_chance(course: Course) -> Iterator[Fault]:
    """Neither length, place, politeness nor a word in common gives an answer away."""
    asked = items(course)
    for question in questions(asked):
        yield from options_look_alike(question)
    for document, where, item in asked:
        if where[0] != "check":  # the check asks once, for all its statements
            yield from stem_asks(document, where, item)
    folder = course.root / "course" / "activities"
    yield from nothing_is_given_away(folder, asked)
    yield from no_habit_pays(folder, [item for _, _, item in asked if isinstance(item, Compose)])
