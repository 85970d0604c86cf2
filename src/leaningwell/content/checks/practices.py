"""The practice of a lesson, what its questions are for, and how they speak of a wrong choice.

The bounds hold for lessons that have a practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leaningwell.items import Item, Where
from leaningwell.items.numeric import Mistake
from leaningwell.items.part import Part

from ..activities import Activities, Graded
from ..yamlfile import Document, Fault
from .course import Course, parts
from .layout import rebuilt

NOT_YOUR_TASK = 2
"""The lesson about being calm company, whose line of care says that nobody has to keep a feared person calm."""
QUESTIONS = (5, 7)
SKILL, METHOD = 2, 2
IN_THE_COURSE = {"skill": (0.4, 1.0), "method": (0.0, 0.2)}

GRUDGING = {
    "en": r"(no|not|never|wrong|incorrect|false|unfortunately|sadly|but|actually|hardly)\b"
    r"|(this|that|it) (is|was|does|would) (not|wrong|incorrect|never|hardly)\b|you (should|must|may) not\b",
    "de": r"(nein|nicht|nie|falsch|leider|aber|kaum|stimmt nicht)\b"
    r"|(das|es|dies) (ist|war|wäre|stimmt) (nicht|falsch|nie|kaum)\b|du (sollst|sollest|solltest|darfst) nicht\b",
}
"""How feedback begins that does not begin with what is good in a choice."""


def lessons_practise(course: Course) -> Iterator[Fault]:
    """A practice is shown once, with the line of care that its lesson needs, and its rounds are there."""
    for plan in rebuilt(course):
        practice, path = plan.activities.practice, course.root / "course" / "activities" / f"{plan.path.stem}.yaml"
        document = course.documents[path]
        assert practice is not None
        shown = [call for call in plan.calls() if call.of_the_lesson and call.name == "practice"]
        if len(shown) != 1:
            message = f"The notebook shows the practice {len(shown) or 'no'} times."
            line = plan.line(shown[-1].cell) if shown else 1
            yield Fault(plan.path, line, message, "Have one cell lesson.practice(), outside of the drawer.")
        wanted = "not-your-task" if plan.number == NOT_YOUR_TASK else "fear"
        if practice.care != wanted:
            message = f"The practice has the line of care “{practice.care}”."
            yield Fault(path, document.line(("practice", "care")), message, f"In this lesson write `care: {wanted}`.")
        known = {part.id for part in (*plan.activities.choices, plan.activities.translator) if part}
        for index, one in enumerate(practice.rounds):
            if isinstance(one, str) and one not in known:
                message = f"The lesson has no translator and no choice “{one}”."
                remedy = f"Name one of: {', '.join(sorted(known))}." if known else "Write a question in its place."
                yield Fault(path, document.line(("practice", "rounds", index)), message, remedy)


def questions_have_their_aims(course: Course) -> Iterator[Fault]:
    """Skills are most of what is asked, methods little."""
    for path, activities in course.activities.items():
        if activities and activities.practice:
            for message, remedy in _counted(activities, int(activities.lesson[:2])):
                yield Fault(path, course.documents[path].line(("items",)), message, remedy)
    yield from _in_the_course(course)


def _counted(activities: Activities, number: int) -> Iterator[tuple[str, str]]:
    aims: list[str | None] = [item.aim for item in activities.items]
    skill, method = aims.count("skill"), aims.count("method")
    if number == 0:
        if skill < 1:
            yield "No question of the opening lesson practises a skill.", "Let one of them, with `aim: skill`."
        return
    if not QUESTIONS[0] <= len(aims) <= QUESTIONS[1]:
        yield f"The lesson has {len(aims)} questions.", f"Make them {QUESTIONS[0]} to {QUESTIONS[1]}."
    if skill < SKILL:
        yield f"Questions that practise a skill: {skill}.", f"Have at least {SKILL}, with `aim: skill`."
    if method > METHOD:
        yield f"Questions about a method: {method}.", f"Keep at most {METHOD}; others go under `drawer`."


def _in_the_course(course: Course) -> Iterator[Fault]:
    """Shares over all lessons, once each of them has a practice."""
    lessons = list(course.activities.values())
    if not lessons or not all(lesson and lesson.practice for lesson in lessons):
        return
    aims: list[str | None] = [item.aim for lesson in lessons if lesson for item in lesson.items]
    for aim, (least, most) in IN_THE_COURSE.items():
        share = aims.count(aim) / max(1, len(aims))
        if not least <= share <= most:
            bound = f"at least {least:.0%}" if share < least else f"at most {most:.0%}"
            message = f"Of the course’s questions {share:.0%} are of `aim: {aim}`."
            yield Fault(course.root / "course" / "activities", 1, message, f"Make it {bound}.")


def feedback_begins_with_what_is_good(course: Course) -> Iterator[Fault]:
    """Whoever chose wrongly had a reason, and hears of that first."""
    slugs = {lesson.lesson for lesson in course.activities.values() if lesson and lesson.practice}
    languages = {path: read.language for path, read in _files(course) if read.lesson in slugs}
    for document, where, part in parts(course):
        pattern = GRUDGING.get(languages.get(document.path, "").split("-")[0])
        if pattern and isinstance(part, Item) and where[0] != "retired":
            yield from _grudging(document, part, where, re.compile(pattern, re.I))


def _files(course: Course) -> Iterator[tuple[Path, Activities | Graded]]:
    for path, read in [*course.activities.items(), *course.graded.items()]:
        if read:
            yield path, read


def _grudging(document: Document, part: Part, where: Where, pattern: re.Pattern[str]) -> Iterator[Fault]:
    for place, feedback in _on_wrong_choices(part, where):
        if pattern.match(feedback.lstrip("“‘(")):
            message = f"This feedback begins with what is wrong: “{' '.join(feedback.split()[:6])} …”"
            remedy = "Begin with what is good in the choice, or why somebody would make it."
            yield Fault(document.path, document.line(place), message, remedy)


def _on_wrong_choices(value: object, where: Where) -> Iterator[tuple[Where, str]]:
    """The feedback on whatever earns less than all, with its place."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _on_wrong_choices(one, (*where, index))
    elif isinstance(value, Part):
        feedback = getattr(value, "feedback", None)
        if isinstance(feedback, str) and (isinstance(value, Mistake) or getattr(value, "worth", 1) < 1):
            yield (*where, "feedback"), feedback
        for name, inner in value:
            yield from _on_wrong_choices(inner, (*where, name.replace("_", "-")))
