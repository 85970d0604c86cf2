"""Starts the course's real server for a test, in a process and folders of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

START_SECONDS = 60
READY = re.compile(r"Leaning Well is open at|is running at:")
INSTALLED = Path(__file__).parent.parent / "src" / "leaningwell" / "serving" / "jupyter"
STOP_SECONDS = 15
ACCOUNT = "/user/some-body"
"""Where a hub has somebody's server."""
_to_the_end: list[subprocess.Popen] = []
the_end: list[bool] = []
"""Says something once the last test is over."""
_told: set[subprocess.Popen] = set()


@dataclass(frozen=True)
class Server:
    """A running server: ``url`` is its base, without a slash at the end."""

    url: str
    port: int
    token: str
    root: Path
    log_path: Path
    runtime_dir: Path
    process: subprocess.Popen

    def page(self, path: str) -> str:
        """The address of a page, such as ``voila/render/course/00-start-here.ipynb``, with the token if any."""
        return f"{self.url}/{path.lstrip('/')}" + (f"?token={self.token}" if self.token else "")

    def get(self, path: str, *, token: bool = True) -> tuple[int, bytes]:
        """Status and body of a page, asked for with the token or as a stranger."""
        request = urllib.request.Request(f"{self.url}/{path.lstrip('/')}")
        if token:
            request.add_header("Authorization", f"token {self.token}")
        try:
            with _direct().open(request, timeout=60) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def kernels(self) -> list[str]:
        """The ids of the kernels that run now. Jupyter's server answers 500 for the moment in which one begins."""
        until = time.monotonic() + 20
        while (reply := self.get("api/kernels"))[0] == 500 and time.monotonic() < until:
            time.sleep(0.1)
        return [kernel["id"] for kernel in json.loads(reply[1])]

    def kernel_processes(self) -> set[int]:
        """The processes of all kernels; a public site does not tell of them."""
        found = set()
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):  # it ended just now
                if "ipykernel_launcher" in process.cmdline():
                    found.add(process.pid)
        return found

    def end_kernels(self) -> None:
        """End every kernel there is: where the server tells of them by its word, so that it starts none anew."""
        status, found = self.get("api/kernels")
        for kernel in json.loads(found) if status == 200 else []:
            request = urllib.request.Request(f"{self.url}/api/kernels/{kernel['id']}", method="DELETE")
            request.add_header("Authorization", f"token {self.token}")
            _direct().open(request, timeout=30).close()
        for process in self.kernel_processes() if status != 200 else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def workers(self) -> list[int]:
        """The processes that answer for pages without a kernel."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child.pid for child in children if _is_worker(child)]

    def log(self) -> str:
        """All that the server has printed so far."""
        return self.log_path.read_text(encoding="utf-8")


def _is_worker(process: psutil.Process) -> bool:
    """Whether it was forked from the fork server, as each worker is."""
    with contextlib.suppress(psutil.Error):
        forked = "forkserver" in " ".join(process.cmdline()) and "forkserver" in " ".join(process.parent().cmdline())
        return forked and process.status() != psutil.STATUS_ZOMBIE
    return False


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with all that Jupyter and the course keep for an account moved into ``folder``."""
    return {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "lab-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "lab-workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        **(env or {}),
    }


def command(*arguments: str) -> list[str]:
    """The command line `leaningwell ...` of the Python that runs the tests."""
    return [sys.executable, "-m", "leaningwell.cli", *arguments]


