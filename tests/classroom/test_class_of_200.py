"""A whole round with a made-up class: whoever they are, whatever they did, however it came, each grade is right.

What each has to earn is reckoned from the exercise's own files by ``reckoning.py``, and not by what grades it. A
class of 25 has one of everything; one of 200 has it in all combinations.
"""

from __future__ import annotations

import re
import statistics
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash
from typer.testing import CliRunner

from classroom.made_class import CLOSED, TRAP, Learner, MadeClass
from classroom.reckoning import Reckoning
from classroom.room import COURSE, SLUG, Classroom, shuts_in
from classroom.ways import A_TENTH_A_DAY, DUE, Ways, class_list, grades_in, platform_file
from leaningwell.cli import app
from leaningwell.desk import collecting, giving_back, grading, handing_out, learners, needs_a_person
from leaningwell.desk.course import Course, Result
from leaningwell.desk.handed_in import handed_in as who_has_handed_in
from leaningwell.grading.cohort.grading import Wishes
from leaningwell.reports import class_report
from leaningwell.reports.work import read

pytestmark = pytest.mark.classroom

SIZES = [pytest.param(25, id="25"), pytest.param(200, id="200", marks=pytest.mark.breadth)]
PLATFORMS = ("moodle", "canvas", "blackboard")
CENT = 0.006
"""Points are shown with two places."""
MARK = re.compile(r"zwetschge-\d{3}(?:-at-first)?-end")
SANDBOX = "auto" if shuts_in() else "none"


@dataclass
class Round:
    """A class on its way, and what each step said."""

    room: Classroom
    made: MadeClass
    course: Course
    ways: Ways
    said: dict[str, Any] = field(default_factory=dict)

    def ours(self, *words: str) -> Any:
        """Run ``leaningwell``, in this process."""
        return CliRunner().invoke(app, [*words, "--root", str(self.room.root)])

    def with_the_list(self) -> Any:
        """Collect, with a list that says who is who."""
        return self.ours("collect", SLUG, str(self.ways.downloads), "--learners", str(self.room.place / "who.csv"))

    def grade(self, **wishes: Any) -> Result:
        return grading.grade(self.course, SLUG, wishes=Wishes(sandbox=SANDBOX, **wishes))

    def earned(self) -> dict[str, dict[str, float]]:
        """What each learner's parts have in the gradebook."""
        with Gradebook(self.room.url) as gradebook:
            return {
                one.student.id: {grade.name: grade.score for notebook in one.notebooks for grade in notebook.grades}
                for one in gradebook.assignment_submissions(SLUG)
            }

    def look(self, again: bool = True) -> None:
        """A person settles all that waits: half a point for what was shared, and all else as it has to be."""
        due = {one.id: one.counted(again).by_hand(self.reckoning()) for one in self.made.at_work}
        for part in needs_a_person.needs_a_person(self.course, SLUG).data["parts"]:
            if not part["settled"]:
                student, cell = part["student"], part["cell"]
                points, words = str(due[student][cell]), f"Read, {student}."
                needs_a_person.settle(self.course, SLUG, student, cell, points, words, part["seen"])

    def reckoning(self) -> Reckoning:
        """By the key as it stands in the course now."""
        return Reckoning(self.room.root / "solutions" / SLUG)


@pytest.fixture(scope="module", params=SIZES)
def handed(request, classroom: Classroom) -> Round:
    """The class is listed, has been handed the exercise, and hands in."""
    room, made = classroom.twin(f"class-of-{request.param}"), MadeClass(request.param)
    room.exchange = room.place / "exchange"
    room.exchange.mkdir(mode=0o777)
    room.exchange.chmod(0o777)
    with (room.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(room.exchange)!r}\nc.ExchangeCollect.check_owner = False\n")
        config.write(f"c.Execute.timeout = 6\n{A_TENTH_A_DAY}")
    room.ours("grade")  # puts the course's first lesson there, by which a command knows its root
    course = Course(room.root)
    done = Round(room, made, course, Ways(room, made))
    (room.place / "class.csv").write_bytes(class_list(made))
    done.said["listed"] = learners.enter_file(course, room.place / "class.csv")
    handing_out.hand_out(course, SLUG)
    with Gradebook(room.url) as gradebook:
        gradebook.update_or_create_assignment(SLUG, duedate=DUE.strftime("%Y-%m-%d %H:%M:%S UTC"))
    done.ways.hand_in()
    return done


@pytest.fixture(scope="module")
def collected(handed: Round) -> Round:
    """All is collected, those whom a name alone does not tell with a list that does."""
    handed.said["collected"] = collecting.collect(handed.course, SLUG)
    handed.said["at first"] = {path.name for path in (handed.room.root / "submitted").iterdir()}
    (handed.room.place / "who.csv").write_text(who_is_who(handed), encoding="utf-8")
    handed.said["told apart"] = handed.with_the_list()
    handed.said["in all"] = {path.name for path in (handed.room.root / "submitted").iterdir()}
    return handed


