"""Looks for what must not reach a learner in everything an exercise's release holds.

Secret are: solution regions, hidden tests and marking schemes; keys and feedback; outputs; anybody's answers.
Pure: takes texts, gives findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_solution

from leaningwell.content import Graded
from leaningwell.content.feedback import feedback

REGION = re.compile(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)\b")
KEY = re.compile(
    r"\bcorrect\s*[:=]\s*true\b"
    r"|^\s*-?\s*(feedback|answer|tolerance|mistakes|category|effect|then|worth|clashes|factor|told)\s*:",
    re.I | re.M,
)
TOLD_LATER = ("feedback", "told", "then")
"""The keys of what comes with the feedback, or tells the key."""
SHORTEST_LINE = 16
"""A solution line shorter than this, such as ``return share``, may stand anywhere."""
SHORTEST_SENTENCE = 5


@dataclass(frozen=True)
class Secret:
    """A text that must not be released, and what it is."""

    what: str
    text: str


@dataclass(frozen=True, order=True)
class Leak:
    """Something secret in a released file."""

    file: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.file} holds {self.what}: “{self.text}”."


def secrets(notebooks: Iterable[NotebookNode], graded: Graded | None) -> list[Secret]:
    """Every secret text of an exercise, each once."""
    found = [secret for notebook in notebooks for secret in _of_notebook(notebook)]
    if graded is not None:
        found += _of_items(graded)
    return list(dict.fromkeys(found))


def find_in_text(file: str, text: str, secret: Iterable[Secret]) -> list[Leak]:
    """The leaks in one released file, given as text."""
    leaks = [Leak(file, "the mark of a region that is cut out", found[0]) for found in REGION.finditer(text)]
    leaks += [Leak(file, "a key", found[0].strip()) for found in KEY.finditer(text)]
    flat = _flat(text)
    leaks += [Leak(file, each.what, each.text) for each in secret if each.text in flat]
    return sorted(set(leaks))


def find_in_notebook(file: str, notebook: NotebookNode, secret: Iterable[Secret]) -> list[Leak]:
    """The leaks in one released notebook: sources, metadata, attachments, outputs."""
    leaks = find_in_text(file, "\n".join(_strings(notebook)), secret)
    for cell in notebook.cells:
        if cell.get("outputs") or cell.get("execution_count") is not None:
            leaks.append(Leak(file, "the output of a cell", str(cell.get("id", ""))))
    return sorted(set(leaks))


def _of_notebook(notebook: NotebookNode) -> Iterator[Secret]:
    for cell in notebook.cells:
        lines = list(_regions(cell.source))
        if is_solution(cell) and not lines:
            lines = [("a solution", line) for line in cell.source.split("\n")]
        for what, line in lines:
            if len(line := _flat(line).strip()) >= SHORTEST_LINE and re.search(r"\w", line):
                yield Secret(what, line)


def _regions(source: str) -> Iterator[tuple[str, str]]:
    inside = None
    for line in source.split("\n"):
        if found := REGION.search(line):
            inside = found[2] if found[1] == "BEGIN" else None
        elif inside:
            yield (
                {"SOLUTION": "a solution", "HIDDEN TESTS": "a hidden test"}.get(inside, "a marking scheme"),
                line,
            )


def _of_items(graded: Graded) -> Iterator[Secret]:
    for _, text in feedback(graded.model_dump(mode="json"), keys=TOLD_LATER):
        for sentence in re.split(r"(?<=[.?!…])\s+", _flat(text)):
            if len(sentence.split()) >= SHORTEST_SENTENCE:
                yield Secret("feedback", sentence)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
