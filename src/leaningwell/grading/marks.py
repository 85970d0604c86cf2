"""From the key and the answers handed in to points and reasons. Pure: nothing is read, written or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaningwell.answers import Kept, instructor_view
from leaningwell.content import Graded, Reflection, Task
from leaningwell.items import Item, Reason, ResponseError, Score

from .plain import wrapped
from .words import say


@dataclass(frozen=True)
class Mark:
    """What one graded cell earns.

    ``reasons`` is what feedback says; ``heading`` and ``handed_in`` show what was answered, in plain text
    that may hold a learner's own words and is never to be rendered. ``answered``: was there anything? ``outdated``: did
    something no longer fit its question, so that a person should look?
    """

    points: float
    possible: float
    reasons: str
    heading: str = ""
    handed_in: str = ""
    answered: bool = True
    outdated: bool = False


def marks(graded: Graded, kept: Kept, lacking: str | None = None) -> dict[str, Mark]:
    """The mark of every graded cell by its id: tasks (by questions), closed items, reflections.

    ``lacking`` names the sentence that says why there are no answers at all, if there are none.
    """
    found: dict[str, Mark] = {}
    items = {item.id: item for item in graded.items}
    for task in graded.tasks:
        found[task.id] = _safe(lambda task=task: _task(task, items, kept, lacking), task.points)
    for item in graded.items:
        if item.points:
            found[item.id] = _safe(lambda item=item: _item(item, item.points, kept, lacking), item.points)
    for reflection in graded.reflections:
        if reflection.points:
            found[reflection.id] = _safe(
                lambda reflection=reflection: _receipt(reflection, kept, lacking), reflection.points
            )
    return found


def failed(points: float) -> Mark:
    """The mark when grading itself went wrong: nothing, and a sentence that says whose fault it is."""
    return Mark(0.0, points, say("own-failure"), answered=False)


def number(value: float) -> str:
    """Points as people write them: 6, 4.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _safe(mark: Callable[[], Mark], points: float) -> Mark:
    try:
        return mark()
    except Exception:
        return failed(points)


def _task(task: Task, items: dict[str, Item], kept: Kept, lacking: str | None) -> Mark:
    parts = [_item(items[id], task.points / len(task.no_code), kept, lacking) for id in task.no_code]
    earned = round(sum(part.points for part in parts), 2)
    outdated = any(part.outdated for part in parts)
    if not outdated and not any(part.answered for part in parts):
        return Mark(0.0, task.points, say(lacking or "no-questions"), answered=False)
    return Mark(
        min(earned, task.points),
        task.points,
        "\n\n".join(
            f"{wrapped(say('question', prompt=_line(items[id].prompt)))}\n{part.reasons}"
            for id, part in zip(task.no_code, parts, strict=True)
        ),
        say("handed-in"),
        "\n\n".join(part.handed_in for part in parts),
        answered=any(part.answered for part in parts),
        outdated=outdated,
    )


def _item(item: Item, points: float, kept: Kept, lacking: str | None) -> Mark:
    prompt = say("question", prompt=_line(item.prompt))
    given = instructor_view.answer(item.public(), kept)
    if given.state == "damaged":
        return Mark(0.0, points, say("damaged"), say("handed-in"), prompt)
    if given.state == "nothing":
        return Mark(0.0, points, say(lacking or "nothing"), say("handed-in"), prompt, answered=False)
    if given.state == "outdated":
        return Mark(0.0, points, wrapped(say("outdated")), say("handed-in"), prompt, answered=False, outdated=True)
    handed_in = f"{prompt}\n{say('answer', answer=_listed(given.text))}"
    try:
        result = item.score(kept.items[item.id]["response"])
    except ResponseError as error:
        return Mark(0.0, points, wrapped(say("misfit", why=error)), say("handed-in"), handed_in)
    earned = min(max(round(result.earned * points, 2), 0.0), points)
    return Mark(earned, points, _reasons(item, result), say("handed-in"), handed_in)


def _receipt(reflection: Reflection, kept: Kept, lacking: str | None) -> Mark:
    found = instructor_view.receipt(reflection, kept)
    shared = "\n\n".join(f"{label}\n{text}" for label, text in found.shared.items())
    heading = say("shared" if shared else "handed-in")
    if not found.done:
        return Mark(0.0, reflection.points, say(lacking or "not-done"), heading, shared, answered=False)
    return Mark(reflection.points, reflection.points, say("done"), heading, shared or say("done-private"))


def _reasons(item: Item, result: Score) -> str:
    parts = [_reason(item, reason) for reason in result.reasons]
    if item.told and not parts:
        answer, feedback = item.told
        parts = [wrapped(say("number", answer=answer, feedback=feedback))]
    if result.missed:
        parts.append(say(f"{item.MISSED}-one" if result.missed == 1 else item.MISSED, count=result.missed))
    return "\n".join(parts)


def _reason(item: Item, reason: Reason) -> str:
    about = item.texts.get(reason.about, "")
    head = say("right" if reason.right else "not-yet", about=about).rstrip(" :")
    return f"{wrapped(head)}\n{wrapped(reason.text, '    ')}"


def _listed(text: str) -> str:
    return text if "\n" not in text else "\n- " + text.replace("\n", "\n- ")


def _line(text: str) -> str:
    return " ".join(text.split())
