"""A reader in a real browser, who notices everything the page does behind their back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from browser.reader import Reader
from servers import start_server

GALLERY = Path(__file__).parent.parent / "gallery"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory, root):
    """A course of its own, with every kind of activity, over lessons numbered 16 to 20."""
    place = tmp_path_factory.mktemp("gallery")
    shutil.copytree(GALLERY, place / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for shared in ("data", "evidence"):
        shutil.copytree(root / "course" / shared, place / "course" / shared)
    shutil.move(place / "course" / "lessons.csv", place / "course" / "data" / "lessons.csv")
    shutil.copy(root / "course" / "00-start-here.ipynb", place / "course")
    with start_server(place) as server:
        yield server


@pytest.fixture
def reader(context, server) -> Reader:
    """Somebody with a fresh browser profile at the course's own server."""
    return Reader(context, server)
