"""What grading says to whoever teaches, from ``instructor.yaml``, in the language that is spoken to them."""

from __future__ import annotations

from pathlib import Path

from leaningwell.content import said

WORDS = Path(__file__).with_suffix(".yaml")


def say(name: str, /, **values: object) -> str:
    """The sentence ``name``, filled in."""
    return said(WORDS, name, **values)
