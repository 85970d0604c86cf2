"""Whose each file is, and what: by the names that platforms give to files, or by what is in them.

What platforms make of two files, ``01-slug.ipynb`` and ``answers.json``, of Ana Ruiz:

* Moodle: ``Ana Ruiz_1234567_assignsubmission_file/answers.json``, or all in one folder with `_` for `/`;
* Canvas: ``ruizana_12345_67890_answers.json``, with ``_LATE`` where it was late and ``-1`` where it came again;
* Blackboard: ``Exercise_aruiz_attempt_2026-11-26-10-15-00_answers.json``, and a text about each attempt;
* anything else: a folder for each person, ``aruiz/answers.json``.

Any of it may lie in archives, and archives within them. Of several attempts the newest counts, file by file.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from leaningwell.answers.format import MAX_BYTES, NAME, Unusable, read
from leaningwell.answers.plainfile import read_plain
from leaningwell.answers.repair import MAX_BYTES as MAX_NOTEBOOK
from leaningwell.answers.repair import UnreadableNotebook, repaired

from ..people import slugged
from .unpack import Came, is_archive

STAMP = r"\d{4}(?:-\d\d){2,5}"
MOODLE = re.compile(r"(?P<name>[^/]+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)")
BLACKBOARD = re.compile(
    r"(?P<before>[^/]+)_(?P<user>[^_/]+)_attempt_(?P<stamp>" + STAMP + r")(?:_(?P<file>.*)|\.[a-z]+)?"
)
CANVAS = re.compile(r"(?P<user>[^_/]+)(?P<late>_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)")
SHAPES = (MOODLE, BLACKBOARD, CANVAS)
AGAIN = re.compile(r"(?:[ _-]?\((\d+)\)|-(\d{1,2})|[-_ ]copy ?(\d*))+$", re.I)
"""What platforms and browsers add to the name of a file that comes again."""
ASIDE = re.compile(r"^answers\.broken-", re.I)
NOTES = re.compile(r"^[^:\n]{2,30}: .*\((?P<user>[^()\n]+)\)\s*$")
"""The first line of Blackboard's text about an attempt: whose it is, with the user name in brackets."""
NAMELESS = re.compile(r"participant|teilnehmer(?:/?in)?|anon(?:ymous)?", re.I)
"""What stands for everybody's name where work is handed in without one. The number tells people apart."""
NOTEBOOK, ANSWERS = "notebook", "answers"


@dataclass(frozen=True)
class Found:
    """A file that came in: whose it is, what it is, and how new. ``number`` tells people of one name apart.

    ``age`` is greater for one that counts more: one that can be read, and among those the newest. ``claims`` are the
    ways in which the platform names the person, the surest first; if ``either``, nothing tells which of them is meant.
    ``called`` is the name to tell of, as a list of learners may repeat it.
    """

    came: Came
    person: str
    number: str
    target: str
    age: tuple[int, str, int]
    claims: tuple[str, ...] = ()
    called: str = ""
    either: bool = False
    late: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class Recognised:
    """``found``: files with whose they are. ``nobodys``: those of which a name tells only if it is a learner's."""

    found: list[Found] = field(default_factory=list)
    nobodys: list[Found] = field(default_factory=list)


def recognise(files: Iterable[Came], slug: str, known: frozenset[str] | None = None) -> Recognised:
    """Whose these files are. ``known``: the names of the exercise's graded cells, by which a renamed notebook is told.

    Without them a notebook under another name is left alone.
    """
    files = sorted(files, key=lambda came: str(came.name))
    users = _users(files)
    holders = _Holders(files, slug)
    done = Recognised()
    for came in files:
        shaped, own = _shaped(came), _shape_of(came.name.name)
        said = (own.groupdict().get("file") if own else None) or came.name.name
        target, rank, trouble = _target(came.path, said, slug, known)
        if target is None:
            continue
        if shaped:
            done.found.append(_of_platform(came, shaped, users, target, rank, said, trouble))
        else:
            folder = holders.folder_of_one(came)
            # Within somebody's archive or folder others may be called as other people are, so the outermost counts.
            claims = tuple(_bare(part) for part in _folders(came))
            age = (rank, "", _times(said))
            one = Found(came, _id(folder), "", target, age, claims, folder, trouble=trouble)
            (done.found if folder else done.nobodys).append(one)
    return done