def stock(application: str, root: Path, port: int) -> list[str]:
    """The command line of Jupyter's own ``jupyterlab`` or ``notebook``, as a class hub starts it on ``root``."""
    settings = [f"--ServerApp.root_dir={root}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return [sys.executable, "-m", application, "--no-browser", "--allow-root", *settings]


@contextlib.contextmanager
def start_server(
    root: Path,
    port: int | None = None,
    env: Mapping[str, str] | None = None,
    *,
    application: str | None = None,
    base: str = "",
) -> Iterator[Server]:
    """Runs `leaningwell open --no-browser` for the course below ``root``, and ends it with Ctrl+C.

    With ``application``, runs that part of Jupyter, ``jupyterlab`` or ``notebook``, which finds our template and our
    settings where an installed package puts them; as a hub does it, below ``base`` and with a login.
    """
    port = port or free_port()
    if application:
        arguments, env = [*stock(application, root, port), f"--ServerApp.base_url={base}/"], as_installed(env)
    else:
        arguments = command("open", "--no-browser", "--port", str(port), "--root", str(root))
    with start(arguments, root, port, env, base=base) as server:
        yield server


@contextlib.contextmanager
def to_the_end(starting: contextlib.AbstractContextManager[Server]) -> Iterator[Server]:
    """A server that runs as long as the tests do: all of these are told to stop at once, and none waits for another."""
    with starting as server:
        _to_the_end.append(server.process)
        yield server
        # A fixture may be wanted anew before, and then the others go on.
        for process in _to_the_end if the_end else ():
            _tell_to_stop(process)


@contextlib.contextmanager
def start_on_hub(root: Path, application: str = "jupyterlab") -> Iterator[Server]:
    """Runs the server of one account, as a class hub does: below a path of its own."""
    with start_server(root, application=application, base=ACCOUNT) as server:
        yield server


@contextlib.contextmanager
def start_site(
    root: Path, *options: str, port: int | None = None, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Runs `leaningwell serve`, the public site, for the course below ``root``."""
    port = port or free_port()
    with start(command("serve", "--port", str(port), "--root", str(root), *options), root, port, env) as server:
        yield server


@contextlib.contextmanager
def start_voila(root: Path, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Runs Voila's own command, which finds our template and settings, and gives each page a kernel."""
    port = free_port()
    arguments = [sys.executable, "-m", "voila", str(root), "--no-browser", f"--port={port}", "--Voila.port_retries=0"]
    with start(arguments, root, port, as_installed(env), cwd=root) as server:
        yield server


def as_installed(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which Jupyter finds our template and settings as if the package had been installed."""
    return {"JUPYTER_PATH": str(INSTALLED), "JUPYTER_CONFIG_PATH": str(INSTALLED / "config"), **(env or {})}


@contextlib.contextmanager
def start(
    arguments: list[str],
    root: Path,
    port: int,
    env: Mapping[str, str] | None = None,
    *,
    base: str = "",
    cwd: Path | None = None,
) -> Iterator[Server]:
    """Runs a server until the test is done with it. ``base`` is the path below which it answers: ``/user/me``."""
    with tempfile.TemporaryDirectory(prefix="leaningwell-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "runtime").mkdir()
        log_path = folder / "server.log"
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                arguments,
                env=environment(folder, env),
                cwd=cwd,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl+C at the test run's terminal is not meant for it
            )
        try:
            token = _wait_until_ready(process, log_path, folder / "runtime")
            _wait_until_it_listens(port)
            yield Server(
                url=f"http://127.0.0.1:{port}{base}",
                port=port,
                token=token,
                root=Path(root),
                log_path=log_path,
                runtime_dir=folder / "runtime",
                process=process,
            )
        finally:
            _stop(process)


def _wait_until_ready(process: subprocess.Popen, log_path: Path, runtime: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if READY.search(log_path.read_text(encoding="utf-8")):
            notes = [note.read_text(encoding="utf-8") for note in runtime.glob("jpserver-*.json")]
            # On a busy machine a note can be there before it is written.
            if all(note.strip().endswith("}") for note in notes):
                return json.loads(notes[0])["token"] if notes else ""
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{log_path.read_text(encoding='utf-8')}")


def _wait_until_it_listens(port: int) -> None:
    """Jupyter says that it runs a moment before it does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def _tell_to_stop(process: subprocess.Popen) -> None:
    """With Ctrl+C, and once: a second one would be taken for impatience."""
    if process not in _told and process.poll() is None:
        _told.add(process)
        process.send_signal(signal.SIGINT)


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        _tell_to_stop(process)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _direct() -> urllib.request.OpenerDirector:
    """Opens addresses on this computer without asking a proxy."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
