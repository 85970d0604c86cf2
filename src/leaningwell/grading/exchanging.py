"""nbgrader's exchange on the instructor's side, where it would be silent or crash: collecting, and giving back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import rmtree

from leaningwell.answers.plainfile import is_plain

from .collecting import PlainCollect
from .exercisefolder import source_of

SECRET = "submission_secret.txt"
TIMESTAMP = "timestamp.txt"


class TellingCollect(PlainCollect):
    """Collects, and says why where there is nothing to collect."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Look what is there to be collected."""
        inbound = Path(self.root, self.coursedir.course_id, "inbound")
        if self.coursedir.course_id and not inbound.is_dir():
            self.fail(self.why_nothing())
        super().init_src()

    def copy_files(self) -> None:
        """Copy what is there, but for what is older than work that came in another way."""
        if not self.src_records:
            self.log.warning(self.why_nothing())
            return
        all_of_them = self.src_records
        try:
            if source_of(self.coursedir).has_items():
                self.src_records = [record for record in all_of_them if not self._came_before(record)]
            super().copy_files()
        finally:
            self.src_records = all_of_them

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy what was handed in. Where it follows on work without a time, nbgrader would not grade it anew."""
        super().do_copy(src, dest, log)
        student = Path(dest).parent.name
        graded = Path(
            self.coursedir.format_path(self.coursedir.autograded_directory, student, self.coursedir.assignment_id)
        )
        if source_of(self.coursedir).has_items() and graded.is_dir() and not (graded / TIMESTAMP).exists():
            rmtree(str(graded))

    def _came_before(self, record: dict[str, Any]) -> bool:
        """Whether work without a time, from a download or a mail, was put there after this was handed in."""
        folder = Path(
            self.coursedir.format_path(
                self.coursedir.submitted_directory, record["username"], self.coursedir.assignment_id
            )
        )
        if not folder.is_dir() or (folder / TIMESTAMP).exists():
            return False
        put = max((path.lstat().st_mtime for path in folder.iterdir()), default=0.0)
        return bool(put > record["timestamp"].replace(tzinfo=UTC).timestamp())

    def why_nothing(self) -> str:
        """Why nobody's work is there, in sentences."""
        slug, place = self.coursedir.assignment_id, Path(self.root, self.coursedir.course_id)
        if not (place / "outbound" / slug).is_dir():
            return (
                f"There is nothing to collect: {slug} has not been handed out through the exchange {self.root}, so "
                f"nobody can hand it in there. Hand it out first, with `leaningwell hand-out {slug}`."
            )
        waiting = sorted({parts[1] for path in place.glob("inbound/*") if len(parts := path.name.split("+")) > 2})
        others = f" There are hand-ins for {', '.join(waiting)}." if waiting else ""
        return (
            f"There is nothing to collect: {slug} has been handed out, and nobody has handed it in yet.{others} "
            "Ask whether people pressed “Hand in” and saw a receipt; until then only they have their work."
        )


class TellingReleaseFeedback(ExchangeReleaseFeedback):
    """Gives feedback back to those who handed in through the exchange, and says of whom it cannot."""

    def copy_files(self) -> None:
        """Copy each page to where its learner fetches it."""
        if not source_of(self.coursedir).has_items():
            super().copy_files()
            return
        before = self.coursedir.student_id_exclude
        self.left_out = dict(self._not_by_the_exchange())
        for student, why in self.left_out.items():
            self.log.warning("%s: %s", student, why)
        try:
            self.coursedir.student_id_exclude = ",".join(filter(None, [before, *self.left_out]))
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = before

    def _not_by_the_exchange(self) -> Iterator[tuple[str, str]]:
        """Each learner whose page cannot be released, and why. For the others what nbgrader needs is put in place."""
        for page in sorted(
            Path(self.coursedir.root).glob(f"{os.path.relpath(self.src_path, self.coursedir.root)}/*.html")
        ):
            folder = page.parent
            student = folder.parent.name
            submitted = Path(
                self.coursedir.format_path(self.coursedir.submitted_directory, student, self.coursedir.assignment_id)
            )
            if not all(_is_there(submitted / name, submitted) for name in (SECRET, TIMESTAMP)):
                yield (
                    student,
                    (
                        "this work did not come through the exchange, so its feedback cannot go back that way. "
                        f"Send the page {page} to its learner yourself."
                    ),
                )
            elif _text(folder / TIMESTAMP) != _text(submitted / TIMESTAMP):
                yield student, "this work was handed in again since it was graded. Grade it, then give feedback back."
            else:
                shutil.copyfile(submitted / SECRET, folder / SECRET)


def _is_there(path: Path, top: Path) -> bool:
    try:
        return is_plain(path, top)
    except OSError:
        return False


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
