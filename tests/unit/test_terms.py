"""The glossary: what the check holds it to, and what a page says of it."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from leaningwell import Course, Lesson
from leaningwell.content.checks import check
from unit.test_check import NOTEBOOK, build, write

ROOT = Path(__file__).parents[2]
GLOSSARY = "course/evidence/glossary.yaml"
LATER = "course/02-later.ipynb"
TERM = "pluralistic ignorance:\n  definition: Each thinks alone what all think.\n  lesson: 01-made-up\n"
LINKED = "It is called [pluralistic ignorance](#pluralistic-ignorance)."


def cells(*texts):
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text, id=f"cell-{n}" if n else "claim") for n, text in enumerate(texts)]
    )
    return nbformat.writes(made) + "\n"


@pytest.fixture
def course(tmp_path):
    build(tmp_path)
    write(tmp_path, GLOSSARY, TERM)
    write(tmp_path, NOTEBOOK, cells("# A crowd", LINKED))
    return tmp_path


def told(course):
    """What is said, and the row that it points at."""
    found = []
    for fault in check(course):
        rows = (course / fault.file).read_text(encoding="utf-8").splitlines()
        found.append((str(fault.file), rows[fault.line - 1], f"{fault.message} {fault.remedy}"))
    return found


def test_a_term_that_is_linked_once_where_it_comes_first_is_well(course):
    write(course, LATER, cells("# Later", LINKED, "And pluralistic ignorance once more; see [above](#Later)."))
    assert told(course) == []


def test_a_link_to_an_unknown_term_is_reported(course):
    write(course, NOTEBOOK, cells("# A crowd", LINKED, "It is a [norm](#social-norm)."))
    ((file, row, said),) = told(course)
    assert (file, "(#social-norm)" in row) == (NOTEBOOK, True)
    assert said == (
        "“social-norm” is neither a term of the glossary nor a heading of this page. "
        f"Add it to {GLOSSARY}, or name one that is there, with hyphens for its spaces."
    )


def test_a_term_that_nobody_links_to_is_reported(course):
    write(course, NOTEBOOK, cells("# A crowd"))
    assert told(course) == [
        (
            GLOSSARY,
            "pluralistic ignorance:",
            "No lesson links to “pluralistic ignorance”. Write [pluralistic ignorance](#pluralistic-ignorance) in "
            "01-made-up, or take it out of the glossary.",
        )
    ]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("word " * 46, "The definition has 46 words; say it in at most 45."),
        ("One. Two. And three.", "The definition has 3 sentences; say it in one or two."),
    ],
)
def test_a_definition_that_is_too_long_is_reported(course, definition, said):
    write(course, GLOSSARY, TERM.replace("Each thinks alone what all think.", definition))
    ((file, row, found),) = told(course)
    assert (file, "definition" in row, found) == (GLOSSARY, True, f"This does not hold together. {said}")


def test_a_term_that_is_linked_twice_in_a_lesson_is_reported_at_the_second_place(course):
    write(course, NOTEBOOK, cells("# A crowd", LINKED, f"Again: {LINKED}"))
    ((_, row, said),) = told(course)
    assert "Again" in row
    assert said.startswith("“pluralistic ignorance” is linked more than once in this lesson.")


def test_a_term_that_only_a_later_lesson_links_to_is_reported(course):
    write(course, NOTEBOOK, cells("# A crowd"))
    write(course, LATER, cells("# Later", LINKED))
    ((file, _, said),) = told(course)
    assert file == NOTEBOOK
    assert said.startswith("“pluralistic ignorance” is linked in a later lesson, and not in this one, where it is")


def test_a_term_that_is_linked_before_its_lesson_is_reported(course):
    write(course, LATER, cells("# Later", LINKED))
    write(course, GLOSSARY, TERM.replace("01-made-up", "02-later"))
    ((file, _, said),) = told(course)
    assert file == NOTEBOOK
    assert said.startswith("“pluralistic ignorance” is linked here, before 02-later, which is to explain it.")


def test_a_term_that_is_used_before_its_link_is_reported_unless_the_word_is_an_everyday_one(course):
    write(course, NOTEBOOK, cells("# A crowd", "Pluralistic ignorance is in the air.", LINKED))
    ((_, row, said),) = told(course)
    assert "in the air" in row
    assert said == (
        "“Pluralistic ignorance” is used here before it is explained. Link it here as "
        "[Pluralistic ignorance](#pluralistic-ignorance), or give the term `everyday: true` in the glossary."
    )
    write(course, GLOSSARY, f"{TERM}  everyday: true\n")
    assert told(course) == []


def test_a_term_of_a_lesson_that_is_not_there_is_reported(course):
    write(course, GLOSSARY, TERM.replace("01-made-up", "07-nowhere"))
    assert [said for *_, said in told(course)] == [
        "The lesson “07-nowhere” of “pluralistic ignorance” does not exist. "
        "Use a notebook's name in course/, without .ipynb."
    ]


def test_a_lesson_lists_the_terms_it_links_to_and_says_where_others_are_explained():
    listed = Lesson("03-alone-together", ROOT / "course").glossary().data
    assert listed.startswith("### isolation\n\nHaving few ties")
    assert "[Lesson 2: Built to depend on each other](02-built-to-depend.ipynb)" in listed
    assert "Lesson 3" not in listed
    assert "fragility" not in listed


def test_the_page_of_all_words_has_each_of_them_once_in_the_order_of_the_alphabet():
    headings = [line[4:] for line in Course(folder=ROOT / "course").glossary().data.splitlines() if line[:4] == "### "]
    assert headings == sorted(headings, key=str.casefold)
    assert len(set(headings)) == len(headings) >= 25


@pytest.mark.parametrize("lesson", sorted((ROOT / "course").glob("0*.ipynb")), ids=lambda path: path.stem)
def test_each_lesson_lists_its_words(lesson):
    sources = ["".join(cell["source"]) for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]]
    assert "lesson.glossary()" in sources
