"""Sends a body compressed to whoever takes it so, and as it is to everybody else."""

from __future__ import annotations

import math
from collections.abc import Callable

from tornado.httputil import HTTPHeaders
from tornado.web import RequestHandler


def write(handler: RequestHandler, *, packed: Callable[[], bytes], plain: Callable[[], bytes]) -> None:
    """Write one of the two, and say which it is."""
    handler.set_header("Vary", "Accept-Encoding")
    if takes_gzip(handler.request.headers):
        handler.set_header("Content-Encoding", "gzip")
        handler.write(packed())
    else:
        handler.write(plain())


def takes_gzip(headers: HTTPHeaders) -> bool:
    """Whether a request takes gzip, and likes it no less than what is not compressed (RFC 9110, 12.5.3)."""
    likes = dict(map(_liking, headers.get("Accept-Encoding", "").lower().split(",")))
    gzip = likes.get("gzip", likes.get("*", 0))
    return gzip > 0 and gzip >= likes.get("identity", 0)


def _liking(one: str) -> tuple[str, float]:
    """A way of coding, and how well it is liked, from 0 to 1: `gzip;q=0.5`."""
    coding, *parameters = (part.strip() for part in one.split(";"))
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip() == "q":
            try:
                number = float(value)
            except ValueError:
                number = 0
            return coding, number if math.isfinite(number) else 0
    return coding, 1
