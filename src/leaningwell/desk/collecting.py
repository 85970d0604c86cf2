"""Takes hand-ins in: from the exchange, where there is one, and from what was downloaded from a platform."""

from __future__ import annotations

import shutil
import zipfile
from filecmp import cmp
from itertools import count
from pathlib import Path

from leaningwell.grading.exercisefolder import submitted_to
from leaningwell.grading.intake.take import Intake, NotTaken, take_in

from .course import CannotDo, Course, Result
from .given import GivenFile
from .said import carried_out
from .words import say

DOWNLOADS = ".zip,application/zip"
"""The kinds of file that a browser may bring."""


def collect(course: Course, slug: str, given: GivenFile | None = None) -> Result:
    """Collect whatever there is. Raises CannotDo where there is nothing, and says why.

    ``given``: a platform's download. It is put beside the others.
    """
    course.source(slug)
    downloads = downloaded(course, slug)
    if given:
        _put(given, downloads)
    came_down = downloads.is_dir() and any(downloads.iterdir())
    fetched, why = _from_exchange(course, slug)
    if not (fetched or came_down):
        raise CannotDo(_nothing(course.title(slug), downloads, why))
    done: list[str] = []
    look: list[str] = []
    data: dict[str, list[str]] = {"new": [], "changed": []}
    if fetched:
        done += fetched.done
        look += fetched.look
        data = fetched.data
    if came_down:
        try:
            intake = take_in(course.root, slug, [downloads], course.config)
        except NotTaken as problem:
            if not fetched:
                raise CannotDo(str(problem)) from None
            look.append(str(problem))
        else:
            done += intake.done(course.title(slug))
            look += intake.one_by_one(course.names())
            data = {name: data[name] + _of(intake, state) for name, state in (("new", "new"), ("changed", "replaced"))}
    return Result(tuple(done), tuple(look), data)


def downloaded(course: Course, slug: str) -> Path:
    """Where downloads from a platform belong."""
    return Path(course.directory().root, "downloaded", slug, "archive")


def submissions(course: Course, slug: str) -> list[Path]:
    """The folders of what was handed in."""
    return submitted_to(course.directory(slug), slug)


def _put(given: GivenFile, downloads: Path) -> None:
    """Put a download beside the others. What lies there under its name stays, as it may be of another day."""
    if not zipfile.is_zipfile(given.path):
        raise CannotDo(say("not-a-zip", name=given.name))
    downloads.mkdir(parents=True, exist_ok=True)
    name = Path(given.name)
    for number in count(1):
        target = downloads / (name.name if number == 1 else f"{name.stem} ({number}){name.suffix}")
        if not target.exists():
            shutil.copyfile(given.path, target)
            return
        if target.is_file() and cmp(given.path, target, shallow=False):
            return


def _from_exchange(course: Course, slug: str) -> tuple[Result | None, str]:
    """What was fetched through the exchange; or nothing, and why, which is empty where there is no exchange."""
    exchange = course.exchange("Collect", slug)
    if exchange is None:
        return None, ""
    exchange.update = True
    before = _times(course, slug)
    try:
        told = carried_out(exchange)
    except CannotDo as problem:
        return None, str(problem)
    if not exchange.src_records:
        return None, told[-1]
    after = _times(course, slug)
    new = [student for student in after if student not in before]
    changed = [student for student in after if student in before and after[student] != before[student]]
    done = [say("in-exchange", count=len(exchange.src_records))]
    done += [say("new", who=", ".join(new))] if new else []
    done += [say("again", who=", ".join(changed))] if changed else []
    return Result(tuple(done), tuple(told), {"new": new, "changed": changed}), ""


def _times(course: Course, slug: str) -> dict[str, str]:
    """When each learner's work was handed in, as nbgrader notes it."""
    found = {}
    for folder in submissions(course, slug):
        note = folder / "timestamp.txt"
        found[folder.parent.name] = note.read_text(encoding="utf-8", errors="replace") if note.is_file() else ""
    return found


def _nothing(title: str, downloads: Path, why: str) -> str:
    downloads.mkdir(parents=True, exist_ok=True)
    if why:
        return say("elsewhere", why=why, downloads=downloads)
    return say("nothing-to-collect", title=title, downloads=downloads)


def _of(intake: Intake, state: str) -> list[str]:
    return [one.student for one in intake.taken if one.state == state]
