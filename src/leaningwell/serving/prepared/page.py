"""Makes a page of a notebook: Voila's own renderer and our template, from outputs that are there already.

A page holds no token, no cookie and no base address, so that whoever may see it can be given the same bytes: every
address in it starts from where the page itself stands.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbformat import NotebookNode
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer

from ..frontend import TEMPLATE
from ..notebooks import notebook_in
from ..owncells import is_of_the_course
from ..page import as_page
from . import cells
from .loading import loading
from .source import Place

TEMPLATES = [str(Path(__file__).parents[1] / "jupyter" / "voila" / "templates" / TEMPLATE)]


class _Renderer(NotebookRenderer):
    """Voila's renderer for a notebook that has its outputs."""

    def __init__(self, notebook: NotebookNode, place: Place):
        super().__init__(
            voila_configuration=VoilaConfiguration(template=TEMPLATE, strip_sources=True),
            contents_manager=LargeFileManager(root_dir=str(place.folder)),
            notebook_path=place.path,
            template_paths=TEMPLATES,
            base_url="",
            page_config={},
        )
        self._prepared = notebook

    async def load_notebook(self, path: str) -> NotebookNode:
        """The notebook as it is to be shown."""
        return self._prepared

    async def page(self) -> str:
        """The whole page."""
        await self.initialize()
        text: str = await self.generate_content_str()
        return text


def read(place: Place, *, everything: bool) -> NotebookNode | None:
    """The notebook as a page shows it, without outputs. Raises UnreadableNotebook, OSError.

    One that is not of the course is None, or, if ``everything`` is shown, comes without its code.
    """
    notebook = notebook_in(place.file.read_bytes())
    if not is_of_the_course(notebook):
        if not everything:
            return None
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "code"]
        return as_page(notebook, place.folder, left_out=bool(code))
    return as_page(notebook, place.folder)


def render(notebook: NotebookNode, place: Place, build: str) -> str:
    """The page, as text."""
    up = "../" * (place.path.count("/") + 1)
    loads = loading(notebook)
    notebook.metadata["leaningwell"]["prepared"] = {
        "build": build,
        "served": f"{up}render/",
        "static": f"{up}templates/leaningwell/static/",
        "entry": loads.entry,
        "preload": loads.preload,
        "style": loads.style,
        "ask": f"{up}../leaningwell/ask/{quote(place.path)}",
        "search": f"{up}../leaningwell/search/{quote(place.path)}",
        "activity": cells.ACTIVITY,
    }
    return asyncio.run(_Renderer(notebook, place).page())
