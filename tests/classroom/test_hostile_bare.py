"""The same submissions without our sandbox: what nbgrader's own command and `leaningwell feedback` hold, and what not.

All of it happens in a sandbox of the test's own. What the table in docs/grading.md says is compared with what is seen.
`make test` runs the cases whose cells can stand in one notebook, and two of those that need one of their own;
`make test-breadth` the others of these.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from breadth import also, breadth, cases
from classroom import corpus, outer
from classroom.corpus import CASES, CLOSED, KINDS, NEIGHBOURS, SECRET, SECRETS, TASK, TOKEN
from classroom.room import ROOT, SLUG, Classroom, do_exercise, handed_in, shuts_in
from servers import free_port

pytestmark = [pytest.mark.classroom, breadth]

NOT_RUN = ("not run", "among the mishaps")
LAST = "end-the-grader"
ANSWERED = dict.fromkeys((*CLOSED, "quiet-mornings", "kinder-needy"), 0) | {CLOSED[0]: 3, TASK: 6}
ENDS_BY_ITSELF = "\nc.Execute.timeout = 120\nc.ExecuteWhatRuns.memory = 700\n"
"""Nothing that is run here goes on without end, and a busy machine is to cut nothing short."""
DOCUMENT = ROOT / "docs" / "grading.md"


def run_here(name: str) -> bool:
    return CASES[name].get("stock") not in NOT_RUN


SHARED = {
    kind: [name for name, case in KINDS[kind].items() if run_here(name) and name != LAST and "cell" in case]
    for kind in ("files", "limits", "machine", "reach")
}
"""Cases whose cells stand in one notebook for each kind: what one tries does not depend on the others."""
SHAPED = [name for name, case in KINDS["shape"].items() if "cells" in case or "files" in case]
"""Cases that one notebook holds all together."""
STANDS_IN = {name: kind for kind, names in {**SHARED, "shape": SHAPED}.items() for name in names}
ALONE = [name for name in CASES if run_here(name) and name not in STANDS_IN and name != LAST]
FEW = ["patch-the-checks", "say-six"]
MANY = [name for name in ALONE if name not in FEW]
ROOMS = {"room": [*STANDS_IN.values(), *FEW], "alone": MANY}
"""In which of the fixtures below a learner's work is graded."""
HELD = [name for name in ALONE if CASES[name].get("stock", "holds") == "holds"]
BOTH = pytest.mark.parametrize("where", ["room", also("alone")])


def shape(folder: Path, classroom: Classroom, port: int) -> None:
    """Do to what lies in the folder all that the shaped cases do."""
    answers = handed_in({}) | KINDS["shape"]["points-in-the-answers"]["answers"]
    do_exercise(folder, {f"{TASK}-code": corpus.WRONG}, answers)
    for name in SHAPED:
        do_exercise(folder, change=corpus.change({}, CASES[name]))
        corpus.lay_beside(folder, CASES[name], corpus.names_of(classroom, "shape", name, port))


def inside(classroom: Classroom, port: int, *commands: list[str]) -> dict[str, Any]:
    """Run these in the test's own sandbox, and tell of each how it ended."""
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write(ENDS_BY_ITSELF)
    env = classroom.env() | {"LEANINGWELL_SECRET": SECRET, "USER": "root"}
    return outer.inside(classroom.place, list(commands), env, port, TOKEN)


STOCK = [sys.executable, "-m", "nbgrader", "autograde", SLUG]


@pytest.fixture(scope="module")
def alone(generated, tmp_path_factory, right, right_code):
    """The work that `make test-breadth` adds, graded once."""
    if not shuts_in():
        pytest.skip("there is no sandbox here, and none of this is run without one")
    classroom, port = Classroom.like(generated, tmp_path_factory.mktemp("alone")), free_port()
    corpus.neighbours(classroom, right, right_code)
    for name in MANY:
        corpus.hand_in(classroom, name, right, right_code, port)
    return SimpleNamespace(classroom=classroom, told=inside(classroom, port, STOCK))


