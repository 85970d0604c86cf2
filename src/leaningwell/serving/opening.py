"""Opens the course: on the server that already runs, on a new one, or not at all and says why."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .address import FIRST_PAGE, OTHER_PORT, PORT, RENDERED, first_page
from .environment import prepare_environment
from .port import holder_of, is_taken, running_on
from .prepared import beforehand
from .prepared.forking import start_early

if TYPE_CHECKING:
    from .server import CourseServer


class CannotOpen(Exception):
    """Raised with a sentence for the learner when the course cannot be opened."""


def open_course(
    root: Path, port: int, *, browser: bool, verbose: bool, say: Callable[[str], None], page: str = FIRST_PAGE
) -> None:
    """Opens the course below ``root`` at ``port``, at its map or another page. Raises CannotOpen."""
    if port != PORT:
        say(OTHER_PORT.format(port=port))
    try:
        taken = is_taken(port)
    except OSError as error:
        why = f"Port {port} cannot be used here ({error.strerror})."
        raise CannotOpen(f"{why} Please {_choose_another(port)}") from None
    if taken:
        _open_running(root, port, browser=browser, say=say, page=page)
        return

    def on_ready(server: CourseServer) -> None:
        say(f"Leaning Well is open at {first_page(server.connection_url, server.identity_provider.token, page)}")
        say("Stop it with Ctrl+C.")
        if browser:
            server.launch_browser()

    prepare_environment(root)
    start_early()
    beforehand.make(root, page.partition(RENDERED)[2])
    # Only now: this takes about as long as what the workers import, at the same time.
    from .server import serve

    serve(root, port, verbose=verbose, on_ready=on_ready, page=page)
    say("Leaning Well has stopped.")


def _open_running(root: Path, port: int, *, browser: bool, say: Callable[[str], None], page: str) -> None:
    running = running_on(port)
    if running is None:
        raise CannotOpen(f"Port {port} is held by {holder_of(port)}. Stop that program, or {_choose_another(port)}")
    if running.root != root:
        raise CannotOpen(
            f"On port {port} Leaning Well already runs for another folder, {running.root} "
            f"(process {running.pid}). Stop it there with Ctrl+C, or {_choose_another(port)}"
        )
    if not running.answers():
        raise CannotOpen(
            f"On port {port} Leaning Well already runs (process {running.pid}) but does not answer. "
            f"Wait a moment and try again, or stop it with: kill {running.pid}"
        )
    say(f"Leaning Well is already open at {first_page(running.url, running.token, page)}")
    if browser and page == FIRST_PAGE:
        webbrowser.open(running.browser_file.as_uri())
    elif browser:
        # Without the token, which others could read in the browser's command. Whoever has the course open has it too.
        webbrowser.open(f"{running.url.rstrip('/')}{page}")


def _choose_another(port: int) -> str:
    other = port + 1
    warning = "" if other == PORT else f" {OTHER_PORT.format(port=other)}"
    return f"choose another port with `leaningwell open --port {other}`.{warning}"
