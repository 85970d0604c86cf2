"""What a page is told of a practice, and what is counted of it."""

from __future__ import annotations

import json
import shutil

import pytest

from leaningwell import Exercise, Lesson
from leaningwell.content import phrases
from leaningwell.widgets.activity import WORDS
from unit.made_up import FIXTURES

GALLERY = FIXTURES.parents[1] / "gallery"
COURSE = FIXTURES.parents[2] / "course"
SLUG = "21-gallery-practice"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course")
    shutil.copytree(GALLERY, tmp_path / "course", dirs_exist_ok=True)
    shutil.copy(GALLERY / "lessons.csv", tmp_path / "course" / "data")
    return tmp_path / "course"


@pytest.fixture
def lesson(folder):
    return Lesson(SLUG, folder)


def in_exercise(folder, *changes):
    place = folder / "exercise-in-words"
    text = (place / "items.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (place / "items.yaml").write_text(text, encoding="utf-8")
    return Exercise(SLUG, place)


def test_a_page_is_told_all_but_keys_and_feedback(lesson):
    spec = lesson.practice().spec
    assert (spec["title"], spec["name"], spec["minutes"]) == (
        "Offer a hand so that a yes and a no are both easy.",
        "Tomás",
        10,
    )
    assert [list(one) for one in spec["rounds"]] == [["kind", "spec"], ["item"], ["item"]]
    assert spec["sureness"] == [{"claim": "E17", "badge": "tentative"}, {"claim": "E19", "badge": "moderate"}]
    told = json.dumps(spec, ensure_ascii=False)
    for item in lesson.activities.practice.items:
        for words in ("effect", "worth", "It names one thing that he can say yes or no to."):
            assert words not in told, item.id


def test_its_questions_are_checked_as_any_others_and_nothing_else_is_answered(lesson):
    practice = lesson.practice()
    item = lesson.activities.practice.items[0]
    assert practice.answer({"do": "check", "id": item.id, "response": item.solution()})["right"]
    assert practice.answer({"do": "done", "id": "gallery-practice"}) == {"failed": True}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("care", "says"), [("fear", ("Not with", "Nicht mit")), ("not-your-task", ("task", "Aufgabe"))]
)
def test_the_line_of_care_is_the_one_that_was_chosen(folder, language, care, says):
    path = folder / "activities" / f"{SLUG}.yaml"
    text = path.read_text(encoding="utf-8").replace("  minutes: 10\n", f"  minutes: 10\n  care: {care}\n")
    path.write_text(text.replace("\nlesson:", f"\nlanguage: {language}\nlesson:"), encoding="utf-8")
    line = Lesson(SLUG, folder).practice().spec["care"]
    assert line == phrases(WORDS, language)[f"care-{care}"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("form", ["fear", "not-your-task"])
def test_each_line_of_care_says_whom_it_is_not_for_who_helps_and_that_nothing_need_be_typed(language, form):
    line = phrases(WORDS, language)[f"care-{form}"]
    said = {
        "en": ("afraid", "controls", "threatens", "punishes", "advocate can plan with you", "need not type or send"),
        "de": ("Angst", "kontrolliert", "bedroht", "bestraft", "Fachberatung kann mit dir planen", "nichts senden"),
    }
    for words in said[language]:
        assert words in line


def test_a_practice_counts_with_its_questions_and_a_drawer_does_not(lesson):
    counted = {entry.id: entry.counts for entry in lesson.activities.workbook_entries()}
    assert counted == {
        "item/gallery-lift": True,
        "item/gallery-at-the-pitch": True,
        "item/gallery-offers": True,
        "practice/gallery-practice": True,
        "choice/gallery-crates": False,
        "item/gallery-why-crates": False,
    }


def test_an_entry_of_a_practice_is_told_under_its_skill(lesson, folder):
    told = {part["id"]: part for one in lesson.kept().spec["lessons"] for part in one["parts"]}
    entry = told["practice/gallery-practice"]
    assert entry["title"] == lesson.activities.practice.skill
    assert entry["prompt"] == lesson.activities.practice.real_try.prompt


def test_what_a_practice_and_a_drawer_rest_on_is_among_the_sources(lesson):
    text = lesson.sources().data
    assert "### E17" in text
    assert "### E19" in text


def test_the_drawer_shows_its_own_questions_and_the_quiz_does_not(lesson):
    ids = lambda activity: [item["id"] for item in activity.spec["items"]]  # noqa: E731
    assert ids(lesson.curious()) == ["gallery-why-crates"]
    assert ids(lesson.quiz()) == ["gallery-lift"]
    assert lesson.exploration("gallery-cooling").title == "A cup that cools"


def test_a_lesson_without_a_practice_says_so(folder):
    with pytest.raises(KeyError, match="this lesson has no practice; write one under `practice`"):
        Lesson("20-gallery", folder).practice()


# In an exercise


def test_the_line_of_care_stands_above_a_task_in_words(folder):
    exercise = in_exercise(folder)
    assert exercise.task("graded-cup").spec["care"] == phrases(WORDS, "en")["care-fear"]
    assert exercise.task("graded-cups").spec["care"] is None
    assert exercise.item("graded-offer").spec["care"] is None


def test_above_a_task_in_words_may_stand_that_it_is_not_your_task(folder):
    exercise = in_exercise(folder, ("    kind: words\n", "    kind: words\n    care: not-your-task\n"))
    assert exercise.task("graded-cup").spec["care"] == phrases(WORDS, "en")["care-not-your-task"]


def test_a_task_in_words_is_handed_in_without_a_word_about_code(folder):
    tasks = in_exercise(folder).before_handing_in().answer({"do": "look"})["tasks"]
    assert [(task["title"], task["code"]) for task in tasks] == [
        ("A cup for a guest", None),
        ("So many cups", "unknown"),
    ]
