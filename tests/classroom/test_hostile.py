"""Code written to do harm, graded by `leaningwell grade`: none earns what was not done, or touches what is not its own.

Each case is a learner: a `cell` of the learner's own, above the task, or the `function` that the task asks for.
Without one, the function is a right one, and earns its points all the same, unless the cell `stops` the notebook.
What the code tries leaves harmless marks, and they are looked for.
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import psutil
import pytest
import yaml

import leaningwell
from classroom.room import SLUG, Classroom, handed_in, shuts_in

pytestmark = pytest.mark.classroom

FOLDER = Path(__file__).parent / "hostile"
CASES: dict[str, dict[str, Any]] = {
    name: case
    for path in sorted(FOLDER.iterdir())
    for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}
WRONG = "def final_share(*given, **named):\n    return 9\n"
CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
TASK = "final-share"
NEIGHBOURS = ("a-neighbour", "zz-neighbour")
WORDS = "marked-words of somebody else"
SECRET = "marked-secret-of-the-environment"
TOKEN = "leaningwell-stays-behind"
MARKS = ("leaningwell-marked",)


def digests(*places: Path) -> dict[str, str]:
    """What every file below these places holds."""
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }


def with_cell(source: str):
    def change(notebook: nbformat.NotebookNode) -> None:
        place = next(at for at, cell in enumerate(notebook.cells) if cell.id == f"{TASK}-code")
        notebook.cells.insert(place, nbformat.v4.new_code_cell(source, id="own"))

    return change


@pytest.fixture(scope="module")
def room(classroom: Classroom, right, right_code):
    """Everybody's work, graded once, between two people who did theirs."""
    if not shuts_in():
        pytest.skip("there is no sandbox here, and none of this is run without one")
    for name in NEIGHBOURS:
        shared = {"kinder-needy": {"definition": WORDS}}
        classroom.hand_in(name, right_code, handed_in({id: right[id] for id in CLOSED}, ("kinder-needy",), shared))
    tcp, udp, path = (
        socket.create_server(("127.0.0.1", 0)),
        socket.socket(type=socket.SOCK_DGRAM),
        classroom.place / "s",
    )
    udp.bind(tcp.getsockname())
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(path))
    unix.listen()
    here = {"ROOT": str(classroom.root), "SLUG": SLUG, "MARK": str(classroom.place / "mark"), "TOKEN": TOKEN}
    here |= {"PORT": str(tcp.getsockname()[1]), "SOCKET": str(path)}
    for name, case in CASES.items():
        cell, function = case.get("cell", ""), case.get("function")
        for word, meant in here.items():
            cell = cell.replace(word, meant)
        code = dict(right_code) if function is None else {f"{TASK}-code": WRONG if function == "wrong" else function}
        classroom.hand_in(name, code, handed_in({CLOSED[0]: right[CLOSED[0]]}), with_cell(cell or "pass"))
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 3\nc.ExecuteWhatRuns.memory = 700\n")
    root = classroom.root
    kept = [root / "solutions", root / "submitted", root / "nbgrader_config.py", Path(leaningwell.__file__).parent]
    before = digests(*kept)
    os.environ["LEANINGWELL_SECRET"] = SECRET
    try:
        done = classroom.run_ours("grade", SLUG, "--workers", "2")
    finally:
        del os.environ["LEANINGWELL_SECRET"]
    reached = select.select([tcp, udp, unix], [], [], 0)[0]
    for end in (tcp, udp, unix):
        end.close()
    return SimpleNamespace(classroom=classroom, done=done, before=before, after=digests(*kept), reached=reached)


def said(room, student: str) -> str:
    """All that the graded notebook shows below the learner's own cells."""
    cells = room.classroom.graded_notebook(student).cells
    own = [cell for cell in cells if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")]
    return str([cell.outputs for cell in own])


def test_every_one_of_them_is_graded(room):
    assert room.done.returncode == 0, room.done.stdout + room.done.stderr
    assert f"{len(CASES) + 2} submissions were graded." in room.done.stdout


@pytest.mark.parametrize("name", CASES)
def test_nobody_earns_more_than_was_done_and_nobody_less(room, name):
    case = CASES[name]
    earned = case.get("earns", 0 if case.get("stops") or "function" in case else 6)
    scores = room.classroom.scores(name)
    assert scores.pop(TASK) == earned
    assert scores == dict.fromkeys(scores, 0) | {CLOSED[0]: 3}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "tried" in case.get("cell", "")])
def test_what_was_tried_gave_nothing_away(room, name):
    text = said(room, name)
    assert "tried" in text or CASES[name].get("stops")
    for secret in (WORDS, SECRET, "following == shown", "answer: 0.05", "_hidden_rest(", "marked\\n"):
        assert secret not in text


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nobody_else_is_harmed(room, name):
    assert room.classroom.scores(name) == dict.fromkeys((*CLOSED,), 3) | {
        TASK: 6,
        "quiet-mornings": 0,
        "kinder-needy": 1,
    }


def test_no_file_of_the_course_or_of_a_class_is_changed(room):
    assert room.after == room.before


def test_the_gradebook_holds_what_the_grader_wrote(room):
    rows = room.classroom.rows()
    assert all(grade[1] is None for row in rows.values() for grade in row["grades"].values())
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{room.classroom.root}/gradebook.db") as gradebook:
        assert gradebook.find_assignment(SLUG).max_score == 22


def test_nothing_reaches_another_machine_or_another_program(room):
    assert room.reached == []


def test_no_mark_is_left_and_nothing_goes_on_running(room):
    assert not (room.classroom.place / "mark").exists()
    places = [Path(place, mark) for place in ("/tmp", "/dev/shm", "/var/tmp") for mark in MARKS]
    assert not [path for path in places if path.exists()]
    assert not [one for one in psutil.process_iter(["cmdline"]) if TOKEN in " ".join(one.info["cmdline"] or [])]


def test_feedback_on_them_stays_small(room):
    sizes = {path: path.stat().st_size for path in (room.classroom.root / "autograded").glob(f"*/{SLUG}/*.ipynb")}
    assert max(sizes.values()) < 3_000_000
