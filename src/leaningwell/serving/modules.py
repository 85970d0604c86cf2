"""The front end's modules as files: which of them import which, and what a registry lists.

Read from the import statements alone, in the one form that the front end is laid out in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, join, normpath

FRONT_END = Path(__file__).parents[1] / "frontend"
IMPORT = re.compile(r"""^(?:import|export)\s(?:[^"';]*\sfrom\s)?"(\.[^"]+)";$""", re.M)
LISTED = re.compile(r"""^ *"?([\w-]+)"?: \(\) => import\("(\.[^"]+)"\),$""", re.M)


def imported(path: str) -> list[str]:
    """What a module imports before it runs. Like every path here, both are seen from the front end's folder."""
    return [_beside(path, address) for address in IMPORT.findall(_text(path))]


def listed(registry: str) -> dict[str, str]:
    """The modules that a registry loads when they are needed, by name, such as those of ``kit/views/index.js``."""
    return {name: _beside(registry, address) for name, address in LISTED.findall(_text(registry))}


def graph(paths: Iterable[str]) -> list[str]:
    """Those modules and all that they import, each once."""
    found: dict[str, None] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop(0)
        if path not in found:
            found[path] = None
            waiting += imported(path)
    return list(found)


def digest() -> str:
    """A name for all modules, and styles, as they are now."""
    made_from = hashlib.sha256()
    for path in sorted(path for path in FRONT_END.rglob("*") if path.suffix in (".js", ".css")):
        made_from.update(f"{path.relative_to(FRONT_END).as_posix()}\0".encode())
        made_from.update(hashlib.sha256(path.read_bytes()).digest())
    return made_from.hexdigest()


def _text(path: str) -> str:
    return (FRONT_END / path).read_text(encoding="utf-8")


def _beside(path: str, address: str) -> str:
    return normpath(join(dirname(path), address))
