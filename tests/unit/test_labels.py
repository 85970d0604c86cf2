"""No label is put on the reader or on somebody of theirs: no type, no cut-off, no percentile."""

from __future__ import annotations

import pytest

from unit.test_rebuilt_lessons import IN_BOOK, IN_FILE, Course

TYPES = ["You are avoidant.", "perhaps you’re rather anxious", "Your partner is dismissive.", "Du bist eher ängstlich."]
RANKS = ["That is above the cut-off.", "You lie in the 90th percentile."]


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def told(course: Course, sentence: str, file: str) -> list[tuple[str, str]]:
    """What is said about a sentence that stands in the lesson's text or in its file, and the line it is said of."""
    if file == IN_BOOK:
        cell = course.cell("s1-one")
        cell["source"] = cell.source.replace("\n\n", f"\n\n{sentence}\n\n", 1)
    else:
        course.lesson["reflections"][0]["persona"]["text"] = f"Elif kept a ticket. {sentence}"
    return [(said, line) for where, said, line in course.faults() if where == file]


@pytest.mark.parametrize("file", [IN_BOOK, IN_FILE])
@pytest.mark.parametrize("sentence", [*TYPES, *RANKS])
def test_a_label_is_reported_where_it_stands(course, sentence, file):
    said = told(course, sentence, file)
    wanted = "is a type put on somebody. Say what somebody does" if sentence in TYPES else "sorts people by a score."
    assert [wanted in what for what, _ in said] == [True]
    assert sentence[:12] in said[0][1]


@pytest.mark.parametrize(
    "sentence",
    [
        "A secure tie is a trust, and people who feel cut off are not alone in that.",
        "“Secure people never need reassurance,” says a stranger.",
        "You are safe with people who take a no.",
        "In the survey, people with more worry about being left were less content.",
    ],
)
def test_what_was_studied_may_be_named(course, sentence):
    assert told(course, sentence, IN_BOOK) == []
