"""Prose has the apostrophes and quotation marks of a printed book, and code has its own."""

from __future__ import annotations

import pytest

from unit.test_labels import told
from unit.test_rebuilt_lessons import IN_BOOK, IN_FILE, Course


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


@pytest.mark.parametrize("file", [IN_BOOK, IN_FILE])
@pytest.mark.parametrize("words", ["Elif's", '"Ring', "can't"])
def test_a_straight_mark_is_reported_with_its_word(course, words, file):
    said = told(course, f"{words} me on Friday.", file)
    assert [what.startswith(f"{words} has a straight mark. In prose write ’") for what, _ in said] == [True]


@pytest.mark.parametrize("sentence", ["“Elif’s choir”, she said.", "Type `say('hello')` here."])
def test_printed_marks_and_code_are_fine(course, sentence):
    assert told(course, sentence, IN_BOOK) == []
