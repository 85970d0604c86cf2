"""Who holds a port: nobody, a Leaning Well server, or something else."""

from __future__ import annotations

import contextlib
import errno
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyter_core.paths import jupyter_runtime_dir

from .address import HOST


@dataclass(frozen=True)
class Running:
    """A Leaning Well server of this account, as its note in Jupyter's runtime folder describes it."""

    url: str
    token: str
    root: Path
    pid: int

    @property
    def browser_file(self) -> Path:
        """A page that leads there, for this account only; a token in a browser's command is there for all."""
        return Path(jupyter_runtime_dir(), f"jpserver-{self.pid}-open.html")

    def answers(self) -> bool:
        """Whether it answers to its token within a few seconds."""
        request = urllib.request.Request(f"{self.url}api/status", headers={"Authorization": f"token {self.token}"})
        # A proxy set for the web must not be asked for a page on this computer.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=5) as reply:
                status: int = reply.status
                return status == 200
        except (OSError, urllib.error.HTTPError):
            return False


def is_taken(port: int) -> bool:
    """Whether a server could not listen on ``port`` now. Raises PermissionError if it never may."""
    with socket.socket() as client:
        client.settimeout(2)
        if client.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as server:  # held, though not listened to
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False


def running_on(port: int) -> Running | None:
    """The Leaning Well server of this account on ``port``, if there is one."""
    from jupyter_server.serverapp import list_running_servers  # half a second, which a first server has no time for

    for note in list_running_servers():
        if note.get("leaningwell") and note["port"] == port:
            return Running(note["url"], note["token"], Path(note["root_dir"]), note["pid"])
    return None


def holder_of(port: int) -> str:
    """The program that holds ``port``, in words, as far as this account may see it."""
    for pid in _listeners(port):
        with contextlib.suppress(psutil.Error):
            return f"“{psutil.Process(pid).name()}” (process {pid})"
    return "another program (this account may not see which)"


def _listeners(port: int) -> list[int]:
    try:
        found = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:  # macOS lets only an administrator ask for all at once
        return [process.pid for process in psutil.process_iter() if _listens(process, port)]
    return [c.pid for c in found if c.pid and c.laddr and c.laddr.port == port and not c.raddr]


def _listens(process: psutil.Process, port: int) -> bool:
    with contextlib.suppress(psutil.Error):
        found = process.net_connections(kind="tcp")
        return any(c.laddr and c.laddr.port == port and not c.raddr for c in found)
    return False
