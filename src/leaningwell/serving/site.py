"""A public site: Voila alone, for many learners at once, with the lessons and nothing else.

Nobody logs in. There is no JupyterLab, and a page may send its kernel no code, only what its activities say. What a
lesson keeps lies in each learner's browser. Exercises are not served: all visitors would share one `answers.json`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from nbformat import NotebookNode
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RedirectHandler
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from .opening import CannotOpen
from .page import prepare_page
from .port import holder_of, is_taken
from .server import prepare_environment

FIRST_PAGE = "voila/render/00-start-here.ipynb"
IDLE_SECONDS = 5 * 60
"""How long a kernel without an open page may hold a place: robots ask for pages and never close them."""
NOT_SERVED = (TornadoVoilaTreeHandler, VoilaContentsHandler)


class Site(Voila):
    """Voila without its lists of files; the site's own address leads to the course map."""

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Everything Voila serves, except what would show a visitor which files there are."""
        served = [handler for handler in super().init_handlers() if handler[1] not in NOT_SERVED]
        to_the_map = {"url": f"{self.base_url}{FIRST_PAGE}", "permanent": False}
        return [(self.base_url, RedirectHandler, to_the_map), *served]


def turn_away_when_full(pages: int) -> Callable[[JupyterHandler, NotebookNode, str], NotebookNode]:
    """A prelaunch hook that lets in ``pages`` readers at a time, each of whom has a kernel, and asks others to wait."""

    def let_in(handler: JupyterHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
        if len(handler.kernel_manager.list_kernel_ids()) >= pages:
            raise HTTPError(503, reason="Full")
        return prepare_page(handler, notebook, cwd)

    return let_in


def serve_site(
    root: Path, host: str, port: int, base_url: str, pages: int, *, verbose: bool, say: Callable[[str], Any]
) -> None:
    """Serves ``course/`` below ``root`` until Ctrl+C. Raises CannotOpen."""
    if is_taken(port):
        raise CannotOpen(f"Port {port} is held by {holder_of(port)}. Choose another with --port.")
    prepare_environment()
    if not verbose:
        warnings.showwarning = lambda *_, **__: None  # Voila's parts warn about one another
    course = root / "course"
    os.chdir(course)
    base = "/" + f"{base_url.strip('/')}/".lstrip("/")
    chosen = {"ip": host, "port": port, "port_retries": 0, "base_url": base}
    site = Site()
    site.initialize(
        [
            str(course),
            "--no-browser",
            f"--Application.log_level={'INFO' if verbose else 'ERROR'}",
            "--KernelManager.transport_encryption=auto",
            f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
            *(f"--Voila.{name}={value}" for name, value in chosen.items()),
        ]
    )
    site.voila_configuration.prelaunch_hook = turn_away_when_full(pages)

    def ready() -> None:
        say(f"Leaning Well is open at http://{host}:{port}{base}")
        say("Stop it with Ctrl+C.")

    IOLoop.current().add_callback(ready)  # called once it listens
    site.start()
    say("Leaning Well has stopped.")
