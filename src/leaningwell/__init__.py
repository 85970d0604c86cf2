"""Leaning Well: the Python package behind the notebooks of the course.

A lesson's notebook needs ``Lesson`` and ``explore``, an exercise's needs ``Exercise``, a page about the whole course
``Course``. Each is imported on first use, so that the command line and the graders load no widgets.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Lesson": "leaningwell.widgets.lesson",
    "Course": "leaningwell.widgets.course",
    "Exercise": "leaningwell.widgets.exercise",
    "explore": "leaningwell.widgets.explore",
}
__all__ = ["Course", "Exercise", "Lesson", "explore"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(_HOMES[name])
    return module if name == "explore" else getattr(module, name)
