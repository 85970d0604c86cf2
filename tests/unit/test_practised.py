"""Lines to tag, messages to compose, conversations with effects: what they earn, in a lesson and above chance."""

from __future__ import annotations

import json
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.answers import Answers, Kept
from leaningwell.content import load_activities, load_graded
from leaningwell.grading.leaks import find_in_text, secrets
from leaningwell.grading.marks import marks
from leaningwell.items import ResponseError, words
from leaningwell.widgets.questions import handlers
from unit.made_up import FIXTURES, practised
from unit.test_scoring import item

GALLERY = load_graded(FIXTURES.parents[1] / "gallery" / "exercise" / "items.yaml")
GRADED = {one.id: one for one in GALLERY.items}
ITEMS = {one.id: one for one in load_activities(FIXTURES / "ok-every-type.yaml").items}
EVENING, NOTE, DOOR = (ITEMS[id] for id in ("one-evening", "a-note", "a-wet-coat"))


def named(item, *texts):
    """The names of these texts."""
    names = {text: name for name, text in item.texts.items()}
    return [names[text] for text in texts]


def tagged(**tags):
    """A response that gives the lines of the evening, by their first word, these tags."""
    lines = {line.text.split()[1]: line.key for line in EVENING.scored_lines}
    return {lines[word]: tag for word, tag in tags.items()}


def note(**phrases):
    """A response that fills the slots of the note with these phrases."""
    return {slot: named(NOTE, text)[0] for slot, text in phrases.items()}


def replies(*texts):
    return named(DOOR, *texts)


# Lines


def test_each_line_that_has_tags_counts_alike_and_any_of_its_tags_fits():
    assert EVENING.score(tagged(bus="seen", never="guess", driver="seen")).right
    assert EVENING.score(tagged(bus="seen", never="guess", driver="guess")).right
    assert EVENING.score(tagged(bus="guess", never="guess", driver="guess")).earned == pytest.approx(2 / 3)


def test_a_line_without_a_tag_counts_as_wrong_and_is_told_of():
    found = EVENING.score(tagged(bus="seen"))
    assert (found.earned, found.missed) == (pytest.approx(1 / 3), 2)


def test_a_line_that_sets_the_scene_takes_no_tag():
    assert "key" not in EVENING.public()["lines"][0]
    with pytest.raises(ResponseError, match="does not belong"):
        EVENING.score({EVENING.lines[0].key: "seen"})


def shut(item, *places):
    """The same item with these of its scored lines folded."""
    keys = {item.scored_lines[place].key for place in places}
    lines = [line.model_copy(update={"folded": "A shut card."}) if line.key in keys else line for line in item.lines]
    return item.model_copy(update={"lines": lines})


def test_a_card_that_stays_shut_counts_nowhere_and_one_that_is_tagged_counts_as_any_line():
    folded, driver = shut(EVENING, 2), EVENING.scored_lines[2].key
    assert folded.score(tagged(bus="seen", never="guess")).right
    assert folded.score(tagged(bus="seen", never="guess") | {driver: "guess"}).right
    assert folded.score(tagged(bus="guess", never="guess") | {driver: "guess"}).earned == pytest.approx(2 / 3)
    assert folded.score(tagged(bus="seen")).missed == 1, "the one that lies open"


def test_a_solution_leaves_a_shut_card_shut_and_the_page_knows_what_stands_on_it():
    folded, driver = shut(EVENING, 2), EVENING.scored_lines[2].key
    assert driver not in folded.solution()
    assert [line["folded"] for line in folded.public()["lines"] if "folded" in line] == ["A shut card."]


def test_not_all_cards_may_be_shut_and_a_scene_needs_no_card():
    told = [sentence for _, sentence in shut(EVENING, 0, 1, 2).misfits()]
    assert any("leave one open" in sentence for sentence in told)
    scene = EVENING.lines[0].model_copy(update={"folded": "A shut card."})
    misfits = EVENING.model_copy(update={"lines": [scene, *EVENING.lines[1:]]}).misfits()
    assert any("need not be shut" in sentence for _, sentence in misfits)


def test_what_fits_a_line_that_was_missed_is_told_after_a_second_miss():
    explained = EVENING.explained(tagged(bus="guess", never="guess"))
    assert [(EVENING.texts[each.about], each.fits) for each in explained] == [("The bus has gone.", ("seen",))]


