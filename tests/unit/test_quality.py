"""A guesser who knows how tests are written, and reads no question, does no better than chance."""

import random

import pytest
import yaml

from leaningwell.content.checks import check
from unit.test_check import FIRST, SECOND, build, list_anew

WHY = "It is so because somebody looked."


def option(text, correct=False):
    return {"text": text, "feedback": WHY, **({"correct": True} if correct else {})}


def padded(name, length):
    return f"{name} ".ljust(length, "x")


def single(number, right=40, wrong=(40, 40, 40), place=0, prompt="Which one is it?"):
    """A single-answer question with options of these lengths, the right one at a place."""
    options = [option(padded(f"w{number}-{n}", length)) for n, length in enumerate(wrong)]
    options.insert(place, option(padded(f"r{number}", right), correct=True))
    return {"id": f"question-{number}", "type": "single", "aim": "idea", "prompt": prompt, "options": options}


def judged(number, true):
    options = [option("True", correct=true), option("False", correct=not true)]
    prompt = f"Statement {number}. True or false?"
    return {"id": f"statement-{number}", "type": "true-false", "aim": "idea", "prompt": prompt, "options": options}


def multiple(number, rights):
    options = [option(padded(f"m{number}-{n}", 40), correct=n in rights) for n in range(4)]
    return {
        "id": f"many-{number}",
        "type": "multiple",
        "aim": "idea",
        "prompt": "Which ones? Choose all.",
        "options": options,
    }


@pytest.fixture
def faults(tmp_path):
    """What the check says of a course with these questions alone."""
    root = build(tmp_path)
    (root / SECOND).unlink()

    def of(items):
        lesson = {"lesson": "01-made-up", "title": "Made up", "about": "More", "minutes": 5, "items": items}
        (root / FIRST).write_text(yaml.safe_dump(lesson), encoding="utf-8")
        list_anew(root)
        return [fault.message for fault in check(root)]

    return of


def test_questions_that_give_nothing_away_pass(faults):
    fair = [single(n, 37 + n % 4 * 2, (38, 40, 42), n % 4) for n in range(12)]
    assert faults(fair + [judged(n, n % 2 == 0) for n in range(6)]) == []


def test_the_longest_option_must_not_pay(faults):
    found = faults([single(n, right=50 if n % 2 else 40, place=n % 4) for n in range(12)])
    assert found[0] == "Always picking the longest option earns 37.5 points of 100 above chance."


def test_the_shortest_option_must_not_pay(faults):
    found = faults([single(n, right=30 if n % 2 else 40, place=n % 4) for n in range(12)])
    assert found[0] == "Always picking the shortest option earns 37.5 points of 100 above chance."


def test_passing_over_the_longest_option_must_not_pay(faults):
    found = faults([single(n, 40, (38, 42, 50), n % 4) for n in range(12)])
    assert "Never picking the longest option earns 8.3 points of 100 above chance." in found


def test_passing_over_the_shortest_option_must_not_pay(faults):
    found = faults([single(n, 40, (30, 38, 42), n % 4) for n in range(12)])
    assert "Never picking the shortest option earns 8.3 points of 100 above chance." in found


def test_no_place_is_right_too_often(faults):
    found = faults([single(n, place=2) for n in range(8)])
    assert found == ["In single-answer questions, always picking option 3 earns 75.0 points of 100 above chance."]


def test_places_are_balanced_where_several_are_right_too(faults):
    assert faults([multiple(n, {(n + k) % 4 for k in range(2)}) for n in range(8)]) == []
    found = faults([multiple(n, {0, n % 3 + 1}) for n in range(8)])
    assert any(m.startswith("In multiple-answer questions, always picking option 1 ") for m in found)


def test_true_and_false_are_balanced(faults):
    assert faults([judged(n, n % 2 == 0) for n in range(9)]) == []
    assert faults([judged(n, n == 0) for n in range(9)]) == ["Of 9 true-false statements 1 are true."]


def test_a_wrong_option_is_not_much_shorter_than_the_right_one(faults):
    found = faults([single(1, right=100, wrong=(59, 59, 59))])
    assert found.count("This wrong option has 59 characters, the right one 100.") == 3
    assert not any("characters" in message for message in faults([single(1, right=100, wrong=(60, 60, 60))]))


@pytest.mark.parametrize("text", ["All of the above", "None of the others", "Both of these answers together"])
def test_no_option_speaks_about_the_others(faults, text):
    item = single(1, right=20, wrong=(20, 20, 20))
    item["options"][1]["text"] = text
    assert "This option speaks about the other options." in faults([item])


@pytest.mark.parametrize(
    "prompt",
    ["Which one is it?", "“Silence is absence.” True or false?", "A friend writes. Choose what you would say.",
     "One of these is right. Pick it!", "She asks: “Is it me?” Which reply fits?"],
)  # fmt: skip
def test_a_prompt_ends_with_a_question_or_an_instruction(faults, prompt):
    assert faults([single(1, prompt=prompt)]) == []


@pytest.mark.parametrize("prompt", ["The position of this lesson on independence:", "What is it? It has four legs."])
def test_a_prompt_that_asks_nothing_is_a_fault(faults, prompt):
    assert ["which asks nothing" in message for message in faults([single(1, prompt=prompt)])] == [True]


def test_questions_made_at_random_are_rarely_called_unfair(faults):
    """The bounds are for habits, so pure chance over a whole course should seldom trip them by much."""
    dice = random.Random(7)
    items = [
        single(n, dice.randint(38, 42), [dice.randint(38, 42) for _ in range(3)], dice.randrange(4)) for n in range(400)
    ]
    assert [m for m in faults(items) if "single-answer" in m] == []
