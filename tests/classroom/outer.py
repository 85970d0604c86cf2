"""Runs commands that have no sandbox in one of the test's own, and tells what got out of them.

``inside`` starts it. In it are Python and the course's package to read, and one place to write; no process, network or
file of the machine's. It ends with all that was started in it. What is told, as JSON: what each command ended with
and said, which of the three listeners was reached, and how many processes with the token went on after each command.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from classroom.room import ROOT
from leaningwell.grading.cohort import sandbox

NOBODY = 65534
NEW_USER = ["--user", "--map-root-user"]
NAMESPACES = ["--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]
OF_THE_SYSTEM = ("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/localtime", "/etc/fonts")
SET_FLAGS, UP = 0x8914, 1
SECONDS = 900


def inside(
    place: Path,
    commands: Sequence[Sequence[str]],
    env: Mapping[str, str],
    port: int = 0,
    token: str = "",
    account: int | None = None,
) -> dict[str, Any]:
    """Run the commands, one after another, in the course below ``place``; with an ``account``, if this is root's."""
    root = Path(tempfile.mkdtemp(prefix="leaningwell-outer-"))
    asked = {"root": str(root), "place": str(place), "port": port, "token": token, "commands": commands}
    asked |= {"account": account}
    namespaces = [*(NEW_USER if account is None else []), *NAMESPACES]
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT / "tests")))
    try:
        done = subprocess.run(
            ["unshare", *namespaces, sys.executable, "-m", "classroom.outer", json.dumps(asked)],
            env={**env, "PYTHONPATH": path},
            text=True,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    finally:
        shutil.rmtree(root, ignore_errors=True)
    assert done.returncode == 0, done.stderr[-5000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def shut_in(root: str, place: str) -> None:
    """Leave everything but Python, the course's package and the one place to write."""
    sandbox._mount(None, "/", None, sandbox.PRIVATE | sandbox.RECURSIVE)
    sandbox._mount("tmpfs", root, "tmpfs", 0, "size=256m,mode=755")
    for folder in ("proc", "dev/shm", "tmp", "var/tmp"):
        os.makedirs(f"{root}/{folder}")
        os.chmod(f"{root}/{folder}", 0o1777)
    sandbox._mount("proc", f"{root}/proc", "proc", 0)
    for path in [*sandbox.readable(), *sandbox.devices(), *OF_THE_SYSTEM]:
        sandbox._bind(path, root + path)
    sandbox._bind(place, root + place, writable=True)
    os.mkdir(root + sandbox.OLD)
    sandbox._check(sandbox._libc.pivot_root(root.encode(), (root + sandbox.OLD).encode()))
    os.chdir("/")
    sandbox._check(sandbox._libc.umount2(sandbox.OLD.encode(), sandbox.DETACH))
    os.rmdir(sandbox.OLD)


def main(
    root: str, place: str, port: int, token: str, commands: list[list[str]], account: int | None
) -> dict[str, Any]:
    """What is told."""
    shut_in(root, place)
    with socket.socket() as end:
        fcntl.ioctl(end, SET_FLAGS, struct.pack("16sh22x", b"lo", UP))
    tcp = socket.create_server(("127.0.0.1", port))
    udp = socket.socket(type=socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", port))
    path = socket.socket(socket.AF_UNIX)
    path.bind(f"{place}/s")
    path.listen()
    ended = []
    for command in commands:
        ended.append({**run(command, place, account), "left": left(token)})
    reached = select.select([tcp, udp, path], [], [], 0)[0]
    return {
        "ended": ended,
        "reached": [name for name, end in (("tcp", tcp), ("udp", udp), ("path", path)) if end in reached],
    }


def run(command: list[str], place: str, account: int | None) -> dict[str, Any]:
    """Run a command to its end. Into files, since what it leaves running would hold a pipe open."""
    who: dict[str, Any] = {} if account is None else {"user": account, "group": account, "extra_groups": []}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        done = subprocess.run(command, cwd=f"{place}/course", stdout=out, stderr=err, check=False, **who)
        for file in (out, err):
            file.seek(0)
        return {"code": done.returncode, "out": out.read(), "err": err.read()[-20_000:]}


def left(token: str) -> int:
    """How many processes with the token there are, which are ended."""
    if not token:
        return 0
    found = [one for one in psutil.process_iter(["cmdline"]) if token in " ".join(one.info["cmdline"] or [])]
    found = [one for one in found if one.pid != os.getpid()]
    for one in found:
        one.kill()
    return len(found)


if __name__ == "__main__":
    print(json.dumps(main(**json.loads(sys.argv[1]))))
