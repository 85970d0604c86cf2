"""Grades one exercise on the spot for the person who did it, as nbgrader would grade it for a class.

1. Copy the solutions and the learner's folder into a temporary course with a gradebook of its own.
2. Let nbgrader generate, autograde and write the feedback there, with the same plug-ins as for a class.
3. Keep the feedback page, made harmless, in the learner's ``feedback`` folder, which nbgrader never hands in.

The learner's files are only read, and no other gradebook is touched. The learner's code does run, with the rights
of the person who asked for it.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import ignore_patterns
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from leaningwell.answers.format import FORMAT, NAME, VERSION
from leaningwell.answers.plain import clean
from leaningwell.content import ContentError, Graded

from .build import CONFIG
from .exercisefolder import ExerciseFolder, grade_id
from .generate import ReleaseError
from .marks import number
from .words import Voice

say = Voice().say
LEARNER = "you"
KEPT = Path("feedback", "my-own")
"""Inside the learner's folder. nbgrader leaves ``feedback`` out of what is handed in."""
AGAIN = 5
ADOPTS = 36
"""What Linux calls a subreaper."""
LOCKED_DOWN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
READS = "pre { white-space: pre-wrap; overflow-wrap: anywhere; }"


class CannotGrade(Exception):
    """The exercise cannot be graded here; the message is a sentence for the learner."""


@dataclass(frozen=True)
class Part:
    """One graded cell: what it is about, the points, and why."""

    title: str
    points: float
    possible: float
    text: str


@dataclass(frozen=True)
class Report:
    """What was earned, part by part, in the order of the notebook; ``page`` is the feedback page that was kept."""

    parts: tuple[Part, ...]
    page: str

    def plain(self) -> dict[str, Any]:
        """The report as plain data."""
        return asdict(self) | {"points": self._sum("points"), "possible": self._sum("possible")}

    def text(self) -> str:
        """The report for a terminal."""
        parts = [f"{part.title}\n{_indented(part.text)}" for part in self.parts]
        total = say("points", earned=number(self._sum("points")), points=number(self._sum("possible")))
        return "\n\n".join([*parts, total, say("feedback-kept", page=self.page)])

    def _sum(self, what: str) -> float:
        total: float = sum(getattr(part, what) for part in self.parts)
        return round(total, 2)


def self_grade(root: Path, slug: str, folder: Path, seconds: int) -> Report:
    """Grade the exercise in ``folder``. Raises CannotGrade."""
    source = root / "solutions" / slug
    if not source.is_dir():
        raise CannotGrade(say("no-solutions", slug=slug))
    if not (folder / f"{slug}.ipynb").is_file():
        raise CannotGrade(say("no-notebook", notebook=folder / f"{slug}.ipynb"))
    with _temporary() as place, _limited(seconds), _quiet():
        try:
            graded = ExerciseFolder(source).graded()
            config = _config(root, place)
            _set_up(place, slug, source, folder, config)
            page = _grade(place, slug, config)
            parts = _parts(place, slug, graded, config)
        except (ContentError, ReleaseError) as error:
            raise CannotGrade(str(error)) from error
        except (NbGraderException, OSError, shutil.Error) as error:
            why = " ".join(clean(str(error)).split())[:300]
            raise CannotGrade(say("not-graded", why=why)) from error
        return Report(parts, _keep(page, folder, slug))


def _config(root: Path, place: Path) -> Config:
    config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    config.CourseDirectory.root = str(place)
    config.CourseDirectory.db_url = f"sqlite:///{place / 'gradebook.db'}"
    config.CourseDirectory.source_directory = "solutions"
    # The page wraps lines by itself.
    config.LeaningWell.width = sys.maxsize
    return config


