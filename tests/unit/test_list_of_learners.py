"""A list of learners is read as platforms and spreadsheet programs write it, and each row that cannot be is told."""

import pytest

from leaningwell.grading.classlist import UnusableList, read
from leaningwell.grading.people import Person, Register

ANA, JO = Person("ana", "Ana", "Ruiz", "ana@x.org"), Person("jö", "Jörg", "Ängström")
ROWS = [["id", "first name", "last name", "email"], ["ana", "Ana", "Ruiz", "ana@x.org"], ["jö", "Jörg", "Ängström", ""]]


def lines(separator: str, end: str = "\n") -> str:
    return "".join(separator.join(row) + end for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_whatever_the_encoding_and_the_separator_the_learners_are_the_same(encoding, separator):
    assert read(lines(separator, "\r\n").encode(encoding)).learners == (ANA, JO)


def test_accents_are_one_letter_however_they_are_written():
    (learner,) = read("id,first name\nzoe,Zoe\u0308\n".encode()).learners
    assert learner.first == "Zo\u00eb"


@pytest.mark.parametrize(
    ("text", "learner"),
    [
        (
            'Student,ID,SIS User ID,SIS Login ID\n    Points Possible,,,\n"Ruiz, Ana",12,s7,anar\n',
            Person("anar", "Ana", "Ruiz", lms="12", aliases=("Ruiz, Ana", "s7")),
        ),
        ("Vorname;Nachname;E-Mail-Adresse\nAna;Ruiz;a@x.org\n", Person("ana-ruiz", "Ana", "Ruiz", "a@x.org")),
        (
            "First name,Last name,ID number,Email address,Groups\nAna,Ruiz,4711,a@x.org,B\n",
            Person("ana-ruiz", "Ana", "Ruiz", "a@x.org", "4711", ("B",)),
        ),
        (
            "Last Name\tFirst Name\tUsername\tStudent ID\nRuiz\tAna\tanar\t4711\n",
            Person("anar", "Ana", "Ruiz", aliases=("4711",)),
        ),
        ("id,username,email\n12,anar,a@x.org\n", Person("anar", email="a@x.org", lms="12")),
        ("student_id,username\n12,anar\n", Person("12", aliases=("anar",))),
        (
            "sep=;\nUsername;Name\nanar;Ana María Ruiz\n",
            Person("anar", "Ana María", "Ruiz", aliases=("Ana María Ruiz",)),
        ),
        ('id,name\nanar,"Ruiz,\nAna"\n', Person("anar", "Ana", "Ruiz", aliases=("Ruiz, Ana",))),
        (
            "id,name,also\ns17,Participant 77,anar\n",
            Person("s17", "Participant", "77", aliases=("Participant 77", "anar")),
        ),
        ("learner,name\ns17,ruizana\n", Person("s17", "", "ruizana", aliases=("ruizana",))),
        ("Learner\nAna Ruiz\n", Person("ana-ruiz", "Ana", "Ruiz", aliases=("Ana Ruiz",))),
        ("username,id,name\n,12,Ana Ruiz\n", Person("12", "Ana", "Ruiz", aliases=("Ana Ruiz",))),
        ("Name;Vorname\nEk;Zoë\n", Person("zoë-ek", "Zoë", "Ek")),
        ("id,name,surname\nzoe,Zoë,Ek\n", Person("zoe", "Zoë", "Ek")),
        ("id,full name,first name\nzoe,Zoë Ek,Zoë\n", Person("zoe", "Zoë", aliases=("Zoë Ek",))),
        ('id|"first, or given, name"|first name\nanar||Ana\n', Person("anar", "Ana")),
    ],
)
def test_platforms_columns_are_understood(text, learner):
    assert read(text.encode()).learners == (learner,)


def test_the_gradebook_says_which_column_holds_the_ids_and_whose_a_row_without_one_is():
    known = Register((Person("12", "Ana", "Ruiz", "a@x.org"), Person("b2", "Bo", "Ek")))
    (numbered,) = read(b"id,username\n12,anar\n", known=known).learners
    assert (numbered.id, numbered.aliases) == ("12", ("anar",))
    by_address, by_name, new = read(b"name,mail\nA. R.,a@x.org\nBo Ek,\nCy Ott,\n", known=known).learners
    assert [by_address.id, by_name.id, new.id] == ["12", "b2", "cy-ott"]


def test_rows_of_canvas_that_are_no_learners_are_passed_over():
    text = """Student,ID,SIS User ID,SIS Login ID,Section,Exercise 1 (7)
,,,,,Manual Posting
    Points Possible,,,,,22
"Ruiz, Ana",12,s7,anar,A,20
"Student, Test",99,,7f3a0c52e1,A,
"""
    listed = read(text.encode())
    assert ([learner.id for learner in listed.learners], listed.troubles) == (["anar"], ())


def test_the_same_person_under_another_id_is_told_by_the_address_or_by_a_name_that_nobody_else_has():
    ana, bo, ek = (
        Person("ana", "Ana", "Ruiz", "ana@x.org"),
        Person("bo", "Bo", "Ek"),
        Person("ek", "Ek", "Ott", "e@x.org"),
    )
    known = Register((ana, bo, ek))
    assert known.same(Person("aruiz", "A.", "R.", "ANA@x.org")) == (ana, True)
    assert known.same(Person("b7", "Bo", "Ek", "bo@x.org")) == (bo, False)
    assert known.same(Person("b7", "Bo", "Ek"), but=["bo"]) is None, "who stands in the file beside it is somebody else"
    assert known.same(Person("e7", "Ek", "Ott", "other@x.org")) is None, "another address, another person"
    assert [one.id for one in known.namesakes(Person("e7", "Ek", "Ott", "other@x.org"))] == ["ek"]


def test_who_stands_in_a_list_twice_is_one_learner_with_all_that_is_said():
    listed = read(b"id,name,group\nana,Ana Ruiz,A\nana,Ana Ruiz,B\n")
    assert (listed.troubles, [learner.aliases for learner in listed.learners]) == ((), [("Ana Ruiz", "A", "B")])


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
        (b"id,name\n,No Body\n", "No line of class.csv can be used. Line 2 has no id"),
        (b"a,b\n1,2\n", "no column that says who somebody is"),
        (b"PK\x03\x04and so on", "save it as CSV"),
        (b'id,name\n"ana,Ana\n', "cannot be read from line 2 on"),
        (b"id,na\x00me\nana,x\n", "is no text"),
        (b"x" * 10_000_001, "too large"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_remedy(content, why):
    with pytest.raises(UnusableList, match="class.csv") as refused:
        read(content, "class.csv")
    assert why in str(refused.value)
