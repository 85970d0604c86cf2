"""The pages about the whole course: the document for teachers as a page of it."""

from __future__ import annotations

import re
from pathlib import Path

from leaningwell import Course
from leaningwell.widgets.course import as_page

COURSE = Path(__file__).parents[2] / "course"


def test_the_page_for_teachers_is_the_document_for_teachers_below_its_own_title():
    document = (COURSE / "teachers.md").read_text(encoding="utf-8")
    page = Course(folder=COURSE).teachers().data
    assert not page.startswith("# ")
    headings = [[line for line in text.splitlines() if re.match("##+ ", line)] for text in (document, page)]
    assert headings[0] == headings[1]
    assert "Play it yourself now and then." in page


def test_a_link_of_the_document_leads_to_its_heading_on_the_page():
    page = Course(folder=COURSE).teachers().data
    places = {heading.replace(" ", "-") for heading in re.findall("^##+ (.+)$", page, re.M)}
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert len(links) >= 8
    assert {link.removeprefix("#") for link in links} <= places


def test_a_link_to_what_no_page_shows_becomes_its_words():
    seen = "See [grading.md](../docs/grading.md#a), [here](#how-it-is-done) and [lesson 1](01-one.ipynb)."
    text = f"# Title\n\n{seen}\n\n## How, it is done"
    assert as_page(text) == (
        "See grading.md, [here](#How,-it-is-done) and [lesson 1](01-one.ipynb).\n\n## How, it is done"
    )
