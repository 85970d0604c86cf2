"""What Jupyter finds: our template, our settings, and this Python. Set before anything of Jupyter's is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

JUPYTER = Path(__file__).parent / "jupyter"


def prepare_environment(folder: Path) -> None:
    """Sets, for this process and all that it starts, where Jupyter looks, which Python it finds, and where it works."""
    _put_first("JUPYTER_PATH", JUPYTER)
    _put_first("JUPYTER_CONFIG_PATH", JUPYTER / "config")
    # JupyterLab without nbgrader's Validate: it calls right answers wrong. On a hub other courses may want it.
    _put_first("JUPYTER_CONFIG_PATH", JUPYTER / "own")
    put_python_first()
    # The python3 kernel is this environment's, even where the account has one of the same name.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.chdir(folder)  # nbgrader and Voila look for their settings in the working folder


def put_python_first() -> None:
    """Has this process and all that it starts find this environment's commands, although nobody activated it.

    A terminal or a kernel asks for `nbgrader` and `leaningwell`, and nbgrader for `alembic`.
    """
    _put_first("PATH", Path(sys.executable).parent)


def _put_first(variable: str, folder: Path) -> None:
    others = [entry for entry in os.environ.get(variable, "").split(os.pathsep) if entry not in ("", str(folder))]
    os.environ[variable] = os.pathsep.join([str(folder), *others])
