"""What a lesson hands its page for learning over time: enough to choose and to show from, and never a key."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from leaningwell import Lesson
from leaningwell.content import load_activities

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "tests" / "gallery"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The gallery's lessons as a course folder."""
    course = tmp_path_factory.mktemp("gallery") / "course"
    shutil.copytree(GALLERY, course)
    shutil.copytree(ROOT / "course" / "data", course / "data")
    shutil.move(course / "lessons.csv", course / "data" / "lessons.csv")
    return course


@pytest.fixture(scope="module")
def lesson(folder):
    return Lesson("19-gallery-now", folder)


@pytest.fixture(scope="module")
def statements():
    return load_activities(GALLERY / "activities" / "16-gallery-start.yaml").check


def asked(activity, question):
    return activity.answer(question)


def test_a_warm_up_offers_the_questions_of_one_and_three_lessons_before(lesson):
    spec = lesson.warm_up().spec
    assert {(item["id"], item["from"], item["returns"]) for item in spec["items"]} == {
        *((id, 16, True) for id in ("far-river", "far-bird", "far-week")),
        *((id, 18, True) for id in ("near-colour", "near-tool", "near-year")),
    }
    assert spec["defaults"] == ["far-week", "near-year"]


def test_a_warm_up_finds_its_own_questions_in_any_earlier_lesson(folder):
    spec = Lesson("18-gallery-before", folder).warm_up().spec
    assert [(item["id"], item["returns"]) for item in spec["items"]] == [("far-river", False)]


def test_no_page_is_told_what_is_right(folder, lesson):
    activities = [lesson.warm_up(), lesson.check_out(), Lesson("16-gallery-start", folder).check_in()]
    for activity in activities:
        assert not {"correct", "feedback", "answer"} & set(re.findall(r'"(\w+)":', json.dumps(activity.spec)))


def test_the_check_at_the_beginning_asks_the_kernel_nothing(folder):
    assert asked(Lesson("16-gallery-start", folder).check_in(), {"do": "check"}) == {"failed": True}


def test_the_check_at_the_end_scores_both_times_in_one_question(lesson, statements):
    right = {item.id: next(option.key for option in item.options if option.correct) for item in statements}
    wrong = {item.id: next(option.key for option in item.options if not option.correct) for item in statements}
    moon, whale, *rest = right
    before, after = {moon: wrong[moon], whale: right[whale]}, {moon: right[moon], whale: wrong[whale]}
    found = asked(lesson.check_out(), {"do": "compare", "before": before, "after": after})
    assert list(found) == [item.id for item in statements]
    assert (found[moon]["before"], found[moon]["after"], found[moon]["truth"]) == (False, True, right[moon])
    assert (found[whale]["before"], found[whale]["after"]) == (True, False)
    assert [reason["right"] for reason in found[moon]["reasons"]] == [True]
    assert [reason["right"] for reason in found[whale]["reasons"]] == [False, True]
    assert all(found[id]["before"] is found[id]["after"] is None and found[id]["reasons"] for id in rest)


def test_a_response_that_is_none_gets_a_sentence(lesson, statements):
    reply = asked(lesson.check_out(), {"do": "compare", "before": {}, "after": {statements[0].id: "perhaps"}})
    assert set(reply) == {"problem", "details"}


def test_a_look_back_brings_the_earlier_labels_and_no_words(lesson):
    spec = lesson.look_back("gallery-window-again").spec
    assert [box["label"] for box in spec["earlier"]["boxes"]] == ["Near by", "Far away"]
    assert (spec["earlier"]["id"], spec["earlier"]["number"], spec["persona"]["name"]) == ("gallery-window", 16, "Sam")


def test_the_plans_of_all_lessons_are_named_with_their_lesson(lesson):
    assert [(plan["id"], plan["number"]) for plan in lesson.plans().spec["plans"]] == [
        ("plan-three-before", 16),
        ("plan-one-before", 18),
        ("plan-now", 19),
    ]


def test_the_map_counts_a_check_and_a_look_back_as_one_part_each_and_no_warm_up(lesson):
    first, _, last, _ = (entry["parts"] for entry in lesson.map().spec["lessons"])
    assert "check/16-gallery-start/before" in first
    assert {"check/16-gallery-start/after", "look-back/gallery-window-again"} <= set(last)
    assert not [part for part in first + last if part.startswith("warm-up")]


def test_a_meta_analysis_among_the_sources_says_what_it_pools():
    text = Lesson("03-alone-together", ROOT / "course").sources().data
    assert "PLoS Medicine 7(7):e1000316 (pools 148 studies) [doi 10.1371" in text


def test_the_sources_of_the_start_page_do_not_give_the_check_away(monkeypatch):
    text = Lesson("00-start-here", ROOT / "course").sources().data
    assert "### E43" in text
    assert not [
        claim for claim in ("E3", "E11", "E13", "E16b", "E19", "E20", "E38", "E45b") if f"### {claim}\n" in text
    ]


# The ten statements of the course


def course_check():
    return load_activities(ROOT / "course" / "activities" / "00-start-here.yaml").check


def test_half_of_the_ten_statements_are_true():
    truths = [item.options[0].correct for item in course_check()]
    assert (len(truths), sum(truths)) == (10, 5)
    # Neither all alike in a row, nor turn about.
    assert 3 <= sum(a != b for a, b in zip(truths, truths[1:], strict=False)) <= 8


def test_the_tone_of_a_statement_gives_nothing_away():
    lengths = {True: [], False: []}
    for item in course_check():
        assert not re.search(r"\b(always|never|all|only|every|none|nobody|proven?)\b", item.prompt, re.IGNORECASE)
        lengths[item.options[0].correct].append(len(item.prompt))
    means = [sum(found) / len(found) for found in lengths.values()]
    assert max(means) < 1.1 * min(means)
    assert all(0.8 * means[0] < length < 1.2 * means[0] for found in lengths.values() for length in found)


def test_every_lesson_of_the_list_that_exists_is_among_the_plans():
    rows = list(csv.DictReader((ROOT / "course/data/lessons.csv").open(encoding="utf-8")))
    written = [row["lesson"] for row in rows if (ROOT / "course" / f"{row['lesson']}.ipynb").exists()]
    plans = Lesson("00-start-here", ROOT / "course").plans().spec["plans"]
    with_plan = [slug for slug in written if load_activities(ROOT / f"course/activities/{slug}.yaml").plan]
    assert [plan["slug"] for plan in plans] == with_plan
