"""The sentences feedback is framed with, from ``words.yaml``, in the language of an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leaningwell.content import phrases
from leaningwell.items import ResponseError

from . import plain

WORDS = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Voice:
    """How feedback on one exercise speaks: its language, and the longest line, in characters."""

    language: str = "en"
    width: int = plain.WIDTH

    def say(self, name: str, **values: object) -> str:
        """The sentence ``name``, filled in."""
        return phrases(WORDS, self.language)[name].format(**values)

    def why(self, error: ResponseError) -> str:
        """Why a response cannot be taken."""
        return self.say(f"why-{error.code}", **error.details)

    def wrapped(self, text: str, indent: str = "") -> str:
        """The text in lines of readable length."""
        return plain.wrapped(text, self.width, indent)

    def fenced(self, text: str) -> str:
        """The text as a Markdown code block."""
        return plain.fenced(text, self.width)
