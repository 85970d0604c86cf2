"""When a kernel that nobody looks at any more is ended.

A page ends its kernel as it closes. This is for the pages that could not: a browser that crashed, a
line that broke.
"""

from __future__ import annotations

from traitlets.config import Config

IDLE_SECONDS = 20 * 60
CHECK_EVERY_SECONDS = 60


def cull_idle_kernels(c: Config) -> None:
    """Ends, in every server configured by ``c``, idle kernels without a page; one with an open page stays."""
    c.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    c.MappingKernelManager.cull_interval = CHECK_EVERY_SECONDS
    c.MappingKernelManager.cull_connected = False
