"""Runs Debian's PostgreSQL, unpacked below ``.venv``, for one test: on a socket in a folder, and never as root."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPACKED = Path(__file__).parents[1] / ".venv" / "postgres"
NOBODY = 65534
NAME = "grader"


def programs() -> Path | None:
    """The folder of its programs, if it is here."""
    return next(UNPACKED.glob("usr/lib/postgresql/*/bin"), None)


@contextmanager
def postgres() -> Iterator[str]:
    """A running PostgreSQL, empty; what is given is the address of its database."""
    # The path of a socket may be a hundred characters long at most.
    place = Path(tempfile.mkdtemp(prefix="pg-"))
    server = None
    try:
        as_nobody = _as_nobody(place)
        common = ["-D", str(place / "data")]
        options = ["-U", NAME, "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8"]
        subprocess.run([*as_nobody, _program("initdb"), *common, *options], check=True, capture_output=True, env=_env())
        listen = ["-k", str(place), "-c", "listen_addresses=", "-c", "fsync=off"]
        with (place / "log").open("w") as log:
            server = subprocess.Popen([*as_nobody, _program("postgres"), *common, *listen], stderr=log, env=_env())
        _wait(place, server)
        yield f"postgresql+psycopg://{NAME}@/postgres?host={place}"
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(place)


def _as_nobody(place: Path) -> list[str]:
    if os.geteuid():
        return []
    os.chown(place, NOBODY, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def _program(name: str) -> str:
    found = programs()
    assert found
    return str(found / name)


def _env() -> dict[str, str]:
    libraries = [str(path) for path in UNPACKED.glob("usr/lib/*-linux-*")]
    return os.environ | {"LD_LIBRARY_PATH": os.pathsep.join(libraries), "HOME": "/"}


def _wait(place: Path, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    while True:
        assert server.poll() is None, (place / "log").read_text()
        try:
            psycopg.connect(host=str(place), user=NAME, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            continue
