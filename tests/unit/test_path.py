"""The path through a lesson: where its steps begin, how long they take, and what the card at its end says."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from math import ceil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from leaningwell.content import load_activities
from leaningwell.content.checks.lessonplan import LessonPlan
from leaningwell.serving.page import as_page
from leaningwell.serving.path import path_of

COURSE = Path(__file__).parents[2] / "course"
SETUP = 'from leaningwell import Lesson\nlesson = Lesson("20-made-up")'


def md(id, source, *tags):
    return new_markdown_cell(source, id=id, metadata={"tags": list(tags)} if tags else {})


def code(id, source="lesson.quiz()", **about):
    return new_code_cell(source, id=id, metadata={"leaningwell": about} if about else {})


def begins(cells, tmp_path):
    path = path_of(cells, 20, tmp_path)
    return path and [(cells[step["begin"]].id, step["part"]) for step in path["steps"]]


SECTIONS = [md("title", "# Title"), md("one", "## One"), md("two", "## Two"), md("three", "## Three")]


def test_each_section_is_a_step_and_the_title_belongs_to_the_first(tmp_path):
    assert begins(SECTIONS, tmp_path) == [("title", 1), ("two", 1), ("three", 1)]


def test_a_page_of_few_sections_has_no_path(tmp_path):
    assert begins(SECTIONS[:3], tmp_path) is None


def test_a_section_is_parted_after_each_activity_but_its_last(tmp_path):
    cells = [
        *SECTIONS[:3],
        code("first"),
        md("between", "More."),
        code("second"),
        md("after", "A last word."),
        SECTIONS[3],
        code("only"),
        md("end", "The end."),
    ]
    assert begins(cells, tmp_path) == [("title", 1), ("two", 1), ("between", 2), ("three", 1)]


def test_what_shows_nothing_parts_nothing(tmp_path):
    cells = [*SECTIONS[:2], code("setup", SETUP, shows=False), code("quiz"), *SECTIONS[2:]]
    assert begins(cells, tmp_path) == [("title", 1), ("two", 1), ("three", 1)]


SUPPORT = md("support", "## Support")


@pytest.mark.parametrize("below", [[md("more", "## More", "curious"), SUPPORT], [SUPPORT]])
def test_the_drawer_and_what_follows_it_or_else_the_support_stand_below_the_path_and_fold(tmp_path, below):
    sources = [md("sources", "## Sources\n\nEach badge."), code("list", "lesson.sources()")]
    cells = [code("setup", SETUP), *deepcopy([*SECTIONS, *below]), *sources]
    made = as_page(new_notebook(cells=cells, metadata={"leaningwell": {"lesson": 20}}), tmp_path)
    about = {cell.id: cell.metadata.get("leaningwell", {}) for cell in made.cells}
    assert [id for id, noted in about.items() if noted.get("below")] == [below[0].id]
    assert [id for id, noted in about.items() if noted.get("place") == "unfolds"] == ["support", "sources"]
    assert about["list"]["last"]
    assert sum("step" in noted for noted in about.values()) == 3


def test_a_lesson_without_its_file_has_a_path_and_tells_no_minutes(tmp_path):
    path = path_of(SECTIONS, 20, tmp_path)
    assert {step["minutes"] for step in path["steps"]} == {0}
    assert path["ending"]["points"] == []


@pytest.mark.parametrize("number", [None, 0, "one", -1])
def test_a_page_that_is_no_lesson_has_no_path(tmp_path, number):
    made = as_page(new_notebook(cells=deepcopy(SECTIONS), metadata={"leaningwell": {"lesson": number}}), tmp_path)
    assert made.metadata.leaningwell.path is None


def test_cells_without_ids_have_no_path(tmp_path):
    cells = [*SECTIONS[:3], md("four", "## Four")]
    del cells[3]["id"]
    assert path_of(cells, 20, tmp_path) is None


@pytest.mark.parametrize("notebook", sorted(COURSE.glob("0[1-9]-*.ipynb")), ids=lambda path: path.stem)
def test_each_lesson_of_the_course_has_a_path_that_takes_as_long_as_the_lesson(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    activities = load_activities(COURSE / "activities" / f"{notebook.stem}.yaml")
    path = path_of(cells, int(notebook.stem[:2]), COURSE)
    assert len(path["steps"]) > 8
    asked = [step["shown_in"] for step in path["steps"] if step["shown_in"] > 1]
    assert asked == [2 + len(activities.practice.rounds), ceil(len(activities.items) / 2)]
    takes = LessonPlan(notebook, cells, activities).minutes()
    assert 0.8 < sum(step["minutes"] for step in path["steps"]) / takes < 1.3
    assert 4 <= len(path["ending"]["points"]) <= 6
    assert all(point.endswith((".", "”")) for point in path["ending"]["points"])
    assert path["ending"]["skill"] == activities.practice.skill


def test_the_parts_of_a_section_are_counted_on_from_those_that_are_shown_in_several():
    """Does no section have two parts of one number?"""
    counted_on = 0
    for notebook in sorted(COURSE.glob("0[0-9]-*.ipynb")):
        path = path_of(nbformat.read(notebook, as_version=4).cells, int(notebook.stem[:2]), COURSE)
        for before, step in pairwise(path["steps"] if path else []):
            assert step["part"] in (1, before["part"] + before["shown_in"])
            counted_on += step["part"] > 1 and before["shown_in"] > 1
    assert counted_on