def _of_platform(
    came: Came, shaped: re.Match[str], users: dict[str, str], target: str, rank: int, said: str, trouble: str
) -> Found:
    told = shaped.groupdict()
    user, number = told.get("user") or told["name"], told.get("number") or ""
    if NAMELESS.fullmatch(user):
        user, number = f"{user} {number}", ""
    # Moodle's number is its name for this submission, and no person's; Canvas's is the person's own. Either tells those
    # of one name apart, where a list repeats it.
    called = f"{user} {number}".strip()
    claims: tuple[str, ...] = (called, user) if told.get("name") else (called, number, user)
    if told.get("before"):
        user = called = users.get(_person_of(shaped), user)
        # A user name may have `_` in it, as the exercise's name may.
        words = _person_of(shaped).split("_")
        claims = tuple("_".join(words[-count:]) for count in range(1, min(len(words), 4) + 1))
        if _person_of(shaped) in users:
            claims = (user,)
    age, late = (rank, told.get("stamp") or "", _times(said)), bool(told.get("late"))
    return Found(came, _id(user), number, target, age, claims, called, "before" in told, late, trouble)


def newest(found: Iterable[Found]) -> dict[tuple[str, str], Found]:
    """The file of each kind that counts, by person and kind. Of one name, people are told apart by their numbers."""
    found = list(found)
    numbers: dict[str, set[str]] = {}
    for one in found:
        numbers.setdefault(one.person, set()).add(one.number)
    best: dict[tuple[str, str], Found] = {}
    for one in found:
        person = f"{one.person}-{one.number}" if len(numbers[one.person]) > 1 and one.number else one.person
        before = best.get((person, one.target))
        if before is None or one.age >= before.age:
            best[person, one.target] = replace(one, person=person)
    return best


def _shaped(came: Came) -> re.Match[str] | None:
    """How a platform named the file, or the outermost folder or archive around it that it named."""
    for place, part in enumerate(came.name.parts[: came.sure]):
        a_file = is_archive(part) or place == len(came.name.parts) - 1
        # Of these Moodle alone makes folders.
        if found := _shape_of(_bare(part)) if a_file else MOODLE.fullmatch(part):
            return found
    return None


def _shape_of(name: str) -> re.Match[str] | None:
    return next((found for shape in SHAPES if (found := shape.fullmatch(name))), None)


def _folders(came: Came) -> tuple[str, ...]:
    """The folders and archives around the file that may say whose it is."""
    return came.name.parts[:-1][: came.sure]


def _bare(part: str) -> str:
    return part[:-4] if is_archive(part) else part


def _person_of(shaped: re.Match[str]) -> str:
    """What Blackboard's names of all attempts of one person begin with."""
    return f"{shaped['before']}_{shaped['user']}"


def _users(files: Iterable[Came]) -> dict[str, str]:
    """The user names on Blackboard, from the texts that come along."""
    users = {}
    for came in files:
        shaped = _shaped(came)
        if shaped and "before" in shaped.groupdict() and shaped["file"] is None and came.name.suffix.lower() == ".txt":
            first = read_plain(came.path, 500).decode("utf-8-sig", "replace").split("\n")[0].strip()
            told = NOTES.match(first)
            if told and _person_of(shaped).endswith(f"_{told['user']}"):
                users[_person_of(shaped)] = told["user"]
    return users


