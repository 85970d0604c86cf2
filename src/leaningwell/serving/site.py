"""A public site: the lessons for many readers at once, and nothing else.

Nobody logs in. No page has a kernel: its text is sent as it was prepared, and what its activities ask goes to a few
workers. What a lesson keeps lies in each learner's browser. Exercises are not served: all visitors would share one
`answers.json`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import HTTPError, RedirectHandler, RequestHandler
from voila.app import Voila

from .environment import prepare_environment
from .opening import CannotOpen
from .port import holder_of, is_taken
from .prepared.extension import handlers
from .prepared.forking import start_early
from .prepared.handlers import NotFound
from .prepared.pool import Busy, NoAnswer
from .prepared.rates import Rates
from .prepared.service import Prepared

log = logging.getLogger(__name__)
FIRST = "00-start-here.ipynb"
FIRST_PAGE = f"voila/render/{FIRST}"
IDLE_SECONDS = 75
"""How long a line may be silent. Browsers keep lines open, and come back on a new one without a word to anybody."""
REQUEST_SECONDS = 20
GRACE_SECONDS = 10
"""How long a server that is told to stop goes on with what it has begun."""
READY_SECONDS = 5
"""How soon a worker has to answer, however many wait for one."""
A_SECOND, AT_ONCE = 30, 600
"""How often one address may ask: a class of 60 behind one address, each of whom moves a slider now and then."""


@dataclass
class SiteOptions:
    """Where and how a site is served. ``proxies`` are the addresses whose word on a visitor's address counts."""

    host: str
    port: int
    base_url: str = "/"
    workers: int = 2
    proxies: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The path below which it stands, with a slash at both ends."""
        return "/" + f"{self.base_url.strip('/')}/".lstrip("/")


def _note(handler: RequestHandler) -> None:
    """One line of JSON for a request: no address, and nothing of what somebody reads or does."""
    milliseconds = round(1000 * handler.request.request_time())
    line = {"kind": type(handler).__name__, "status": handler.get_status(), "milliseconds": milliseconds}
    log.info(json.dumps(line))


def _tell_of_requests() -> None:
    """Show each line of ``_note`` as it is, and nothing more of what others would only like to mention."""
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(shown)
    log.setLevel(logging.INFO)
    log.propagate = False


class _Anonymous(RequestHandler):
    """What every address of a site has: nobody is given a cookie, and no log tells who asked for what."""

    def set_cookie(self, *_: Any, **__: Any) -> None:
        """None is set, though Jupyter would name each visitor by one."""

    def decode_argument(self, value: bytes, name: str | None = None) -> str:
        """An address that is no text leads nowhere; Tornado would write it to the log."""
        return value.decode(errors="replace")

    def log_exception(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Its kind and its place. The request, and what the error says of it, would tell who asked for what."""
        if kind and trace and not isinstance(error, HTTPError):
            place = traceback.extract_tb(trace)[-1]
            log.error("%s in %s, line %s", kind.__name__, Path(place.filename).name, place.lineno)


def _anonymous(handler: type[RequestHandler]) -> type[RequestHandler]:
    return type(handler.__name__, (_Anonymous, handler), {})


class ToTheMap(RedirectHandler):
    """The site's own address leads to the course map."""

    head = RedirectHandler.get


class Health(RequestHandler):
    """Whether the server lives, and, at ``ready``, whether a worker answers too."""

    def initialize(self, prepared: Prepared) -> None:
        """What the handler is given with its address."""
        self.prepared = prepared

    async def get(self, what: str) -> None:
        """200, or 503 while the workers do not answer."""
        ready = True
        if what == "ready":
            try:
                await asyncio.wait_for(self.prepared.pool.ask({"do": "nothing"}), READY_SECONDS)
            except (TimeoutError, Busy, NoAnswer):
                ready = False
        self.set_status(200 if ready else 503)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "application/json")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(json.dumps({"ready": ready}))

    head = get


class Site(Voila):
    """Voila's application with our pages: no kernels, no lists of files, no other notebooks."""

    options: SiteOptions
    prepared: Prepared

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings, and a page for an address that leads nowhere."""
        home = f"{self.base_url}{FIRST_PAGE}"
        return {
            **super().init_settings(),
            "default_handler_class": _anonymous(NotFound),
            "default_handler_args": {"voila_configuration": self.voila_configuration, "home": home},
            "log_function": _note,
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Everything that is served."""
        base = self.base_url
        voila = {
            "config": self.config,
            "template_paths": self.template_paths,
            "voila_configuration": self.voila_configuration,
        }
        rates = Rates(A_SECOND, AT_ONCE, self.options.proxies)
        to_the_map = {"url": f"{base}{FIRST_PAGE}", "permanent": False}
        served: list[tuple[str, type[RequestHandler], dict[str, Any]]] = [
            (f"{base}?", ToTheMap, to_the_map),
            *handlers(base, self.prepared, voila, rates),
            (f"{base}leaningwell/(health|ready)", Health, {"prepared": self.prepared}),
        ]
        return [(address, _anonymous(handler), given) for address, handler, given in served]

    def listen(self) -> None:
        """Serve until told to stop; then take nothing new, and end once what was begun is done."""
        asyncio.run(self._listen())

    async def _listen(self) -> None:
        server = HTTPServer(
            self.app,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=REQUEST_SECONDS,
            max_header_size=16_384,
            max_body_size=1_000_000,
            max_buffer_size=2_000_000,
        )
        server.listen(self.port, self.ip)
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows has its own way to stop
                loop.add_signal_handler(each, stopped.set)
        self.on_ready()
        warming = asyncio.create_task(self.prepared.warm_up(FIRST))
        await stopped.wait()
        warming.cancel()
        server.stop()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.prepared.idle(), GRACE_SECONDS)
        await server.close_all_connections()
        self.prepared.close()
        self.stop()

    on_ready: Callable[[], None] = staticmethod(lambda: None)


def serve_site(root: Path, options: SiteOptions, *, verbose: bool, say: Callable[[str], Any]) -> None:
    """Serves ``course/`` below ``root`` until Ctrl+C. Raises CannotOpen."""
    if is_taken(options.port):
        raise CannotOpen(f"Port {options.port} is held by {holder_of(options.port)}. Choose another with --port.")
    course = root / "course"
    prepare_environment(course)
    start_early()
    if verbose:
        _tell_of_requests()
    else:
        warnings.showwarning = lambda *_, **__: None  # Voila's parts warn about one another
    chosen = {"ip": options.host, "port": options.port, "port_retries": 0, "base_url": options.base}
    site = Site()
    site.options = options
    site.prepared = Prepared(course, public=True, workers=options.workers)
    site.initialize(
        [
            str(course),
            "--no-browser",
            f"--Application.log_level={'WARN' if verbose else 'ERROR'}",
            *(f"--Voila.{name}={value}" for name, value in chosen.items()),
        ]
    )

    def ready() -> None:
        say(f"Leaning Well is open at http://{options.host}:{options.port}{options.base}")
        say("Stop it with Ctrl+C.")

    site.on_ready = ready
    site.start()
    say("Leaning Well has stopped.")
