"""Takes hand-ins in by nbgrader's own commands: from the exchange without links, and from platforms with `zip_collect`.

What the names mean that platforms give to files, ``intake/recognise.py`` knows; so does `leaningwell collect`.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import ignore_patterns

from leaningwell.answers.plain import clean
from leaningwell.answers.plainfile import is_plain

from .exercisefolder import source_of
from .intake.recognise import Found, newest, recognise
from .intake.unpack import Came, unpack


class PlatformExtractor(ExtractorPlugin):
    """Unpacks with care. An assignment without items of ours is left to nbgrader's own way."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack what was downloaded; what would do harm is refused in a sentence."""
        if not source_of(self.parent.coursedir).has_items():
            super().extract(archive_path, extracted_path)
            return
        with tempfile.TemporaryDirectory(prefix="leaningwell-collect-") as place:
            came = unpack([Path(archive_path)], Path(place))
            for line in came.refused:
                self.log.warning("%s", clean(line))
            for one in came.files:
                target = Path(extracted_path, one.name)
                try:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(one.path, target)
                except OSError as error:
                    self.log.warning("%s was not taken: %s.", clean(str(one.name)), error.strerror)


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
            files = [Came.below(path, top) for path in top.rglob("*") if is_plain(path, top)]
            best = newest(recognise(files, slug).found)
            self._known = {one.came.path: (one, student) for (student, _), one in best.items()}
        return self._known


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
