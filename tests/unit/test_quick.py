"""What is done in less time for a whole class gives the same as nbgrader's and nbformat's own."""

from __future__ import annotations

import copy
from pathlib import Path

import nbformat
import pytest
from jsonschema import ValidationError
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

from leaningwell.content import load_sheet, release
from leaningwell.grading.cohort.quick import Writer, quick_checks

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "solutions").glob("*/*.ipynb"))


def with_outputs() -> NotebookNode:
    cell = nbformat.v4.new_code_cell("print('a\\nb')\n1", id="one", execution_count=1)
    cell.outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="a\nb — ü\n"),
        nbformat.v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=1),
        nbformat.v4.new_output("error", ename="E", evalue="e", traceback=["x", "y"]),
    ]
    return nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_markdown_cell("# One\n\ntwo", id="two")])


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_notebook_is_written_as_nbformat_writes_it_also_when_its_cells_are_known(source):
    notebook = nbformat.read(source, as_version=4)
    writer = Writer()
    for _ in range(2):
        assert writer.write(copy.deepcopy(notebook)) == nbformat.writes(notebook) + "\n"


def test_outputs_and_a_notebook_without_cells_are_written_as_nbformat_writes_them():
    for notebook in (with_outputs(), nbformat.v4.new_notebook()):
        assert Writer().write(copy.deepcopy(notebook)) == nbformat.writes(notebook) + "\n"


def test_what_is_no_notebook_is_not_written_though_its_other_cells_are_known():
    writer, notebook = Writer(), with_outputs()
    writer.write(copy.deepcopy(notebook))
    notebook.cells[0].outputs[0].text = 7
    with pytest.raises(nbformat.ValidationError):
        writer.write(notebook)


def test_metadata_that_nbgrader_refuses_is_refused_also_after_the_same_cell_was_right():
    about = {"grade": True, "solution": False, "locked": True, "points": 2, "schema_version": 3, "grade_id": "a"}
    cell = nbformat.v4.new_code_cell(metadata={"nbgrader": about})
    with quick_checks():
        for _ in range(2):
            MetadataValidator().validate_cell(cell)
        cell.metadata.nbgrader.points = "two"
        with pytest.raises(ValidationError):
            MetadataValidator().validate_cell(cell)


def test_a_sheet_that_is_known_is_the_sheet_that_would_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "_KNOWN", {})
    text = (ROOT / "solutions" / "03-alone-together" / "items.yaml").read_text(encoding="utf-8")
    for name in ("one.yaml", "other.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    read = load_sheet(tmp_path / "one.yaml")
    release.know_sheet(tmp_path / "other.yaml")
    assert load_sheet(tmp_path / "one.yaml") == read
    (tmp_path / "one.yaml").write_text(text.replace("By how many points?", "Another title"), encoding="utf-8")
    assert load_sheet(tmp_path / "one.yaml").tasks[1].title == "Another title"
