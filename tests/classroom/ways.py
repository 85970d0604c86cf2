"""The ways by which a made-up class hands in, and the files in which platforms take grades."""

from __future__ import annotations

import csv
import io
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeSubmit
from traitlets.config import Config

from classroom.made_class import Learner, MadeClass, Work
from classroom.room import COURSE, SLUG, Classroom

NOTEBOOK = f"{SLUG}.ipynb"
TITLE = "The self-sufficiency story"
DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
A_TENTH_A_DAY = """
from math import ceil
from nbgrader.plugins import LateSubmissionPlugin

class ATenthADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * ceil(total_seconds_late / 86400) / 10

c.AssignLatePenalties.plugin_class = ATenthADay
"""


class Ways:
    """How the work of ``made`` gets into ``room``."""

    def __init__(self, room: Classroom, made: MadeClass):
        self.room, self.made = room, made
        self.downloads = room.root / "downloaded" / SLUG / "archive"

    def hand_in(self, again: bool = False) -> None:
        """All hand in; ``again``: those who do so after they were graded, while the others' downloads stay."""
        for learner in self._by("exchange"):
            works = list(enumerate(learner.came(again)))
            if again:
                works = works[1:] if learner.by_exchange and learner.times == "again" else []
            for place, work in works:
                self._through_the_exchange(learner, work, place)
        shutil.rmtree(self.downloads, ignore_errors=True)
        self.downloads.mkdir(parents=True)
        for way, name in (("moodle", "moodle.zip"), ("canvas", "submissions.zip"), ("blackboard", "gradebook.zip")):
            files = {name: content for learner in self._by(way) for name, content in getattr(self, way)(learner, again)}
            _zip(self.downloads / name, files)
        for learner in self.made.at_work:
            if learner.way == "mail" or (again and learner.turns_to_mail):
                self._by_mail(learner, again)

    def _by(self, way: str) -> list[Learner]:
        return [learner for learner in self.made.at_work if learner.way == way]

    def files(self, work: Work) -> dict[str, bytes]:
        """What lies in a learner's folder."""
        made = {NOTEBOOK: work.notebook_file(self.room.root / "exercises" / SLUG / NOTEBOOK)}
        answers = work.answers_file()
        return made if answers is None else made | {"answers.json": answers}

    def _through_the_exchange(self, learner: Learner, work: Work, place: int) -> None:
        folder = self.room.desk(learner.id) / SLUG
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.room.exchange / COURSE / "outbound" / SLUG, folder)
        for name, content in self.files(work).items():
            (folder / name).write_bytes(content)
        time = DUE - timedelta(days=2 - place)
        if learner.days_late:
            time = DUE + timedelta(days=learner.days_late, hours=-1)
        config = Config()
        config.Exchange.root, config.Exchange.cache = str(self.room.exchange), str(self.room.place / "cache")
        config.CourseDirectory.course_id, config.CourseDirectory.assignment_id = COURSE, SLUG
        config.CourseDirectory.student_id = learner.id
        submit = ExchangeSubmit(
            coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config
        )
        submit.assignment_dir = str(folder.parent)
        submit.set_timestamp = lambda: setattr(submit, "timestamp", time.strftime(submit.timestamp_format))
        submit.start()

    def moodle(self, learner: Learner, again: bool) -> Iterator[tuple[str, bytes]]:
        """The latest alone, in a folder, under one name with it, or in an archive."""
        name = unicodedata.normalize(("NFC", "NFD")[learner.number % 2], learner.name)
        name = f"{name}_{3000 + learner.number}_assignsubmission_file"
        files = self.files(learner.came(again)[-1])
        shape = learner.number // 5 % 3
        if shape == 2:
            yield f"{name}/work.zip", _zip(io.BytesIO(), {f"{SLUG}/{file}": content for file, content in files.items()})
        else:
            yield from ((f"{name}{'/_'[shape]}{file}", content) for file, content in files.items())

    def canvas(self, learner: Learner, again: bool) -> Iterator[tuple[str, bytes]]:
        """All in one folder, the later with a number."""
        whole = f"{learner.last}{learner.first}".lower()
        name = "".join(char for char in whole if char.isalnum())
        late = "_LATE" if learner.times == "late" else ""
        for place, work in enumerate(learner.came(again)):
            for at, (file, content) in enumerate(self.files(work).items()):
                stem, dot, ending = file.rpartition(".")
                number = 70_000 + 10 * learner.number + 2 * place + at
                more = f"-{place}" if place else ""
                yield f"{name}{late}_{learner.canvas}_{number}_{stem}{more}{dot}{ending}", content

    def blackboard(self, learner: Learner, again: bool) -> Iterator[tuple[str, bytes]]:
        """Every attempt, with a text about it."""
        for place, work in enumerate(learner.came(again)):
            stamp = (DUE - timedelta(days=2 - place)).strftime("%Y-%m-%d-%H-%M-%S")
            name = f"Exercise_1_{learner.id}_attempt_{stamp}"
            yield f"{name}.txt", f"Name: {learner.name} ({learner.id})\r\nAssignment: Exercise 1\r\n".encode()
            yield from ((f"{name}_{file}", content) for file, content in self.files(work).items())

    def _by_mail(self, learner: Learner, again: bool) -> None:
        """A folder that the teacher made for each, or the archive that came, with what mail programs make of names."""
        files: dict[str, bytes] = {}
        for place, work in list(enumerate(learner.came(again)))[1 if learner.turns_to_mail else 0 :]:
            for file, content in self.files(work).items():
                stem, dot, ending = file.rpartition(".")
                name = f"{stem} ({place}){dot}{ending}" if place else file
                if file == NOTEBOOK and learner.earlier is None and not work.broken:
                    name = f"Copy of {NOTEBOOK}"
                if ending == "json" and learner.number % 2:
                    content = b"\xef\xbb\xbf" + content
                files[name] = content
        shape = learner.number // 5 % 3
        mails = self.downloads / "mails"
        mails.mkdir(exist_ok=True)
        if shape == 2:
            _zip(mails / f"{learner.last}, {learner.first}.zip", files)
            return
        folder = mails / (learner.email, learner.id)[shape]
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _zip(to: Path | io.BytesIO, files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return b"" if isinstance(to, Path) else to.getvalue()


def class_list(made: MadeClass) -> bytes:
    """The list of learners, as a spreadsheet program writes it in German."""
    rows = [("Benutzername", "Vorname", "Nachname", "E-Mail")]
    rows += [(one.id, one.first, one.last, one.email) for one in made.learners]
    return _csv(rows, ";").encode("utf-8-sig")


def platform_file(made: MadeClass, platform: str) -> bytes:
    """The grades as a platform gives them, before there are any, with somebody who is not of the class."""
    possible = f"{sum(made.reckoning.possible.values()):g}"
    everybody = sorted(made.learners, key=lambda one: (one.last, one.first, one.number))
    if platform == "moodle":
        rows = [("First name", "Last name", "ID number", "Email address", f"Assignment: {TITLE} (Real)")]
        rows += [(one.first, one.last, "", one.email.upper(), "-") for one in everybody]
        return _csv([*rows, ("Guest", "Of the house", "", "guest@example.org", "-")]).encode()
    if platform == "canvas":
        rows = [("Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (4711)")]
        rows += [("    Points Possible", "", "", "", "", possible)]
        rows += [(f"{one.last}, {one.first}", one.canvas, "", one.id, "One", "") for one in everybody]
        return _csv([*rows, ("Student, Test", "99999", "", "0f3a", "One", "")]).encode()
    rows = [("Last Name", "First Name", "Username", f"{TITLE} [Total Pts: {possible} Score] |4711")]
    rows += [(one.last, one.first, one.id, "") for one in everybody]
    return _csv([*rows, ("Of the house", "Guest", "guest", "")], "\t", csv.QUOTE_ALL).encode("utf-16")


def grades_in(content: bytes, platform: str) -> list[tuple[str, str]]:
    """Who has which grade in a platform's file: the name that tells people apart there, and what stands in the cell."""
    text = content.decode("utf-16" if platform == "blackboard" else "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if platform == "blackboard" else ","))
    known = {"moodle": "Email address", "canvas": "SIS Login ID", "blackboard": "Username"}[platform]
    place = rows[0].index(known)
    return [(row[place].casefold().removesuffix("@example.org"), row[-1]) for row in rows[1:] if row[place]]


def _csv(rows: list[tuple[str, ...]], between: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    to = io.StringIO(newline="")
    csv.writer(to, delimiter=between, quoting=quoting).writerows(rows)
    return to.getvalue()
