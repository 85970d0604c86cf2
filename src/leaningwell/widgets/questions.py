"""What a set of closed questions answers: whether a response is right, why, and what would be."""

from __future__ import annotations

from typing import Any

from leaningwell.items import AnyItem, Reason, Score, TrueFalse

from .activity import Handler


def handlers(items: list[AnyItem]) -> dict[str, Handler]:
    """What a set of questions may ask: to check a response, and for the reasoning."""
    by_id = {item.id: item for item in items}

    def check(question: dict[str, Any]) -> dict[str, Any]:
        item, response = by_id[question["id"]], question["response"]
        found = item.score(response)
        if not question.get("explain") or found.right:
            return result(found)
        explained = [{"about": e.about, "text": e.text, "fits": e.fits} for e in item.explained(response)]
        return {**result(found), "explained": explained}

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
    reasons = [{"about": r.about, "right": r.right, "text": r.text, **_more(r)} for r in found.reasons]
    return {"right": found.right, "earned": found.earned, "missed": found.missed, "reasons": reasons}


def _more(reason: Reason) -> dict[str, Any]:
    more = {"partly": reason.partly, "effect": reason.effect, "then": reason.then}
    return {key: value for key, value in more.items() if value}
