"""Sends a body packed in the way that whoever asks likes best, and as it is to whoever takes no other."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import brotli
from tornado.httputil import HTTPHeaders
from tornado.web import RequestHandler

QUALITY = 10
"""One more would take twice the time, for three parts in a hundred."""
PLAIN = "identity"


def packed(text: str) -> bytes:
    """What is made once and sent often, as small as it gets."""
    return bytes(brotli.compress(text.encode(), quality=QUALITY))


def write_packed(handler: RequestHandler, body: bytes) -> None:
    """Write what ``packed`` gave."""
    ways = {"br": lambda: body, "gzip": lambda: _repacked(body), PLAIN: lambda: bytes(brotli.decompress(body))}
    write(handler, ways)


def write(handler: RequestHandler, ways: Mapping[str, Callable[[], bytes]]) -> None:
    """Write the body in one of these ways, by their names in HTTP, and say which it is. The first are the best."""
    handler.set_header("Vary", "Accept-Encoding")
    way = liked_best(handler.request.headers, ways)
    if way != PLAIN:
        handler.set_header("Content-Encoding", way)
    handler.write(ways[way]())


def liked_best(headers: HTTPHeaders, ways: Iterable[str]) -> str:
    """Which of these ways a request likes best; of those it likes alike the first (RFC 9110, 12.5.3)."""
    likes = dict(map(_liking, headers.get("Accept-Encoding", "").lower().split(",")))
    packed = [way for way in ways if way != PLAIN]
    best = max(packed, key=lambda way: likes.get(way, likes.get("*", 0)))
    liking = likes.get(best, likes.get("*", 0))
    return best if liking > 0 and liking >= likes.get(PLAIN, 0) else PLAIN


@lru_cache(maxsize=100)
def _repacked(body: bytes) -> bytes:
    """For whoever does not take it packed so well, as browsers do not where a page comes without https."""
    return gzip.compress(brotli.decompress(body), mtime=0)


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
