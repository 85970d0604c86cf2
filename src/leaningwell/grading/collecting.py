"""Takes hand-ins in: from the exchange without links, and from what Moodle, Canvas and Blackboard let one download.

What those make of two files, ``01-slug.ipynb`` and ``answers.json``, of Ana Ruiz:

* Moodle: ``Ana Ruiz_1234567_assignsubmission_file/answers.json``, or all in one folder with `_` for `/`;
* Canvas: ``ruizana_12345_67890_answers.json``, with ``_LATE`` where it was late and ``-1`` where it came again;
* Blackboard: ``Exercise_aruiz_attempt_2026-11-26-10-15-00_answers.json``, and a text about each attempt;
* anything else: a folder for each person, ``aruiz/answers.json``.

Any of it may lie in archives, and archives within them. Of several attempts the newest counts, file by file.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import ignore_patterns

from leaningwell.answers.format import MAX_BYTES, NAME, Unusable, read
from leaningwell.answers.plainfile import is_plain, read_plain

from .exercisefolder import source_of

STAMP = r"\d{4}(?:-\d\d){2,5}"
SHAPES = (
    re.compile(r"(?P<name>[^/]+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)"),
    re.compile(r"[^/]+_(?P<user>[^_/]+)_attempt_(?P<stamp>" + STAMP + r")(?:_(?P<file>.*)|\.[a-z]+)?"),
    re.compile(r"(?P<user>[^_/]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)"),
)
AGAIN = re.compile(r"(?:[ _-]?\((\d+)\)|-(\d{1,2})|[-_ ]copy ?(\d*))+$", re.I)
"""What platforms and browsers add to the name of a file that comes again."""
ASIDE = re.compile(r"^answers\.broken-", re.I)


@dataclass(frozen=True)
class Found:
    """A file that came in: whose it is, what it is, and how new. ``number`` tells people of one name apart.

    ``age`` is greater for one that counts more: one that can be read, and among those the newest.
    """

    path: Path
    person: str
    number: str
    target: str
    age: tuple[bool, str, int]


class PlatformCollector(FileNameCollectorPlugin):
    """Knows whose each file is, and what. An assignment without items of ours is left to nbgrader's own way."""

    _known: dict[Path, tuple[Found, str]]

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """What nbgrader is to do with the file; None, after a sentence, where it is not to be taken."""
        source = source_of(self.parent.coursedir)
        if not source.has_items():
            stock: dict[str, str] | None = super().collect(submitted_file)
            return stock
        plan = self._plan(source.path.name)
        path = Path(submitted_file)
        if path in plan:
            found, student = plan[path]
            return {"student_id": student, "file_id": found.target}
        if path.suffix.lower() in (".ipynb", ".json"):
            self.log.warning(
                "%s was not taken: it is not known whose it is, or a newer one was. It stays where it is. Put it into "
                "a folder with the person's name, together with the notebook, and collect again.",
                path,
            )
        return None

    def _plan(self, slug: str) -> dict[Path, tuple[Found, str]]:
        """The newest file of each kind of each person, and what nbgrader is to call that person."""
        if not hasattr(self, "_known"):
            top = Path(self.parent._format_collect_path(self.parent.extracted_directory))
            self._known = _newest(list(_found(top, slug)))
        return self._known


def _found(top: Path, slug: str) -> Iterator[Found]:
    files = sorted(path for path in top.rglob("*") if is_plain(path, top) and "__MACOSX" not in path.parts)
    for path in files:
        folders, shaped = path.relative_to(top).parts[:-1], _shaped(path.relative_to(top))
        name = (shaped.groupdict().get("file") or path.name) if shaped and shaped.string == path.name else path.name
        target, valid = _target(path, name, slug)
        if target is None:
            continue
        if shaped:
            told = shaped.groupdict()
            person, number = _slugged(told.get("user") or told["name"]), told.get("number") or ""
            yield Found(path, person, number, target, (valid, told.get("stamp") or "", _times(name)))
        elif folder := _folder_of_one(top, folders, files, slug):
            yield Found(path, _slugged(folder), "", target, (valid, "", _times(name)))