@pytest.fixture(scope="module")
def room(classroom: Classroom, right, right_code):
    """The work for `make test`, graded once; before that, two learners ask for feedback on their own."""
    if not shuts_in():
        pytest.skip("there is no sandbox here, and none of this is run without one")
    port = free_port()
    corpus.neighbours(classroom, right, right_code)
    answers = handed_in({CLOSED[0]: right[CLOSED[0]]})

    def cells(names: list[str], student: str) -> dict[str, str]:
        filled = {name: corpus.names_of(classroom, student, name, port) for name in names}
        return {name: corpus.filled(CASES[name]["cell"], filled[name]) for name in names}

    for kind, names in SHARED.items():
        classroom.hand_in(kind, right_code, answers, corpus.change(cells(names, kind), {}))
    classroom.hand_in("shape")
    shape(classroom.root / "submitted" / "shape" / SLUG, classroom, port)
    for name in FEW:
        corpus.hand_in(classroom, name, right, right_code, port)
    corpus.hand_in(classroom, LAST, right, right_code, port)
    every, shaped = (classroom.desk(name) / SLUG for name in ("every", "shaped"))
    for folder in (every, shaped):
        shutil.copytree(classroom.root / "exercises" / SLUG, folder)
    do_exercise(every, right_code, answers, corpus.change(cells([*SHARED["files"], *SHARED["machine"]], "files"), {}))
    shape(shaped, classroom, port)
    handed = corpus.digests(every, shaped)
    feedback = classroom.ours("feedback", SLUG, "--json", "--seconds", "600")
    told = inside(
        classroom,
        port,
        [*feedback, "--folder", str(every)],
        [*feedback, "--folder", str(shaped)],
        [*STOCK, f"--CourseDirectory.student_id_exclude={LAST}"],
        [*STOCK, f"--student={LAST}"],
    )
    return SimpleNamespace(classroom=classroom, told=told, every=every, shaped=shaped, handed=handed)


def escaped(room, name: str) -> bool:
    """Whether a case got what it wanted from nbgrader's own command."""
    if name == LAST:
        return bool(room.told["ended"][3]["code"])
    if name == "something-stays-behind":
        return bool(room.told["ended"][2]["left"])
    student = STANDS_IN.get(name, name)
    said = corpus.said(room.classroom.graded_notebook(student), name if student in SHARED else "")
    most = ANSWERED if student in SHARED else corpus.fair(CASES[name])
    more = any(earned > most[cell] for cell, earned in room.classroom.scores(student).items())
    return more or any(secret in said for secret in SECRETS) or (room.classroom.place / f"mark-{name}").exists()


@pytest.mark.parametrize("name", cases([*STANDS_IN, *ALONE, LAST], {*STANDS_IN, *FEW, LAST}))
def test_nbgraders_own_command_holds_what_we_say_it_holds_and_no_more(request, name):
    room = request.getfixturevalue("alone" if name in MANY else "room")
    stock = CASES[name].get("stock", "holds")
    assert stock == "may escape" or escaped(room, name) == (stock == "escapes"), room.told["ended"]


@pytest.mark.parametrize("name", cases(HELD, FEW[1:]))
def test_where_it_holds_the_score_is_a_fair_one(request, name):
    room = request.getfixturevalue("alone" if name in MANY else "room")
    assert room.classroom.scores(name) == corpus.fair(CASES[name])


@BOTH
def test_what_was_answered_counts_whatever_code_does(request, where):
    room = request.getfixturevalue(where)
    for student in {*SHARED, *KINDS["points"]} & {*ROOMS[where]}:
        assert room.classroom.scores(student)[CLOSED[0]] == 3


@BOTH
def test_all_but_the_one_that_ended_the_grader_are_graded_and_what_they_show_stays_small(request, where):
    room = request.getfixturevalue(where)
    graded = {path.parent.parent.name: path for path in (room.classroom.root / "autograded").glob(f"*/{SLUG}/*.ipynb")}
    assert graded.keys() - {LAST} == {*ROOMS[where], *NEIGHBOURS}
    assert max(path.stat().st_size for path in graded.values()) < 3_000_000


def test_feedback_on_ones_own_takes_points_from_the_work_alone(room):
    first, second, *_ = room.told["ended"]
    assert (first["code"], second["code"]) == (0, 0), first["err"] + second["err"]
    assert json.loads(first["out"])["points"] == 9
    assert json.loads(second["out"])["points"] == 0


def test_feedback_leaves_nothing_running_and_what_was_written_as_it_was(room):
    assert [one["left"] for one in room.told["ended"][:2]] == [0, 0]
    now = corpus.digests(room.every, room.shaped)
    assert {path: now[path] for path in room.handed} == room.handed
    new = {
        Path(path).relative_to(room.classroom.place / "desks").as_posix() for path in now.keys() - room.handed.keys()
    }
    assert new == {f"{who}/{SLUG}/feedback/my-own/{SLUG}.html" for who in ("every", "shaped")}
    for who in (room.every, room.shaped):
        assert "<script" not in (who / "feedback" / "my-own" / f"{SLUG}.html").read_text(encoding="utf-8")


def table() -> dict[str, list[str]]:
    """What the document says, by kind: whether each command holds it."""
    rows = re.findall(r"^\| \*\*(\w+)\*\*.*?\| (\w+) \| ([\w ]+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.M)
    return {kind: [ours, stock] for kind, ours, stock in rows}


def test_the_document_says_of_each_kind_what_is_seen_here():
    escapes: dict[str, Any] = {
        kind: any(case.get("stock") in ("escapes", "may escape") for case in cases.values())
        for kind, cases in KINDS.items()
    }
    assert table() == {kind: ["held", "not held" if free else "held"] for kind, free in escapes.items()}
