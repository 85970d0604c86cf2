"""Hands out the files of the bundle. What has a name made of its contents is never asked for twice."""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler

from ..bundle import file_named

A_YEAR = 31_536_000


class Bundled(RequestHandler):
    """A file of the bundle, compressed for whoever can read it. No login: it is what everybody can read on GitHub."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send it; 404 once an update has brought others."""
        compressed = "gzip" in self.request.headers.get("Accept-Encoding", "")
        body = file_named(name, compressed=compressed)
        if body is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/javascript; charset=UTF-8")
        self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("X-Content-Type-Options", "nosniff")
        if compressed:
            self.set_header("Content-Encoding", "gzip")
        self.write(body)

    head = get
