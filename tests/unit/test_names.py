"""Lasting names: words may change as they like, and what was answered before keeps its meaning."""

import shutil
from functools import partial

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from leaningwell.answers import Kept, instructor_view
from leaningwell.cli import app
from leaningwell.content import ContentError, Graded, load_activities, load_graded
from leaningwell.content.names import NAMES, write_names
from leaningwell.grading.marks import marks
from leaningwell.items import ResponseError, key_of, words
from unit.made_up import FIXTURES, ITEM, items
from unit.test_check import FIRST, GRADED, NOTEBOOK, build, told, write

SOLUTIONS = FIXTURES.parents[2] / "solutions"


def reworded(value, places=("text", "left", "right", "label")):
    """The data of an item with every word a learner reads changed."""
    if isinstance(value, dict):
        return {
            key: f"{inner}, to be exact" if key in places and isinstance(inner, str) else reworded(inner, places)
            for key, inner in value.items()
        }
    return [reworded(inner, places) for inner in value] if isinstance(value, list) else value


SECTIONS = ("options", "entries", "sequence", "pairs", "lines", "slots", "phrases", "whole")


def things(data):
    """All that has a name in the data of an item."""
    holders = [data, *data.get("turns", []), *data.get("slots", [])]
    return [each for section in SECTIONS for holder in holders for each in holder.get(section, [])]


def with_names(item):
    """The item as `make names` leaves it."""
    data = item.model_dump(by_alias=True, mode="json")
    for each in things(data):
        each["id"] = each["id"] or key_of(each.get("text") or each["left"])
        if "right" in each:
            each["partner"] = each["partner"] or key_of(each["right"])
    return data


@given(items.filter(lambda item: item.type != "true-false"))
@settings(max_examples=80, deadline=None)
def test_whatever_was_answered_keeps_its_score_when_every_word_is_changed(item):
    later = ITEM.validate_python(reworded(with_names(item)))
    assert later != item or item.type == "numeric"
    assert later.score(item.solution()) == item.score(item.solution())
    assert words(later.public(), item.solution())


@given(items.filter(lambda item: item.type != "true-false"), st.data())
@settings(max_examples=80, deadline=None)
def test_an_earlier_name_is_understood_in_every_place(item, data):
    named = with_names(item)
    # One name may stand in several turns, and only one of them can have been renamed. A line without tags has none.
    taken = [each["id"] for each in things(named)]
    alone = [each for each in things(named) if taken.count(each["id"]) == 1 and each.get("tags") != []]
    if not alone:
        return
    renamed = data.draw(st.sampled_from(alone))
    if renamed["id"] in {each.get("partner") for each in things(named)}:
        return
    renamed["formerly"], renamed["id"] = [renamed["id"]], "a-name-of-its-own"
    for clash in named.get("clashes", []):
        for key in ("phrase", "slot"):
            clash[key] = renamed["id"] if clash[key] in renamed["formerly"] else clash[key]
    later = ITEM.validate_python(named)
    assert later.score(item.solution()).right
    assert words(later.public(), item.solution()) == words(item.public(), item.solution())


def test_a_category_is_renamed_for_the_reader_and_not_for_the_answers():
    entries = [
        {"text": "queue", "category": "seen", "feedback": "a"},
        {"text": "ache", "category": "felt", "feedback": "b"},
    ]
    item = ITEM.validate_python(
        {
            "id": "made-up",
            "type": "sort",
            "prompt": "Which?",
            "categories": [{"id": "seen", "text": "to be seen from outside"}, "felt"],
            "entries": entries,
        }
    )
    response = {key_of("queue"): "seen", key_of("ache"): "felt"}
    assert item.score(response).right
    assert words(item.public(), response) == "queue → to be seen from outside\nache → felt"


def test_a_name_that_was_given_up_must_not_be_in_use():
    item = {"id": "made-up", "type": "single", "prompt": "Which?"}
    options = [
        {"id": "one", "text": "One", "correct": True, "feedback": "a"},
        {"id": "two", "formerly": ["one"], "text": "Two", "feedback": "b"},
    ]
    with pytest.raises(ValueError, match="the former name “one” is in use"):
        ITEM.validate_python(item | {"options": options})
    with pytest.raises(ValueError, match="two things have the same `id`"):
        ITEM.validate_python(item | {"options": [options[0], options[1] | {"id": "one", "formerly": []}]})


@pytest.mark.parametrize("response", ["1aa2c45b", ["1aa2c45b"], {"1aa2c45b": "felt"}, 7, None, [[]]])
def test_what_cannot_be_matched_counts_as_not_yet_answered(response):
    for item in load_activities(FIXTURES / "ok-every-type.yaml").items:
        if item.type == "numeric":
            continue
        assert instructor_view.answer(
            item.public(), Kept(items={item.id: {"response": response}})
        ) == instructor_view.Answer("outdated")
        with pytest.raises(ResponseError):
            item.score(response)


