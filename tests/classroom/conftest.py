"""Fixtures for the classroom: a class with the exercise generated, and what the right answers are."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from classroom.room import ROOT, SLUG, Classroom
from leaningwell.content import Graded, load_graded


@pytest.fixture(scope="session")
def key() -> Graded:
    """The graded items with their keys."""
    return load_graded(ROOT / "solutions" / SLUG / "items.yaml")


@pytest.fixture(scope="session")
def right(key: Graded) -> dict[str, Any]:
    """The right response to every item."""
    return {item.id: item.solution() for item in key.items}


@pytest.fixture(scope="session")
def right_code() -> dict[str, str]:
    """The code cells with their solutions."""
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in notebook.cells if "BEGIN SOLUTION" in cell.source}


@pytest.fixture(scope="session")
def generated(tmp_path_factory) -> Classroom:
    """A class with the exercise generated, and no more: for copies, since nbgrader takes its time."""
    room = Classroom(tmp_path_factory.mktemp("generated"))
    room.generate()
    return room


@pytest.fixture(scope="module")
def classroom(generated, tmp_path_factory) -> Classroom:
    """A class for this file's tests, with the exercise generated."""
    return Classroom.like(generated, tmp_path_factory.mktemp("class"))
