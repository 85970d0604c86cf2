"""Takes hand-ins in: from the exchange, where there is one, and from what was downloaded from a platform."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leaningwell.grading.exercisefolder import submitted_to
from leaningwell.grading.intake.take import Intake, NotTaken, take_in

from .course import CannotDo, Course, Result, counted
from .said import carried_out


def collect(course: Course, slug: str) -> Result:
    """Collect whatever there is. Raises CannotDo where there is nothing, and says why."""
    course.source(slug)
    downloads = downloaded(course, slug)
    came_down = downloads.is_dir() and any(downloads.iterdir())
    fetched, why = _from_exchange(course, slug)
    if not (fetched or came_down):
        raise CannotDo(_nothing(slug, downloads, why))
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
            done += _grouped(intake.done())
            look += _grouped(intake.look())
            data = {name: data[name] + _of(intake, state) for name, state in (("new", "new"), ("changed", "replaced"))}
    return Result(tuple(done), tuple(look), data)


def downloaded(course: Course, slug: str) -> Path:
    """Where downloads from a platform belong."""
    return Path(course.directory().root, "downloaded", slug, "archive")


def submissions(course: Course, slug: str) -> list[Path]:
    """The folders of what was handed in."""
    return submitted_to(course.directory(slug), slug)


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
    done = [f"{counted(len(exchange.src_records), 'hand-in')} lay in the exchange."]
    done += [f"New: {', '.join(new)}."] if new else []
    done += [f"Handed in again, and to be graded anew: {', '.join(changed)}."] if changed else []
    return Result(tuple(done), tuple(told), {"new": new, "changed": changed}), ""


def _times(course: Course, slug: str) -> dict[str, str]:
    """When each learner's work was handed in, as nbgrader notes it."""
    found = {}
    for folder in submissions(course, slug):
        note = folder / "timestamp.txt"
        found[folder.parent.name] = note.read_text(encoding="utf-8", errors="replace") if note.is_file() else ""
    return found


def _nothing(slug: str, downloads: Path, why: str) -> str:
    downloads.mkdir(parents=True, exist_ok=True)
    if why:
        return (
            f"{why} If people hand in elsewhere, put what you download from your platform, zipped or not, into "
            f"{downloads}, then collect again."
        )
    return (
        f"There is nothing to collect for {slug}: there is no exchange on this computer, and {downloads} is empty. Put "
        "what you download from your platform there, zipped or not, then collect again. Without a platform, put a "
        "folder for each person there."
    )


def _of(intake: Intake, state: str) -> list[str]:
    return [one.student for one in intake.taken if one.state == state]


def _grouped(lines: Iterable[str]) -> list[str]:
    """Sentences; lines that begin with spaces belong to the one before."""
    found: list[str] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
    return found
