"""Makes ``exercises/`` from ``solutions/``, with the bytes that `nbgrader generate_assignment` would write.

1. Copy the exercise's source into a temporary course.
2. Let nbgrader generate the release there, without a gradebook.
3. Put the result in place of the old one, which stays untouched if anything fails.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .exercisefolder import ExerciseFolder
from .fresh import made
from .generate import ReleaseError
from .guards import refuse_work
from .report import NAME as REPORT

CONFIG = "nbgrader_config.py"


def build(root: Path, slugs: list[str] | None = None) -> list[Path]:
    """Build the exercises named, or all, and give their folders.

    Raises ReleaseError or ContentError, with sentences; what was built before stays.
    """
    root = root.resolve()
    config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    course = CourseDirectory(config=config)
    sources = root / course.source_directory
    return [_build(root, slug, config, course) for slug in slugs or _all(sources)]


def _all(sources: Path) -> list[str]:
    return sorted(path.name for path in sources.iterdir() if any(path.glob("*.ipynb")))


def _build(root: Path, slug: str, config: Config, course: CourseDirectory) -> Path:
    source: Path = root / course.source_directory / slug
    target: Path = root / course.release_directory / slug
    if not any(source.glob("*.ipynb")):
        raise ReleaseError(f"There is no exercise {slug} in {source.parent}. Check its name.")
    refuse_work(ExerciseFolder(target), ExerciseFolder(source))
    with made(source, config, root / REPORT) as fresh:
        _put(fresh.path, target)
    return target


def _put(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(made, new)
    if target.exists():
        shutil.rmtree(target)
    new.rename(target)
