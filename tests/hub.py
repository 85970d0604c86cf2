"""Runs a real JupyterHub with its proxy from `docs/classroom/`, and people who log in to it with a browser."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from classroom.hub_config import others_may
from classroom.room import ROOT, SLUG, Classroom, source_of
from nginx import write_certificate
from servers import free_port

HOST = "class.example.org"
"""As docs/classroom/jupyterhub_config.py has it; browsers are told that it is here."""
INSTRUCTOR = "instructor"
START_SECONDS = 120
TOOLS = [ROOT / ".venv" / "node_modules" / ".bin", Path(sys.prefix, "bin")]


class HubRoom(Classroom):
    """A class whose course belongs to an instructor's account on a hub, below ``place``."""

    def __init__(self, place: Path):
        self.place, self.slug = place, SLUG
        self.home = place / "people" / INSTRUCTOR
        self.root = self.home / "leaning-well"
        self.exchange = place / "exchange"
        for folder in (self.root, self.exchange, place / "hub"):
            folder.mkdir(parents=True)
        for shut in (self.home, place / "hub"):
            shut.chmod(0o700)
        self.exchange.chmod(0o1777)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        shutil.copytree(source_of(SLUG), self.root / "solutions" / SLUG)
        shutil.copytree(ROOT / "course", self.root / "course")
        shutil.copytree(ROOT / "course", place / "course")
        shutil.copytree(ROOT / "docs" / "classroom", place / "classroom")
        for name in ("jupyterhub_config.py", "nbgrader_config.py"):
            path = place / "classroom" / name
            path.write_text(path.read_text().replace("/srv/leaning-well", str(place)))

    def env(self) -> dict[str, str]:
        return super().env() | {"JUPYTER_CONFIG_PATH": str(self.place / "classroom")}

    def collect(self) -> None:
        self.run("collect", SLUG)

    def release(self) -> None:
        self.run("release_assignment", SLUG)


@dataclass(frozen=True)
class Account:
    """Somebody's server on the hub, with the words that a reader asks of a server."""

    hub: Hub
    name: str
    token: str = ""

    @property
    def url(self) -> str:
        return f"https://{self.name}.{HOST}:{self.hub.port}/user/{self.name}"

    def page(self, path: str) -> str:
        """The address of a page, for a browser that has logged in."""
        return f"{self.url}/{path.lstrip('/')}"

    def ask(self, path: str, how: str = "GET", body: Any = None, token: str | None = None) -> tuple[int, bytes]:
        """Ask this account's server with its own token, or with somebody else's."""
        return self.hub.ask(
            f"/user/{self.name}/{path}", how, body, token=self.token if token is None else token, name=self.name
        )


@dataclass(frozen=True)
class Hub:
    """A running hub."""

    room: HubRoom
    port: int
    token: str
    log_path: Path

    def ask(self, path: str, how: str = "GET", body: Any = None, token: str = "", name: str = "") -> tuple[int, bytes]:
        """Status and body of what the hub's proxy says."""
        trusting = ssl.create_default_context(cafile=str(self.room.place / "hub" / "class.crt"))
        trusting.check_hostname = False
        line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=120, context=trusting)
        headers = {"Host": f"{name + '.' if name else ''}{HOST}:{self.port}", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"token {token}"
        with contextlib.closing(line):
            line.request(how, path, None if body is None else json.dumps(body), headers)
            reply = line.getresponse()
            return reply.status, reply.read()

    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def accounts(self, *names: str) -> dict[str, Account]:
        """Start these people's servers, all at once, and wait until they are there."""
        for name in names:
            assert self.ask(f"/hub/api/users/{name}", "POST", token=self.token)[0] == 201
            assert self.ask(f"/hub/api/users/{name}/server", "POST", token=self.token)[0] in (201, 202), self.log()
        found = {}
        for name in names:
            status, said = self.ask(f"/hub/api/users/{name}/tokens", "POST", {}, token=self.token)
            assert status == 201, said
            found[name] = Account(self, name, json.loads(said)["token"])
            _until(lambda name=name: self._is_ready(name), self)
        return found

    def _is_ready(self, name: str) -> bool:
        said = json.loads(self.ask(f"/hub/api/users/{name}", token=self.token)[1])
        assert said["servers"], self.log()  # it is gone again: the log says why
        return said["servers"][""]["ready"]


@contextlib.contextmanager
def start_hub(place: Path) -> Iterator[Hub]:
    """Run the hub of a new class below ``place``, and end it with all its servers."""
    room = HubRoom(place)
    write_certificate(place / "hub", HOST, f"*.{HOST}", certificate="class.crt", key="class.key")
    port, token = free_port(), secrets.token_hex(16)
    path = place / "classroom" / "jupyterhub_config.py"
    text = path.read_text().replace("https://:443", f"https://127.0.0.1:{port}").replace(HOST, f"{HOST}:{port}")
    path.write_text(text)
    env = os.environ | {
        "PATH": os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]]),
        "HUB_PLACE": str(place),
        "HUB_TOKEN": token,
        "HUB_PORT": str(free_port()),
        "HUB_PROXY_PORT": str(free_port()),
    }
    env = {name: value for name, value in env.items() if "proxy" not in name.lower() or name.startswith("HUB_")}
    log_path = place / "hub" / "hub.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(ROOT / "tests" / "classroom" / "hub_config.py")],
            cwd=place / "hub",
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    hub = Hub(room, port, token, log_path)
    try:
        _until(lambda: _answers(hub, process), hub)
        yield hub
    finally:
        started = [] if process.poll() is not None else psutil.Process(process.pid).children(recursive=True)
        process.terminate()  # it ends its proxy and everybody's servers
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for child in started:  # the proxy's program outlives what started it
            with contextlib.suppress(psutil.Error):
                child.kill()


def _answers(hub: Hub, process: subprocess.Popen) -> bool:
    assert process.poll() is None, hub.log()
    with contextlib.suppress(OSError, http.client.HTTPException):
        return hub.ask("/hub/api/")[0] == 200
    return False


def _until(true: Any, hub: Hub) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not true():
        assert time.monotonic() < deadline, hub.log()
        time.sleep(0.3)


def can_read(path: Path) -> bool:
    """Whether an account that does not own it may read a file; by the rights on it where accounts cannot be changed."""
    if os.geteuid():
        return all(place.stat().st_mode & 0o005 for place in (path, *path.parents))
    return others_may("cat", str(path))
