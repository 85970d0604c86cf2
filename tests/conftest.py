"""Shared by all tests that need the course running: a copy of it, its server, and a browser that watches."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Server, start_server

ROOT = Path(__file__).parent.parent
PARTS = ("course", "exercises", "solutions", "nbgrader_config.py")


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's own folder. Read only."""
    return ROOT


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """A copy of the course that a test may write to."""
    copy = tmp_path_factory.mktemp("course")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json"))
        else:
            shutil.copy(source, copy / part)
    return copy


@pytest.fixture(scope="session")
def server(course: Path) -> Iterator[Server]:
    """The course's real server, started with `leaningwell open` for the copy."""
    with start_server(course) as running:
        yield running