def who_is_who(handed: Round) -> str:
    """The list that the message asks for: an id, and the name as it was told."""
    lines = "\n".join(handed.said["collected"].look)
    rows = ["id,name"]
    for one in unsure(handed.made):
        number = {"moodle": str(3000 + one.number), "canvas": one.canvas}[one.way]
        (told,) = set(re.findall(rf"[^.:]*\b{number}(?=: may be)", lines))
        rows.append(f"{one.id},{told.strip()}")
    return "\n".join(rows)


def unsure(made: MadeClass) -> list[Learner]:
    """Whom what a platform gives does not tell from somebody else: by the name, or by a number that is another's id."""
    names = Counter(one.name for one in made.learners)
    return [
        one
        for one in made.at_work
        if one.way in ("moodle", "canvas") and (names[one.name] > 1 or one.number == TRAP[1])
    ]


@pytest.fixture(scope="module")
def graded(collected: Round) -> Round:
    """All is graded, and a person has looked."""
    collected.said["graded"] = collected.grade()
    collected.said["earned"] = collected.earned()
    collected.look(again=False)
    return collected


@pytest.fixture(scope="module")
def again(graded: Round) -> Round:
    """Some hand in again, by the way they came, and are graded anew."""
    graded.ways.hand_in(again=True)
    graded.said["collected again"] = collecting.collect(graded.course, SLUG)
    graded.with_the_list()
    graded.said["graded again"] = graded.grade()
    graded.look()
    graded.said["earned again"] = graded.earned()
    return graded


@pytest.fixture(scope="module")
def regraded(again: Round) -> Round:
    """A key was wrong, is changed, and the answers alone are scored anew."""
    key = again.room.root / "solutions" / SLUG / "items.yaml"
    raw = yaml.safe_load(key.read_text(encoding="utf-8"))
    item = next(each for each in raw["items"] if each["id"] == "smallest-tipping-share")
    item["answer"], item["mistakes"][0]["value"] = item["mistakes"][0]["value"], item["answer"]
    key.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    again.said["regraded"] = again.grade(regrade_closed=True)
    again.look()
    again.said["earned in the end"] = again.earned()
    return again


@pytest.fixture(scope="module")
def given_back(regraded: Round) -> Round:
    regraded.said["given back"] = giving_back.give_back(regraded.course, SLUG)
    return regraded


def test_everybody_is_on_the_list_once_whatever_they_are_called(handed):
    assert handed.said["listed"].look == ()
    with Gradebook(handed.room.url) as gradebook:
        listed = {one.id: (one.first_name, one.last_name, one.email) for one in gradebook.students}
    assert listed == {one.id: (one.first, one.last, one.email) for one in handed.made.learners}


def test_what_came_is_taken_in_for_its_learner_and_for_nobody_else(collected):
    made, said = collected.made, collected.said
    sure = {one.id for one in made.at_work} - {one.id for one in unsure(made)}
    assert said["at first"] == sure, "nobody is taken for somebody else"
    assert said["told apart"].exit_code in (0, 3), said["told apart"].output
    assert "Not taken" not in said["told apart"].output
    assert said["in all"] == {one.id for one in made.at_work}
    for one in made.at_work:
        folder = collected.room.root / "submitted" / one.id / SLUG
        work = one.came(again=False)[-1]
        assert (folder / f"{SLUG}.ipynb").read_bytes() == collected.ways.files(work)[f"{SLUG}.ipynb"], one


def test_each_part_of_each_work_earns_what_it_has_to(graded):
    reckoning = graded.made.reckoning
    due = {one.id: one.counted(again=False).parts(reckoning) for one in graded.made.at_work}
    assert graded.said["earned"] == due
    outcomes = {one["student"]: one for one in graded.said["graded"].data["outcomes"]}
    assert not [one for one in outcomes.values() if one["problem"]]
    assert {id for id, one in outcomes.items() if one["looks"]} == {
        one.id for one in graded.made.at_work if one.counted(again=False).looks
    }


def test_who_hands_in_again_has_the_grade_of_the_latest_and_the_others_keep_theirs(again):
    hand_ins = {one.id for one in again.made.at_work if one.times == "again"}
    assert {one["student"] for one in again.said["graded again"].data["outcomes"]} == hand_ins
    told = " ".join(again.said["collected again"].look)
    for one in again.made.at_work:
        assert (f"({one.id}): other work had come through the exchange" in told) == one.turns_to_mail
    reckoning = again.made.reckoning
    assert again.said["earned again"] == {one.id: one.counts.by_hand(reckoning) for one in again.made.at_work}


def test_after_a_change_of_the_key_all_are_scored_anew_and_what_a_person_gave_stays(regraded):
    before, now = regraded.made.reckoning, regraded.reckoning()
    due = {one.id: one.counts.by_hand(now) for one in regraded.made.at_work}
    assert regraded.said["earned in the end"] == due
    changed = [one for one in regraded.made.at_work if one.counts.by_hand(before) != due[one.id]]
    assert {due[one.id]["final-share"] > one.counts.by_hand(before)["final-share"] for one in changed} == {True, False}
    assert not regraded.said["regraded"].look


