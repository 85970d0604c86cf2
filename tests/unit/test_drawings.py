"""Drawings: one of each lesson and of each made-up person, by one hand, in the page's own colours."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
import yaml

from leaningwell.serving.drawings import DRAWINGS, drawings
from leaningwell.serving.page import as_page

COURSE = Path(__file__).parents[2] / "course"
LESSONS = [row["lesson"] for row in csv.DictReader((COURSE / "data" / "lessons.csv").open(encoding="utf-8"))]
PEOPLE = list(yaml.safe_load((COURSE / "data" / "personas.yaml").read_text(encoding="utf-8")))
FILES = sorted(DRAWINGS.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
INK, GREEN = "currentColor", "var(--lw-green, currentColor)"
# A size for each kind, and one pen for all.
BOXES = {"lessons": "0 0 80 64", "people": "0 0 48 48"}
PEN = {"fill": "none", "stroke": INK, "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round"}
SHAPES = {"path": {"d"}, "circle": {"cx", "cy", "r"}}


def test_every_lesson_and_every_person_has_a_drawing_and_nothing_else_has():
    found = drawings()
    assert sorted(found["lessons"]) == sorted(LESSONS)
    assert sorted(found["people"]) == sorted(PEOPLE)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_drawing_is_lines_of_one_pen_in_two_colours_and_holds_no_words_and_no_script(file):
    picture = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert picture.tag == f"{SVG}svg"
    kind = "lessons" if file.stem in LESSONS else "people"
    assert picture.attrib == {"id": f"lw-{file.stem}", "viewBox": BOXES[kind], **PEN}
    for shape in picture:
        name = shape.tag.removeprefix(SVG)
        assert set(shape.attrib) - {"stroke"} == SHAPES[name]
        assert shape.get("stroke", GREEN) == GREEN
        assert len(shape) == 0
    assert not "".join(picture.itertext()).strip()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_drawing_has_some_green_and_some_ink(file):
    picture = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert {shape.get("stroke", INK) for shape in picture} == {INK, GREEN}


def test_jupyterlab_asks_for_every_drawing_and_no_other():
    listed = (DRAWINGS.parent / "ui" / "drawing.js").read_text(encoding="utf-8").split("new Set([")[1].split("]")[0]
    assert re.findall(r'"([\w-]+)"', listed) == sorted(file.stem for file in DRAWINGS.glob("*.svg"))


def test_a_page_has_the_drawings_in_itself():
    notebook = nbformat.read(COURSE / "00-start-here.ipynb", as_version=4)
    assert as_page(notebook, COURSE).metadata["leaningwell"]["drawings"] == drawings()
