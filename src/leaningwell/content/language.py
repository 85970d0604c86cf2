"""The language a text of the course is written in, and the phrases that the package itself adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))

_spoken: ContextVar[str] = ContextVar("spoken", default="en")

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]


def direction(language: str) -> str:
    """Which way the language is written, as HTML's `dir` has it: ``ltr`` or ``rtl``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@cache
def phrases(path: Path, language: str) -> dict[str, str]:
    """The phrases by name from a file that holds them by language, the same dict each time.

    English stands in where there is no other.
    """
    catalogues = _catalogues(path)
    return catalogues["en"] | catalogues.get(language.split("-")[0], {})


@cache
def _catalogues(path: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this lasts, ``said`` speaks the language. The command line speaks English, as it does by itself."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is spoken now to whoever teaches."""
    return _spoken.get()


def said(path: Path, name: str, /, **values: object) -> str:
    """A sentence for whoever teaches, filled in; with a ``count`` of 1 the one called ``name-one``, if there is."""
    words = phrases(path, spoken())
    one = f"{name}-one"
    return words[one if values.get("count") == 1 and one in words else name].format(**values)
