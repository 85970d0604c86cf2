"""What comes in odd gets the grade it earned: stock nbgrader grades what editors and slips make of a notebook."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from breadth import also
from classroom.room import SLUG, Classroom, handed_in

pytestmark = pytest.mark.classroom

CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
CODE = {"final-share": 6}
ANSWERED = dict.fromkeys(CLOSED, 3) | {"quiet-mornings": 6, "kinder-needy": 1}
FULL = CODE | ANSWERED
NO_CODE = FULL | dict.fromkeys(CODE, 0)


def at(notebook, name: str) -> int:
    return next(place for place, cell in enumerate(notebook["cells"]) if cell["id"] == name)


def nameless(notebook) -> None:
    """As an editor leaves it that knows neither ids nor nbgrader."""
    notebook["nbformat_minor"] = 0
    for place, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"id": f"xY{place}zQ"}
        del cell["id"]


def nameless_with_own_cells(notebook) -> None:
    notebook["cells"].insert(at(notebook, "final-share-code"), own("half = 0.5"))
    notebook["cells"].insert(at(notebook, "final-share"), own("print(half)"))
    nameless(notebook)


def lost_test(notebook) -> None:
    del notebook["cells"][at(notebook, "final-share")]


def untidy(notebook) -> None:
    """Nothing that a notebook may lack is there."""
    for cell in notebook["cells"]:
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    notebook["cells"][1]["id"] = notebook["cells"][3]["id"]
    notebook["cells"][at(notebook, "title")]["metadata"] = None
    del notebook["metadata"]


def colab(notebook) -> None:
    notebook["metadata"] |= {"colab": {"provenance": []}, "kernelspec": {"name": "pyodide", "display_name": "Pyodide"}}
    for cell in notebook["cells"]:
        cell["metadata"] |= {"colab": {"base_uri": "https://localhost/"}, "vscode": {"languageId": "python"}}
        cell["metadata"]["id"] = cell.pop("id")


def own(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, "id": "own"}


def with_own(source: str, before: str):
    def change(notebook):
        notebook["cells"].insert(at(notebook, before), own(source))

    return change


def moved(notebook) -> None:
    """The test first, before anything it needs."""
    notebook["cells"].insert(0, notebook["cells"].pop(at(notebook, "final-share")))


ENDLESS = "while True:\n    try:\n        while True:\n            pass\n    except:\n        pass"
FLOOD = "import time\nwhile True:\n    print('x' * 10_000)\n    time.sleep(0.001)"
# By leaps: on a busy machine, memory taken by and by takes longer than a cell may.
GROWING = "kept = [bytearray(1_000)]\nwhile True:\n    kept.append(bytearray(50 * len(kept[-1])))"
THREAD = """import threading, time


def stay():
    while True:
        print("still here")
        time.sleep(0.05)


threading.Thread(target=stay).start()"""
CHEAT = """class Checks:
    def __init__(self, *a, **k):
        pass

    def __getattr__(self, name):
        return lambda *a, **k: 6.0
