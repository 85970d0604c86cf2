"""The technical terms as a list: each a heading that the text links to, its definition, and where it is explained."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leaningwell.content import LINK, Term, anchor, load_glossary, read_table

GLOSSARY = Path("evidence", "glossary.yaml")


def terms_of(folder: Path) -> dict[str, Term]:
    """The terms of the course whose lessons stand in ``folder``."""
    return load_glossary(folder / GLOSSARY).root


def linked(terms: dict[str, Term], prose: str) -> dict[str, Term]:
    """Those that a text links to, in its order."""
    names = {anchor(name): name for name in terms}
    found = dict.fromkeys(names[place] for _, place in LINK.findall(prose) if place in names)
    return {name: terms[name] for name in found}


def listed(terms: Iterable[tuple[str, Term]], folder: Path, words: dict[str, str], here: str | None = None) -> str:
    """Markdown for these terms; of one that is explained in another lesson than ``here`` it says in which."""
    titles = {row["lesson"]: row["title"] for row in read_table(folder / "data" / "lessons.csv", ("lesson", "title"))}
    return "\n\n".join(_entry(name, term, words, titles, here) for name, term in terms)


def _entry(name: str, term: Term, words: dict[str, str], titles: dict[str, str], here: str | None) -> str:
    parts = [f"### {name}", term.definition]
    if term.lesson != here:
        told = words["term-lesson"].format(number=int(term.lesson[:2]), title=titles.get(term.lesson, term.lesson))
        parts.append(f"[{told}]({term.lesson}.ipynb)")
    return "\n\n".join(parts)
