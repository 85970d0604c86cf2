"""Which of the course's cells a cell is, and where it goes, without nbgrader."""

from __future__ import annotations

import random

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from leaningwell.grading.restore import in_order, missing, recognise

STUB = "import numpy as np\n\n\ndef {0}(need):\n    # Your code goes here.\n    raise NotImplementedError"
TEST = "from checks import Checks\n\nchecks = Checks(6)\nchecks.that('It runs.', {0}, worth=6)\nchecks.earned()"
RECEIPT = "# For grading.\n0.0"


def graded(name, source, **about):
    return new_code_cell(source, id=name, metadata={"nbgrader": {"grade_id": name, **about}})


def course():
    return [
        new_markdown_cell("# Title", id="title"),
        new_code_cell("exercise = 1", id="start"),
        graded("first-code", STUB.format("first"), solution=True),
        graded("first", TEST.format("first"), grade=True),
        new_markdown_cell("## Second", id="second-text"),
        graded("second-code", STUB.format("second"), solution=True),
        graded("second", TEST.format("second"), grade=True),
        new_code_cell("item('one')", id="one-question"),
        graded("one", RECEIPT, grade=True),
        new_code_cell("item('two')", id="two-question"),
        graded("two", RECEIPT, grade=True),
        new_markdown_cell("The end.", id="end"),
    ]


ORDER = [cell.id for cell in course()]


def nameless(cells):
    for place, cell in enumerate(cells):
        cell.metadata = {}
        cell["id"] = f"x{place}"
    return cells


def own(words):
    return new_code_cell(words)


def restored(cells):
    """The names of the cells as they come back: the course's by id, the learner's own by their words."""
    original = course()
    found = recognise(cells, original)
    put_back = {place: original[place] for place in missing(found.places, original)}
    names = {id(cell): ORDER[place] for cell, place in zip(cells, found.places, strict=True) if place is not None}
    return [names.get(id(cell), ORDER[original.index(cell)] if cell in original else cell.source)
            for cell in in_order(cells, found.places, put_back)]  # fmt: skip


def by_words(cells):
    return {ORDER[place] for place in recognise(cells, course()).by_words}


def test_a_notebook_in_order_stays_as_it_is():
    cells = course()
    cells[2:2] = [own("a"), own("b")]
    cells.append(own("c"))
    assert restored(cells) == [*ORDER[:2], "a", "b", *ORDER[2:], "c"]
    assert by_words(cells) == set()


def test_cells_that_lost_their_names_are_recognised_by_their_words():
    cells = nameless(course())
    assert restored(cells) == ORDER
    assert by_words(cells) == set(ORDER)


@pytest.mark.parametrize(
    "code",
    [
        "def first(need):\n    return 3",
        "def helper():\n    pass\n\n\ndef first(need):\n    return 3",
        "def first(need:\n    return 3",
        "first = lambda need: 3",
        "x = 3",
    ],
)
def test_a_learners_code_without_a_name_is_recognised_where_it_belongs(code):
    cells = nameless(course())
    cells[2].source = code
    assert restored(cells) == ORDER


def test_a_learners_code_is_recognised_by_its_function_wherever_it_stands():
    cells = nameless(course())
    cells[2].source = "def first(need):\n    return 3"
    cells.append(cells.pop(2))
    assert restored(cells) == ORDER


def test_code_that_could_be_either_is_nobodys_and_stays_where_it_is():
    cells = nameless(course())
    cells[2].source = "def first(need):\n    return 3"
    cells.insert(3, own("def first(need):\n    return 4"))
    names = restored(cells)
    assert names.index("def first(need):\n    return 4") < names.index("first")
    assert "first-code" not in names


def test_a_test_cell_that_was_changed_a_little_and_lost_its_name_is_recognised():
    cells = nameless(course())
    cells[3].source = cells[3].source.replace("It runs.", "It run.") + "  \n"
    assert restored(cells) == ORDER


@pytest.mark.parametrize("name", [cell.id for cell in course() if "grade" in cell.metadata.get("nbgrader", {})])
def test_a_graded_cell_that_is_gone_comes_back_before_its_next_neighbour(name):
    cells = [cell for cell in course() if cell.id != name]
    assert restored(cells) == ORDER


def test_a_test_that_comes_back_stands_below_what_was_written_there():
    cells = [cell for cell in course() if cell.id not in ("first", "first-code")]
    cells[2:2] = [own("def first(need):\n    return need"), own("b")]
    names = restored(cells)
    assert names.index("b") < names.index("first") < names.index("second-text")


def test_a_test_without_a_neighbour_below_it_comes_last():
    assert restored([own("a"), course()[2], own("b")])[-7:] == [
        "b", "first", "second", "one-question", "one", "two-question", "two"
    ]  # fmt: skip


def test_of_a_notebook_in_which_nothing_is_recognised_the_whole_course_is_put_back():
    assert restored([]) == ORDER
    assert restored([own("a")]) == ["a", *ORDER]


def test_cells_that_were_moved_go_back_to_their_place():
    for seed in range(200):
        cells = course()
        random.Random(seed).shuffle(cells)
        assert restored(cells) == ORDER


@pytest.mark.parametrize(
    ("moved", "to", "expected"),
    [
        ("first", 0, ["helper", "first-code", "after", "first"]),
        ("second", 1, ["helper", "first-code", "first", "after"]),
        ("first-code", 12, ["helper", "first-code", "first", "after"]),
        ("second-code", 0, ["helper", "first-code", "first", "after"]),
    ],
)
def test_a_learners_own_cells_stay_among_their_neighbours(moved, to, expected):
    cells = course()
    cells.insert(2, own("helper"))
    cells.insert(5, own("after"))
    at = next(place for place, cell in enumerate(cells) if cell.id == moved)
    cells.insert(to, cells.pop(at))
    names = restored(cells)
    assert [name for name in names if name in expected] == expected
    assert [name for name in names if name in ORDER] == ORDER


def test_a_whole_part_that_was_moved_takes_its_own_cells_along():
    cells = course()
    part = [cells[2], own("between"), cells[3]]
    names = restored([*cells[:2], *cells[4:], *part])
    assert [name for name in names if name in ORDER] == ORDER
    assert names.index("first-code") < names.index("between") < names.index("first")


def test_of_a_cell_that_was_pasted_twice_the_last_counts():
    cells = course()
    copy = graded("first-code", "first = 1", solution=True)
    copy["id"] = "pasted"
    cells.insert(3, copy)
    found = recognise(cells, course())
    assert (found.places[2], found.places[3]) == (None, 2)