class _Holders:
    """Which folders hold one person's work."""

    def __init__(self, files: Iterable[Came], slug: str):
        self.slug = slug
        loose = [came for came in files if not _shaped(came)]
        # Of a notebook that came twice into one folder there is still one.
        notebooks = {
            (came.name.parent, AGAIN.sub("", came.name.stem)): _folders(came)
            for came in loose
            if came.name.suffix.lower() == ".ipynb"
        }
        self.direct = set(notebooks.values())
        self.notebooks = Counter(folder[:depth] for folder in notebooks.values() for depth in range(1, len(folder) + 1))
        self.alike = Counter(folder[-1:] for folder in {self._deepest(came) for came in loose})

    def folder_of_one(self, came: Came) -> str:
        """The name of the folder that holds one person's work; empty where there is none."""
        folder = self._deepest(came)
        # Everybody may have a folder of one name in their own: then the one around it tells.
        if self.alike[folder[-1:]] > 1 and len(folder) > 1 and self.notebooks[folder[:-1]] <= 1:
            folder = folder[:-1]
        return _bare(folder[-1]) if folder and self.notebooks[folder] <= 1 else ""

    def _deepest(self, came: Came) -> tuple[str, ...]:
        rest = _folders(came)
        while rest and _kind(f"{_bare(rest[-1])}.ipynb", self.slug):
            rest = rest[:-1]
        # An archive within a folder is called anything; the folder is called as the person is.
        if len(rest) > 1 and is_archive(rest[-1]) and not is_archive(rest[-2]):
            rest = rest[:-1]
        # A file may lie one folder below the notebook.
        return rest[:-1] if rest not in self.direct and rest[:-1] in self.direct and len(rest) > 1 else rest


def _target(path: Path, name: str, slug: str, known: frozenset[str] | None) -> tuple[str | None, int, str]:
    """The name under which the file is graded, or None if it is none of ours; how much it counts; what is wrong."""
    name = unicodedata.normalize("NFC", name)
    kind, ending = _kind(name, slug), os.path.splitext(name)[1].lower()
    if kind == NOTEBOOK:
        return f"{slug}.ipynb", 2, ""
    if ending == ".ipynb" and known is not None:
        return _renamed(path, name, slug, known)
    if ASIDE.match(name) or ending not in (".json", ".txt"):
        return None, 0, ""
    try:
        read(read_plain(path, MAX_BYTES), slug)
    except OSError:
        return (NAME, 0, "unreadable") if kind == ANSWERS else (None, 0, "")
    except Unusable as problem:
        # Under its own name it is taken all the same, so that a damaged one is told of.
        trouble = f"{problem.code}:{problem.detail}" if problem.code == "foreign" else problem.code
        return (NAME, 0, trouble) if kind == ANSWERS else (None, 0, "")
    return NAME, 2, "" if kind == ANSWERS else f"renamed:{name}"


def _renamed(path: Path, name: str, slug: str, known: frozenset[str]) -> tuple[str | None, int, str]:
    """A notebook under another name is the exercise's if it has graded cells of it. Else it keeps its own name.

    Under that, grading takes it where there is no better one, and asks a person to look.
    """
    try:
        cells = repaired(read_plain(path, MAX_NOTEBOOK)).notebook["cells"]
    except (OSError, UnreadableNotebook):
        cells = []
    names = {cell.get("id") for cell in cells} | {_grade_id(cell) for cell in cells}
    if known & names:
        return f"{slug}.ipynb", 1, f"renamed:{name}"
    return f"{os.path.splitext(name)[0][:100]}.ipynb", 0, f"strange:{name}"


def _grade_id(cell: dict[str, object]) -> object:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about.get("grade_id") if isinstance(about, dict) else None


def _kind(name: str, slug: str) -> str | None:
    stem, ending = os.path.splitext(unicodedata.normalize("NFC", name))
    stem = AGAIN.sub("", stem)
    if ending.lower() == ".ipynb" and stem == slug:
        return NOTEBOOK
    return ANSWERS if ending.lower() == ".json" and stem.lower() == "answers" else None


def _times(name: str) -> int:
    """How often a file of this name had come before."""
    found = AGAIN.search(os.path.splitext(name)[0])
    return max((int(number) for number in re.findall(r"\d+", found[0])), default=1) if found else 0


def cell_names(notebook: Path) -> frozenset[str]:
    """What the graded cells of an exercise's notebook are called, by nbgrader and by their ids."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    graded = [cell for cell in cells if _grade_id(cell)]
    return frozenset(name for cell in graded for name in (cell.get("id"), _grade_id(cell)) if isinstance(name, str))


def _id(name: str) -> str:
    return slugged(name) or "somebody"