def test_a_word_mended_after_handing_in_costs_no_point_and_what_fits_no_more_is_told():
    graded = load_graded(SOLUTIONS / "01-the-self-sufficiency-story" / "items.yaml")
    answers = Kept(items={item.id: {"response": item.solution()} for item in graded.items})
    data = graded.model_dump(by_alias=True, mode="json")
    data["items"] = [reworded(item) for item in data["items"]]
    later = Graded.model_validate(data)
    before, after = marks(graded, answers), marks(later, answers)
    assert {id: mark.points for id, mark in after.items()} == {id: mark.points for id, mark in before.items()}

    single = next(item for item in later.items if item.type == "single")
    for option in next(item for item in data["items"] if item["id"] == single.id)["options"]:
        option["id"] += "-new"
    mark = marks(Graded.model_validate(data), answers)[single.id]
    assert (mark.points, mark.answered) == (0, False)
    assert "counts as not yet answered" in " ".join(mark.reasons.split())
    assert single.options[0].id not in mark.reasons + mark.handed_in


# The list


@pytest.fixture
def course(tmp_path):
    return build(tmp_path)


def test_every_type_gets_names_where_it_lacks_them_and_means_the_same_as_before(tmp_path):
    path = tmp_path / "course" / "activities" / "01-every-type.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "course" / "data").mkdir()
    shutil.copy(FIXTURES / "ok-every-type.yaml", path)
    before = load_activities(path)
    given, _ = write_names(tmp_path)
    after = load_activities(path)
    assert given > 10
    assert [item.public() for item in after.items] == [item.public() for item in before.items]
    named = [each for item in after.items for group in item.named() for each in group]
    assert all(
        each.id
        for each, item in ((e, i) for i in after.items for g in i.named() for e in g)
        if item.type != "true-false"
    )
    assert named
    assert write_names(tmp_path) == (0, 0), "a second time there is nothing to do"


def test_a_name_that_looks_like_a_number_stays_a_text(tmp_path):
    # The names of these two texts consist of digits alone.
    texts = [text for text in (f"Option {number}" for number in range(2000)) if key_of(text).isdigit()][:2]
    options = [
        {"text": text, "correct": not place, "feedback": "Because it is so."} for place, text in enumerate(texts)
    ]
    lesson = {"lesson": "01-digits", "title": "Digits", "about": "Digits", "minutes": 1}
    lesson["items"] = [{"id": "digits", "type": "single", "prompt": "Which?", "options": options}]
    write(tmp_path, "course/activities/01-digits.yaml", yaml.safe_dump(lesson))
    (tmp_path / "course" / "data").mkdir()
    write_names(tmp_path)
    (item,) = load_activities(tmp_path / "course/activities/01-digits.yaml").items
    assert [option.id for option in item.options] == [key_of(text) for text in texts]


def change(root, name, old, new):
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(root, name, text.replace(old, new))


def test_words_may_change_freely(course):
    change(course, FIRST, "text: That one,", "text: Thus one,")
    assert told(course) == []


def test_an_option_without_a_name_is_reported_with_what_to_do(course):
    change(course, FIRST, "{id: that-one, text: That one,", "{text: That one,")
    lines = told(course)
    assert any("Nothing in “which-one” goes by the name “that-one” any more" in line for line in lines)
    (line,) = [line for line in lines if "a change of its words would lose the answers" in line]
    assert line.startswith(f"{FIRST}:13: This has no `id`")
    assert line.endswith("Run `make names`, which writes it.")


@pytest.mark.parametrize(
    ("name", "old", "new", "part", "gone"),
    [
        (FIRST, "id: that-one", "id: the-other", "which-one", "that-one"),
        (FIRST, "id: stays", "id: remains", "looking-back", "stays"),
    ],
)
def test_a_name_that_answers_may_hold_is_not_changed(course, name, old, new, part, gone):
    change(course, name, old, new)
    assert any(f"Nothing in “{part}” goes by the name “{gone}” any more" in line for line in told(course))


def test_a_name_may_change_where_the_earlier_one_is_remembered(course):
    change(course, FIRST, "id: that-one", "id: the-other, formerly: [that-one]")
    (line,) = told(course)
    assert "Names of “which-one” are not in course/data/names.csv" in line
    write_names(course)
    assert told(course) == []


def test_a_question_goes_only_to_where_its_answers_stay_readable(course):
    text = (course / GRADED).read_text(encoding="utf-8")
    before = text.index("items:")
    question = text[text.index("  - id: graded-number", before) :]
    write(course, GRADED, text.replace(question, question.replace("graded-number", "another-number")))
    assert any("Nothing goes by the name “graded-number” any more" in line for line in told(course))
    write(
        course,
        GRADED,
        text.replace(question, question.replace("graded-number", "another-number")) + f"retired:\n{question}",
    )
    assert not any("goes by the name" in line for line in told(course))


def test_a_file_that_cannot_be_read_stops_the_naming_with_its_line(course):
    change(course, FIRST, "lesson: 01-made-up", "lesson: [")
    with pytest.raises(ContentError, match="This is not valid YAML"):
        write_names(course)
    assert (course / NAMES).exists()


def test_the_command_counts_what_it_named_and_says_where_a_file_is_broken(course):
    (course / NOTEBOOK).rename(course / "course" / "00-start-here.ipynb")
    run = partial(CliRunner().invoke, app, ["names", "--root", str(course)])
    change(course, FIRST, "{id: that-one, text: That one,", "{text: That one,")
    ended = run()
    assert (ended.exit_code, ended.stdout) == (0, "Named in the course's files: 1. New in course/data/names.csv: 1.\n")
    write(course, FIRST, "lesson: [")
    ended = run()
    assert ended.exit_code == 1
    assert f"{FIRST}:1: This is not valid YAML" in ended.stderr
