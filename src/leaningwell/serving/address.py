"""The one address at which the course opens on a learner's own computer.

A browser keeps a workbook per origin: scheme, host and port together. Another port, or `localhost` in
place of 127.0.0.1, would show another, empty workbook. So there is one address, and it never changes by
itself.
"""

from __future__ import annotations

HOST = "127.0.0.1"
PORT = 8710
RENDERED = "/voila/render/"
START = "00-start-here.ipynb"
FIRST_PAGE = f"{RENDERED}course/{START}"

OTHER_PORT = (
    "A browser keeps one workbook per port: on port {port} you will see another workbook than on port "
    f"{PORT}, and an empty one at first."
)


def first_page(base: str, token: str, page: str = FIRST_PAGE) -> str:
    """The address of the course map or another page, with the token that a browser's first visit needs."""
    return f"{base.rstrip('/')}{page}?token={token}"
