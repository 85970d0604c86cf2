"""Whoever asks says how the answer may be packed, and is taken at their word."""

from __future__ import annotations

import brotli
import pytest
from tornado.httputil import HTTPHeaders

from leaningwell.serving.prepared.compression import liked_best, packed

GZIP = ["gzip", "identity"]
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
    assert liked_best(HTTPHeaders({"Accept-Encoding": header}), GZIP) == ("gzip" if taken else "identity")


@pytest.mark.parametrize(
    ("header", "way"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*;q=0.1", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.2, identity;q=0.5", "identity"),
        ("zstd", "identity"),
    ],
)
def test_of_what_is_liked_alike_the_smallest_is_sent(header, way):
    assert liked_best(HTTPHeaders({"Accept-Encoding": header}), ["br", *GZIP]) == way


def test_what_is_packed_is_the_same_when_it_is_unpacked():
    text = "“Needing” people. " * 100
    assert brotli.decompress(packed(text)).decode() == text
    assert len(packed(text)) < 100


def test_whoever_says_nothing_gets_the_plain_body():
    assert liked_best(HTTPHeaders(), GZIP) == "identity"


def test_a_header_that_comes_in_parts_counts_as_one():
    headers = HTTPHeaders()
    headers.add("Accept-Encoding", "br")
    headers.add("Accept-Encoding", "gzip")
    assert liked_best(headers, GZIP) == "gzip"
