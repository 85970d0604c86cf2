"""Finds all feedback in a part of the course, however deep it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

Place = tuple[str | int, ...]


def feedback(
    value: Any, where: Place = (), keys: Collection[str] = ("feedback", "told")
) -> Iterator[tuple[Place, str]]:
    """Every feedback in plain data, such as ``model_dump`` gives, with its place there, which begins at ``where``.

    ``keys`` are the keys under which it stands.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str) and inner:
                yield (*where, key), inner
            else:
                yield from feedback(inner, (*where, key), keys)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from feedback(inner, (*where, index), keys)
