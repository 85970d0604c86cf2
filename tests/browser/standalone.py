"""A person at the public site, where Voila runs alone and serves `course/` as its root."""

from __future__ import annotations

from browser.reader import Reader


class Standalone(Reader):
    """A reader of the public site."""

    def address(self, notebook: str) -> str:
        """Where a notebook is: the site knows no folder `course/`."""
        return super().address(notebook.removeprefix("course/"))
