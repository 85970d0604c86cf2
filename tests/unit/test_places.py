"""Where one may stop, what stands in the drawer, and how a page shows it."""

from __future__ import annotations

import shutil

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from leaningwell.content import outline
from leaningwell.serving.page import as_page
from leaningwell.serving.prepared import page
from leaningwell.serving.prepared.cells import show
from leaningwell.serving.prepared.loading import loading
from leaningwell.serving.prepared.source import Place
from unit.made_up import FIXTURES

GALLERY = FIXTURES.parents[1] / "gallery"
COURSE = FIXTURES.parents[2] / "course"
SETUP = 'from leaningwell import Lesson\nlesson = Lesson("20-made-up")'


def md(source, id, *tags):
    return new_markdown_cell(source, id=id, metadata={"tags": list(tags)} if tags else {})


def laid_out(tmp_path, *cells):
    made = as_page(new_notebook(cells=[new_code_cell(SETUP, id="setup"), *cells]), tmp_path)
    return [(cell.id, cell.metadata.get("leaningwell", {})) for cell in made.cells], made


@pytest.mark.parametrize(
    ("after", "inside"),
    [
        (["## Sources"], ["drawer"]),
        (["### Deeper", "more", "## Sources"], ["drawer", "### Deeper", "more"]),
        (["more", "# Another page"], ["drawer", "more"]),
        (["more"], ["drawer", "more"]),
        (["####### no heading", "#tag", "## Sources"], ["drawer", "####### no heading", "#tag"]),
    ],
)
def test_a_drawer_reaches_to_the_next_heading_of_its_rank(after, inside):
    cells = [
        md("# Title", "t"),
        md("## Für Neugierige\n\nx", "d", "curious"),
        *(md(source, str(n)) for n, source in enumerate(after)),
    ]
    found = [cells[place].source for place in outline.drawer(cells)]
    assert ["drawer", *found[1:]] == inside


@pytest.mark.parametrize("source", ["no heading", "", "`## code`"])
def test_without_a_heading_there_is_no_drawer(source):
    assert not outline.drawer([md(source, "d", "curious"), md("more", "m")])


def test_code_that_looks_like_a_heading_ends_no_drawer():
    cells = [md("## More", "d", "curious"), new_code_cell("## only a remark", id="c"), md("## Sources", "s")]
    assert list(outline.drawer(cells)) == [0, 1]


def test_a_page_parts_the_drawers_heading_from_what_it_holds(tmp_path):
    found, made = laid_out(
        tmp_path,
        md("## Stop\n\nRest.", "stop", "stop"),
        md("## More\n\nBelow.", "more", "curious"),
        new_code_cell("lesson.curious()", id="quiz"),
        md("## Sources", "sources"),
    )
    assert [(id, about.get("place"), about.get("last")) for id, about in found] == [
        ("setup", None, None),
        ("stop", "stop", None),
        ("more", "summary", None),
        ("more-inside", "inside", None),
        ("quiz", "inside", True),
        ("sources", None, None),
    ]
    assert [cell.source.strip() for cell in made.cells[2:4]] == ["## More", "Below."]


def test_a_section_that_unfolds_is_parted_likewise_and_is_not_in_the_drawer(tmp_path):
    found, made = laid_out(
        tmp_path,
        md("## Route\n\nChoose.", "route", "unfolds"),
        new_code_cell("lesson.choose('route')", id="choose"),
        md("### Deeper", "deeper", "unfolds"),
        md("### Practice", "practice", "unfolds"),
        md("## People", "people", "unfolds"),
        md("## More\n\nBelow.", "more", "curious"),
        md("### Inner", "inner", "unfolds"),
    )
    assert [(id, about.get("place"), about.get("last")) for id, about in found] == [
        ("setup", None, None),
        ("route", "unfolds", None),
        ("route-inside", None, None),
        ("choose", None, None),
        ("deeper", None, None),
        ("practice", None, True),
        ("people", "unfolds", True),
        ("more", "summary", None),
        ("more-inside", "inside", None),
        ("inner", "inside", True),
    ]
    assert [cell.source.strip() for cell in made.cells[1:3]] == ["## Route", "Choose."]


@pytest.mark.parametrize("source", ["no heading", "", "`## code`"])
def test_without_a_heading_nothing_unfolds(source):
    assert outline.unfolding([md(source, "f", "unfolds"), md("more", "m")]) == []


@pytest.mark.parametrize(
    ("source", "cells"), [("## More", [("more", True)]), ("## More\n\nx", [("more", None), ("more-inside", True)])]
)
def test_a_drawer_of_one_cell_is_closed_again(tmp_path, source, cells):
    found, _ = laid_out(tmp_path, md(source, "more", "curious"), md("## Sources", "sources"))
    assert [(id, about.get("last")) for id, about in found if id.startswith("more")] == cells


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The gallery's practice, as its page shows it, and its page."""
    root = tmp_path_factory.mktemp("places")
    shutil.copytree(COURSE, root / "course")
    shutil.copytree(GALLERY, root / "course", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    place = Place(root, "course/21-gallery-practice.ipynb")
    made = page.read(place, everything=False)
    assert show(made, place).faults == []
    return made, page.render(made, place, "build")


def test_the_page_has_one_drawer_closed_and_whole(notebook):
    _, text = notebook
    assert text.count('<details class="lw-curious">') == 1
    before, _, rest = text.partition('<details class="lw-curious">')
    inside, _, after = rest.partition("</details>")
    for cell in ("how-measured", "cooling", "curious"):
        assert f'data-cell="{cell}"' in inside
    for cell in ("practice", "quiz"):
        assert f'data-cell="{cell}"' in before
    for cell in ("support", "sources"):
        assert f'data-cell="{cell}"' in after
    assert 'class="lw-prose lw-stop" id="cell-a-good-place"' in before
    assert " open" not in inside[:20]


def test_a_page_does_not_load_at_once_what_only_its_drawer_needs(notebook, monkeypatch):
    made, _ = notebook
    monkeypatch.setenv("LEANINGWELL_BUNDLE", "no")
    assert "kit/views/practice.js" in loading(made).preload
    assert "kit/charts/lines.js" in loading(made).preload
    first = next(cell for cell in made.cells if cell.id == "kettle")
    made.cells.remove(first)
    assert "kit/charts/lines.js" not in loading(made).preload


def test_what_can_be_read_without_javascript_holds_no_key_and_no_feedback(notebook):
    made, text = notebook
    unscripted = text.partition('lw-unscripted">')[2].partition("</noscript>")[0]
    assert "Offer a hand so that a yes and a no are both easy." in unscripted
    assert "Nobody reports what their partner said." in unscripted
    for words in ("It takes his no as it is", "opens", "one-or-two"):
        assert words not in unscripted
