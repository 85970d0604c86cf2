"""Whoever asks says how the answer may be packed, and is taken at their word."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders

from leaningwell.serving.prepared.compression import takes_gzip

TAKEN = [
    "gzip",
    "GZIP",
    "gzip, deflate, br, zstd",
    "br;q=1.0, gzip;q=0.8, *;q=0.1",
    "gzip;q=0.001",
    "gzip ; q = 1",
    "gzip;q=1;x=y",
    "*",
    "*;q=0.5",
    "gzip, identity;q=0",
    "identity;q=0.5, gzip;q=0.5",
]
REFUSED = [
    "",
    "identity",
    "gzip;q=0",
    "gzip;q=0.000",
    "gzip; q=0, br",
    "*;q=0",
    "*, gzip;q=0",
    "br, deflate",
    "not-gzip",
    "gzipped",
    "identity;q=0",
    "identity, gzip;q=0.5",
    "gzip;q=much",
    "gzip;q=nan",
    "gzip;q=",
    ",;=,",
]


@pytest.mark.parametrize(("header", "taken"), [*((one, True) for one in TAKEN), *((one, False) for one in REFUSED)])
def test_gzip_is_sent_to_whoever_takes_it_and_likes_it_no_less_than_the_plain_body(header, taken):
    assert takes_gzip(HTTPHeaders({"Accept-Encoding": header})) is taken


def test_whoever_says_nothing_gets_the_plain_body():
    assert not takes_gzip(HTTPHeaders())


def test_a_header_that_comes_in_parts_counts_as_one():
    headers = HTTPHeaders()
    headers.add("Accept-Encoding", "br")
    headers.add("Accept-Encoding", "gzip")
    assert takes_gzip(headers)
