"""What the check says of the kinds to practise with: too short, too easy to guess, or given away."""

from __future__ import annotations

import pytest
import yaml

from leaningwell.content.checks import check
from leaningwell.content.checks.numbers import numbers
from leaningwell.content.messages import HABITS, earned
from unit.test_check import FIRST, GRADED, NOTEBOOK, SECOND, build, edit, list_anew, notebook, told
from unit.test_scoring import item

WHY = "It does what it does, for a reason."


def lines(**changes):
    """Ten lines and four tags, as they should be."""
    tags = ["seen", "guess", "wish", "order"]
    fits = [
        ["seen"],
        ["guess"],
        ["wish"],
        ["order"],
        ["seen"],
        ["guess", "seen"],
        ["wish"],
        ["order", "wish"],
        ["guess"],
    ]
    made = [
        {"who": "Jo", "text": f"Line number {number}.", "tags": fitting, "feedback": WHY}
        for number, fitting in enumerate(fits)
    ]
    scene = {"text": "It is evening."}
    return {"id": "some-lines", "type": "annotate", "aim": "skill", "prompt": "What is each line? Give it a tag."} | {
        "tags": tags,
        "lines": [scene, *made],
        **changes,
    }


def phrase(text, worth):
    return {"text": text, "worth": worth, "feedback": WHY}


def message(**changes):
    """Four slots of three phrases, whose best are neither first nor long, as they should be."""
    worths = [(1, 0.5, 0), (0, 1, 1), (0.5, 0, 1), (1, 0, 1)]
    slots = [
        {
            "id": f"slot-{place}",
            "label": f"Part {place}",
            "phrases": [phrase(f"{'A' * (10 + (place + n) % 3)} {place} {n}.", worth) for n, worth in enumerate(row)],
        }
        for place, row in enumerate(worths)
    ]
    made = {"id": "some-note", "type": "compose", "aim": "skill", "prompt": "Put it together: what would you write?"}
    return made | {"slots": slots, **changes}


THEN = {"opens": "Jo says a good deal more about it now.", "stays": "Jo nods and waits.", "closes": "Jo looks down."}


def reply(turn, effect, next=None, then=None):
    text = f"Reply {effect} in the turn {turn}."
    return {"text": text, "effect": effect, "then": then or THEN[effect], "feedback": WHY, "next": next}


def talk(turns=3, effects=("opens", "stays", "closes"), **changes):
    """Three turns of three replies, as they should be."""
    made = [
        {
            "id": f"turn-{n}",
            "says": "So.",
            "options": [reply(n, e, f"turn-{n + 1}" if n + 1 < turns else None) for e in effects],
        }
        for n in range(turns)
    ]
    return {
        "id": "some-talk",
        "type": "scenario",
        "aim": "skill",
        "prompt": "What would you say?",
        "turns": made,
        **changes,
    }


@pytest.fixture
def faults(tmp_path):
    """What the check says of a course with this question alone, in its lesson or in its exercise."""
    root = build(tmp_path)
    (root / SECOND).unlink()

    def of(one, graded=False):
        head = (
            {"lesson": "01-made-up"} if graded else {"lesson": "01-made-up", "title": "M", "about": "A", "minutes": 5}
        )
        path = root / (GRADED if graded else FIRST)
        named = {**one, "id": f"graded-{one['id']}"} if graded else one
        path.write_text(yaml.safe_dump(head | {"items": [named]}, allow_unicode=True), encoding="utf-8")
        list_anew(root)
        where = str(path.relative_to(root))
        return [fault.message for fault in check(root) if "letters" not in fault.message and str(fault.file) == where]

    return of


@pytest.mark.parametrize("graded", [False, True])
def test_what_can_be_practised_with_passes(faults, graded):
    for one in (lines(), message(), talk()):
        assert faults(one, graded) == []


# Lines to be tagged


@pytest.mark.parametrize("count", [6, 15])
def test_too_few_or_too_many_lines_are_a_fault(faults, count):
    made = [{**line, "text": f"Line {number}."} for number, line in enumerate([*lines()["lines"], *lines()["lines"]])]
    assert f"There are {count} lines here." in faults(lines(lines=made[:count]))


def test_every_tag_fits_two_lines_none_more_than_half_and_several_lines_have_several(faults):
    made = lines()
    for place, tags in ((3, ["order"]), (7, ["guess"]), (8, ["order"])):
        made["lines"][place]["tags"] = tags
    assert faults(made) == ["Hardly any line has several tags that fit.", "The tag “wish” fits 0 of the lines."]
    made = lines()
    for place, tags in ((2, ["seen"]), (3, ["seen"]), (9, ["seen", "guess"])):
        made["lines"][place]["tags"] = tags
    assert "The tag “seen” fits 6 of 9 lines, which is more than half." in faults(made)


