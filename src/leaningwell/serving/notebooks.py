"""Reads a notebook that is to be shown as a page, whatever an editor did to its file.

Voila takes a notebook as it stands, and a page stays blank for ever where a cell has no ``outputs``.
"""

from __future__ import annotations

import base64

import nbformat
from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.manager import ContentsManager
from nbformat import NotebookNode
from tornado.web import HTTPError

from leaningwell.answers.repair import UnreadableNotebook, repaired


async def read_repaired(contents: ContentsManager, path: str) -> NotebookNode:
    """The notebook as the repair leaves it. Raises HTTPError where nothing of it can be read."""
    model = await ensure_async(contents.get(path=path, type="file", format="base64"))
    try:
        return notebook_in(base64.b64decode(model["content"]))
    except UnreadableNotebook:
        raise HTTPError(500, f"{path} cannot be read as a notebook") from None


def notebook_in(raw: bytes) -> NotebookNode:
    """The notebook in a file's bytes, as the repair leaves it. Raises UnreadableNotebook."""
    notebook: NotebookNode = nbformat.from_dict(repaired(raw).notebook)
    # Voila needs to know a language where the editor's kernel is not here.
    notebook.metadata.setdefault("language_info", {"name": "python"})
    return notebook
