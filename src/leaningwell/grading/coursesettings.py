"""nbgrader's settings of a course, as nbgrader's own commands find them in its folder."""

from __future__ import annotations

import logging
from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .build import CONFIG
from .instructor import say


class NoSettings(Exception):
    """The settings cannot be used; the message says why."""


def settings_of(root: Path) -> Config:
    """The settings of the course below ``root``. Raises NoSettings."""
    app = NbGrader(log_level=logging.ERROR)
    app.load_cwd_config = False
    try:
        app.load_config_file()
        config: Config = app.config.copy()
        config.merge(PyFileConfigLoader(CONFIG, path=str(root)).load_config())
    except Exception as error:
        raise NoSettings(say("settings-unusable", path=root / CONFIG, why=f"{type(error).__name__}: {error}")) from None
    if "root" not in config.CourseDirectory:
        config.CourseDirectory.root = str(root)
    return config
