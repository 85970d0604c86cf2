"""A page runs the course's own code, whatever somebody has added to its notebook."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from leaningwell.serving.owncells import only_own_code
from leaningwell.serving.page import without_lab_only

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("course/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb"), *ROOT.glob("tests/gallery/**/*.ipynb")]
)
START = 'from leaningwell import Exercise\nexercise = Exercise("01-the-self-sufficiency-story")'
ITEM = 'exercise.item("five-quiet-weeks")'
ADDED = {
    "uses-their-own-function": "next_share(np.array([0.5]), 0.5)",
    "raises": "1 / 0",
    "never-ends": "while True:\n    pass",
    "is-half-a-line": "def unfinished(",
    "leaves-the-program": "exit()",
    "takes-the-name-away": "exercise = None",
    "changes-it": "exercise.item = print",
    "hands-it-something-of-their-own": "exercise.item(next_share)",
    "asks-the-shell": "!sleep 600",
    "is-deeply-nested": "(" * 5000,
    "is-no-text": "print(1)\x00",
    "an-import-that-is-not-there": "import seaborn",
}


def run(*sources: str) -> list[str]:
    """What is left to run of a notebook with these code cells, whatever quotes it is written with."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    only_own_code(notebook)
    return [cell.source.replace("'", '"').replace("\n\n", "\n") for cell in notebook.cells]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_notebook_as_it_was_given_out_is_left_as_it_is(page):
    """Is all of the course's own code taken for what it is?"""
    notebook = without_lab_only(nbformat.read(page, as_version=4))
    before = [cell.source for cell in notebook.cells]
    assert only_own_code(notebook) is False
    assert [cell.source for cell in notebook.cells] == before


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_an_added_cell_is_left_out(added):
    """Whether it stands before, between or after the course's own?"""
    assert run(added, START, added, ITEM, added) == [START, ITEM]


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_code_added_to_a_cell_of_the_course_is_left_out_and_the_course_s_own_stays(added):
    """In a line of its own, before or after?"""
    for changed in (f"{ITEM}\n{added}", f"{added}\n{ITEM}"):
        assert run(START, changed) == [START, ITEM]
    assert run(f"{START}\n{added}", ITEM) == [START, ITEM]


def test_added_text_stays_and_it_is_said_that_code_was_left_out():
    notebook = new_notebook(cells=[new_code_cell(START), new_markdown_cell("my notes"), new_code_cell("1 / 0")])
    assert only_own_code(notebook) is True
    assert [cell.source for cell in notebook.cells] == [START, "my notes"]


def test_an_empty_cell_or_a_comment_is_nothing_to_speak_of():
    notebook = new_notebook(cells=[new_code_cell(START), new_code_cell(""), new_code_cell("# to do\n")])
    assert only_own_code(notebook) is False


def test_a_notebook_that_is_not_of_the_course_runs_as_it_is():
    """Voila may show other notebooks from the same server."""
    assert run("import sys, leaningwell", "print(sys.path)") == ["import sys, leaningwell", "print(sys.path)"]