def test_lines_read_in_words_with_who_says_them():
    assert words(EVENING.public(), tagged(driver="guess", bus="seen")) == (
        "Jo: The bus has gone. → seen\nJo: The driver saw us. → a guess"
    )


def test_one_tag_for_all_lines_earns_nothing_in_an_exercise():
    for tag in EVENING.tag_texts:
        assert (
            EVENING.credit(EVENING.score(dict.fromkeys((line.key for line in EVENING.scored_lines), tag)).earned) == 0
        )


# Messages


def test_a_message_is_worth_the_mean_of_its_slots():
    assert NOTE.score(note(hello="Hello Kim.", ask="Could you bring bread?", room="No is fine.")).right
    found = NOTE.score(note(hello="Hey you.", ask="Could you bring bread?", room="Do not forget."))
    assert found.earned == pytest.approx(2 / 3)
    assert [(reason.right, reason.partly) for reason in found.reasons] == [(False, True), (True, False), (False, True)]


def test_what_may_be_left_out_counts_in_full_and_what_may_not_counts_nothing():
    assert NOTE.score(note(ask="Could you bring bread?", room="No is fine.")).right
    found = NOTE.score(note(hello="Hello Kim."))
    assert (found.earned, found.missed) == (pytest.approx(1 / 3), 2)


@pytest.mark.parametrize("blank", [{}, [], None, 0])
def test_a_blank_message_is_no_message(blank):
    with pytest.raises(ResponseError, match="Choose at least one phrase first"):
        NOTE.score(blank)


def test_a_phrase_can_undo_another_slot_and_that_is_told_there():
    found = NOTE.score(note(ask="You never bring any.", room="No is fine."))
    assert found.earned == pytest.approx(1 / 3)  # what was left out stays
    asked, room = found.reasons
    assert asked.text == "It asks for nothing."
    assert (room.right, room.partly) == (False, False)
    assert room.text == "It leaves room. After a reproach no is hard to say."


def test_a_whole_message_in_one_line_is_a_full_answer():
    (key,) = named(NOTE, "Bread? No is fine.")
    found = NOTE.score(key)
    assert (found.right, found.reasons[0].text) == (True, "All of it in one line.")
    assert words(NOTE.public(), key) == "Bread? No is fine."


def test_a_message_reads_as_it_would_be_sent():
    assert words(NOTE.public(), note(room="No is fine.", hello="Hey you.")) == "Hey you. No is fine."


def test_a_full_phrase_is_told_for_each_slot_that_misses_one():
    explained = NOTE.explained(note(hello="Hey you.", ask="Could you bring bread?"))
    assert [NOTE.texts[each.about] for each in explained] == ["Hello Kim.", "No is fine."]


@pytest.mark.parametrize(
    "response",
    ["", "nothing-of-this-name", {"nowhere": "x"}, {"ask": "x"}, {"ask": []}, {"ask": None}, {"ask": "ask"}, {"": ""}],
)
def test_a_slot_or_phrase_that_is_not_there_is_refused_with_a_sentence(response):
    with pytest.raises(ResponseError, match="does not belong"):
        NOTE.score(response)
    with pytest.raises(ResponseError, match="does not belong"):
        words(NOTE.public(), response)


# Conversations


def test_a_reply_that_opens_counts_1_one_that_stays_a_half_and_one_that_closes_nothing():
    assert DOOR.score(replies("Come in.", "Here it is.")).right
    assert DOOR.score(replies("It does.", "Here it is.")).earned == 0.75
    assert DOOR.score(replies("My floor!", "Here it is.")).earned == 0.5


def test_what_the_other_says_next_comes_with_the_feedback_and_not_before():
    reason = DOOR.score(replies("It does.")).reasons[0]
    assert (reason.effect, reason.then, reason.partly) == ("stays", "Jo stays where Jo is.", True)
    assert "Jo stays" not in json.dumps(DOOR.public())


def test_a_conversation_broken_off_counts_what_was_still_to_come_as_nothing():
    assert DOOR.score(replies("Come in.")).earned == 0.5


def test_the_replies_that_would_have_opened_are_told_after_a_second_miss():
    assert [DOOR.texts[each.about] for each in DOOR.explained(replies("It does.", "Here it is."))] == ["Come in."]


