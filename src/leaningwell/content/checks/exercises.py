"""What an exercise asks for, and what it is worth, where its lesson has a practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leaningwell.items import Item

from ..activities import Activities, Graded
from ..feedback import feedback
from ..yamlfile import Fault
from .course import Course

POINTS, RECEIPT = 22, 1
"""The reflection's receipt is a part of the points where the lesson has a shareable reflection."""
KINDS = ("words", "numbers")
ALIKE = 8
"""So many words in a row are no chance."""
KEYS = ("prompt", "text", "says", "then", "label")
"""What a learner reads of a question before it is answered."""


def exercises_fit_their_lessons(course: Course) -> Iterator[Fault]:
    """One task in words and one in numbers, in another scene than the practice, and 22 points, or 21."""
    lessons = {lesson.lesson: lesson for lesson in course.activities.values() if lesson and lesson.practice}
    for path, graded in course.graded.items():
        if graded and graded.lesson in lessons:
            lesson = lessons[graded.lesson]
            yield from _tasks(course, path, graded)
            yield from _points(course, path, graded, lesson)
            yield from _words(course, path, graded, lesson)


def _tasks(course: Course, path: Path, graded: Graded) -> Iterator[Fault]:
    document, care = course.documents[path], "not-your-task" if graded.lesson.startswith("02") else "fear"
    for index, task in enumerate(graded.tasks):
        if task.kind is None:
            message = f"The task “{task.id}” does not say of which kind it is."
            remedy = "Add `kind: words` or `kind: numbers`."
            yield Fault(path, document.line(("tasks", index, "id")), message, remedy)
        elif task.line_of_care not in (None, care):
            message = f"The task “{task.id}” has the line of care “{task.line_of_care}”."
            yield Fault(
                path, document.line(("tasks", index, "care")), message, f"In this exercise write `care: {care}`."
            )
    kinds: list[str | None] = [task.kind for task in graded.tasks]
    for kind in KINDS:
        if kinds.count(kind) != 1 and None not in kinds:
            message = f"The exercise has {kinds.count(kind) or 'no'} tasks of `kind: {kind}`."
            remedy = "Have one task in words and one in numbers."
            yield Fault(path, document.line(("tasks",)), message, remedy)


def _points(course: Course, path: Path, graded: Graded, lesson: Activities) -> Iterator[Fault]:
    shareable = any(reflection.shareable for reflection in lesson.reflections)
    rest: list[Item | object] = [*graded.items, *graded.reflections]
    points = sum(task.points for task in graded.tasks) + sum(getattr(one, "points", None) or 0 for one in rest)
    wanted = POINTS if shareable else POINTS - RECEIPT
    if points != wanted:
        message = f"The exercise is worth {points:g} points."
        receipt = ", and 1 for the shareable reflection" if shareable else ""
        remedy = f"Make it {wanted}: two tasks of 6, three questions of 3{receipt}."
        yield Fault(path, course.documents[path].line(("tasks",)), message, remedy)
    if shareable and not graded.reflections:
        message = "The exercise does not offer the lesson’s shareable reflection again."
        yield Fault(path, course.documents[path].line(("items",)), message, "Copy it there, with `points: 1`.")


def _words(course: Course, path: Path, graded: Graded, lesson: Activities) -> Iterator[Fault]:
    """A task in words gives nothing for guessing, and takes nothing word for word from what was practised."""
    known = {run for item in lesson.practice.items for run in _runs(item)} if lesson.practice else set()
    asked = {id: task.id for task in graded.tasks if task.kind == "words" for id in task.no_code}
    for index, item in enumerate(graded.items):
        line = course.documents[path].line(("items", index, "id"))
        if item.id in asked and item.chance is None:
            message = f"The question “{item.id}” of a task in words gives credit for guessing."
            yield Fault(path, line, message, "Let it be annotate, compose, or a scenario with effects.")
        if item.id in asked and (same := [run for run in _runs(item) if run in known]):
            message = f"The task “{asked[item.id]}” repeats the practice: “{same[0]} …”"
            yield Fault(path, line, message, "Write another scene than the one that was practised.")


def _runs(item: Item) -> Iterator[str]:
    for _, text in feedback(item.model_dump(), keys=KEYS):
        words = re.findall(r"\w+", text.casefold())
        yield from (" ".join(words[at : at + ALIKE]) for at in range(len(words) - ALIKE + 1))
