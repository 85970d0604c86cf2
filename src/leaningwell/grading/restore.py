"""Which of the course's cells each cell of a submission is, and all of them in the course's order again.

A cell is recognised by nbgrader's name or its id, and where an editor lost both, by its words: as they were handed
out, or nearly so, or by the functions it defines, or because it stands alone where one cell is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from .exercisefolder import grade_id

DEFINED = re.compile(r"^(?:async\s+)?def\s+(\w+)", re.M)
NEARLY = 0.9
LONGEST = 20_000
"""Comparing longer texts would take too long."""


@dataclass(frozen=True)
class Recognised:
    """``places``: by cell of the submission, which of the course's cells it is. ``by_words``: those without a name."""

    places: list[int | None]
    by_words: frozenset[int]


def recognise(cells: list[NotebookNode], course: list[NotebookNode]) -> Recognised:
    """Each of the course's cells is recognised once at most. Of a cell that was copied the last counts."""
    names = {cell.get("id"): place for place, cell in enumerate(course)}
    names |= {grade_id(cell): place for place, cell in enumerate(course) if grade_id(cell)}
    named = [_named(cell, names) for cell in cells]
    places = [None if place in named[index + 1 :] else place for index, place in enumerate(named)]
    sure = set(places)
    for find in (_same, _defining, _alone, _similar):
        for index, place in find(cells, places, course):
            if places[index] is None and place not in places:
                places[index] = place
    return Recognised(places, frozenset(place for place in places if place is not None and place not in sure))


def _named(cell: NotebookNode, names: dict[str | None, int]) -> int | None:
    for name in (grade_id(cell), cell.get("id")):
        if isinstance(name, str) and name in names:
            return names[name]
    return None


Found = Iterator[tuple[int, int]]
Placed = list[tuple[int, NotebookNode]]
Mixed = list[tuple[int | None, NotebookNode]]


def _open(cells: list[NotebookNode], places: list[int | None], course: list[NotebookNode]) -> tuple[Placed, Placed]:
    """What is not recognised yet, on both sides."""
    unknown = [(index, cell) for index, cell in enumerate(cells) if places[index] is None and cell.source.strip()]
    return unknown, [(place, cell) for place, cell in enumerate(course) if place not in places]


def _same(cells: list[NotebookNode], places: list[int | None], course: list[NotebookNode]) -> Found:
    unknown, missing = _open(cells, places, course)
    for place, original in missing:
        words = _words(original)
        for at, (index, cell) in enumerate(unknown):
            if cell.cell_type == original.cell_type and _words(cell) == words:
                del unknown[at]
                yield index, place
                break


def _defining(cells: list[NotebookNode], places: list[int | None], course: list[NotebookNode]) -> Found:
    unknown, missing = _open(cells, places, course)
    for place, original in missing:
        wanted = set(DEFINED.findall(original.source)) if is_solution(original) else set()
        found = [index for index, cell in unknown if cell.cell_type == "code" and wanted <= _defined(cell)]
        if wanted and len(found) == 1:
            yield found[0], place


def _defined(cell: NotebookNode) -> set[str]:
    return set(DEFINED.findall(cell.source))


def _alone(cells: list[NotebookNode], places: list[int | None], course: list[NotebookNode]) -> Found:
    """The only unknown code between two cells of the course, where only one cell with code is missing."""
    unknown, missing = _open(cells, places, course)
    known = [(place, index) for index, place in enumerate(places) if place is not None]
    for place, original in missing:
        before = max(((other, index) for other, index in known if other < place), default=(-1, -1))
        after = min(((other, index) for other, index in known if other > place), default=(len(course), len(cells)))
        lost = [other for other, cell in missing if before[0] < other < after[0] and cell.cell_type == "code"]
        found = [index for index, cell in unknown if before[1] < index < after[1] and cell.cell_type == "code"]
        if is_solution(original) and lost == [place] and len(found) == 1:
            yield found[0], place


def _similar(cells: list[NotebookNode], places: list[int | None], course: list[NotebookNode]) -> Found:
    unknown, missing = _open(cells, places, course)
    for place, original in missing:
        for index, cell in unknown:
            if cell.cell_type == original.cell_type and _nearly(_words(original), _words(cell)):
                yield index, place
                break


def _words(cell: NotebookNode) -> str:
    """The text without what an editor may do to the white space around it."""
    return "\n".join(line.rstrip() for line in cell.source.strip().split("\n"))


def _nearly(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONGEST:
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return all(ratio() >= NEARLY for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio))


def missing(places: list[int | None], course: list[NotebookNode]) -> list[int]:
    """The course's cells that belong back into the submission.

    Those that grade and those that others build on; of a notebook in which nothing was recognised, all.
    """
    nothing = not any(place is not None for place in places)
    return [
        place
        for place, cell in enumerate(course)
        if place not in places and (nothing or is_grade(cell) or (cell.cell_type == "code" and not is_solution(cell)))
    ]


def in_order(
    cells: list[NotebookNode], places: list[int | None], put_back: dict[int, NotebookNode]
) -> list[NotebookNode]:
    """The cells in the course's order.

    As many as possible stay where they are, and with them the learner's own. One that was moved or lost goes before
    its next neighbour of the course, so that what was written above that comes first; without one, to the end.
    """
    staying: Mixed = []
    moving: list[tuple[int, Mixed]] = [(place, [(place, cell)]) for place, cell in put_back.items()]
    kept = _longest_in_order(places)
    own: Mixed = []
    after_moved = False
    for index, (place, cell) in enumerate(zip(places, cells, strict=True)):
        own.append((place, cell))
        if place is None:
            continue
        if index in kept:
            staying += own
        elif after_moved:
            moving.append((place, own))  # what stands between two that move goes with them
        else:
            staying += own[:-1]
            moving.append((place, own[-1:]))
        own, after_moved = [], index not in kept
    staying += own
    for place, group in sorted(moving, key=lambda moved: moved[0]):
        later = (at for at, (other, _) in enumerate(staying) if other is not None and other > place)
        at = next(later, len(staying))
        staying[at:at] = group
    return [cell for _, cell in staying]


def _longest_in_order(places: list[int | None]) -> set[int]:
    """The longest run of positions whose places rise: patience sorting."""
    tops: list[int] = []  # the lowest place that a run of each length can end with
    ends: list[int] = []  # and the position where it ends
    before: dict[int, int | None] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        length = bisect_left(tops, place)
        before[index] = ends[length - 1] if length else None
        tops[length : length + 1], ends[length : length + 1] = [place], [index]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept
