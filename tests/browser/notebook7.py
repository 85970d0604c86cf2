"""A person at Notebook 7, which shows one notebook in a window of its own."""

from __future__ import annotations

import re

from browser.lab import Lab
from browser.reader import Reader


class Notebook7(Lab):
    """A reader who has the notebook open in Notebook 7."""

    # Notebook 7.6 says the last three of an empty notebook too, where nothing of ours is installed.
    harmless = re.compile(Reader.harmless.pattern + r"|Menu entry for command|Not same Y\.Doc|reading 'schema'")

    def address(self, notebook: str) -> str:
        """Where a notebook is shown."""
        return self.server.page(f"notebooks/{notebook}")