def test_two_tags_are_too_few_to_practise_with(faults):
    made = lines(tags=["seen", "guess"])
    for number, line in enumerate(made["lines"][1:]):
        line["tags"] = ["seen"] if number % 2 else ["guess"]
    assert "There are 2 tags here." in faults(made)


# Messages


def test_a_message_has_four_to_six_parts_and_four_full_ways_of_saying_it(faults):
    assert "There are 3 slots here." in faults(message(slots=message()["slots"][:3]))
    made = message()
    made["slots"][3]["phrases"][2]["worth"] = 0
    assert faults(made) == ["There are 2 full messages here."]


def test_a_part_that_may_be_left_out_adds_to_the_full_messages(faults):
    made = message()
    made["slots"][3]["phrases"][2]["worth"] = 0
    for slot in made["slots"][:2]:
        slot["optional"] = True
    assert faults(made) == []


@pytest.mark.parametrize("text", ["and a half", "no capital.", "Without an end", "Hello Jo,"])
def test_every_phrase_reads_whole(faults, text):
    made = message()
    made["slots"][0]["phrases"][1]["text"] = text
    assert [f for f in faults(made) if "whole" in f] == [
        f"“{text}” is no whole sentence, so that the message would not read whole."
    ]


@pytest.mark.parametrize("text", ["“Ähm.”", "Is it you?", "A card, with a cake on it …", "It is 5 o'clock. So come!"])
def test_whole_sentences_of_every_kind_pass(faults, text):
    made = message()
    made["slots"][0]["phrases"][1]["text"] = text
    assert [f for f in faults(made) if "whole" in f] == []


def test_no_message_is_longer_than_anybody_would_write(faults):
    made = message()
    made["slots"][0]["phrases"][0]["text"] = "So " + "long " * 85 + "it is."
    assert any(f.startswith("The longest message that can be put together has") for f in faults(made))


def test_in_an_exercise_neither_a_click_nor_chance_is_enough(faults):
    made = message(whole=[{"text": "All of it in a line.", "feedback": WHY}])
    assert faults(made) == []
    assert faults(made, graded=True) == ["A whole message is a full answer, so that a click would do here."]
    made = message()
    for slot in made["slots"]:
        slot["phrases"][0]["worth"] = slot["phrases"][1]["worth"] = slot["phrases"][2]["worth"] = 1
    assert "Clicking at random earns 100% here." in faults(made, graded=True)


def composed(*rows):
    """A message of slots with these phrases, each with its worth."""
    slots = [
        {"id": f"slot-{place}", "label": f"Part {place}", "phrases": [phrase(text, worth) for text, worth in row]}
        for place, row in enumerate(rows)
    ]
    return item(type="compose", slots=slots)


def test_each_habit_earns_what_its_phrases_are_worth():
    note = composed(
        [("Yes.", 1), ("Please, would you?", 0), ("Perhaps.", 0.5)],
        [("Sorry to ask you.", 0), ("Now.", 1), ("Thank you.", 0.5)],
    )
    assert {name: earned(note, habit) for name, habit in HABITS.items()} == {
        "first": 0.5,  # 1 and 0
        "longest": 0,
        "shortest": 1,
        "most polite": 0.125,  # 0, and one of two that are polite
    }


@pytest.mark.parametrize(
    ("texts", "habit"),
    [
        (("The best of them all, by far.", "Short.", "Middling."), "longest"),
        (("Best.", "A longer one, for whom?", "Another long one."), "shortest"),
        (("Please, a good one.", "A poor one, alas, it is.", "A half."), "most polite"),
    ],
)
def test_no_habit_pays_over_all_messages(tmp_path, texts, habit):
    root = build(tmp_path)
    (root / SECOND).unlink()
    slots = [
        {
            "id": f"slot-{place}",
            "label": f"Part {place}",
            "phrases": [phrase(f"{text} {place}.", worth) for text, worth in zip(texts, (1, 0, 0.5), strict=True)],
        }
        for place in range(4)
    ]
    for slot in slots:
        slot["phrases"].append(phrase(f"Another, 1 {slot['id']}.", 1))
    lesson = {"lesson": "01-made-up", "title": "M", "about": "A", "minutes": 5, "items": [message(slots=slots)]}
    (root / FIRST).write_text(yaml.safe_dump(lesson, allow_unicode=True), encoding="utf-8")
    list_anew(root)
    assert any(f"Always picking the {habit} phrase of a message earns" in line for line in told(root))


# Conversations with effects


def test_every_turn_has_a_reply_that_closes(faults):
    made = talk()
    del made["turns"][1]["options"][2]
    assert faults(made) == ["No reply of the turn “turn-1” closes."]


def test_after_a_reply_that_opens_comes_more_unless_the_turn_is_quiet_or_the_last(faults):
    made = talk()
    for turn in made["turns"]:
        turn["options"][0]["then"] = "Jo is silent."
    said = "After this reply, which opens, come 3 words; after one that closes, 3."
    assert faults(made) == [said, said]
    made["turns"][0]["quiet"] = made["turns"][1]["quiet"] = True
    assert faults(made) == []


