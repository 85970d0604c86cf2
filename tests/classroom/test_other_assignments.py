"""nbgrader's own notebooks: handed in for an exercise of ours, and as an instructor's own assignment beside ours."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from breadth import also, breadth
from classroom.room import SLUG, Classroom, handed_in
from leaningwell.grading.execute import ExecuteWhatRuns

pytestmark = pytest.mark.classroom

NBGRADERS_OWN = sorted((Path(nbgrader.__file__).parent / "tests").glob("**/files/*.ipynb"))
CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
RUN = ("infinite-loop-with-output", "side-effects", "test-v0-invalid", "too-new", "duplicate-grade-ids")
EARNED = {"quiet-mornings": 0, "final-share": 0, "kinder-needy": 1} | dict.fromkeys(CLOSED, 3)
OWN = "00-our-own"
SOLVED = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.mark.parametrize("which", [slice(None, None, 5), also(slice(None))], ids=["one-in-five", "all"])
def test_every_one_of_nbgraders_notebooks_gets_a_grade_in_an_exercise_of_ours(classroom, right, monkeypatch, which):
    """The steps are nbgrader's, in one process and without a kernel; the next test runs some of them."""
    answers = handed_in({id: right[id] for id in CLOSED}, ("kinder-needy",))
    assert len(NBGRADERS_OWN) == 67
    students = {f"{which.step or 1}n{place:02}": path for place, path in list(enumerate(NBGRADERS_OWN))[which]}
    for student, path in students.items():
        folder = classroom.root / "submitted" / student / SLUG
        folder.mkdir(parents=True)
        shutil.copy(path, folder / f"{SLUG}.ipynb")
        (folder / "answers.json").write_text(json.dumps(answers))
    config = PyFileConfigLoader("nbgrader_config.py", path=str(classroom.root)).load_config()
    config.CourseDirectory.root = str(classroom.root)
    config.Autograde.autograde_preprocessors.remove(ExecuteWhatRuns)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    autograde = Autograde(coursedir=CourseDirectory(config=config, assignment_id=SLUG), config=config)
    autograde.log = logging.getLogger(__name__)
    autograde.start()
    assert {student: classroom.scores(student) for student in students} == dict.fromkeys(students, EARNED)


@breadth
def test_what_is_odd_in_them_costs_nothing_when_they_are_run(classroom, right):
    answers = handed_in({id: right[id] for id in CLOSED}, ("kinder-needy",))
    for name in RUN:
        folder = classroom.root / "submitted" / name / SLUG
        folder.mkdir(parents=True)
        shutil.copy(next(path for path in NBGRADERS_OWN if path.stem == name), folder / f"{SLUG}.ipynb")
        (folder / "answers.json").write_text(json.dumps(answers))
    with (classroom.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 4\n")
    classroom.grade()
    assert {name: classroom.scores(name) for name in RUN} == dict.fromkeys(RUN, EARNED)


def _made(name: str, about: dict, source: str, new=new_code_cell):
    defaults = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return new(source, id=name, metadata={"nbgrader": {"grade_id": name, **defaults, **about}})


def own_assignment() -> nbformat.NotebookNode:
    """Code with tests, a question in words, a task, and what a page may show."""
    cells = [
        new_markdown_cell("# Ours\n\n| a | b |\n|---|---|\n| $x^2$ | <b>bold</b> |\n\n![dot](attachment:dot.png)",
                          id="text", attachments={"dot.png": {"image/png": PIXEL}}),
        _made("square", {"solution": True}, SOLVED),
        _made("square-test", {"grade": True, "locked": True, "points": 2}, "assert square(3) == 9\nprint('fine')"),
        _made("partial", {"grade": True, "locked": True, "points": 4}, "1.5"),
        _made("silent", {"grade": True, "locked": True, "points": 1}, "pass"),
        _made("why", {"grade": True, "solution": True, "points": 3}, "It is so by its meaning.", new_markdown_cell),
        _made("task", {"task": True, "locked": True, "points": 2}, "Draw something.", new_markdown_cell),
        new_code_cell(
            "from IPython.display import HTML, Markdown, Image, SVG, display\nimport base64, sys\n"
            "display(HTML('<table><tr><td>1</td></tr></table>'), Markdown('$y$ | **b**'))\n"
            f"display(Image(base64.b64decode('{PIXEL}')))\n"
            "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))\nprint('seen', file=sys.stderr)",
            id="shows",
        ),
    ]  # fmt: skip
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "own": {"kept": 1}}
    return new_notebook(cells=cells, metadata=metadata)


