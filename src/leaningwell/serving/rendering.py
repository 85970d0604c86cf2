"""What Voila has no setting for: a notebook to be mended, a cell that fails alone, and the end of a page's kernel.

A page asks for the end of its kernel as it goes (`static/page/stream.js`). This is for what that misses:

1. A page that had not all arrived does not know its kernel yet. Voila would go on making it for nobody.
2. Of a tab that closes, Firefox loses about one request in ten. But a browser says so when it closes a page's socket.
3. A page may be left when all of it has been sent and the browser has not come to read it: then nobody ever comes.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import voila.handler
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from nbformat import NotebookNode
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from voila.notebook_renderer import NotebookRenderer

from .notebooks import read_repaired

GOING_AWAY = 1001
"""How a browser closes the sockets of a page that is left (RFC 6455). A line that broke has another code, or none."""
GRACE_SECONDS = 1
"""The page's own request should come first: the second one to ask finds no kernel."""

NOBODY_CAME_SECONDS = float(os.environ.get("LEANINGWELL_NOBODY_CAME_SECONDS", "90"))
"""Longer than a slow line takes to bring what a page needs before it speaks to its kernel."""

_pages: WeakSet[KernelManager] = WeakSet()
"""The kernels of pages. Those of JupyterLab are none: they stay when it is closed."""
_joined: WeakSet[KernelManager] = WeakSet()
"""The kernels that a page has spoken to and has left again, perhaps because its line broke."""
_disconnect: Callable[[KernelWebsocketHandler], None] = KernelWebsocketHandler.on_close


class Renderer(NotebookRenderer):
    """Voila's renderer, which mends what it reads, goes on after a failed cell, and stops where nobody listens."""

    async def load_notebook(self, path: str) -> NotebookNode:
        """The notebook as it is to be shown."""
        found: NotebookNode
        if path.endswith(".ipynb"):
            found = await self.fix_notebook(await read_repaired(self.contents_manager, path))
        else:
            found = await super().load_notebook(path)
        return found

    async def _jinja_kernel_start(self, nb: NotebookNode, kernel_id: str, kernel_future: Any) -> str:
        started: str = await super()._jinja_kernel_start(nb, kernel_id, kernel_future)
        self.executor.allow_errors = True
        return started

    async def generate_content_generator(self, kernel_id: str, kernel_future: Any = None) -> AsyncGenerator[str, None]:
        """The page in parts, as Voila asks for it once the kernel has been started."""
        _pages.add(self.request_handler.kernel_manager.get_kernel(kernel_id))
        line = self.request_handler.request.connection.stream
        async for part in super().generate_content_generator(kernel_id, kernel_future):
            # A kernel that is ended while it starts, or in the middle of a cell, would fill the log with complaints.
            if line.closed() and self.kernel_started:
                break
            yield part
        if line.closed():
            await self._cleanup_resources()
            await _end(self.request_handler, kernel_id)
        else:
            IOLoop.current().call_later(NOBODY_CAME_SECONDS, _end_if_nobody_came, self.request_handler, kernel_id)


def _on_close(handler: KernelWebsocketHandler) -> None:
    left = handler.close_code == GOING_AWAY and handler.connection.parent in _pages
    _joined.add(handler.connection.parent)
    _disconnect(handler)
    if left:
        IOLoop.current().call_later(GRACE_SECONDS, _end, handler, handler.kernel_id)


async def _end_if_nobody_came(handler: JupyterHandler, kernel_id: str) -> None:
    with suppress(KeyError, HTTPError):  # it has ended already
        kernel = handler.kernel_manager.get_kernel(kernel_id)
        if kernel not in _joined and not handler.kernel_manager.kernel_model(kernel_id)["connections"]:
            await _end(handler, kernel_id)


async def _end(handler: JupyterHandler, kernel_id: str) -> None:
    with suppress(KeyError, HTTPError):  # it has ended already
        await ensure_async(handler.kernel_manager.shutdown_kernel(kernel_id))


def change_rendering() -> None:
    """Applies to every page that this process serves from now on."""
    voila.handler.NotebookRenderer = Renderer
    KernelWebsocketHandler.on_close = _on_close  # type: ignore[method-assign]