def test_a_way_back_after_a_closed_door_is_worth_as_much_as_any_reply():
    def reply(text, effect, next=None):
        return {"text": text, "effect": effect, "then": "Jo nods.", "feedback": "Jo heard it.", "next": next}

    talk = item(
        type="scenario",
        turns=[
            {"id": "one", "says": "Hm.", "options": [reply("ask", "opens", "two"), reply("scoff", "closes", "back")]},
            {"id": "back", "says": "…", "options": [reply("sorry", "opens", "two"), reply("well", "closes", "two")]},
            {"id": "two", "says": "So.", "options": [reply("stay", "opens"), reply("leave", "closes")]},
        ],
    )
    assert talk.score(named(talk, "scoff", "sorry", "stay")).earned == pytest.approx(2 / 3)


# Above chance


def all_responses(item):
    """Every response that somebody could give by clicking at random in all places."""
    match item.type:
        case "annotate":
            lines, tags = [line.key for line in item.scored_lines], list(item.tag_texts)
            return [dict(zip(lines, found, strict=True)) for found in product(tags, repeat=len(lines))]
        case "compose":
            filled = product(*([phrase and phrase.key for phrase in slot.choices] for slot in item.slots))
            keys = [slot.key for slot in item.slots]
            return [{key: one for key, one in zip(keys, found, strict=True) if one} for found in filled]
    return [list(found) for found in product(*([option.key for option in turn.options] for turn in item.turns))]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


@given(practised.filter(lambda item: item.type != "annotate"))
@settings(max_examples=80, deadline=None)
def test_chance_is_the_mean_of_all_that_can_be_clicked(item):
    assert item.chance == pytest.approx(mean(item.score(response).earned for response in all_responses(item)))


@given(practised.filter(lambda item: item.type == "annotate"))
@settings(max_examples=80, deadline=None)
def test_one_tag_for_all_lines_never_earns_anything_above_chance(item):
    lines = [line.key for line in item.scored_lines]
    earned = [item.score(dict.fromkeys(lines, tag)).earned for tag in item.tag_texts]
    assert item.chance == max(earned)
    assert max(map(item.credit, earned)) == 0


