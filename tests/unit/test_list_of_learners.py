"""A list of learners is read as platforms and spreadsheet programs write it, and each row that cannot be is told."""

import pytest

from leaningwell.desk.course import CannotDo
from leaningwell.desk.learners import Learner, read

ANA, JO = Learner("ana", "Ana", "Ruiz", "ana@x.org"), Learner("jö", "Jörg", "Ängström", "")
ROWS = [["id", "first name", "last name", "email"], ["ana", "Ana", "Ruiz", "ana@x.org"], ["jö", "Jörg", "Ängström", ""]]


def lines(separator: str, end: str = "\n") -> str:
    return "".join(separator.join(row) + end for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_the_encoding_and_the_separator_the_learners_are_the_same(encoding, separator):
    assert read(lines(separator, "\r\n").encode(encoding)).learners == (ANA, JO)


def test_accents_are_one_letter_however_they_are_written():
    (learner,) = read("id,first name\nzoe,Zoe\u0308\n".encode()).learners
    assert learner.first == "Zo\u00eb"


@pytest.mark.parametrize(
    ("text", "learner"),
    [
        ('Student,ID,SIS User ID,SIS Login ID\n"Ruiz, Ana",12,s7,anar\n', Learner("anar", "Ana", "Ruiz")),
        ("Vorname;Nachname;E-Mail-Adresse\nAna;Ruiz;a@x.org\n", Learner("ana-ruiz", "Ana", "Ruiz", "a@x.org")),
        ("Last Name\tFirst Name\tUsername\nRuiz\tAna\tanar\n", Learner("anar", "Ana", "Ruiz")),
        ("sep=;\nUsername;Name\nanar;Ana María Ruiz\n", Learner("anar", "Ana María", "Ruiz")),
        ('id,name\nanar,"Ruiz,\nAna"\n', Learner("anar", "Ana", "Ruiz")),
    ],
)
def test_platforms_columns_are_understood(text, learner):
    assert read(text.encode()).learners == (learner,)


def test_each_row_that_cannot_be_used_is_told_with_its_line_and_the_others_are_taken():
    text = "id,name\nana,Ana Ruiz\n\n,No Body\nANA,Anna Reuss\n../x,Odd One\nana,Ana Ruiz\nbo,Bo Ek\n"
    listed = read(text.encode())
    assert [learner.id for learner in listed.learners] == ["ana", "bo"]
    missing, twice, unusable = listed.troubles
    assert "Line 4 has no id" in missing
    assert "Line 5 has the id ANA of line 2 again" in twice
    assert "Line 6: the id '../x' cannot be used" in unusable


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"id,name\n", "no learner below it"),
        (b"a,b\n1,2\n", "no column that says who somebody is"),
        (b"PK\x03\x04and so on", "save it as CSV"),
        (b'id,name\n"ana,Ana\n', "cannot be read from line 2 on"),
        (b"id,na\x00me\nana,x\n", "is no text"),
        (b"x" * 5_000_001, "too large"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_remedy(content, why):
    with pytest.raises(CannotDo, match="class.csv") as refused:
        read(content, "class.csv")
    assert why in str(refused.value)
