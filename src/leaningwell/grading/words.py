"""The sentences feedback is framed with, from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


def say(name: str, **values: object) -> str:
    """The sentence ``name``, filled in."""
    return _words()[name].format(**values)


@cache
def _words() -> dict[str, str]:
    return yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
