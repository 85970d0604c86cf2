"""Writes leak-report.txt: what was looked for in each exercise's release, where, and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from .leaks import Leak

NAME = "leak-report.txt"
HEAD = "== {} ==\n"
ABOUT = """\
A note for whoever teaches. Before an exercise is handed out, its learners' version is searched for solutions, hidden
tests and keys. Where it says that nothing was found, it gives nothing away; an exercise that would is not handed out.
"""


def describe(files: Iterable[str], secrets: int, leaks: Iterable[Leak]) -> str:
    """What one exercise's part of the report says."""
    searched = f"Looked for {secrets} secret texts, keys, outputs and answers in: {', '.join(sorted(files))}."
    return "\n".join([searched, *([f"LEAK  {leak}" for leak in leaks] or ["Nothing found."])]) + "\n"


def put_parts(path: Path, new: Mapping[str, str]) -> None:
    """Replace these exercises' parts of the report, keeping the others'."""
    old = read_report(path.read_text(encoding="utf-8")) if path.is_file() else {}
    parts = {**old, **new}
    told = [ABOUT, *(HEAD.format(name) + parts[name] for name in sorted(parts))]
    path.write_text("\n".join(told), encoding="utf-8")


def read_report(text: str) -> dict[str, str]:
    """The parts of a report, by exercise."""
    pieces = re.split(r"^== (.+) ==\n", text, flags=re.M)
    return {name: part.strip("\n") + "\n" for name, part in zip(pieces[1::2], pieces[2::2], strict=True)}
