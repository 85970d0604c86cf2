"""A reader in a real browser, who notices everything the page does behind their back."""

from __future__ import annotations

import pytest

from browser.reader import Reader


@pytest.fixture
def reader(context, server) -> Reader:
    """Somebody with a fresh browser profile at the course's own server."""
    return Reader(context, server)
