"""Templates of the pages that grading makes for people: one file each, all with the looks of feedback."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).with_name("templates")


@cache
def template(name: str, *places: Path) -> Template:
    """The template of this name: in ``places``, or here. Values are escaped, and one that is not there is an error."""
    rooms = Environment(
        loader=FileSystemLoader([*places, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return rooms.get_template(name)
