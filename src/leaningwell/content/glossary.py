"""The technical terms of the course: what each means, and the lesson that explains it first.

A lesson links to a term as to a heading of its own, ``[a crowd like this](#pluralistic-ignorance)``, since the list at
its end has a heading for each.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel, StringConstraints

from leaningwell.items.part import Lesson, Part, Text

TERM = r"^[^\W\d_]+([ -][^\W\d_]+)*$"
TERM_FORM = {TERM: "a term in letters, with single spaces or hyphens, such as `pluralistic ignorance`"}
"""What an author is told about a term in the wrong form."""
LONGEST = 45
"""How many words a definition may have."""
SENTENCES = 2
LINK = re.compile(r"\[([^\]]+)\]\(#([^)\s]+)\)")
"""A link within the page: its words, and where it leads."""

SENTENCE_END = re.compile(r"[.!?…][”’)]*(?=\s|$)")


def _is_short(definition: str) -> str:
    if (words := len(definition.split())) > LONGEST:
        raise ValueError(f"the definition has {words} words; say it in at most {LONGEST}")
    if (sentences := len(SENTENCE_END.findall(definition))) > SENTENCES:
        raise ValueError(f"the definition has {sentences} sentences; say it in one or two")
    return definition


class Term(Part):
    """A word that somebody may not know."""

    definition: Annotated[Text, AfterValidator(_is_short)] = Field(description="what it means, in one or two sentences")
    lesson: Lesson = Field(description="the lesson in which it is first used and explained")
    everyday: bool = Field(False, description="true for a word that lessons may use in its ordinary sense before that")


class Glossary(RootModel[dict[Annotated[str, StringConstraints(pattern=TERM)], Term]]):
    """All terms by name."""


def anchor(term: str) -> str:
    """Where a link to a term leads."""
    return term.replace(" ", "-")
