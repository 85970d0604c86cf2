"""How far a round is: for each card of the desk a sentence, and whether its step is done for now."""

from __future__ import annotations

from typing import Any

from .course import Course
from .handed_in import handed_in
from .words import say


def standing(course: Course, slug: str) -> dict[str, dict[str, Any]]:
    """By the card's name, ``text`` and ``done``. Raises CannotDo."""
    rows = handed_in(course, slug).data["rows"]
    came = [row for row in rows if row["state"] in ("handed-in", "graded")]
    graded = [row for row in came if row["state"] == "graded"]
    given = [row for row in graded if row["feedback"] == "given"]
    waits = sum(row["looks"] for row in graded)
    known = course.knows(slug)
    out = "handed-out" if course.exchange("ReleaseAssignment", slug) is not None else "made"
    with course.gradebook() as gradebook:
        listed = len(gradebook.students)

    def told(done: bool, name: str, **values: int) -> dict[str, Any]:
        return {"done": done, "text": say(f"standing-{name}", **values)}

    found = {
        "learners": told(listed > 0, "listed" if listed else "nobody", count=listed),
        "hand-out": told(known, out if known else "not-handed-out"),
        "collect": told(len(came) == len(rows) > 0, "came" if came else "none-came", count=len(came), of=len(rows)),
    }
    if came:
        found["grade"] = told(len(graded) == len(came), "graded", count=len(graded), of=len(came))
    if graded:
        found["needs"] = told(not waits, "waits" if waits else "nothing-waits", count=waits)
        found["give-back"] = told(len(given) == len(graded) and not waits, "given", count=len(given), of=len(graded))
    return found
