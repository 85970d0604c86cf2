"""Finds all feedback in a part of the course, however deep it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]


def feedback(value: Any, where: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every feedback in plain data, such as ``model_dump`` gives, with its place there, which begins at ``where``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "feedback":
                yield (*where, key), inner
            else:
                yield from feedback(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from feedback(inner, (*where, index))
