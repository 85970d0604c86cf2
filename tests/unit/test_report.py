"""The class report says how an exercise went and what to talk about, never who, and nothing of groups under five."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from leaningwell.content import load_graded
from leaningwell.reports import Report, class_report, told
from leaningwell.reports.measure import bands, discrimination
from leaningwell.reports.work import HandIns, Response, Work

ROOT = Path(__file__).parents[2]
GRADED = load_graded(ROOT / "solutions" / "01-the-self-sufficiency-story" / "items.yaml")
ITEMS = {item.id: item for item in GRADED.items}
WEEKS = "five-quiet-weeks"
SHY, RIGHT, LECTURER = "97f548ed", "1aa2c45b", "90367f41"


def someone(answers: dict[str, Any], **other: Any) -> Work:
    """A hand-in with these answers, scored as grading would."""
    responses = {id: value if isinstance(value, Response) else Response(value) for id, value in answers.items()}
    earned = {id: ITEMS[id].credit(ITEMS[id].score(given.value).earned) for id, given in responses.items()}
    points = {item.id: earned.get(item.id, 0) * item.points for item in GRADED.items if item.points}
    for task in GRADED.tasks:
        points[task.id] = sum(earned.get(id, 0) for id in task.no_code) * task.points / len(task.no_code)
    return Work(points | {reflection.id: 1 for reflection in GRADED.reflections}, responses, **other)


ALL_RIGHT = {item.id: item.solution() for item in GRADED.items}


def report(*work: Work, **other: Any) -> Report:
    return class_report(HandIns(GRADED, "The self-sufficiency story", tuple(work), **other))


@pytest.fixture(scope="module")
def a_class() -> Report:
    """Of 24 people 14 are right in all, 7 take the shyness for it, 3 the lecturer, and these ten miss numbers too."""
    wrong = {"ten-from-nobody": 9, "ten-from-five": 123.456}
    work = [someone(ALL_RIGHT)] * 14
    work += [someone(ALL_RIGHT | {WEEKS: SHY} | wrong)] * 7
    work += [someone(ALL_RIGHT | {WEEKS: LECTURER} | wrong, late=True, waits=True)] * 3
    return report(*work, listed=30, ungraded=1)


def question(found: Report, id: str) -> Any:
    return next(each for section in found.sections for each in section.questions if each.id == id)


def test_it_says_how_hard_each_question_was_and_how_it_goes_along_with_the_rest(a_class):
    figures = question(a_class, WEEKS).figures
    assert (figures.count, figures.full, figures.mean) == (24, pytest.approx(14 / 24), pytest.approx(14 / 24))
    assert figures.discrimination == pytest.approx(1)
    assert question(a_class, "friday-in-the-workshop").figures.discrimination is None, "everybody was right"


def test_it_names_what_was_chosen_by_five_or_more_and_what_hardly_anybody_takes_for_an_answer(a_class):
    found = question(a_class, WEEKS)
    assert [(choice.verdict, choice.count) for choice in found.choices if not choice.straw] == [
        ("right", 14),
        ("not-yet", 7),
    ]
    (straw,) = found.straw
    assert straw.text.startswith("The questions were small ones")


def test_a_number_is_told_by_the_slip_that_leads_to_it_and_no_other_number_is_shown(a_class):
    assert [(choice.text, choice.count) for choice in question(a_class, "ten-from-nobody").choices] == [
        ("4", 14),
        ("9", 10),
    ]
    assert "123" not in told.text(told.told(a_class))


def test_it_says_what_to_talk_about_with_the_commonest_mistake_and_the_exercises_own_words(a_class):
    assert [talk.question.id for talk in a_class.talk] == ["ten-from-nobody", "ten-from-five", WEEKS]
    mistake = a_class.talk[2].mistake
    assert mistake is not None
    assert mistake.text.startswith("A rather shy group")
    said = " ".join(told.text(told.told(a_class)).split())
    assert "Most common, with 29 %: A rather shy group had come together by chance" in said
    assert "The exercise says of it: Shy people may well ask less." in said


def test_few_are_never_counted_and_what_is_not_graded_is_told(a_class):
    said = told.text(told.told(a_class))
    assert "24 people handed in, of 30 who are known." in said
    assert "One hand-in is not graded yet" in said
    assert "Late: fewer than five." in said
    assert "The lecturer had let them feel" not in said, "three people chose it"


@pytest.mark.parametrize("count", [0, 1, 4])
def test_nothing_is_shown_of_fewer_than_five(count):
    found = report(*[someone(ALL_RIGHT)] * count)
    said = told.text(told.told(found))
    assert found.sections == ()
    assert not re.search(r"\d+ %", said)
    assert ("Nobody’s work" if count == 0 else "Fewer than five people handed in.") in said


def test_a_question_that_few_answered_is_not_shown():
    work = [someone(ALL_RIGHT)] * 4 + [someone({id: ALL_RIGHT[id] for id in ALL_RIGHT if id != WEEKS})] * 3
    found = question(report(*work), WEEKS)
    assert (found.figures.mean, found.figures.full, found.choices) == (None, None, ())


def test_zeros_for_answers_that_could_not_be_read_make_no_question_look_hard():
    lost = Work(dict.fromkeys(someone(ALL_RIGHT).points, 0.0), waits=True, lacking=True)
    found = report(*[someone(ALL_RIGHT)] * 6, lost)
    said = " ".join(told.text(told.told(found)).split())
    assert (found.handed_in, {section.figures.full for section in found.sections}) == (7, {1.0})
    assert "Everybody earned all of the 22 points. Without answers that could be read: fewer than five." in said
    wide = report(*[someone(ALL_RIGHT)] * 6, replace(lost, lacking=False))
    assert len(wide.bands) == 1
    assert "How the points are spread" not in told.text(told.told(wide)), "one band tells nothing"
    few = report(*[someone(ALL_RIGHT)] * 4, *[lost] * 3)
    assert "Fewer than five people handed in answers that could be read." in told.text(told.told(few))


def test_below_twenty_it_says_that_there_are_too_few_to_say():
    found = report(*[someone(ALL_RIGHT)] * 10, *[someone(ALL_RIGHT | {WEEKS: SHY})] * 9)
    assert question(found, WEEKS).figures.discrimination is None
    assert question(found, WEEKS).straw == []
    assert "There are too few people to say how a part goes together" in told.text(told.told(found))


def test_the_points_are_in_bands_of_which_none_holds_a_few():
    assert [(band.low, band.high, band.count) for band in bands([0.1] * 2 + [0.6] * 9 + [1.0] * 6)] == [
        (0, 0.75, 11),
        (0.75, 1, 6),
    ]
    for few in range(1, 5):
        for place in (0.1, 0.3, 0.6, 0.9):
            counts = [band.count for band in bands([place] * few + [0.55] * 12)]
            assert not any(0 < count < 5 for count in counts)
            assert sum(counts) == few + 12


def test_a_part_is_compared_with_the_rest_and_not_with_itself():
    earned = [0.0, 1.0] * 10
    assert discrimination(earned, [5.0, 3.0] * 10) == pytest.approx(-1)
    assert discrimination(earned, [5.0] * 20) is None
    assert discrimination(earned[:18], [5.0, 3.0] * 9) is None


def test_where_people_said_how_sure_they_were_it_stands_beside_how_many_were_right():
    work = [someone({WEEKS: Response(RIGHT, 90)})] * 6 + [someone({WEEKS: Response(SHY, 95)})] * 6
    work += [someone({WEEKS: Response(SHY, 70)})] * 4
    (sure,) = report(*work).sureness
    assert (sure.low, sure.people, sure.confidence, sure.right) == (80, 12, pytest.approx(92.5), 0.5)
    assert "How sure people were" not in told.text(told.told(report(*[someone(ALL_RIGHT)] * 6)))


def test_an_answer_that_fits_no_more_counts_for_nobody():
    odd = Work({}, {WEEKS: Response("gone"), "ten-from-nobody": Response("many")})
    found = report(*[someone(ALL_RIGHT)] * 6, odd)
    assert question(found, WEEKS).figures.count == 6


def test_no_kind_of_question_is_beyond_it():
    """Every exercise of the course: with right answers, and with none."""
    for path in sorted((ROOT / "solutions").glob("*/items.yaml")):
        graded = load_graded(path)
        right = {item.id: Response(item.solution()) for item in graded.items}
        points = {part.id: part.points for part in (*graded.tasks, *graded.items) if part.points}
        found = class_report(HandIns(graded, "", (Work(points, right),) * 6 + (Work({}, {}),) * 6))
        for section in found.sections:
            assert section.figures.mean == pytest.approx(0.5)
            for each in section.questions:
                assert each.choices, each.id
                assert {choice.verdict for choice in each.choices} == {"right"}, each.id
        assert told.text(told.told(found))


class Seen(HTMLParser):
    """What a page holds: its words, and whatever it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag in ("script", "link", "img", "iframe") or names & {"src", "href", "onclick"}:
            self.loads.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_says_what_the_terminal_says_and_loads_nothing(a_class, language):
    in_words = told.told(replace(a_class, language=language))
    seen = Seen()
    seen.feed(told.page(in_words))
    assert seen.loads == []
    page = " ".join(seen.words)
    for chapter in in_words.chapters:
        for line in (*chapter.lines, *(line for inner in chapter.chapters for line in inner.lines)):
            assert " ".join(line.text.split()) in page
    assert ("Klassenbericht" if language == "de" else "Class report") in page


def test_what_stands_in_an_answer_is_shown_as_text_and_never_as_a_page(a_class):
    marked = replace(a_class, title="<script>alert(1)</script>")
    assert "<script>" not in told.page(told.told(marked))


def test_the_figures_can_be_taken_along_as_a_table(a_class):
    rows = list(csv.DictReader(io.StringIO(told.table(a_class))))
    row = next(row for row in rows if row["question"] == WEEKS)
    assert (row["people"], row["mean"], row["discrimination"]) == ("24", "0.583", "1.000")
