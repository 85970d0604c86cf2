"""The glossary: each link of a lesson leads somewhere, and each term is linked once, where it is first used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..glossary import LINK, Term, anchor
from ..outline import HEADING
from ..yamlfile import Fault
from .course import Course

CLAIM = re.compile(r"E\d+[a-z]?")
MARKS = re.compile(r"[*_`]|\[|\]\([^)]*\)")
HEADINGS = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
SHOWN_APART = {"lab-only"}


@dataclass(frozen=True)
class Page:
    """The prose of one lesson, as one text in its order."""

    path: Path
    cells: list[Any]

    @cached_property
    def prose(self) -> str:
        """All of it."""
        read = [cell for cell in self.cells if not SHOWN_APART.intersection(cell["metadata"].get("tags", []))]
        return "\n\n".join(cell["source"] for cell in read if cell["cell_type"] == "markdown")

    @cached_property
    def links(self) -> list[re.Match[str]]:
        """Its links to places within the page, but for the badges."""
        return [link for link in LINK.finditer(self.prose) if not CLAIM.fullmatch(link[2])]

    @cached_property
    def headings(self) -> set[str]:
        """Where its own headings can be reached."""
        lines = [line for line in self.prose.splitlines() if HEADING.match(line)]
        return {MARKS.sub("", line.lstrip("#").strip()).replace(" ", "-") for line in lines}

    def to(self, term: str) -> list[re.Match[str]]:
        """The links to a term."""
        return [link for link in self.links if link[2] == anchor(term)]

    def word(self, term: str, before: int | None = None) -> re.Match[str] | None:
        """Where the term stands as a word in the prose, links and headings apart; up to ``before``, if named."""
        bare = LINK.sub("", HEADINGS.sub("", self.prose[:before]))
        return re.search(rf"\b{re.escape(term)}\b", bare, re.IGNORECASE)

    def line(self, words: str, which: int = 0) -> int:
        """The line of the notebook's file in which words stand, for the first time or a later one."""
        text = self.path.read_text(encoding="utf-8").splitlines()
        found = [n for n, row in enumerate(text, 1) for _ in range(row.count(words))]
        return found[min(which, len(found) - 1)] if found else 1


def links_lead_somewhere(course: Course) -> Iterator[Fault]:
    """A link within a page leads to one of its headings, to a claim, or to a term."""
    if course.glossary is None:
        return
    known = {anchor(term) for term in course.glossary}
    for page in _pages(course):
        for link in page.links:
            if link[2] not in known | page.headings:
                message = f"“{link[2]}” is neither a term of the glossary nor a heading of this page."
                remedy = f"Add it to {_shown(course)}, or name one that is there, with hyphens for its spaces."
                yield Fault(page.path, page.line(f"(#{link[2]})"), message, remedy)


def terms_are_linked(course: Course) -> Iterator[Fault]:
    """Each term is linked where it is first used, and in no lesson twice."""
    pages = {page.path.stem: page for page in _pages(course)}
    for term, about in (course.glossary or {}).items():
        line = course.documents[course.glossary_file].line((term,))
        if about.lesson not in {path.stem for path in course.notebooks}:
            message = f"The lesson “{about.lesson}” of “{term}” does not exist."
            yield Fault(course.glossary_file, line, message, "Use a notebook's name in course/, without .ipynb.")
        elif not any(page.to(term) for page in pages.values()):
            message = f"No lesson links to “{term}”."
            remedy = f"Write [{term}](#{anchor(term)}) in {about.lesson}, or take it out of the glossary."
            yield Fault(course.glossary_file, line, message, remedy)
        else:
            yield from _misplaced(term, about, pages)


def _misplaced(term: str, about: Term, pages: dict[str, Page]) -> Iterator[Fault]:
    here = f"(#{anchor(term)})"
    for name, page in sorted(pages.items()):
        links = page.to(term)
        for again in range(1, len(links)):
            message = f"“{term}” is linked more than once in this lesson."
            yield Fault(page.path, page.line(here, again), message, "Keep the link where the term comes first.")
        if links and name < about.lesson:
            message = f"“{term}” is linked here, before {about.lesson}, which is to explain it."
            yield Fault(page.path, page.line(here), message, "Make this its `lesson` in the glossary, or take it out.")
        elif name == about.lesson and not links:
            message = f"“{term}” is linked in a later lesson, and not in this one, where it is first used."
            yield Fault(page.path, 1, message, f"Write [{term}]{here} where the lesson first uses it.")
        elif name <= about.lesson and not about.everyday:
            end = links[0].start() if links else None
            if used := page.word(term, end):
                message = f"“{used[0]}” is used here before it is explained."
                remedy = f"Link it here as [{used[0]}]{here}, or give the term `everyday: true` in the glossary."
                yield Fault(page.path, page.line(used[0]), message, remedy)


def _pages(course: Course) -> Iterator[Page]:
    return (Page(path, list(notebook.cells)) for path, notebook in course.notebooks.items() if notebook)


def _shown(course: Course) -> str:
    return course.glossary_file.relative_to(course.root).as_posix()
