"""Grades a class: goes through its submissions, has their code run, and writes each into the gradebook by itself.

Whatever goes wrong with one submission is told, and the others are graded. A grading that is broken off, however it
happens, goes on where it was when it is started again: a submission counts as graded once all of it is written.
"""

from __future__ import annotations

import errno
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from leaningwell.content import ContentError
from leaningwell.grading.coursesettings import NoSettings, settings_of
from leaningwell.grading.exercisefolder import source_of
from leaningwell.grading.instructor import say

from .book import Book
from .gradebook import NoGradebook, look_at, why
from .limits import Limits
from .quick import quick_checks
from .readied import Readied
from .runners import Cluster, Here, Runner
from .running import CannotRun, Ran
from .shares import in_shares
from .steps import Begun, NotGraded, Steps
from .store import FOLDER, Store

AT_ONCE, AT_LEAST_EACH = 25, 1.0
"""So many submissions are written in one go, or as many as there are after so many seconds."""
KNOWN = 500
"""So many runs are remembered, for the many notebooks in which no code was written."""
LACKING = ("no-file", "broken", "foreign", "newer")
log = logging.getLogger(__name__)


class CannotGradeClass(Exception):
    """Nothing can be graded; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission. ``problem``: why it was not graded; ``looks``: why somebody should look at it.

    ``newcomer``: the gradebook knew others, but not this learner.
    """

    student: str
    problem: str = ""
    looks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    newcomer: bool = False


@dataclass(frozen=True)
class Wishes:
    """What is asked for: which submissions, and how. ``changed_key``: those that were graded by another key, too."""

    every: bool = False
    students: Sequence[str] = ()
    regrade_closed: bool = False
    sandbox: str = "auto"
    workers: int = 0
    scheduler: str = ""
    changed_key: bool = False


