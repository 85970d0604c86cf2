"""A person at Notebook 7, which shows one notebook in a window of its own."""

from __future__ import annotations

from browser.lab import Lab


class Notebook7(Lab):
    """A reader who has the notebook open in Notebook 7."""

    tree = "notebooks"