"""


@pytest.fixture(scope="module", params=["ours", also("nbgrader")])
def room(request, classroom: Classroom, right, right_code):
    """Everybody's mishap, graded once, by the course's own command or by nbgrader's."""
    classroom = classroom.twin(request.param)
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 4\nc.ExecuteWhatRuns.memory = 1500\n")
    answers = handed_in({id: right[id] for id in (*CLOSED, "elif-to-marta")}, ("kinder-needy",))

    def hand_in(who: str, change=lambda notebook: None, code=right_code, write=lambda text: text.encode()) -> Path:
        classroom.hand_in(who, code, answers)
        path = classroom.root / "submitted" / who / SLUG / f"{SLUG}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_bytes(write(json.dumps(notebook, ensure_ascii=False, indent=1)))
        return path

    hand_in("in-order")
    # Cells without their names
    hand_in("nameless", nameless)
    hand_in("nameless-own", nameless_with_own_cells)
    hand_in("test-lost", lost_test)
    # Files
    hand_in("untidy", untidy, write=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"))
    hand_in("colab", colab, write=lambda text: text.encode("utf-16"))
    hand_in("cut-off", write=lambda text: text[: text.index('"## Three questions')].encode())
    path = hand_in("folder")
    path.unlink()
    path.mkdir()
    path = hand_in("link")
    path.unlink()
    path.symlink_to(f"../../in-order/{SLUG}/{SLUG}.ipynb")
    path = hand_in("pipe")
    path.unlink()
    os.mkfifo(path)
    # Code that does not end
    hand_in("endless", with_own(ENDLESS, "task-2"))
    hand_in("flood", with_own(FLOOD, "task-2"))
    hand_in("growing", with_own(GROWING, "final-share-code"))  # where NumPy is already there
    hand_in("exit", with_own("exit()", "task-2"))
    hand_in("quit", with_own("quit()", "task-2"))
    hand_in("gone", with_own("import os\nos._exit(0)", "task-2"))
    hand_in("thread", with_own(THREAD, "task-2"))
    # Work not done
    hand_in("moved", moved)
    path = hand_in("modules", code={})
    for name in ("leaningwell/grading/checks.py", "numpy.py", "ipykernel_launcher.py", "ipython_config.py", "a.IPYNB"):
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_text(CHEAT)
        (path.parent / name).parent.joinpath("__init__.py").touch()
    (path.parent / "linked").symlink_to("/")
    (path.parent / "dangling").symlink_to("nowhere")
    os.mkfifo(path.parent / "waiting")
    (path.parent / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    if request.param == "ours":
        done = classroom.run_ours("grade", SLUG)
        assert done.returncode == 3, done.stdout + done.stderr
    else:
        classroom.graded_by_ours = classroom.twin("by-ours")
        done = classroom.grade(ok=False)
        assert done.returncode == 0, done.stderr[-5000:]
    classroom.give_feedback()
    return classroom


def flagged(room: Classroom, student: str) -> set[str]:
    """The graded cells that formgrader shows as in need of a person."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(SLUG, SLUG, student)
        return {grade.name for grade in notebook.grades if grade.needs_manual_grade}


@pytest.mark.parametrize(
    ("student", "earned"),
    [
        ("in-order", FULL),
        ("nameless", FULL),
        ("nameless-own", FULL),
        ("test-lost", FULL),
        ("untidy", FULL),
        ("colab", FULL),
        ("cut-off", FULL),
        ("folder", NO_CODE),
        ("link", NO_CODE),
        ("pipe", NO_CODE),
        ("endless", NO_CODE),
        ("flood", FULL),
        ("growing", FULL),
        ("exit", FULL),
        ("quit", FULL),
        ("gone", NO_CODE),
        ("thread", FULL),
        ("moved", FULL),
        ("modules", NO_CODE),
    ],
)
def test_each_earns_what_is_fair(room, student, earned):
    assert room.scores(student) == earned


@pytest.mark.parametrize(
    ("student", "cells", "why"),
    [
        ("nameless", set(CODE), "recognised by their words"),
        ("nameless-own", set(CODE), "recognised by their words"),
        ("test-lost", {"final-share"}, "was put back below the code"),
        ("cut-off", {"quiet-mornings"}, "arrived damaged"),
        ("folder", {"quiet-mornings", "final-share"}, "could not be read"),
        ("link", {"quiet-mornings", "final-share"}, "could not be read"),
        ("pipe", {"quiet-mornings", "final-share"}, "could not be read"),
    ],
)
def test_a_person_is_asked_to_look_and_told_why(room, student, cells, why):
    assert flagged(room, student) == cells
    assert why in " ".join(room.feedback(student).split())


@pytest.mark.parametrize("student", ["in-order", "untidy", "moved", "endless", "exit", "thread", "modules"])
def test_nobody_is_asked_to_look_where_nothing_is_in_doubt(room, student):
    assert flagged(room, student) == set()


@pytest.mark.parametrize(
    ("student", "why"),
    [
        ("endless", "Some code ran without end and could not be interrupted"),
        ("flood", "More was printed or shown here, and was left out."),
        ("growing", "MemoryError"),
        ("gone", "kernel stopped before this cell was done"),
    ],
)
def test_feedback_says_what_happened_to_code_that_did_not_end(room, student, why):
    assert why in " ".join(room.feedback(student).split())


def test_beside_a_notebook_that_is_graded_lie_the_courses_own_files_alone(room):
    folder = room.root / "autograded" / "modules" / SLUG
    assert {path.name for path in folder.iterdir()} == {f"{SLUG}.ipynb", "items.yaml", "timestamp.txt"}


def test_what_was_handed_in_stays_as_it_is(room):
    folder = room.root / "submitted" / "modules" / SLUG
    assert (folder / "numpy.py").read_text() == CHEAT
    assert (room.root / "submitted" / "cut-off" / SLUG / f"{SLUG}.ipynb").read_bytes().endswith(b" ")


@pytest.mark.parametrize("room", [also("nbgrader")], indirect=True)
def test_the_courses_own_command_finds_the_same(room):
    ours = room.graded_by_ours
    done = ours.run_ours("grade", SLUG)
    assert done.returncode == 3, done.stdout + done.stderr
    assert ours.rows() == room.rows()
    for student in ("nameless", "test-lost", "cut-off", "folder"):
        assert f"  {student}: " in done.stdout
    folder = ours.root / "autograded" / "modules" / SLUG
    assert {path.name for path in folder.iterdir()} == {f"{SLUG}.ipynb", "items.yaml", "timestamp.txt"}
