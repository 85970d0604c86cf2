"""Reads and writes ``answers.json``: what a learner hands in, beside the exercise's notebook.

The file holds answers to graded questions, the reflections that are done, and texts a learner chose to share.
It is replaced in one step, under a lock, after reading it again, so that two windows lose nothing. What
cannot be used is moved aside, never overwritten. While nbgrader runs a notebook, nothing is written or moved.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import Timeout
from pydantic import ValidationError

from .format import EMPTY, FORMAT, MAX_BYTES, NAME, VERSION, AnswersError, Entry, Kept, Read, Unusable, dump, kept, read
from .locks import locked
from .plainfile import read_plain

MAX_TEXT = 20_000
LEFT_OVER = ".answers-"
ASIDE = "answers.broken-"
STAMP = "%Y%m%d-%H%M%S"
TOLD_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """Something a page should tell the learner.

    ``code`` is one of ``set-aside`` (``detail``: the name of what could not be used, told for a day), ``partly`` (some
    of the file could not be used), ``read-only``, ``newer`` (written by a later version of the course) and
    ``unreadable`` (``detail``: why).
    """

    code: str
    detail: str = ""


def read_kept(folder: Path, exercise: str) -> Kept:
    """What ``folder`` holds for ``exercise``, without changing anything. Raises Unusable."""
    found = _load(Path(folder) / NAME, exercise)
    return kept(found.data) if found else Kept()


class Answers:
    """The answers of ``exercise`` in ``folder``. ``notices`` is what a page should say of what was read last."""

    def __init__(self, folder: Path | str, exercise: str):
        self.folder = Path(folder)
        self.exercise = exercise
        self.notices: list[Notice] = []

    @property
    def path(self) -> Path:
        """Where the answers are kept."""
        return self.folder / NAME

    def read(self) -> Kept:
        """What is kept now, fresh from disk. Never raises: what cannot be used is moved aside."""
        self.notices = []
        found = self._read()
        for name in sorted(path.name for path in self.folder.glob(f"{ASIDE}*.json"))[-1:]:
            if name > f"{ASIDE}{datetime.now() - TOLD_FOR:{STAMP}}":
                self._notice("set-aside", name)
        return found

    def _read(self) -> Kept:
        try:
            if not _writable(self.path):
                self._notice("read-only", str(self.folder))
            found = _load(self.path, self.exercise)
            if found and not found.whole:
                self._notice("partly", "")
            return kept(found.data) if found else Kept()
        except Unusable as problem:
            if problem.code in ("broken", "foreign"):
                self._try_to_set_aside()
            else:
                self._notice(problem.code, problem.detail)
        return Kept()

    def answer(self, id: str, response: Any, confidence: float | None = None) -> None:
        """Keep the latest response to an item; the first one stays on record. Raises AnswersError."""
        try:
            Entry(response=response, confidence=confidence)
        except ValidationError:
            message = "A confidence is a number from 0 to 100. Choose it again, then answer again."
            raise AnswersError(message, "confidence") from None

        def change(data: dict[str, Any]) -> None:
            before = data["items"].get(id)
            first = before.get("first", response) if isinstance(before, dict) else response
            given = {} if confidence is None else {"confidence": confidence}
            data["items"][id] = {"response": response, "first": first, **given}

        self._change(change)

    def finish(self, reflection_id: str) -> None:
        """Note that a reflection is done, whichever way was taken. Raises AnswersError."""
        self._change(lambda data: _finish(data, reflection_id))

    def share(self, reflection_id: str, texts: dict[str, str]) -> None:
        """Keep the texts a learner shares, box by box; the reflection is done. Raises AnswersError."""
        for text in texts.values():
            if not isinstance(text, str):
                raise AnswersError("Only text can be shared. Load the page again, then share it again.", "share-text")
            if len(text) > MAX_TEXT:
                raise AnswersError(
                    f"This text has {len(text)} characters, and up to {MAX_TEXT} can be shared. "
                    "Shorten it, then share it again.",
                    "share-long",
                    length=len(text),
                    most=MAX_TEXT,
                )

        def change(data: dict[str, Any]) -> None:
            data["shared"][reflection_id] = dict(texts)
            _finish(data, reflection_id)

        self._change(change)

    def take_back(self, reflection_id: str) -> None:
        """Remove a shared text. The reflection stays done. Raises AnswersError."""
        self._change(lambda data: data["shared"].pop(reflection_id, None))

    def _change(self, change: Callable[[dict[str, Any]], Any]) -> None:
        if _being_graded():
            return
        with _sentences(), locked(self.folder):
            try:
                found = _load(self.path, self.exercise)
                data = found.data if found else {}
                if found and not found.whole:
                    self._set_aside(copy=True)
            except Unusable as problem:
                if problem.code == "newer":
                    raise AnswersError(
                        f"Your answer was not saved, because {NAME} is from a later version of the course. "
                        "Update the course, then answer again.",
                        "newer",
                    ) from None
                if problem.code == "unreadable":
                    raise OSError(problem.detail) from None
                self._set_aside()
                data = {}
            if not _writable(self.path):
                raise PermissionError("the file or its folder is read-only")
            data = {"format": FORMAT, "version": VERSION, "exercise": self.exercise} | deepcopy(EMPTY) | data
            change(data)
            _replace(self.path, dump(data))

    def _try_to_set_aside(self) -> None:
        """Move the file aside unless it can be used by now, or nothing may be moved."""
        if _being_graded():
            self._notice("unreadable", "broken")
            return
        try:
            with locked(self.folder):
                try:
                    _load(self.path, self.exercise)
                except Unusable as problem:
                    if problem.code in ("broken", "foreign"):
                        self._set_aside()
        except (OSError, Timeout) as error:
            self._notice("unreadable", reason(error))

    def _set_aside(self, copy: bool = False) -> None:
        """Move the file aside, or a copy of it where most of it is used."""
        stamp = datetime.now().strftime(STAMP)
        for number in range(1, 1000):
            name = f"{ASIDE}{stamp}{'' if number == 1 else f'-{number}'}.json"
            try:
                # The name is reserved first: a bare rename would overwrite whatever stands there.
                os.close(os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            except FileExistsError:
                continue
            try:
                (shutil.copyfile if copy else os.replace)(self.path, self.folder / name)
            except OSError:
                (self.folder / name).unlink()
                raise
            return
        raise OSError("too many files set aside")

    def plain_notices(self) -> list[dict[str, str]]:
        """The notices as a page reads them."""
        return [{"code": notice.code, "detail": notice.detail} for notice in self.notices]

    def _notice(self, code: str, detail: str) -> None:
        if (notice := Notice(code, detail)) not in self.notices:
            self.notices.append(notice)


def _finish(data: dict[str, Any], reflection_id: str) -> None:
    if reflection_id not in data["done"]:
        data["done"].append(reflection_id)


def _being_graded() -> bool:
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def _load(path: Path, exercise: str) -> Read | None:
    """What the file says, or None if there is no file. Raises Unusable."""
    try:
        content = read_plain(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unusable("unreadable", reason(error)) from None
    return read(content, exercise)


def _writable(path: Path) -> bool:
    """Whether the answers may be changed. A read-only file counts as meant that way, whoever asks."""
    try:
        return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    except OSError:
        return os.access(path.parent, os.W_OK) or not path.parent.exists()


def _replace(path: Path, content: bytes) -> None:
    """Put ``content`` where ``path`` is, whole or not at all. The lock is held."""
    for left_over in path.parent.glob(f"{LEFT_OVER}*.tmp"):
        # Of a process that died half-way. It may hold a text that was taken back since.
        left_over.unlink(missing_ok=True)
    # Not tempfile: its files are for the owner alone, and the person who collects has to read this one.
    temporary = path.parent / f"{LEFT_OVER}{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _sentences() -> Iterator[None]:
    """Say in a sentence why something could not be saved."""
    try:
        yield
    except Timeout:
        raise AnswersError(
            "Your answer was not saved, because another window has been saving for too long. "
            "Close it or restart its kernel, then answer again.",
            "locked",
        ) from None
    except OSError as error:
        raise AnswersError(
            f"Your answer was not saved, because {NAME} cannot be written here: {reason(error)}. "
            "Free some space, or put the exercise in a folder you may write to; then answer again.",
            "unwritable",
            reason=reason(error),
        ) from error


def reason(error: OSError | Timeout) -> str:
    """Why the system refused, in its own words."""
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