def _set_up(place: Path, slug: str, source: Path, folder: Path, config: Config) -> None:
    shutil.copytree(source, place / "solutions" / slug)
    course = CourseDirectory(config=config)
    left_out = ignore_patterns(course.ignore, course.include, course.max_file_size)
    copy = place / course.submitted_directory / LEARNER / slug
    shutil.copytree(folder, copy, ignore=left_out)
    if not (copy / NAME).is_file():
        # In a class a missing file is a mishap; here it only means that nothing was answered yet.
        (copy / NAME).write_text(json.dumps({"format": FORMAT, "version": VERSION, "exercise": slug}))
    # nbgrader looks for alembic on the PATH when it makes a gradebook.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _grade(place: Path, slug: str, config: Config) -> Path:
    for step in (GenerateAssignment, Autograde, GenerateFeedback):
        course = CourseDirectory(config=config, assignment_id=slug)
        converter = step(coursedir=course, config=config)
        converter.log = logging.getLogger(__name__)
        converter.start()
    return Path(course.format_path(course.feedback_directory, LEARNER, slug)) / f"{slug}.html"


def _parts(place: Path, slug: str, graded: Graded, config: Config) -> tuple[Part, ...]:
    titles = {task.id: task.title for task in graded.tasks}
    titles |= {item.id: item.prompt for item in graded.items} | {each.id: each.title for each in graded.reflections}
    course = CourseDirectory(config=config)
    path = Path(course.format_path(course.autograded_directory, LEARNER, slug)) / f"{slug}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    texts = {
        grade_id(cell): "".join(output.text for output in cell.outputs if output.output_type == "stream")
        for cell in cells
        if cell.cell_type == "code"
    }
    with Gradebook(course.db_url) as gradebook:
        earned: dict[str, tuple[float, float]] = {
            grade.name: (float(grade.score), float(grade.max_score))
            for grade in gradebook.find_submission_notebook(slug, slug, LEARNER).grades
        }
    return tuple(
        Part(" ".join(titles.get(name, name).split()), *earned[name], clean(texts.get(name, "")).strip())
        for name in map(grade_id, cells)
        if name in earned
    )


def _keep(page: Path, folder: Path, slug: str) -> str:
    """Put the feedback page into the learner's folder; without room for it the report still stands."""
    try:
        place = folder / KEPT
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{slug}.html").write_text(harmless(page.read_text(encoding="utf-8")), encoding="utf-8")
    except OSError:
        return ""
    return (KEPT / f"{slug}.html").as_posix()


def harmless(html: str) -> str:
    """A page without anything that runs, or loads from elsewhere; and its browser is told to allow neither."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.find_all(["script", "iframe", "object", "embed", "base", "link", "meta", "form"]):
        if not (element.name == "meta" and (element.has_attr("charset") or element.get("name") == "viewport")):
            element.decompose()
    for element in page.find_all(True):
        for name in [name for name in element.attrs if name.lower().startswith("on")]:
            del element[name]
        for name in ("href", "src"):
            if not str(element.get(name, "#")).startswith(("#", "data:image/")):
                del element[name]
    head = page.head or page
    head.insert(0, page.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": LOCKED_DOWN}))
    style = page.new_tag("style")
    style.string = READS
    head.append(style)
    return str(page)


@contextlib.contextmanager
def _temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="leaningwell-feedback-", ignore_cleanup_errors=True) as name:
        yield Path(name).resolve()


@contextlib.contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Stop after so many seconds, or when told to, and end whatever was started meanwhile."""

    def too_long(*_: Any) -> None:
        raise _TooLong

    if sys.platform == "linux":
        # What was left behind by a process that ended comes to this one, and is found in the end.
        ctypes.CDLL(None).prctl(ADOPTS, 1, 0, 0, 0)
    before = {each: signal.signal(each, too_long) for each in (signal.SIGALRM, signal.SIGTERM)}
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    except _TooLong:
        raise CannotGrade(say("graded-too-long", seconds=seconds)) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in before.items():
            signal.signal(each, handler)
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


class _TooLong(SystemExit):
    """What neither nbgrader nor an event loop on the way swallows."""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What nbgrader and its kernel say on the way is for instructors, and could quote what was answered."""
    # A task of nbgrader's that was cut short may be told of as late as when the process ends.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    sys.stderr.flush()
    before = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(before, 2)
        os.close(before)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
