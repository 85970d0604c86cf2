"""Which cases of a test `make test` runs, and which wait for `make test-breadth`.

A kind of assertion that stays in `make test` loses nothing there by being made of few lessons, looks, hosts and
submissions, as long as they are the hardest ones. All the others are looked at as well, by the second command.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest

breadth = pytest.mark.breadth


def also(*values: Any) -> Any:
    """A case that waits for `make test-breadth`."""
    return pytest.param(*values, marks=breadth)


def cases(every: Iterable[Any], kept: Collection[Any]) -> list[Any]:
    """All cases in their order, of which `make test` runs those that are ``kept``; each of these has to be there."""
    every = list(every)
    assert set(kept) <= set(every), f"{set(kept) - set(every)} is no case any more: keep another."
    return [case if case in kept else also(*(case if isinstance(case, tuple) else (case,))) for case in every]
