"""The Jupyter server behind `leaningwell open`: JupyterLab and Voila's lessons at one address.

1. ``settings`` says how the server behaves.
2. ``CourseServer`` adds what a setting cannot say.
3. ``serve`` runs it until Ctrl+C.

Where Jupyter looks for things has to be settled before this is imported; see ``environment``.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.serverapp import ServerApp
from tornado.platform.asyncio import BaseAsyncIOLoop
from tornado.web import RequestHandler
from traitlets.config import Config

from .address import FIRST_PAGE, HOST
from .culling import cull_idle_kernels

EXTENSION = "leaningwell.serving.prepared.extension"
"""Loaded before Voila's own, whose name comes later in the alphabet: the first to come has the address of pages."""
LATER = "nbgrader"
"""What a class needs in JupyterLab. To import it takes a third of a start, and no page of the course asks for it."""
FIRST_PAGE_SENT = 0.5
"""Seconds, after which the page that is opened has been sent, and JupyterLab does not yet ask for anything."""


def settings(root: Path, port: int, *, verbose: bool, page: str = FIRST_PAGE) -> Config:
    """The server's configuration. What stands here wins over an account's own Jupyter settings."""
    c = Config()
    c.ServerApp.root_dir = str(root)
    c.ServerApp.ip = HOST
    c.ServerApp.port = port
    c.ServerApp.port_retries = 0  # never move silently: the workbook belongs to the port
    c.ServerApp.base_url = "/"
    c.ServerApp.default_url = page
    c.ServerApp.open_browser = False  # opened once the server answers
    c.ServerApp.allow_root = True  # it listens on this computer only, to whoever has the token
    c.ServerApp.jpserver_extensions = {"jupyterlab": True, EXTENSION: True, "voila.server_extension": True}
    c.Application.log_level = "INFO" if verbose else "ERROR"
    # A token of our own, since an account's settings may switch Jupyter's off.
    c.IdentityProvider.token = secrets.token_hex(24)
    c.KernelManager.transport_encryption = "auto"  # what a page and its kernel say to each other
    cull_idle_kernels(c)
    return c


class ToFixedHost(RequestHandler):
    """Sends a visitor of `localhost` to the one address at which their workbook is."""

    @allow_unauthenticated
    def get(self) -> None:
        """Redirects, keeping the port, the path and the query."""
        _, colon, port = self.request.host.partition(":")
        self.redirect(f"http://{HOST}{colon}{port}{self.request.uri}")


class CourseServer(ServerApp):
    """A Jupyter server that says it is ours, tells when it is ready and stops at the first Ctrl+C."""

    on_ready: Callable[[CourseServer], None] = staticmethod(lambda server: None)

    def server_info(self) -> dict[str, Any]:
        """What Jupyter notes about a running server, and that it is ours."""
        return {**super().server_info(), "leaningwell": True}

    def init_webapp(self) -> None:
        """Builds the application; the redirect comes first, before any extension adds its pages."""
        super().init_webapp()
        self.web_app.add_handlers(r"localhost", [(r"/.*", ToFixedHost)])

    def init_signal(self) -> None:
        """Ctrl+C stops at once: lessons keep nothing here that could be lost."""
        super().init_signal()
        signal.signal(signal.SIGINT, self._signal_stop)

    def _signal_stop(self, sig: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second Ctrl+C does not wait for kernels
        self.stop(from_signal=True)

    def init_server_extensions(self) -> None:
        """All but those that are loaded later."""
        names = [name for name in self.jpserver_extensions if name.partition(".")[0] == LATER]
        self._later = [name for name in names if self.jpserver_extensions.pop(name)]
        super().init_server_extensions()

    async def _post_start(self) -> None:
        await super()._post_start()  # type: ignore[no-untyped-call]
        self.on_ready(self)
        if self._later:
            await asyncio.sleep(FIRST_PAGE_SENT)
            await asyncio.to_thread(import_module, LATER)
            for name in self._later:
                if self.extension_manager.add_extension(name, enabled=True):
                    self.extension_manager.link_extension(name)
                    self.extension_manager.load_extension(name)


def serve(
    root: Path, port: int, *, verbose: bool, on_ready: Callable[[CourseServer], None], page: str = FIRST_PAGE
) -> None:
    """Runs the server for the course below ``root`` until Ctrl+C. ``on_ready`` is called once it answers."""
    if not verbose:
        # Jupyter's parts warn about one another. Voila's import undoes a filter, so nothing is shown at all.
        warnings.showwarning = lambda *_, **__: None
    _ask_node_for_nothing()
    server = CourseServer(config=settings(root, port, verbose=verbose, page=page))
    server.on_ready = on_ready
    server.initialize(argv=[])
    server.start()
    _end_tasks(cast(BaseAsyncIOLoop, server.io_loop).asyncio_loop)


def _ask_node_for_nothing() -> None:
    """JupyterLab would ask Node for yarn's settings at each start, and wait: only those who build it need them."""
    from jupyterlab import commands  # type: ignore[import-untyped]

    commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Ends what still runs, such as a page that is being written: it would keep this process alive."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks, timeout=2))
