"""Takes hand-ins in: from the exchange, where there is one, and from what was downloaded from a platform."""

from __future__ import annotations

import hashlib
from pathlib import Path

from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.utils import rmtree

from .course import CannotDo, Course, Result, counted
from .said import carried_out


def collect(course: Course, slug: str) -> Result:
    """Collect whatever there is. Raises CannotDo where there is nothing, and says why."""
    course.source(slug)
    downloads = downloaded(course, slug)
    before = _submitted(course, slug)
    done, look, why = [], [], ""
    exchange = course.exchange("Collect", slug)
    if exchange is not None:
        exchange.update = True
        try:
            look += carried_out(exchange)
        except CannotDo as problem:
            why = str(problem)
        if not getattr(exchange, "src_records", None):
            look, why = [], why or (look.pop() if look else "")
    came_down = any(downloads.iterdir()) if downloads.is_dir() else False
    if came_down:
        look += _from_platform(course, slug)
    after = _submitted(course, slug)
    new = [student for student in after if student not in before]
    changed = [student for student, state in after.items() if student in before and before[student] != state]
    for student in changed:
        _grade_anew(course, slug, student)
    if new:
        done.append(f"{counted(len(new), 'hand-in')} came in: {', '.join(new)}.")
    if changed:
        done.append(f"{counted(len(changed), 'hand-in')} came again and will be graded anew: {', '.join(changed)}.")
    if not (new or changed):
        if not after and not came_down:
            raise CannotDo(_nothing(slug, downloads, exchange is not None, why))
        done.append(f"Nothing new came in. {counted(len(after), 'learner')} handed in {slug} before.")
    return Result(tuple(done), tuple(look), {"new": new, "changed": changed})


def downloaded(course: Course, slug: str) -> Path:
    """Where downloads from a platform belong."""
    return Path(course.directory().root, "downloaded", slug, "archive")


def _nothing(slug: str, downloads: Path, exchange: bool, why: str) -> str:
    downloads.mkdir(parents=True, exist_ok=True)
    here = f"put what you download from your platform, zipped or not, into {downloads}"
    if exchange:
        return f"{why} If people hand in elsewhere, {here}, then collect again."
    return (
        f"There is nothing to collect for {slug}: there is no exchange on this computer, and {downloads} is empty. "
        f"{here[0].upper()}{here[1:]}, then collect again. Without a platform, put a folder for each person there."
    )


def _from_platform(course: Course, slug: str) -> list[str]:
    app = ZipCollectApp(force=True)
    app.load_cwd_config = False
    app.config.merge(course.config)
    app.update_config(course.config)
    app.coursedir = course.directory(slug)
    app.config.ExtractorPlugin.force = True

    def act() -> None:
        app.init_plugins()
        app.extractor_plugin_inst.log = app.collector_plugin_inst.log = app.log
        app.extract_archive_files()
        app.process_extracted_files()

    told = carried_out(app, act)
    return [line for line in told if "not taken" in line]


def _submitted(course: Course, slug: str) -> dict[str, str]:
    """Each learner with a folder, and a text that changes with what is in it."""
    return {folder.parent.name: _state(folder) for folder in submissions(course, slug)}


def submissions(course: Course, slug: str) -> list[Path]:
    """The folders of what was handed in."""
    settings = course.directory(slug)
    pattern = Path(settings.format_path(settings.submitted_directory, "*", slug))
    return sorted(path for path in Path(settings.root).glob(str(pattern.relative_to(settings.root))) if path.is_dir())


def _state(folder: Path) -> str:
    made_of = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            made_of.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            made_of.update(path.read_bytes())
    return made_of.hexdigest()


def _grade_anew(course: Course, slug: str, student: str) -> None:
    """Take away the graded copy of what came again, so that every way of grading takes it for new."""
    graded = course.folder("autograded", student, slug)
    if graded.is_dir():
        rmtree(str(graded))
