"""A reader in a real browser, who notices everything the page does behind their back."""

from __future__ import annotations

import shutil

import pytest

from browser.gallery import build, translate
from browser.reader import Reader
from servers import start_server


@pytest.fixture
def reader(context, server) -> Reader:
    """Somebody with a fresh browser profile at the course's own server."""
    return Reader(context, server)


@pytest.fixture(scope="session")
def gallery(tmp_path_factory, root):
    """The server of the gallery, which stands there in German and in Hebrew too (below `de/` and `he/`)."""
    place = tmp_path_factory.mktemp("gallery")
    build(place, root)
    for language in ("de", "he"):
        for part in ("course", "exercises"):
            shutil.copytree(place / part, place / language / part)
        translate(place / language, language)
    with start_server(place) as server:
        yield server


@pytest.fixture
def visitor(context, gallery) -> Reader:
    """Somebody with a fresh browser profile at the gallery."""
    return Reader(context, gallery)