@given(practised, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_credit_begins_at_chance_is_full_from_nine_tenths_on_and_never_falls(item, lower, higher):
    lower, higher = sorted((lower, higher))
    assert 0 <= item.credit(lower) <= item.credit(higher) <= 1
    assert item.credit(1) == 1
    if item.chance < 0.9:
        assert item.credit(item.chance) == 0
        assert item.credit(0.9) == pytest.approx(1)
        assert item.credit((item.chance + 0.9) / 2) == pytest.approx(0.5)


@pytest.mark.parametrize(("id", "most"), [("graded-lines", 0.1), ("graded-message", 0.23), ("graded-talk", 0.23)])
def test_clicking_at_random_earns_no_more_than_luck(id, most):
    """Of those who click some are above the mean, and nobody pays for being below it; the more parts, the less luck."""
    earned = [GRADED[id].score(response).earned for response in sampled(all_responses(GRADED[id]))]
    assert mean(map(GRADED[id].credit, earned)) < most
    assert GRADED[id].credit(GRADED[id].chance) == 0


def sampled(responses):
    return Random(7).sample(responses, min(5000, len(responses)))


def better(item, response):
    """Each response in which one part is worth more than in this one."""
    match item.type:
        case "annotate":
            for line in item.scored_lines:
                if response.get(line.key) not in line.tags:
                    yield from ({**response, line.key: tag} for tag in line.tags)
        case "compose":
            for slot in item.slots:
                now = next((phrase for phrase in slot.phrases if phrase.key == response.get(slot.key)), None)
                for phrase in slot.phrases:
                    if phrase.worth > slot.worth(now):
                        yield {**response, slot.key: phrase.key}
                if slot.optional and slot.worth(now) < 1 and len(response) > 1:
                    yield {key: name for key, name in response.items() if key != slot.key}
        case _:
            for place, (turn, key) in enumerate(zip(item.turns, response, strict=True)):
                now = next(option for option in turn.options if option.key == key)
                for option in turn.options:
                    if option.worth > now.worth:
                        yield [*response[:place], option.key, *response[place + 1 :]]


@given(practised, st.data())
@settings(max_examples=150, deadline=None)
def test_a_better_part_never_lowers_the_sum(item, data):
    response = data.draw(st.sampled_from([one for one in all_responses(item) if one]))
    if item.type == "compose" and len(response) > 1 and data.draw(st.booleans()):
        response = dict(list(response.items())[1:])
    earned = item.score(response).earned
    for other in better(item, response):
        assert item.score(other).earned >= earned


@pytest.mark.parametrize("response", [{f"line-{n}": "seen" for n in range(10_000)}, ["x"] * 10_000, {"x": "y" * 10**6}])
def test_ten_thousand_tags_of_another_exercise_are_refused_with_a_sentence(response):
    for one in (EVENING, NOTE, DOOR):
        with pytest.raises(ResponseError):
            one.score(response)
        with pytest.raises(ResponseError, match="does not belong"):
            words(one.public(), response)


ODD = {
    "graded-lines": {f"line-{n}": "seen" for n in range(10_000)},
    "graded-message": {"hello": "hello-name", "farewell": "bye"},
    "graded-talk": ["key-what", "room-ada"],
    "graded-share": "0.5",
}


def test_tags_and_slots_of_another_exercise_cost_only_themselves_and_are_told(tmp_path):
    kept = Kept(items={id: {"response": response} for id, response in ODD.items()})
    found = marks(GALLERY, kept)
    assert {id: (mark.points, mark.outdated) for id, mark in found.items()} == {
        "graded-share": (3, False),
        "graded-lines": (0, True),
        "graded-message": (0, True),
        "graded-talk": (0, True),
        "gallery-bench": (0, False),
    }
    assert "counts as not yet answered" in " ".join(found["graded-lines"].reasons.split())


def test_nothing_of_a_file_with_odd_answers_is_lost_when_another_is_saved(tmp_path):
    answers = Answers(tmp_path, "22-gallery-words")
    for id, response in ODD.items():
        answers.answer(id, response)
    answers.answer("graded-share", "0.25")
    assert answers.read().items["graded-lines"]["response"] == ODD["graded-lines"]
    assert answers.notices == []


def test_what_the_other_says_and_how_phrases_clash_are_secrets_of_the_exercise():
    secret = secrets([], GALLERY)
    for text in ("She kept her letters in it.”", "After the reproach a no would only prove it right."):
        assert [found for found in find_in_text("notes.txt", text, secret) if found.what == "feedback"], text
    for key in ("effect: opens", "worth: 0.5", "then: yes", "factor: 0", "told: so"):
        assert find_in_text("notes.txt", key, []), key


def test_in_a_lesson_only_a_second_miss_is_answered_with_what_fits():
    check = handlers(list(ITEMS.values()))["check"]
    wrong = {"id": EVENING.id, "response": tagged(bus="guess")}
    assert "explained" not in check(wrong)
    told = check({**wrong, "explain": True})["explained"]
    assert told == [{"about": EVENING.lines[1].key, "text": "", "fits": ("seen",)}]
    right = {"id": EVENING.id, "response": EVENING.solution(), "explain": True}
    assert "explained" not in check(right)


WRONG = {
    "fairest-headline": ("Loneliness kills", [("Lonely people die a little earlier on average", ())]),
    "what-counts": (["A wall", "A choir on Tuesdays"], [("A neighbour who waves", ())]),
    "alone-is-lonely": ("True", [("False", ())]),
    "four-words": ({"A chosen walk": "isolation"}, [("A chosen walk", ("solitude",))]),
    "sorry-for-being-needy": (["You are not needy"], [("What would help?", ())]),
    "first-to-last": (["wait", "enter", "sit down", "knock"], [("knock", "1"), ("wait", "2"), ("enter", "3")]),
}


@pytest.mark.parametrize("id", WRONG)
def test_every_type_that_has_an_explanation_gives_it(id):
    response, expected = WRONG[id]
    item = ITEMS[id]
    key = {text: name for name, text in item.texts.items()}
    if isinstance(response, dict):
        response = {key[text]: key[place] for text, place in response.items()}
    else:
        response = [key[text] for text in response] if isinstance(response, list) else key[response]
    told = [(item.texts[each.about], each.fits) for each in item.explained(response)]
    assert told[: len(expected)] == [(text, tuple(fits)) for text, fits in expected]


def test_a_number_is_explained_with_how_one_gets_there():
    (told,) = ITEMS["odds-to-risk"].explained("2")
    assert (told.fits, told.text) == (("14.3",), "Odds of 1 to 9 become 1.5 to 9, which is 14.3 %.")
