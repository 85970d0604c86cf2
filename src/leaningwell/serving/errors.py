"""A page that says what went wrong heeds the same policy as a page of the course.

Jupyter's own would let it load and run anything from anywhere, and would have browsers report to an address.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from voila.handler import BaseVoilaHandler

from .inline import page_headers


def _write_error(handler: JupyterHandler, status_code: int, **kwargs: Any) -> None:
    for name, value in page_headers().items():
        handler.set_header(name, value)
    JupyterHandler.write_error(handler, status_code, **kwargs)


def guard_error_pages() -> None:
    """Applies to every error page of Voila's, and so to ours, that this process sends from now on."""
    BaseVoilaHandler.write_error = _write_error
