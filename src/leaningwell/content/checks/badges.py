"""Evidence: badges rest on enough and agree with the ledger, and each idea stands where it is said to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import IDEAS
from ..yamlfile import Fault
from .course import Course

SURE = ("strong", "moderate")
BADGE_LINK = re.compile(r"\[([^\]]+)\]\(#(E\d+[a-z]?)\)")


def badges_agree(course: Course) -> Iterator[Fault]:
    """A badge in the text says of a claim what the ledger says of it."""
    if course.ledger is None:
        return
    for path, notebook in course.notebooks.items():
        if notebook is None:
            continue
        text = path.read_text(encoding="utf-8").splitlines()
        for cell in notebook.cells:
            for badge, claim in BADGE_LINK.findall(cell.source):
                line = next((n for n, row in enumerate(text, 1) if f"[{badge}](#{claim})" in row), 1)
                entry = course.ledger.root.get(claim)
                if entry is None:
                    remedy = "Add it to course/evidence/ledger.yaml, or name one that is there."
                    yield Fault(path, line, f"The claim “{claim}” does not exist.", remedy)
                elif entry.badge != badge:
                    message = f"The badge says “{badge}”, the ledger says “{entry.badge}” for {claim}."
                    yield Fault(path, line, message, f"Write [{entry.badge}](#{claim}), or change the ledger.")


def badges_rest_on_enough(course: Course) -> Iterator[Fault]:
    """Strong and moderate claims have two sources, or one that pools many studies and says how many."""
    if course.ledger is None:
        return
    path = course.root / "course" / "evidence" / "ledger.yaml"
    document = course.documents[path]
    for claim, entry in course.ledger.root.items():
        publications = {source.doi or source.cite for source in entry.sources}
        if entry.badge in SURE and len(publications) == 1 and not any(source.pools for source in entry.sources):
            message = f"The badge of {claim} is “{entry.badge}”, and it has one source."
            remedy = (
                "Add another that found the same; say what it pools, such as `pools: 108 studies`, "
                "if it is a meta-analysis; or make the badge tentative."
            )
            yield Fault(path, document.line((claim, "badge")), message, remedy)


def cells_exist(course: Course) -> Iterator[Fault]:
    """Each place at which an idea is taught is there."""
    if course.coverage is None:
        return
    path = course.root / "course" / "evidence" / "coverage.yaml"
    document = course.documents[path]
    notebooks = {path.stem: notebook for path, notebook in course.notebooks.items()}
    for idea, places in course.coverage.root.items():
        if idea not in IDEAS:
            message, remedy = f"The idea “{idea}” does not exist.", f"Use one of {IDEAS[0]} to {IDEAS[-1]}."
            yield Fault(path, document.line((idea,)), message, remedy)
        for index, place in enumerate(places):
            line = document.line((idea, index))
            notebook = notebooks.get(place.lesson)
            if place.lesson not in notebooks:
                message = f"The lesson “{place.lesson}” does not exist."
                yield Fault(path, line, message, "Use a notebook's name in course/, without .ipynb.")
            elif notebook and place.cell not in {cell.get("id") for cell in notebook.cells}:
                message = f"The cell “{place.cell}” does not exist in {place.lesson}."
                yield Fault(path, line, message, "Use the id of the cell that teaches the idea.")
