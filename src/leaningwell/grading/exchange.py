"""Hands an exercise in through nbgrader's exchange, as `nbgrader submit` does, and says beforehand what it would take.

Everything comes from nbgrader itself: its settings, its rules for files, its exchange or a plug-in in its place.
Results are plain data for a page; each failure is a code for which the page has a sentence.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from copy import copy
from datetime import UTC
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.utils import ignore_patterns, parse_utc
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from leaningwell.answers.plain import clean

CONFIG = "nbgrader_config.py"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
log = logging.getLogger(__name__)


class NotHandedIn(Exception):
    """``code``: why; ``detail``: what nbgrader or the system said, in one line."""

    def __init__(self, code: str, detail: object = ""):
        super().__init__(code)
        self.code = code
        self.detail = " ".join(clean(str(detail)).split())[:300]


class Desk:
    """One learner's copy of an exercise, in ``folder``, and nbgrader as it is set up around it."""

    def __init__(self, folder: Path, slug: str):
        """Raises NotHandedIn if nbgrader's settings cannot be read."""
        self.folder = folder.resolve()
        self.slug = slug
        with _failures():
            self.config = _config(self.folder)

    def look(self) -> dict[str, Any]:
        """The files that would be handed in; whether and for which courses that can be done; what was handed in."""
        found: dict[str, Any] = {"files": self.files(), "courses": [], "earlier": [], "exchange": "ready", "detail": ""}
        try:
            found["courses"] = self.courses()
            found["earlier"] = self.earlier()
        except NotHandedIn as problem:
            found |= {"exchange": problem.code, "detail": problem.detail}
        return found

    def files(self) -> list[dict[str, Any]]:
        """Every file in the folder: its ``name``, ``size`` in bytes, and whether it would be handed in."""
        return [
            {"name": path.relative_to(self.folder).as_posix(), "size": path.lstat().st_size, "included": included}
            for path, included in self._walk(self.folder, True)
        ]

    def _walk(self, folder: Path, included: bool) -> Iterator[tuple[Path, bool]]:
        course = CourseDirectory(config=self.config)
        left_out = ignore_patterns(course.ignore, course.include, course.max_file_size)
        names = sorted(os.listdir(folder))
        ignored = set(left_out(str(folder), names))
        for name in names:
            path, inside = folder / name, included and name not in ignored
            if not path.is_dir():
                yield path, inside
            elif inside and not path.is_symlink():
                yield from self._walk(path, inside)

    def courses(self) -> list[str]:
        """The courses that gave this exercise out. Raises NotHandedIn."""
        listed = self._list()
        wanted = self.config.CourseDirectory.get("course_id")
        found = sorted({info["course_id"] for info in listed if info["assignment_id"] == self.slug})
        if self._exchange("List").path_includes_course:
            found = [course for course in found if course == self.folder.parent.name]
        if not found:
            raise NotHandedIn("not-released", wanted or "")
        if self.folder.name != self.slug:
            raise NotHandedIn("renamed", self.folder.name)
        return found

    def earlier(self) -> list[dict[str, str]]:
        """What was handed in from this account before, the latest first: course, receipt and time."""
        listed = self._list(cached=True)
        found = [
            {"course": one["course_id"], "receipt": one["timestamp"], "time": _iso(one["timestamp"])}
            for info in listed
            for one in info["submissions"]
            if info["assignment_id"] == self.slug
        ]
        return sorted(found, key=lambda one: one["time"], reverse=True)

    def hand_in(self, course: str) -> dict[str, str]:
        """Hand in to ``course``, and give the receipt. Raises NotHandedIn, and then nothing was handed in."""
        if course not in self.courses():
            raise NotHandedIn("not-released", course)
        submit = self._exchange("Submit", course)
        try:
            with _failures():
                submit.start()
        except BaseException:
            _remove_what_is_half_there(submit)
            raise
        return {"course": course, "receipt": submit.timestamp, "time": _iso(submit.timestamp)}

    def _list(self, **how: Any) -> list[dict[str, Any]]:
        lister = self._exchange("List")
        root = getattr(lister, "root", None)
        if root is not None and (sys.platform == "win32" or not os.path.isdir(root)):
            raise NotHandedIn("none")
        for name, value in how.items():
            setattr(lister, name, value)
        with _failures():
            return lister.start() or []

    def _exchange(self, what: str, course: str | None = None) -> Any:
        config = copy(self.config)
        config.CourseDirectory.assignment_id = self.slug
        if course is not None:
            config.CourseDirectory.course_id = course
        made = getattr(ExchangeFactory(config=config), what)(
            coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config
        )
        made.log = log
        # Where the folder stands is known here; the settings speak of where the server was started.
        made.assignment_dir = str(self.folder.parent.parent if made.path_includes_course else self.folder.parent)
        return made


def _config(folder: Path) -> Config:
    """nbgrader's settings as its own commands find them, run from the folder above, or the one above that."""
    app = NbGrader()
    app.load_cwd_config = False
    app.load_config_file()
    for place in (folder.parent, folder.parent.parent):
        if (place / CONFIG).is_file() and _trusted(place / CONFIG):
            config: Config = app.config.copy()
            config.merge(PyFileConfigLoader(CONFIG, path=str(place)).load_config())
            return config
    own: Config = app.config
    return own


def _trusted(path: Path) -> bool:
    """Settings are Python code; that of other accounts is not run."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (0, os.getuid())


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except ExchangeError as error:
        raise NotHandedIn(_code(str(error)), error) from error
    except OSError as error:
        full = error.errno in FULL or any(os.strerror(number) in str(error) for number in FULL)
        raise NotHandedIn("disk-full" if full else "refused", getattr(error, "strerror", None) or error) from error
    except RuntimeError as error:
        raise NotHandedIn("too-large" if "too big" in str(error) else "refused", error) from error
    except Exception as error:
        raise NotHandedIn("refused", f"{type(error).__name__}: {error}") from error


def _code(said: str) -> str:
    """nbgrader tells its failures apart by their words alone."""
    for words, code in {
        "Assignment not found": "not-released",
        "do not have access": "no-access",
        "Unwritable directory": "unwritable",
        "write permissions": "unwritable",
        "Inbound directory doesn't exist": "not-released",
    }.items():
        if words in said:
            return code
    return "refused"


def _remove_what_is_half_there(submit: Any) -> None:
    """Otherwise collecting would take a hand-in that broke off as the latest."""
    name = getattr(submit, "assignment_filename", "")
    if name:
        shutil.rmtree(Path(submit.inbound_path) / name, ignore_errors=True)
        kept = name.rsplit("+", 1)[0] if submit.add_random_string else name
        shutil.rmtree(Path(submit.cache_path) / kept, ignore_errors=True)


def _iso(receipt: str) -> str:
    """nbgrader's timestamp in ISO 8601, or as it is if it has another form."""
    try:
        time: str = parse_utc(receipt).replace(tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        return receipt
    return time


def stop_when_told() -> None:
    """Let a request to end this process leave nothing half handed in."""

    def stop(*_: Any) -> None:
        raise SystemExit(1)

    signal.signal(signal.SIGTERM, stop)