def _shaped(path: Path) -> re.Match[str] | None:
    """How a platform named the file, or the nearest folder around it."""
    for part in reversed(path.parts):
        for shape in SHAPES:
            if found := shape.fullmatch(part):
                return found
    return None


def _folder_of_one(top: Path, folders: tuple[str, ...], files: list[Path], slug: str) -> str | None:
    """The name of the folder that holds one person's work, if there is one."""
    rest = list(folders)
    while rest and _target_name(f"{rest[-1]}.ipynb", slug):
        rest.pop()
    for depth in range(len(rest), 0, -1):
        inside = top.joinpath(*rest[:depth])
        if sum(_target_name(path.name, slug) == "notebook" for path in files if path.is_relative_to(inside)) <= 1:
            return rest[depth - 1]
        return None
    return None


def _target(path: Path, name: str, slug: str) -> tuple[str | None, bool]:
    """The name under which the file is graded, or None if it is none of ours; and whether it can be read."""
    if _target_name(name, slug) == "notebook":
        return f"{slug}.ipynb", True
    if ASIDE.match(name) or path.suffix.lower() not in (".json", ".txt"):
        return None, False
    try:
        read(read_plain(path, MAX_BYTES), slug)
    except (OSError, Unusable):
        # Under its own name it is taken all the same, so that a damaged one is told of.
        return (NAME if _target_name(name, slug) == "answers" else None), False
    return NAME, True


def _target_name(name: str, slug: str) -> str | None:
    stem, ending = os.path.splitext(name)
    stem = AGAIN.sub("", stem)
    if ending.lower() == ".ipynb" and stem == slug:
        return "notebook"
    return "answers" if ending.lower() == ".json" and stem.lower() == "answers" else None


def _times(name: str) -> int:
    """How often a file of this name had come before."""
    found = AGAIN.search(os.path.splitext(name)[0])
    return max((int(number) for number in re.findall(r"\d+", found[0])), default=1) if found else 0


def _slugged(name: str) -> str:
    """A name that nbgrader and file systems take; letters of every script stay."""
    return re.sub(r"[^\w.@-]+", "-", name.strip()).strip("-.").lower() or "somebody"


def _newest(found: list[Found]) -> dict[Path, tuple[Found, str]]:
    numbers: dict[str, set[str]] = {}
    for one in found:
        numbers.setdefault(one.person, set()).add(one.number)
    best: dict[tuple[str, str], Found] = {}
    for one in found:
        student = f"{one.person}-{one.number}" if len(numbers[one.person]) > 1 and one.number else one.person
        before = best.get((student, one.target))
        if before is None or one.age >= before.age:
            best[student, one.target] = one
    return {one.path: (one, student) for (student, _), one in best.items()}


class PlainCollect(ExchangeCollect):
    """nbgrader's collect, which leaves out links, pipes and devices: a link could lead to the teacher's own files."""

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy what was handed in."""
        course = self.coursedir
        too_much = ignore_patterns(
            exclude=course.ignore, include=course.include, max_file_size=course.max_file_size, log=self.log
        )

        def left_out(folder: str, names: list[str]) -> set[str]:
            odd = {name for name in names if not _is_own(Path(folder, name))}
            for name in sorted(odd):
                self.log.warning("%s is no plain file or folder, so it was not collected.", Path(folder, name))
            return odd | set(too_much(folder, [name for name in names if name not in odd]))

        if not _is_own(Path(src)):
            self.fail(f"{src} is no folder, so it was not collected.")
        if self.get_size(src) > 1000 * course.max_dir_size:
            self.fail(f"{src} is too large, so it was not collected.")
        shutil.copytree(src, dest, symlinks=True, ignore=left_out)
        if course.groupshared:
            for folder, _, names in os.walk(dest):
                for path in (Path(folder), *(Path(folder, name) for name in names)):
                    path.chmod((path.stat().st_mode | (0o2770 if path.is_dir() else 0o660)) & 0o2777)


def _is_own(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
