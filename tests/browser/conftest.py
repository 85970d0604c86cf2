"""A reader in a real browser, who notices everything the page does behind their back."""

from __future__ import annotations

import os
import shutil

import pytest

from browser.reader import Reader


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium; the flags keep the browser itself from calling home."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium found. `make test` installs it on Debian; elsewhere set CHROMIUM to its path."
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": path, "args": [*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


@pytest.fixture
def reader(context, server) -> Reader:
    """Somebody with a fresh browser profile at the course's own server."""
    return Reader(context, server)
