"""Takes a class's downloads in: unpacks and recognises them, finds the learners, puts their work where it is graded.

Plain data and sentences come back, for whoever shows them. What cannot be taken is told, with what to do about it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import rmtree
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from leaningwell.answers.format import NAME
from leaningwell.answers.plain import clean
from leaningwell.answers.plainfile import is_plain, read_plain
from leaningwell.answers.repair import MAX_BYTES
from leaningwell.grading.cohort.gradebook import why
from leaningwell.grading.exercisefolder import ExerciseFolder, source_of
from leaningwell.grading.instructor import say
from leaningwell.grading.people import Person, Register, of_gradebook

from .recognise import AGAIN, Found, cell_names, newest, recognise
from .seen import Seen
from .unpack import Came, unpack

MOST_NAMED = 5
TIMESTAMP = "timestamp.txt"


class NotTaken(Exception):
    """Nothing can be taken in; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Taken:
    """The work of one learner that is now in ``submitted/``. ``new``, ``replaced`` or ``same`` as what was there.

    ``lacking`` are those of the ``notes`` that say what to ask for.
    """

    student: str
    state: str
    notes: tuple[str, ...] = ()
    late: bool = False
    lacking: tuple[str, ...] = ()


@dataclass
class Intake:
    """What became of what came: whose work was taken, whose could not be placed, and what was refused or left."""

    slug: str
    taken: list[Taken] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    nobodys: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def troubled(self) -> bool:
        """Whether something came that was not taken, though it may be somebody's work."""
        return bool(self.strangers or self.nobodys or self.refused)

    def done(self, title: str = "") -> Iterator[str]:
        """What was taken in, a line each."""
        by_state = {
            state: [one.student for one in self.taken if one.state == state] for state in ("new", "replaced", "same")
        }
        counts = {state: len(students) for state, students in by_state.items()}
        yield say("took-in", slug=title or self.slug, count=len(self.taken), **counts)
        if by_state["replaced"]:
            yield say("replaced", who=", ".join(by_state["replaced"]))

    def one_by_one(self, names: Mapping[str, str]) -> Iterator[str]:
        """What somebody should see to, a whole sentence about each person; ``names`` says what to call them.

        Of what came before as it is now, only what is still missing is told again.
        """
        for one in self.taken:
            lasting = one.lacking if one.state == "same" else one.notes
            yield from (f"{names.get(one.student, one.student)}: {note}." for note in lasting)
        if late := [names.get(one.student, one.student) for one in self.taken if one.late and one.state != "same"]:
            yield say("late", who=", ".join(late))
        for heading, those, remedy in (
            (say("strangers"), self.strangers, "strangers-do"),
            (say("nobodys"), self.nobodys, "nobodys-do"),
            (say("refused"), self.refused, ""),
        ):
            yield from (f"{heading} {one.removesuffix('.')}." for one in those)
            if those and remedy:
                yield say(remedy)
        yield from self._left_alone()

    def look(self) -> Iterator[str]:
        """What somebody should see to, a line each; those that begin with spaces belong to the line before."""
        yield from _listed(say("to-know"), [f"{one.student}: {note}." for one in self.taken for note in one.notes])
        if late := [one.student for one in self.taken if one.late]:
            yield say("late", who=", ".join(late))
        yield from _listed(say("strangers"), self.strangers)
        if self.strangers:
            yield f"  {say('strangers-do')}"
        yield from _listed(say("nobodys"), self.nobodys)
        if self.nobodys:
            yield f"  {say('nobodys-do')}"
        yield from _listed(say("refused"), self.refused)
        yield from self._left_alone()

    def _left_alone(self) -> Iterator[str]:
        if self.others:
            named = ", ".join(clean(name) for name in self.others[:MOST_NAMED])
            more = len(self.others) - MOST_NAMED
            yield say("others-and-more", names=named, more=more) if more > 0 else say("others", names=named)


def take_in(root: Path, slug: str, sources: list[Path], config: Config, listed: Iterable[Person] = ()) -> Intake:
    """Take in the work on an exercise from folders, archives and files. Raises NotTaken."""
    course = CourseDirectory(config=config, assignment_id=slug)
    source = source_of(course)
    if not source.has_items():
        raise NotTaken(say("no-exercise", slug=slug, place=source.path.parent))
    if not any(os.path.lexists(path) for path in sources):
        raise NotTaken(say("not-there-at-all", path=", ".join(map(str, sources))))
    names = frozenset[str]().union(*(cell_names(path) for path in source.path.glob("*.ipynb")))
    done = Intake(slug)
    with tempfile.TemporaryDirectory(prefix="leaningwell-collect-") as place:
        came = unpack(sources, Path(place))
        done.refused, done.others = [clean(line) for line in came.refused], came.others
        seen = recognise(came.files, slug, names)
        if other := _of_others([*seen.found, *seen.nobodys], source):
            raise NotTaken(say("other-exercise", slug=slug, other=" and ".join(other), first=other[0]))
        people = _people_of(course, listed)
        # In a folder of several archives or notebooks, a name that the class knows tells all the same.
        named = [one for one in seen.nobodys if len(_meant(one, people)) == 1]
        for student, files in _by_learner([*seen.found, *named], people, done).items():
            done.taken.append(_put(course, student, files, slug))
        done.nobodys = [clean(str(one.came.name)) for one in seen.nobodys if one not in named]
    if not done.taken and not done.troubled:
        raise NotTaken(_nothing(slug, sources, done, came.files))
    done.taken.sort(key=lambda one: one.student)
    return done