def test_the_table_of_the_desk_says_so_too(regraded):
    rows = {row["id"]: row for row in who_has_handed_in(regraded.course, SLUG).data["rows"]}
    assert len(rows) == regraded.made.size
    now = regraded.reckoning()
    for one in regraded.made.learners:
        points = one.grade(now) if one.work else None
        assert rows[one.id]["points"] == (points and pytest.approx(points, abs=CENT)), one
        assert rows[one.id]["late"] == (one.days_late > 0), one
        assert rows[one.id]["looks"] == 0


def test_each_gets_the_feedback_on_their_own_work_and_on_nobody_elses(given_back):
    made, room, said = given_back.made, given_back.room, given_back.said["given back"]
    assert said.look == ()
    with zipfile.ZipFile(room.root / "feedback" / f"{SLUG}-feedback.zip") as archive:
        pages = {Path(name).stem: archive.read(name).decode() for name in archive.namelist()}
    assert set(pages) == {one.id for one in made.at_work if not one.by_exchange}
    for one in made.at_work:
        if one.by_exchange:
            secret = (room.root / "submitted" / one.id / SLUG / "submission_secret.txt").read_text()
            page = room.exchange / COURSE / "feedback" / f"{notebook_hash(secret=secret, notebook_id=SLUG)}.html"
            pages[one.id] = page.read_text(encoding="utf-8")
    assert len(list((room.exchange / COURSE / "feedback").glob("*.html"))) == len(made.at_work) - said_by_hand(said)
    now = given_back.reckoning()
    for one in made.at_work:
        work, page = one.counts, pages[one.id]
        own = set() if work.broken else {work.note}
        own |= set(MARK.findall(work.shared))
        assert set(MARK.findall(page)) == own, one
        assert set(re.findall(r"Read, ([^.<]+)\.", page)) <= {one.id}
        earned, possible = re.search(r'class="total">([\d.]+) of ([\d.]+)', page).groups()
        assert float(possible) == sum(now.possible.values())
        assert float(earned) == pytest.approx(one.grade(now), abs=CENT), one


def said_by_hand(said: Result) -> int:
    return len(said.data["by-hand"])


def test_the_report_agrees_with_what_the_class_did(regraded):
    made, now = regraded.made, regraded.reckoning()
    report = class_report(read(regraded.room.root, SLUG))
    assert (report.listed, report.handed_in, report.ungraded) == (made.size, len(made.at_work), 0)
    read_of = [one for one in made.at_work if one.counts.answers is not None]
    assert report.lacking == len(made.at_work) - len(read_of)
    due = {one.id: one.counts.by_hand(now) for one in read_of}
    assert report.mean == pytest.approx(statistics.fmean(sum(each.values()) for each in due.values()))
    assert report.median == pytest.approx(statistics.median(sum(each.values()) for each in due.values()))
    assert report.late == sum(one.days_late > 0 and one.grade(now) > 0 for one in read_of)
    for section in report.sections:
        shares = [each[section.id] / now.possible[section.id] for each in due.values()]
        assert section.figures.count == len(read_of)
        assert section.figures.mean == pytest.approx(statistics.fmean(shares)), section.id
        assert section.figures.full == pytest.approx(statistics.fmean(share == 1 for share in shares)), section.id
    asked = {question.id: question for section in report.sections for question in section.questions}
    assert set(asked) == set(now.items)
    answers = {id: [one.counts.answers[id] for one in made.at_work if id in (one.counts.answers or {})] for id in asked}
    for id, question in asked.items():
        assert question.figures.count == len(answers[id])
    weeks = Counter(answers[CLOSED[0]])
    texts = {one["text"]: one["id"] for one in now.items[CLOSED[0]]["options"]}
    chosen = {texts[choice.text]: choice.count for choice in asked[CLOSED[0]].choices if not choice.straw}
    assert chosen == {id: count for id, count in weeks.items() if count >= 5}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_grade_is_in_the_platforms_file_and_nobody_is_missing_or_doubled(regraded, platform):
    given, made_file = regraded.room.place / f"{platform}-given.csv", regraded.room.place / f"{platform}-made.csv"
    given.write_bytes(platform_file(regraded.made, platform))
    done = regraded.ours("export", SLUG, "--for", platform, "--into", str(given), "--to", str(made_file))
    assert done.exit_code == 0, done.output
    now = regraded.reckoning()
    found = Counter(id for id, _ in grades_in(made_file.read_bytes(), platform))
    assert max(found.values()) == 1
    grades = dict(grades_in(made_file.read_bytes(), platform))
    for one in regraded.made.learners:
        grade = grades.pop(one.id)
        if one.work:
            assert float(grade) == pytest.approx(one.grade(now), abs=CENT), one
        else:
            assert grade in ("", "-"), "who handed nothing in has no zero"
    assert list(grades.values()) in (["-"], [""]), "who is not of the class is as before"
    late = [one for one in regraded.made.at_work if one.days_late and one.grade(now)]
    told = re.search(r"points were taken off for being late \((\d+)\): (.*)\.\n", done.stdout)
    assert int(told[1]) == len(late)
    off = {one.id: one.taken_off(now) for one in late}
    named = dict(each.split() for each in told[2].split(", "))
    assert {id: float(points) for id, points in named.items()} == pytest.approx(off, abs=CENT)