class Cohort:
    """One exercise of one class."""

    def __init__(self, root: Path, slug: str, wishes: Wishes, readied: Readied | None = None):
        """``readied``: the process that is to run code, where it was started before. Raises CannotGradeClass."""
        self._readied = readied
        self.root, self.slug, self.wishes = root, slug, wishes
        try:
            config = settings_of(root)
        except NoSettings as error:
            raise CannotGradeClass(str(error)) from None
        course = CourseDirectory(config=config, assignment_id=slug)
        source = source_of(course)
        if not source.has_items():
            raise CannotGradeClass(say("no-exercise-to-grade", slug=slug, place=source.path.parent))
        # nbgrader's own, which its own commands show as well, and nobody can do anything about.
        warnings.filterwarnings("ignore", category=SAWarning)
        try:
            look_at(course.db_url, slug)
            self.steps = Steps(Book(course.db_url, slug), coursedir=course, config=config)
            items = self.steps.items()
            self._has_code = any(task.has_code for task in items.tasks) if items else False
            self.steps.log = logging.getLogger("leaningwell.nbgrader")
            # Tornado's takes what nbgrader has to say of a gradebook that refused: a whole traceback.
            for told_otherwise in (self.steps.log, logging.getLogger("tornado.application")):
                told_otherwise.addHandler(logging.NullHandler())
                told_otherwise.propagate = False
            self.folders = self.steps.submissions()
            self.roster = self.steps.roster()
        except NbGraderException:
            raise CannotGradeClass(say("nobody-handed-in", slug=slug, place=course.submitted_directory)) from None
        except (ContentError, NoGradebook) as error:
            raise CannotGradeClass(str(error)) from None
        self.store = Store(root, slug)
        self._known: dict[str, Ran] = {}
        self._stopped = False

    def stop(self) -> None:
        """Have ``grade`` end soon with KeyboardInterrupt, from another thread or a signal. What is written stays."""
        self._stopped = True

    def to_grade(self) -> list[str]:
        """The learners whose submissions are graded now."""
        wished = self.wishes.students or list(self.folders)
        every = self.wishes.every or self.wishes.regrade_closed
        return [
            student
            for student in wished
            if student not in self.folders
            or every
            or self.steps.is_new(student, self.folders[student])
            or (self.wishes.changed_key and self.steps.by_another_key(student))
        ]

    def by_another_key(self) -> list[str]:
        """The learners whose grades were given by another key than there is now."""
        return [student for student in self.folders if self.steps.by_another_key(student)]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this lasts no other process grades the exercise. Raises CannotGradeClass."""
        path = self.root / FOLDER / f"{self.slug}.lock"
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            lock = FileLock(path)
            lock.acquire(timeout=0)
        except Timeout:
            raise CannotGradeClass(say("graded-elsewhere", slug=self.slug)) from None
        except OSError as error:
            raise CannotGradeClass(say("not-written", path=path, why=error.strerror)) from None
        try:
            yield
        finally:
            lock.release()

    def grade(self, students: Sequence[str], tell: Callable[[Outcome], None]) -> None:
        """Grade these submissions, and tell of each when it is done. Raises CannotGradeClass before it begins."""
        with self.alone(), self.steps.book.standing_in(), quick_checks(), self._runner(students) as runner:
            left = students if runner else in_shares(students, self._share, tell)
            self._grade(left, tell, runner)

    def _share(self, students: Sequence[str], tell: Callable[[Outcome], None]) -> None:
        """Grade some of them in a process of its own."""
        self.steps.book.apart()
        self._grade(students, tell, None)

    def _grade(self, students: Sequence[str], tell: Callable[[Outcome], None], runner: Runner | None) -> None:
        width = runner.width if runner else 1
        with ThreadPoolExecutor(width) as pool:
            try:
                self._go_through(students, tell, pool, runner, 2 * width)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                if runner:
                    runner.close()
                raise

    def _go_through(
        self,
        students: Sequence[str],
        tell: Callable[[Outcome], None],
        pool: ThreadPoolExecutor,
        runner: Runner | None,
        ahead: int,
    ) -> None:
        running: dict[Future[dict[str, Ran]], Begun] = {}
        coming = iter(students)
        more = True
        made: list[Outcome] = []
        since = time.monotonic()
        while more or running:
            while more and len(running) < ahead:
                student = next(coming, None)
                if student is None:
                    more = False
                elif begun := self._begin(student, tell):
                    running[pool.submit(self._run, begun, runner)] = begun
            if self._stopped:
                raise KeyboardInterrupt
            soon = max(0.0, since + AT_LEAST_EACH - time.monotonic()) if made else AT_LEAST_EACH
            for done in wait(running, soon, FIRST_COMPLETED).done if running else ():
                if outcome := self._finish(running.pop(done), done, tell):
                    since = since if made else time.monotonic()
                    made.append(outcome)
            if len(made) >= AT_ONCE or (made and time.monotonic() >= since + AT_LEAST_EACH):
                self._write(made, tell)
                made = []
        self._write(made, tell)

    def _begin(self, student: str, tell: Callable[[Outcome], None]) -> Begun | None:
        if problem := self._missing(student):
            tell(Outcome(student, problem))
            return None
        try:
            return self.steps.begin(student, self.folders[student])
        except Exception as error:
            tell(Outcome(student, self._broken(student, error)))
            return None

    def _missing(self, student: str) -> str:
        """Why there is nothing to grade, or nobody to grade it for."""
        if student not in self.folders:
            return say("not-handed-in", slug=self.slug)
        if not self.steps.create_student and student not in self.roster:
            return say("name-unknown", student=student)
        return ""

    def _run(self, begun: Begun, runner: Runner | None) -> dict[str, Ran]:
        found: dict[str, Ran] = {}
        for prepared in begun.notebooks:
            digest = prepared.digest()
            ran = self.store.get(begun.student, prepared.name, digest) if not self.wishes.every else None
            if ran is not None:
                found[prepared.name] = ran
                continue
            ran = self._known.get(digest)
            if ran is None and not prepared.plan.steps:
                ran = Ran()
            if ran is None:
                if runner is None:
                    raise CannotRun(say("run-not-kept"))
                ran = runner.run(prepared.plan, prepared.files)
            self.store.put(begun.student, prepared.name, digest, ran)
            if len(self._known) < KNOWN and not ran.stopped:
                self._known[digest] = ran
            found[prepared.name] = ran
        return found

    def _finish(self, begun: Begun, done: Future[dict[str, Ran]], tell: Callable[[Outcome], None]) -> Outcome | None:
        """What became of it once it is written; what is not to be written is told here."""
        try:
            looks = self.steps.finish(begun, done.result())
        except Exception as error:
            tell(Outcome(begun.student, self._broken(begun.student, error)))
            return None
        lacking = begun.lacking if begun.lacking in LACKING else "unreadable"
        notes = (say(f"lacking-{lacking}", folder=begun.folder),) if begun.lacking else ()
        newcomer = bool(self.roster) and begun.student not in self.roster
        return Outcome(begun.student, looks=tuple(looks), notes=notes, newcomer=newcomer)

    def _write(self, made: Sequence[Outcome], tell: Callable[[Outcome], None]) -> None:
        """Write what is graded into the gradebook at once, or if that fails each by itself, then into its place."""
        try:
            self.steps.book.write([outcome.student for outcome in made])
        except SQLAlchemyError as error:
            if len(made) > 1:
                for outcome in made:
                    self._write([outcome], tell)
            else:
                tell(Outcome(made[0].student, self._broken(made[0].student, error)))
            return
        for outcome in made:
            try:
                self.steps.put(outcome.student)
            except OSError as error:
                outcome = Outcome(outcome.student, self._broken(outcome.student, error))
            tell(outcome)

    def _broken(self, student: str, error: Exception) -> str:
        """Why a submission was not graded. What is half made of it goes."""
        self.steps.book.forget(student)
        with suppress(OSError):
            self.steps.clear(student)
        if isinstance(error, NotGraded | CannotRun | NbGraderException):
            return str(error)
        # nbgrader gives some of the gradebook's errors another name.
        by_gradebook = error if isinstance(error, SQLAlchemyError) else error.__context__
        if isinstance(by_gradebook, SQLAlchemyError):
            return why(by_gradebook)
        if isinstance(error, OSError):
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            return say("disk-full") if full else f"{error.strerror}: {error.filename}"
        log.debug("%s", student, exc_info=error)
        return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"

    @contextmanager
    def _runner(self, students: Sequence[str]) -> Iterator[Runner | None]:
        """What runs code, if any is to be run."""
        if self.wishes.regrade_closed or not students or not self._has_code:
            yield None
            return
        pace, wishes = self.steps.pace(), self.wishes
        limits = Limits(memory=self.steps.memory(), seconds=int(pace.notebook))
        about = wishes.sandbox, limits, self.steps.sheet(), pace
        try:
            runner: Runner = (
                Cluster(wishes.scheduler, *about, wishes.workers)
                if wishes.scheduler
                else Here(*about, wishes.workers or os.cpu_count() or 1, self._readied)
            )
        except CannotRun as problem:
            if wishes.sandbox == "none" or wishes.scheduler:
                raise CannotGradeClass(str(problem)) from None
            raise CannotGradeClass(say("no-sandbox", why=str(problem).rstrip("."))) from None
        try:
            yield runner
        finally:
            runner.close()