def _answered(notebook: nbformat.NotebookNode) -> None:
    by_id = {cell.id: cell for cell in notebook.cells}
    by_id["square"].source = "def square(x):\n    return x * x"
    by_id["why"].source = "Because $x$ is\n\n| a |\n|---|\n| <i>so</i> |"
    by_id["why"]["attachments"] = {"mine.png": {"image/png": PIXEL}}
    notebook.cells.insert(3, new_markdown_cell("My *own* words", id="mine"))
    notebook.cells.insert(4, new_code_cell("open('numbers.txt').read()", id="reads"))


def _wrong(notebook: nbformat.NotebookNode) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id != "partial"]
    notebook.cells.append(new_code_cell("1 / 0", id="fails"))


def _graded(place: Path, plugged_in: bool) -> tuple[dict[str, dict], dict[str, dict[str, float]], str]:
    """The graded notebooks, the scores, and the list of files, of the same class with our settings or without."""
    room = Classroom(place)
    if not plugged_in:
        path = room.root / "nbgrader_config.py"
        path.write_text(re.sub(r"^(from leaningwell.*|plug_in.*)$", "", path.read_text(), flags=re.M))
    (room.root / "solutions" / OWN).mkdir()
    nbformat.write(own_assignment(), room.root / "solutions" / OWN / f"{OWN}.ipynb")
    (room.root / "solutions" / OWN / "data.csv").write_text("a,b\n")
    room.slug = OWN
    room.generate()
    for student, change in {"done": _answered, "wrong": _wrong}.items():
        room.hand_in(student, change=change)
        (room.root / "submitted" / student / OWN / "numbers.txt").write_text("1 2 3")
    room.grade()
    files = sorted(path.relative_to(room.root).as_posix() for path in (room.root / "autograded").rglob("*"))
    notebooks = {student: dict(room.graded_notebook(student)) for student in ("done", "wrong")}
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        scores = {
            student: {
                grade.name: (grade.auto_score, grade.needs_manual_grade, grade.max_score)
                for grade in gradebook.find_submission_notebook(OWN, OWN, student).grades
            }
            for student in notebooks
        }
    return notebooks, scores, "\n".join(files)


def _told(notebook: dict) -> list:
    """Each cell without when it ran, and without the lines of a traceback, which differ in the names of files."""
    return [
        {
            **cell,
            "metadata": {name: value for name, value in cell["metadata"].items() if name != "execution"},
            "outputs": [{**each, "traceback": []} for each in cell.get("outputs", [])],
        }
        for cell in notebook["cells"]
    ]


def test_an_instructors_own_assignment_is_graded_just_as_by_stock_nbgrader(tmp_path):
    stock, ours = _graded(tmp_path / "stock", False), _graded(tmp_path / "ours", True)
    for student in ("done", "wrong"):
        assert _told(ours[0][student]) == _told(stock[0][student])
        assert ours[0][student]["metadata"] == stock[0][student]["metadata"]
    assert ours[1:] == stock[1:]
    assert ours[1]["done"] == {
        "square-test": (2, False, 2), "partial": (1.5, False, 4), "silent": (1, False, 1),
        "why": (None, True, 3), "task": (None, True, 2),
    }  # fmt: skip
