"""The bundle: all modules of a prepared page in one file, and its looks in another, named by their contents. A browser
keeps them for a year.

It is made by ``bundling`` and is never committed. Where there is none, or where a module has changed since, as while
somebody works on the front end, a page loads the modules themselves; so it does with LEANINGWELL_BUNDLE=no.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .modules import digest

BUNDLE = Path(__file__).parents[1] / "bundle"
MANIFEST = "manifest.json"
SWITCH = "LEANINGWELL_BUNDLE"


@dataclass(frozen=True)
class Bundle:
    """The names of its files: what runs, how a page looks, and by language the words that are not in the first."""

    entry: str
    style: str
    words: Mapping[str, str]

    def files(self) -> list[str]:
        """All of them."""
        return [self.entry, self.style, *self.words.values()]


def is_wanted() -> bool:
    """Whether a bundle may be made and used."""
    return os.environ.get(SWITCH) != "no"


def bundle() -> Bundle | None:
    """The bundle, if there is one of the modules as they are now."""
    if not is_wanted():
        return None
    try:
        manifest = json.loads((BUNDLE / MANIFEST).read_text(encoding="utf-8"))
        found = Bundle(manifest["entry"], manifest["style"], manifest["words"])
        whole = all((BUNDLE / name).is_file() for name in found.files())
        return found if whole and manifest["made-from"] == digest() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def file_named(name: str, *, compressed: bool) -> bytes | None:
    """What a file of the bundle holds, or None if there is none of that name."""
    try:
        return (BUNDLE / (f"{name}.gz" if compressed else name)).read_bytes()
    except OSError:
        return None
