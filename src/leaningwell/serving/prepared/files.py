"""Hands out the front end's files, compressed for whoever takes them so, and without a login: they are on GitHub.

What the bundle has is named by its contents and never asked for twice. All else is asked for again each time.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler

from ..bundle import file_named
from ..inline import NOTHING
from ..modules import FRONT_END
from . import compression

A_YEAR = 31_536_000
TYPES = {
    ".css": "text/css; charset=UTF-8",
    ".js": "text/javascript; charset=UTF-8",
    ".svg": "image/svg+xml",
}


class _File(RequestHandler):
    """What both have in common, also where there is no such file."""

    def set_default_headers(self) -> None:
        """For every reply."""
        self.set_header("X-Content-Type-Options", "nosniff")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """The number, for whoever looks."""
        self.set_header("Content-Security-Policy", NOTHING)
        super().write_error(status_code, **kwargs)


class Bundled(_File):
    """A file of the bundle."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send it; 404 once an update has brought others."""
        plain, packed = (file_named(name, compressed=compressed) for compressed in (False, True))
        if plain is None or packed is None or Path(name).suffix not in TYPES:
            raise HTTPError(404)
        self.set_header("Content-Type", TYPES[Path(name).suffix])
        self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")
        compression.write(self, {"gzip": lambda: packed, compression.PLAIN: lambda: plain})

    head = get


class FrontEndFile(_File):
    """A module, a style or a picture, as it is now."""

    @allow_unauthenticated
    def get(self, path: str) -> None:
        """Send it, or say that it is still the same."""
        file = FRONT_END / path
        kind = TYPES.get(file.suffix)
        try:
            if kind is None or not file.resolve().is_relative_to(FRONT_END.resolve()):
                raise HTTPError(404)
            self._body = file.read_bytes()
        except (OSError, ValueError):
            raise HTTPError(404) from None
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-cache")
        compression.write(self, {"gzip": lambda: _packed(self._body), compression.PLAIN: lambda: self._body})

    head = get

    def compute_etag(self) -> str:
        """One for the file, however it is sent."""
        return f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'


@lru_cache(maxsize=300)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
