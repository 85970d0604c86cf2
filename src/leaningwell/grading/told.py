"""Takes apart what a graded cell says, so that a page can set each part for itself: question, answer, verdict, reason.

The words around each part are those of ``words.yaml``, in the exercise's language. A part begins at a line with such a
word; what follows belongs to it, up to the next part or an empty line. Lines broken for formgrader are joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaningwell.content import phrases

from .words import WORDS

KINDS = {
    "question": "question",
    "answer": "answer",
    "right": "right",
    "passed": "right",
    "partly": "partly",
    "not-yet": "not-yet",
    "failed": "not-yet",
    "opens": "effect",
    "stays": "effect",
    "closes": "effect",
}
"""What each sentence is, by its name in ``words.yaml``."""


@dataclass(frozen=True)
class Told:
    """One part: what ``kind`` it is, the ``word`` that said so, its ``text``, and ``why``."""

    kind: str
    word: str
    text: str
    why: str = ""


def told(text: str, language: str) -> list[Told]:
    """The parts of a text, in their order."""
    leads = _leads(language)
    return [_part(lines, leads) for lines in _pieces(text, leads)]


def merged(asked: list[Told], reasons: list[Told]) -> list[Told]:
    """Questions with their answers, each followed by the reasons that belong to it."""
    if not any(part.kind == "question" for part in reasons):
        return [*asked, *reasons]
    answers = {one.text: other for one, other in zip(asked, asked[1:], strict=False) if other.kind == "answer"}
    found = []
    for part in reasons:
        found.append(part)
        if part.kind == "question" and part.text in answers:
            found.append(answers[part.text])
    return found


def _leads(language: str) -> list[tuple[str, str]]:
    """How a line of each kind begins, the longest beginning first."""
    sentences = phrases(WORDS, language)
    leads = [(sentences[name].split("{")[0], kind) for name, kind in KINDS.items()]
    return sorted(leads, key=lambda pair: -len(pair[0]))


def _lead(line: str, leads: list[tuple[str, str]]) -> tuple[str, str] | None:
    for word, kind in leads:
        if line.startswith(word):
            return word, kind
        # Where there is nothing to name, the word stands alone.
        if line.rstrip(" :") == word.rstrip(" :"):
            return line, kind
    return None


def _pieces(text: str, leads: list[tuple[str, str]]) -> Iterator[list[str]]:
    piece: list[str] = []
    for line in [*text.split("\n"), ""]:
        if piece and (not line.strip() or _lead(line, leads)):
            yield piece
            piece = []
        if line.strip():
            piece.append(line)


def _part(lines: list[str], leads: list[tuple[str, str]]) -> Told:
    found = _lead(lines[0], leads)
    head = [line for line in lines if not line.startswith("  ")]
    why = " ".join(line.strip() for line in lines if line.startswith("  "))
    said = _joined(head)
    if not found:
        # What code gave stands alone, and was indented because of what came before it.
        return Told("plain", "", said, why) if head else Told("plain", "", why)
    word, kind = found
    part = Told(kind, word.strip(), said[len(word) :].strip() if said.startswith(word) else "", why)
    return part if kind != "answer" else replace(part, why="")


def _joined(lines: list[str]) -> str:
    """Broken lines as one; entries of a list stay lines of their own."""
    text = ""
    for line in lines:
        text += ("\n" if line.startswith("- ") else " ") + line
    return text.strip()
