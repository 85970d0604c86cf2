"""Makes ``exercises/`` from ``solutions/``, with the bytes that `nbgrader generate_assignment` would write.

1. Copy the exercise's source into a temporary course.
2. Let nbgrader generate the release there, without a gradebook.
3. Put the result in place of the old one, which stays untouched if anything fails.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from copy import deepcopy
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .exercisefolder import ExerciseFolder
from .generate import ReleaseError, refuse_answers
from .report import NAME as REPORT
from .report import put_parts, read_report

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
    source, target = root / course.source_directory / slug, root / course.release_directory / slug
    if not any(source.glob("*.ipynb")):
        raise ReleaseError(f"There is no exercise {slug} in {source.parent}. Check its name.")
    refuse_answers(ExerciseFolder(target))
    with tempfile.TemporaryDirectory(prefix="leaningwell-build-") as temporary:
        place = Path(temporary).resolve()
        shutil.copytree(source, place / course.source_directory / slug)
        try:
            _generate(place, slug, config)
        finally:
            if (report := place / REPORT).is_file():
                put_parts(root / REPORT, read_report(report.read_text(encoding="utf-8")))
        _put(place / course.release_directory / slug, target)
    return target


def _generate(place: Path, slug: str, config: Config) -> None:
    config = deepcopy(config)
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    course = CourseDirectory(config=config, root=str(place), assignment_id=slug)
    converter = _Generate(coursedir=course, config=config)
    converter.log = logging.getLogger(__name__)
    try:
        converter.start()
    except NbGraderException as error:
        raise converter.reason or ReleaseError(str(error)) from None


class _Generate(GenerateAssignment):
    """Remembers why it failed: nbgrader itself only logs it."""

    reason: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.reason = error
            raise


def _put(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(made, new)
    if target.exists():
        shutil.rmtree(target)
    new.rename(target)
