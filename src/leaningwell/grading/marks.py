"""From the key and the answers handed in to points and reasons. Pure: nothing is read, written or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaningwell.content import AnyItem, Graded, Match, Multiple, Numeric, Order, Reflection, Scenario, Sort, Task
from leaningwell.scoring import Reason, Score, score
from leaningwell.workbook import Kept, seen

from .plain import wrapped
from .words import say


@dataclass(frozen=True)
class Mark:
    """What one graded cell earns.

    ``reasons`` is what feedback says; ``heading`` and ``handed_in`` show what was answered, in plain text
    that may hold a learner's own words and is never to be rendered. ``answered``: was there anything?
    """

    points: float
    possible: float
    reasons: str
    heading: str = ""
    handed_in: str = ""
    answered: bool = True


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


def _task(task: Task, items: dict[str, AnyItem], kept: Kept, lacking: str | None) -> Mark:
    parts = [_item(items[id], task.points / len(task.no_code), kept, lacking) for id in task.no_code]
    earned = round(sum(part.points for part in parts), 2)
    if not any(part.answered for part in parts):
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
    )


def _item(item: AnyItem, points: float, kept: Kept, lacking: str | None) -> Mark:
    prompt = say("question", prompt=_line(item.prompt))
    given = seen.answer(item.public(), kept)
    if given.state == "damaged":
        return Mark(0.0, points, say("damaged"), say("handed-in"), prompt)
    if given.state == "nothing":
        return Mark(0.0, points, say(lacking or "nothing"), say("handed-in"), prompt, answered=False)
    try:
        result = score(item, kept.items[item.id]["response"])
    except Exception:
        # It names what the question does not hold (any more), or is any JSON, such as a list where a text belongs.
        return Mark(0.0, points, wrapped(say("outdated")), say("handed-in"), prompt, answered=False)
    handed_in = f"{prompt}\n{say('answer', answer=_listed(given.text))}"
    earned = min(max(round(result.earned * points, 2), 0.0), points)
    return Mark(earned, points, _reasons(item, result), say("handed-in"), handed_in)


def _receipt(reflection: Reflection, kept: Kept, lacking: str | None) -> Mark:
    found = seen.receipt(reflection, kept)
    shared = "\n\n".join(f"{label}\n{text}" for label, text in found.shared.items())
    heading = say("shared" if shared else "handed-in")
    if not found.done:
        return Mark(0.0, reflection.points, say(lacking or "not-done"), heading, shared, answered=False)
    return Mark(reflection.points, reflection.points, say("done"), heading, shared or say("done-private"))


def _reasons(item: AnyItem, result: Score) -> str:
    parts = [_reason(item, reason) for reason in result.reasons]
    if isinstance(item, Numeric) and not parts:
        parts = [wrapped(say("number", answer=f"{item.answer:g}", feedback=item.feedback))]
    if result.missed:
        parts.append(_missed(item, result.missed))
    return "\n".join(parts)


def _reason(item: AnyItem, reason: Reason) -> str:
    about = _texts(item).get(reason.about, "")
    head = say("right" if reason.right else "not-yet", about=about).rstrip(" :")
    return f"{wrapped(head)}\n{wrapped(reason.text, '    ')}"


def _missed(item: AnyItem, count: int) -> str:
    match item:
        case Scenario():
            return say("unfinished")
        case Sort() | Match():
            return say("unplaced-one") if count == 1 else say("unplaced", count=count)
        case Multiple():
            return say("missed-one") if count == 1 else say("missed", count=count)
    return ""


def _texts(item: AnyItem) -> dict[str, str]:
    """The words behind the keys a reason may be about."""
    match item:
        case Scenario():
            return {option.key: option.text for turn in item.all_turns for option in turn.options}
        case Sort():
            return {entry.key: entry.text for entry in item.entries}
        case Match():
            return {pair.key: pair.left for pair in item.pairs}
        case Order():
            return {step.key: step.text for step in item.sequence}
        case Numeric():
            return {}
    return {option.key: option.text for option in item.options}


def _listed(text: str) -> str:
    return text if "\n" not in text else "\n- " + text.replace("\n", "\n- ")


def _line(text: str) -> str:
    return " ".join(text.split())
