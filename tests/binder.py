"""Builds what Binder would build, without Docker, and starts it as Binder does."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servers import Server, free_port, start

BASE = "/user/leaning-well-abc123"
TOKEN = "a-token-from-binder"
PARTS = ["binder", "course", "exercises", "solutions", "src", "nbgrader_config.py", "README.md"]
PARTS += ["pyproject.toml", "hatch_build.py"]
LICENCES = ["LICENSE", "LICENSE-course"]


@dataclass(frozen=True)
class Image:
    """A clean copy of the project, and an environment made by Binder's own steps, and how long those took."""

    home: Path
    environment: Path
    packages_seconds: float
    post_build_seconds: float

    def variables(self) -> dict[str, str]:
        """Those of somebody who works in the environment, and has heard of no other."""
        path = f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        others = ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "PYTHONPATH", "VIRTUAL_ENV")
        return dict.fromkeys(others, "") | {"PATH": path}


def build(root: Path, place: Path) -> Image:
    """The image of the project in ``root``, in folders below ``place``."""
    home, environment = place / "home", place / "environment"
    home.mkdir()
    for part in [*PARTS, *LICENCES]:
        if (root / part).is_dir():
            leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "answers*.json")
            shutil.copytree(root / part, home / part, ignore=leave)
        else:
            shutil.copy(root / part, home)
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    image = Image(home, environment, 0, 0)

    def run(*command: str | Path) -> float:
        began = time.monotonic()
        ended = subprocess.run(command, cwd=home, env=os.environ | image.variables(), capture_output=True, text=True)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return time.monotonic() - began

    packages = run(environment / "bin/pip", "install", "--quiet", "-r", "binder/requirements.txt")
    return Image(home, environment, packages, run("./binder/postBuild"))


@contextlib.contextmanager
def start_binder(image: Image) -> Iterator[Server]:
    """The server of one visitor."""
    port = free_port()
    settings = {"base_url": f"{BASE}/", "token": TOKEN, "trust_xheaders": "True", "allow_origin": "*"}
    command = [str(image.home / "binder/start"), "jupyter-lab", "--ip=0.0.0.0", f"--port={port}"]
    command += [f"--{app}.{name}={value}" for name, value in settings.items() for app in ("NotebookApp", "ServerApp")]
    command += ["--allow-root"] if os.geteuid() == 0 else []
    with start(command, image.home, port, image.variables(), base=BASE, cwd=image.home) as server:
        yield server
