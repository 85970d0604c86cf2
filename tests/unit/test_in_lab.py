"""What a notebook says where it is opened in JupyterLab, or shown and not run."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter

from leaningwell.widgets.activity import Activity
from leaningwell.widgets.exercise import Exercise

ROOT = Path(__file__).parents[2]
EXERCISES = sorted(ROOT.glob("exercises/*/*.ipynb"))
NOTEBOOKS = [*sorted(ROOT.glob("course/*.ipynb")), *EXERCISES]


def said_in_lab(notebook: Path) -> list[tuple[int, str]]:
    """Place and words of each cell of text that only JupyterLab shows."""
    cells = nbformat.read(notebook, as_version=4).cells
    shown = [(place, cell) for place, cell in enumerate(cells) if "lab-only" in cell.metadata.get("tags", [])]
    return [(place, cell.source) for place, cell in shown if cell.cell_type == "markdown"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_before_its_first_cell_of_code_a_notebook_says_that_it_has_to_be_run(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    first = next(place for place, cell in enumerate(cells) if cell.cell_type == "code")
    said = dict(said_in_lab(notebook))[first - 1]
    assert "Run All Cells" in said
    assert "Error displaying widget" in said


@pytest.mark.parametrize("notebook", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_says_what_the_button_of_nbgrader_does_not_know(notebook):
    """The button is there on a hub, and speaks of lost credit when all is right."""
    assert [said for _, said in said_in_lab(notebook) if "Validate" in said and "will not receive full credit" in said]


@pytest.mark.parametrize(("language", "words"), [("en", "Run All Cells"), ("de", "Alle Zellen ausführen")])
def test_where_a_saved_notebook_is_shown_and_not_run_an_activity_says_how_it_comes(language, words):
    data, _ = Activity("quiz", {}, language=language)._repr_mimebundle_()
    assert words in data["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in data


@pytest.mark.parametrize("notebook", EXERCISES, ids=lambda path: path.stem)
def test_under_a_saved_answer_stands_no_number_before_it_is_graded(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    last = {cell.id: cell.source.splitlines()[-1] for cell in cells if cell.cell_type == "code"}
    assert [id for id, line in last.items() if line.replace(".", "").isdigit()] == []
    shown, _ = DisplayFormatter().format(Exercise(notebook.stem, notebook.parent).graded_later())
    assert shown["text/markdown"] == "*Scored when the exercise is graded.*"
    assert shown["text/plain"] == "0.0", "nbgrader would give all of the points"
