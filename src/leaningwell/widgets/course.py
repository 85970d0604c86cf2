"""The course as a whole, for pages that are no lesson: its words, and what teachers want to know."""

from __future__ import annotations

import re
from pathlib import Path

from IPython.display import Markdown

from leaningwell.content import phrases

from .activity import WORDS
from .glossary import listed, terms_of

HEADING = re.compile(r"^#{2,6} +(.+?) *$", re.MULTILINE)
TITLE = re.compile(r"\A# .*\n+")
FILE_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|#|[\w-]+\.ipynb)[^)]+\)")
PLACE_LINK = re.compile(r"\]\(#([^)]+)\)")
UNSAID = re.compile(r"[^\w\- ]")


class Course:
    """The course whose notebooks stand in ``folder`` (the notebook's own by default).

    ``language`` is that of the words around its own text.
    """

    def __init__(self, language: str = "en", folder: Path | str = "."):
        self.folder = Path(folder).absolute()
        self.words = phrases(WORDS, language)

    def glossary(self) -> Markdown:
        """Every technical term in the order of the alphabet, with the lesson that explains it. Raises ContentError."""
        terms = sorted(terms_of(self.folder).items(), key=lambda one: one[0].casefold())
        return Markdown(listed(terms, self.folder, self.words))

    def teachers(self) -> Markdown:
        """The document for teachers, as a page shows it: below a title of the page's own."""
        return Markdown(as_page((self.folder / "teachers.md").read_text(encoding="utf-8")))


def as_page(document: str) -> str:
    """A document of the repository without its title, and with links that lead somewhere from a page.

    The repository's site names a heading in small letters and without its signs, a page as it stands. What lies outside
    of the course's folder no page can show, so of a link to it the words stay.
    """
    places = {UNSAID.sub("", heading.lower()).replace(" ", "-"): heading for heading in HEADING.findall(document)}
    text = FILE_LINK.sub(r"\1", TITLE.sub("", document))

    def place(link: re.Match[str]) -> str:
        heading = places.get(str(link[1]), str(link[1]))
        return f"](#{heading.replace(' ', '-')})"

    return PLACE_LINK.sub(place, text)