def _of_others(found: list[Found], source: ExerciseFolder) -> list[str]:
    """The other exercises that this is work on; none where some of it is on this one, or of most nobody can tell."""
    others: list[str] = []
    for one in found:
        what, _, detail = one.trouble.partition(":")
        if what not in ("foreign", "strange"):
            return []
        other = detail if what == "foreign" else AGAIN.sub("", Path(detail).stem)
        if other == source.path.name:
            return []
        if source.path.with_name(other).is_dir():
            others.append(other)
    return sorted(set(others)) if 2 * len(others) > len(found) else []


def _nothing(slug: str, sources: list[Path], done: Intake, files: list[Came]) -> str:
    where = ", ".join(str(path) for path in sources)
    number = len(files) + len(done.others)
    return say("no-work", slug=slug, where=where, count=number)


def known_people(config: Config) -> Register:
    """The learners of the gradebook. Raises NotTaken."""
    return _people_of(CourseDirectory(config=config), ())


def _people_of(course: CourseDirectory, listed: Iterable[Person]) -> Register:
    listed = tuple(listed)
    try:
        return of_gradebook(course.db_url, listed)
    except SQLAlchemyError as error:
        raise NotTaken(why(error)) from None


def _by_learner(found: list[Found], people: Register, done: Intake) -> dict[str, dict[str, Found]]:
    """The files that count, by learner and target. Whoever is not in the class is told."""
    placed, lost = [], {}
    for one in found:
        ids = _meant(one, people)
        if len(ids) == 1:
            placed.append(replace(one, person=min(ids), number=""))
        elif ids:
            lost[one.called] = say("or").join(sorted(ids))
        elif people.complete:
            lost.setdefault(one.called, "")
        else:
            placed.append(one)
    done.strangers += [clean(say("may-be", name=name, ids=ids) if ids else name) for name, ids in sorted(lost.items())]
    work: dict[str, dict[str, Found]] = {}
    for (student, target), one in newest(placed).items():
        work.setdefault(student, {})[target] = one
    return work


def _meant(one: Found, people: Register) -> set[str]:
    """The ids of those who may be meant: whom the surest claim says, or whom any does where none is surer."""
    found = [(claim, ids) for claim in one.claims if (ids := people.find(claim))]
    if one.either:
        return set().union(*(ids for _, ids in found))
    if len(found) > 1 and found[0][0] == one.number:
        # A platform's number for one person may be the id of another, so the name has to agree.
        (_, by_number), (_, by_name) = found[:2]
        return by_number & by_name or by_number | by_name
    return found[0][1] if found else set()


def _put(course: CourseDirectory, student: str, files: dict[str, Found], slug: str) -> Taken:
    own = f"{slug}.ipynb"
    if own in files:
        # Another notebook may be anything; beside the exercise's own it is not needed.
        files = {target: one for target, one in files.items() if target in (own, NAME)}
    contents = {target: read_plain(one.came.path, MAX_BYTES) for target, one in files.items()}
    folder = Path(course.format_path(course.submitted_directory, student, slug))
    state, over = "new", False
    seen = Seen(Path(course.root), slug)
    if folder.is_dir():
        over = (folder / TIMESTAMP).exists()
        state = "same" if _holds(folder, contents) or (over and seen.knows(student, contents)) else "replaced"
    if state != "same":
        _write(folder, _kept(folder) | contents)
        graded = Path(course.format_path(course.autograded_directory, student, slug))
        # nbgrader takes what was graded once for up to date, unless a time says otherwise. Grades by hand stand in the
        # gradebook, and stay.
        if graded.is_dir():
            rmtree(str(graded))
    seen.remember(student, contents)
    lacking = list(_lacking({path.name for path in folder.iterdir()}))
    notes = [*_notes(files, slug), *lacking]
    if over and state == "replaced":
        notes.append(say("came-over-exchange", folder=folder))
    return Taken(
        student,
        state,
        tuple(notes),
        any(one.late for one in files.values()),
        tuple(lacking),
    )


def _holds(folder: Path, contents: dict[str, bytes]) -> bool:
    try:
        return all(read_plain(folder / name, MAX_BYTES) == content for name, content in contents.items())
    except OSError:
        return False


def _kept(folder: Path) -> dict[str, bytes]:
    """What was handed in before. A platform may give the new file alone, and when it came nobody knows."""
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.iterdir() if is_plain(path, folder) and path.name != TIMESTAMP]
    return {path.name: read_plain(path, MAX_BYTES) for path in paths}


def _write(folder: Path, contents: dict[str, bytes]) -> None:
    """Write a learner's folder whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for name, content in contents.items():
        (new / name).write_bytes(content)
    if folder.exists():
        rmtree(str(folder))
    new.rename(folder)


def _notes(files: dict[str, Found], slug: str) -> Iterator[str]:
    for target, one in files.items():
        what, _, detail = one.trouble.partition(":")
        detail = clean(detail)
        if what == "foreign":
            yield say("answers-foreign", other=detail, slug=slug)
        elif what == "renamed":
            yield say("renamed", file=detail, target=target)
        elif what == "strange":
            yield say("strange", file=detail)
        elif what:
            yield say(f"answers-{what}")


def _lacking(there: set[str]) -> Iterator[str]:
    if NAME not in there:
        yield say("answers-lacking")
    if not any(target.endswith(".ipynb") for target in there):
        yield say("notebook-lacking")


def _listed(heading: str, lines: list[str]) -> list[str]:
    return [heading, *(f"  {line.removesuffix('.')}." for line in lines)] if lines else []
