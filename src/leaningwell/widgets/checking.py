"""What questions may be asked: whether a response is right, and for the reasoning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leaningwell.items import Item, Score, TrueFalse

from .activity import Handler


def handlers(items: Sequence[Item]) -> dict[str, Handler]:
    """What a set of questions may ask: to check a response, and for the reasoning."""
    by_id = {item.id: item for item in items}

    def check(question: dict[str, Any]) -> dict[str, Any]:
        return result(by_id[question["id"]].score(question["response"]))

    def solve(question: dict[str, Any]) -> dict[str, Any]:
        item = by_id[question["id"]]
        right = item.solution()
        return {"response": right, **result(item.score(right))}

    return {"check": check, "solve": solve}


def compared(item: TrueFalse, before: dict[str, str], after: dict[str, str]) -> dict[str, Any]:
    """Whether the first and the second judgement of a statement were right (None: not judged), and why."""
    first, second = (item.score(given[item.id]) if item.id in given else None for given in (before, after))
    best = item.score(item.solution())
    said = [second, best] if second and not second.right else [best]
    return {
        "before": first.right if first else None,
        "after": second.right if second else None,
        "truth": item.solution(),
        "reasons": [{"right": reason.right, "text": reason.text} for found in said for reason in found.reasons],
    }


def result(found: Score) -> dict[str, Any]:
    """A score as a view reads it."""
    reasons = [{"about": r.about, "right": r.right, "text": r.text} for r in found.reasons]
    return {"right": found.right, "earned": found.earned, "missed": found.missed, "reasons": reasons}