def test_a_path_has_three_to_five_replies_or_two_in_a_lesson(faults):
    assert faults(talk(turns=2)) == []
    assert faults(talk(turns=2), graded=True) == ["A path through this conversation has 2 to 2 replies."]
    assert faults(talk(turns=6)) == ["A path through this conversation has 6 to 6 replies."]


def test_in_an_exercise_what_is_said_next_does_not_hang_on_the_reply(faults):
    made = talk(turns=4)
    made["turns"][0]["options"][0]["next"] = "turn-2"
    assert faults(made) == []
    assert "What comes after the turn “turn-0” hangs on the reply, which tells the key." in faults(made, graded=True)


def test_in_an_exercise_clicking_at_random_earns_little(faults):
    made = talk(effects=("opens", "closes"))
    for turn in made["turns"]:
        turn["options"] += [{**turn["options"][0], "text": f"Another in {turn['id']}."} for _ in range(1)]
    assert faults(made) == []
    assert faults(made, graded=True) == ["Clicking at random earns 67% here."]


# Aims, numbers, manners


def test_a_question_without_an_aim_is_reported_and_the_statements_of_a_check_need_none(tmp_path):
    root = build(tmp_path)
    edit(root, FIRST, "    aim: idea\n", "")
    assert told(root) == [
        f"{FIRST}:6: The key “aim” is missing. "
        "Add `aim:` with skill (what to say or do), idea (what is so), or method (how one knows)."
    ]


NUMERIC = {"type": "numeric", "aim": "method", "prompt": "How much?", "tolerance": 0.01, "feedback": WHY}


@pytest.mark.parametrize(
    ("answer", "text", "given"),
    [
        (14.3, "It is 14.3 of a hundred.", True),
        (14.3, "It is 14,3 of a hundred.", True),
        (-2.5, "It fell by −2.5.", True),
        (1500, "There were 1,500 of them.", True),
        (14.3, "It is 14.5 of a hundred.", False),
        (12, "There were 12 of them.", True),
        (3, "There were 3 of them.", False),  # such a number stands everywhere
        (2005, "See [the study](https://example.org/2005/12).", False),
        (30, "A page, 30-31, and version 1.30.", False),
    ],
)
def test_a_number_that_the_text_gives_away_is_no_question(tmp_path, answer, text, given):
    root = build(tmp_path)
    (root / SECOND).unlink()
    lesson = {"lesson": "01-made-up", "title": "M", "about": "A", "minutes": 5}
    lesson["items"] = [{**NUMERIC, "id": "how-many", "answer": answer}]
    (root / FIRST).write_text(yaml.safe_dump(lesson), encoding="utf-8")
    (root / NOTEBOOK).write_text(notebook(text), encoding="utf-8")
    list_anew(root)
    found = [line for line in told(root) if "given away" in line]
    assert [f"The number looked for, {answer:g}, is given away in the cell “claim”." in line for line in found] == [
        True
    ] * given


def test_a_number_that_a_guess_reveals_is_no_question(tmp_path):
    root = build(tmp_path)
    (root / SECOND).unlink()
    lesson = {"lesson": "01-made-up", "title": "M", "about": "A", "minutes": 5}
    lesson["items"] = [{**NUMERIC, "id": "how-many", "answer": 88}]
    guess = {"id": "a-guess", "prompt": "How many?", "unit": "people", "revealed": 88, "reveal": "It was 88 people."}
    (root / FIRST).write_text(yaml.safe_dump(lesson | {"predictions": [guess]}), encoding="utf-8")
    list_anew(root)
    assert [line for line in told(root) if "given away in what “a-guess” reveals" in line]


def test_numbers_are_found_however_they_are_written():
    assert list(numbers("From 1,500 to −2.5, or 0,75; not v2 nor 2010-12.")) == [1500, -2.5, 0.75]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"options": [0, "text", "You look her in the eye and wait"]}, "in the eye"),
        ({"options": [1, "feedback", "The tone of voice is what counts here."]}, "tone"),
        ({"options": [1, "feedback", "Der Tonfall ist es, der hier zählt."]}, "Tonfall"),
    ],
)
def test_no_answer_and_no_feedback_rests_on_a_manner(faults, change, word):
    ((section, (index, key, text)),) = change.items()
    options = [
        {"text": "One thing to do here", "correct": True, "feedback": WHY},
        {"text": "Another thing to do", "feedback": WHY},
    ]
    options[index][key] = text
    made = {"id": "one", "type": "single", "aim": "skill", "prompt": "Which one?", section: options}
    assert f"“{word}” is a manner, in which people differ." in faults(made)


def test_no_tag_is_a_type_of_person(faults):
    made = lines(tags=["seen", "guess", "wish", {"id": "order", "text": "an avoidant type"}])
    assert faults(made) == ["“avoidant” is a type of person."]
