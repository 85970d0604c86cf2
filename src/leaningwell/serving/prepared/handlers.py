"""The two addresses: a page, and a question that one of its activities asks."""

from __future__ import annotations

import json
import logging
from pathlib import PurePosixPath
from typing import Any

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler

from ..address import RENDERED, START
from ..inline import NOTHING, page_headers
from . import compression
from .pool import Busy, NoAnswer
from .rates import Rates
from .service import Page, Prepared
from .source import build_of, place_of

log = logging.getLogger(__name__)
LARGEST_QUESTION = 1_000_000
"""Bytes: a text of 20,000 characters, as an exercise may share it, in each of its boxes."""
LARGEST_PUBLIC_QUESTION = 30_000
RETRY_SECONDS = 2
BESIDE_THE_COURSE = ("exercises", "teaching")
"""Folders with pages that belong to the course in the folder beside them."""


class PreparedPage(TornadoVoilaHandler):
    """A page of the course, prepared; any other notebook goes Voila's own way, or nowhere on a public site."""

    def initialize(self, prepared: Prepared, **kwargs: Any) -> None:
        """What the handler is given with its address."""
        super().initialize(**kwargs)
        self.prepared = prepared

    @tornado.web.authenticated
    async def get(self, path: str = "") -> None:
        """Send the page, or say that it is the one the browser has."""
        place = place_of(self.prepared.root, path)
        if place is None and self.prepared.public:
            raise HTTPError(403 if not path.endswith(".ipynb") else 404)
        try:
            page = await self.prepared.page(place) if place else None
        except (Busy, NoAnswer):
            raise HTTPError(503, reason="Full") from None
        except OSError:
            raise HTTPError(500, reason="Unreadable") from None
        if page is None and self.request.method == "HEAD":
            raise HTTPError(405)  # Voila would start a kernel to say nothing
        if page is None and self.request.headers.get("Sec-Fetch-Dest") == "empty":
            raise HTTPError(406)  # or for a page that wants to show a prepared one in its own place
        if page is None:
            await TornadoVoilaHandler.get(self, path)
        else:
            self._send(page)

    head = get

    @property
    def template_namespace(self) -> dict[str, Any]:
        """What is said in place of a page is made with: ``home`` is where the page's course begins."""
        folders = PurePosixPath("".join(self.path_args)).parts[:-1]
        for beside in BESIDE_THE_COURSE:
            if beside in folders:
                folders = (*folders[: folders.index(beside)], "course")
        home = url_path_join(self.base_url, RENDERED, *folders, START)
        return {**super().template_namespace, "home": home}

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Says when to come again as well. What is said before an error is raised is lost with all other headers."""
        if status_code == 503:
            self.set_header("Retry-After", str(RETRY_SECONDS))
        super().write_error(status_code, **kwargs)

    def _send(self, page: Page) -> None:
        if not self.prepared.public:
            _ = self.xsrf_token  # what the page asks needs the cookie, also when the page itself is not sent again
        for name, value in page_headers().items():
            self.set_header(name, value)
        send(self, page, "text/html; charset=UTF-8")


def send(handler: JupyterHandler, page: Page, content_type: str) -> None:
    """Send what was prepared, or 304 to a browser that has it."""
    handler.set_header("Content-Type", content_type)
    handler.set_header("Cache-Control", "no-cache" if page.whole else "no-store")
    if page.whole:
        handler.set_header("ETag", f'"{page.build}"')
    if handler.check_etag_header():
        handler.set_header("Vary", "Accept-Encoding")
        handler.set_status(304)
    else:
        compression.write_packed(handler, page.body)


class _Data(JupyterHandler):
    """What a page reads by itself, as JSON."""

    @property
    def content_security_policy(self) -> str:
        """Jupyter's would name an address to which browsers report."""
        return NOTHING

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Only the number: the page has its own words for each."""
        self.set_header("Content-Type", "application/json")
        if status_code in (429, 503):
            self.set_header("Retry-After", str(RETRY_SECONDS))
        self.finish(json.dumps({"status": status_code}))


class Search(_Data):
    """The words of all lessons, for the browser to search in."""

    def initialize(self, prepared: Prepared) -> None:
        """What the handler is given with its address."""
        self.prepared = prepared

    @tornado.web.authenticated
    async def get(self, path: str) -> None:
        """Send them, or say that they are those the browser has."""
        place = place_of(self.prepared.root, path)
        if place is None:
            raise HTTPError(404)
        try:
            found = await self.prepared.page(place, do="search")
        except (Busy, NoAnswer):
            raise HTTPError(503) from None
        except OSError:
            raise HTTPError(500) from None
        assert found is not None
        send(self, found, "application/json")


class NotFound(BaseVoilaHandler):
    """An address that leads nowhere, told in our own look; ``home`` is where the course begins."""

    def initialize(self, home: str, **kwargs: Any) -> None:
        """What the handler is given with its address."""
        super().initialize(**kwargs)
        self.home = home

    @allow_unauthenticated
    async def prepare(self) -> None:
        """Whatever is asked."""
        await super().prepare()
        raise HTTPError(404)

    @property
    def template_namespace(self) -> dict[str, Any]:
        """What the page is made with."""
        return {**super().template_namespace, "home": self.home}


@tornado.web.stream_request_body
class Ask(_Data):
    """What an activity asks. The body is ``{"build": ..., "question": {"do": ..., ...}}``, and so is the reply JSON."""

    def initialize(self, prepared: Prepared, rates: Rates | None = None) -> None:
        """What the handler is given with its address."""
        self.prepared = prepared
        self.rates = rates
        self.most = LARGEST_PUBLIC_QUESTION if prepared.public else LARGEST_QUESTION
        self.size = 0
        self.body = bytearray()
        self.is_read = False

    async def prepare(self) -> None:  # type: ignore[override]
        """Turn away what is too large or too often before it is read."""
        await super().prepare()
        if self.request.method != "POST":
            raise HTTPError(405)
        if int(self.request.headers.get("Content-Length") or 0) > self.most:
            raise HTTPError(413)
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            raise HTTPError(415)
        if self.rates and not self.rates.allows(self.rates.address_of(self.request)):
            raise HTTPError(429)

    def data_received(self, chunk: bytes) -> None:
        """Keep a part of the body, unless it is one that did not say how large it is, and is too large."""
        self.size += len(chunk)
        if self.size <= self.most:
            self.body += chunk

    def check_xsrf_cookie(self) -> None:
        """A public site has no login that could be misused; it only answers pages of its own."""
        if not self.prepared.public:
            super().check_xsrf_cookie()
            return
        origin = self.request.headers.get("Origin")
        site = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if site != "same-origin" or (origin and origin.partition("://")[2] != self.request.host):
            raise HTTPError(403)

    @tornado.web.authenticated
    async def post(self, path: str, cell: str) -> None:
        """Answer a question."""
        self.is_read = True
        if self.size > self.most:
            raise HTTPError(413)
        place = place_of(self.prepared.root, path)
        if place is None:
            raise HTTPError(404)
        build, question = self._asked()
        try:
            current = build_of(place)
        except OSError:
            raise HTTPError(404) from None
        if build != current:
            raise HTTPError(409)
        try:
            answer = await self.prepared.ask(place, build, cell, question)
        except Busy:
            raise HTTPError(503) from None
        except NoAnswer:
            raise HTTPError(500) from None
        except RecursionError:  # to pass it on takes a little more room than to read it
            raise HTTPError(400) from None
        if "reply" not in answer:
            raise HTTPError(404 if answer.get("unknown") else 500)
        log.info("%s in %s: %.0f ms", answer["kind"], place.lesson, answer["milliseconds"])
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(answer["reply"]))

    def _asked(self) -> tuple[str, dict[str, Any]]:
        try:
            asked = json.loads(bytes(self.body))
            build, question = asked["build"], asked["question"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        if not isinstance(build, str) or not isinstance(question, dict) or not isinstance(question.get("do"), str):
            raise HTTPError(400)
        return build, question

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """As with all data."""
        if not self.is_read:
            # The line is closed over what was not read. A proxy that is not told would send its next request into it.
            self.set_header("Connection", "close")
        super().write_error(status_code, **kwargs)
