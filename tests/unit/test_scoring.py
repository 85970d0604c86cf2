"""Scoring: the same reasoned score for the same response, whoever asks, and never an exception but one."""

import contextlib
import json
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leaningwell.items import ResponseError, Score, key_of, words
from unit.made_up import ITEM, items, json_values, plausible_responses


def item(**parts):
    return ITEM.validate_python({"id": "made-up", "prompt": "What is it?"} | parts)


def option(text, correct=False, **more):
    return {"text": text, "correct": correct, "feedback": f"About {text}.", **more}


def keys(*texts):
    return [key_of(text) for text in texts]


SINGLE = item(type="single", options=[option("a", True), option("b"), option("c")])
TRUE_FALSE = item(type="true-false", options=[option("True"), option("False", True)])
MULTIPLE = item(type="multiple", options=[option("a", True), option("b", True), option("x"), option("y"), option("z")])
NUMERIC = item(
    type="numeric",
    answer=0.3,
    tolerance=0.1,
    unit="years",
    feedback="Three tenths.",
    mistakes=[
        {"value": 3, "feedback": "Ten times too much."},
        {"value": 3.15, "feedback": "A little more than that."},
    ],
)
SORT = item(
    type="sort",
    categories=["seen", "felt"],
    entries=[
        {"text": "queue", "category": "seen", "feedback": "It can be seen."},
        {"text": "wish", "category": "felt", "feedback": "It is felt."},
        {"text": "ache", "category": "felt", "feedback": "It is felt too."},
        {"text": "room", "category": "seen", "feedback": "It can be seen too."},
    ],
)
SCENARIO = item(
    type="scenario",
    turns=[
        {"id": "one", "says": "Hello.", "options": [option("ask", True, next="two"), option("leave")]},
        {
            "id": "two",
            "says": "Well.",
            "options": [option("listen", True, next="three"), option("fix", next="three")],
        },
        {"id": "three", "says": "Thanks.", "options": [option("stay", True), option("boast")]},
    ],
)
ALL = {one.type: one for one in (SINGLE, TRUE_FALSE, MULTIPLE, NUMERIC, SORT, SCENARIO)}


def earned(item, response):
    return item.score(response).earned


# Each type: right, wrong, partly right


def test_a_single_is_right_or_wrong_and_says_why():
    assert earned(SINGLE, key_of("a")) == 1
    wrong = SINGLE.score(key_of("b"))
    assert (wrong.earned, wrong.right, wrong.reasons[0].text) == (0, False, "About b.")


def test_a_true_false_is_right_or_wrong():
    assert earned(TRUE_FALSE, key_of("False")) == 1
    assert earned(TRUE_FALSE, key_of("True")) == 0


@pytest.mark.parametrize(
    ("chosen", "share", "missed"),
    [("ab", 1, 0), ("a", 0.5, 1), ("abx", 0.5, 0), ("ax", 0, 1), ("x", 0, 2), ("axy", 0, 1), ("xyz", 0, 2)],
)
def test_in_a_multiple_each_right_choice_adds_and_each_wrong_one_takes_away_down_to_zero(chosen, share, missed):
    found = MULTIPLE.score(keys(*chosen))
    assert (found.earned, found.missed) == (share, missed)


def test_ticking_everything_earns_nothing_where_as_many_are_wrong_as_right():
    assert earned(MULTIPLE, keys("a", "b", "x", "y", "z")) == 0


def test_ticking_everything_earns_what_the_rule_says_and_no_more():
    mostly_right = item(type="multiple", options=[option("a", True), option("b", True), option("c", True), option("x")])
    assert earned(mostly_right, keys("a", "b", "c", "x")) == pytest.approx(2 / 3)


def test_a_choice_ticked_twice_counts_once():
    assert MULTIPLE.score(keys("a", "a", "x", "x", "b")) == MULTIPLE.score(keys("x", "b", "a"))


def test_sorting_counts_each_entry_alike_and_says_how_many_are_missing():
    placed = {key_of("queue"): "seen", key_of("wish"): "seen", key_of("ache"): "felt"}
    found = SORT.score(placed)
    assert (found.earned, found.missed) == (0.5, 1)
    assert [reason.right for reason in found.reasons] == [True, False, True]
    assert [reason.text for reason in found.reasons] == ["It can be seen.", "It is felt.", "It is felt too."]


def test_a_conversation_counts_each_reply_alike():
    assert earned(SCENARIO, keys("ask", "listen", "stay")) == 1
    assert earned(SCENARIO, keys("ask", "fix", "stay")) == pytest.approx(2 / 3)
    assert earned(SCENARIO, keys("leave")) == 0


def test_a_conversation_broken_off_is_never_wholly_right():
    found = SCENARIO.score(keys("ask", "listen"))
    assert (found.right, found.missed) == (False, 1)
    assert found.earned == pytest.approx(2 / 3)


def test_a_conversation_cannot_go_on_after_its_end():
    for path in (keys("leave", "listen"), keys("ask", "listen", "stay", "stay")):
        with pytest.raises(ResponseError, match="does not belong"):
            SCENARIO.score(path)


def test_a_reply_of_another_turn_does_not_fit():
    with pytest.raises(ResponseError, match="does not belong"):
        SCENARIO.score(keys("listen"))


# Numbers


@pytest.mark.parametrize("response", [0.3, 0.1 + 0.2, 0.4, 0.2, "0.4", " 0,3 ", ",3", "+.3", "3e-1", "0.3000"])
def test_a_number_on_the_edge_or_within_is_right_however_it_is_written(response):
    assert earned(NUMERIC, response) == 1


@pytest.mark.parametrize("response", [0.4001, 0.1999, -0.3, "−0,3", 30, 1e308, "-0"])
def test_a_number_outside_the_tolerance_is_wrong(response):
    assert earned(NUMERIC, response) == 0


def test_a_real_minus_sign_is_understood():
    below = item(type="numeric", answer=-2.5, tolerance=0, feedback="Two and a half below.")
    assert earned(below, "−2,5") == 1
    assert earned(below, "2,5") == 0


def test_zero_tolerance_takes_the_number_itself_and_nothing_near_it():
    exact = item(type="numeric", answer=1e-10, tolerance=0, feedback="One in ten thousand million.")
    assert earned(exact, "1e-10") == 1
    assert earned(exact, 0) == 0
    assert earned(exact, 2e-10) == 0


def test_a_known_slip_is_told_the_feedback_of_the_nearest_mistake():
    assert NUMERIC.score(3).reasons[0].text == "Ten times too much."
    assert NUMERIC.score(3.15).reasons[0].text == "A little more than that."
    assert NUMERIC.score(3.06).reasons[0].text == "Ten times too much."
    assert NUMERIC.score(17).reasons == ()


@pytest.mark.parametrize(
    "response",
    [
        "a lot", "", " ", "0.3 %", "1.000,5", "1,2,3", "nan", "inf", "-Infinity", math.nan, math.inf,
        True, False, None, [], [0.3], {}, "9" * 100_000, 10**400, 10**5000, "0" * 5000 + "x", "\ud800", "\0",
    ],
    ids=lambda response: type(response).__name__,
)  # fmt: skip
def test_what_is_not_a_number_is_refused_with_a_sentence(response):
    with pytest.raises(ResponseError, match=r"^(Type|This is not).*\.$"):
        NUMERIC.score(response)


# What does not fit


@pytest.mark.parametrize("kind", ["single", "true-false", "multiple", "sort", "scenario"])
@pytest.mark.parametrize(
    "response",
    [
        None,
        "",
        "0",
        0,
        True,
        [],
        {},
        ["00000000"],
        [[]],
        [{}],
        {"00000000": "seen"},
        {"queue": []},
        [None],
        [["a"]],
    ],
    ids=repr,
)
def test_a_response_that_does_not_fit_is_refused_with_a_sentence(kind, response):
    with pytest.raises(ResponseError, match=r"^[A-Z].*\.$"):
        ALL[kind].score(response)


def test_an_entry_in_a_category_that_does_not_exist_is_refused():
    for category in ("heard", None, [], ["seen"], {"seen": 1}):
        with pytest.raises(ResponseError, match="does not belong"):
            SORT.score({key_of("queue"): category})


def test_an_entry_that_does_not_exist_is_refused():
    with pytest.raises(ResponseError, match="does not belong"):
        SORT.score({key_of("queue"): "seen", "00000000": "felt"})


# Whatever the item and whatever the response


@given(items, json_values)
@settings(max_examples=150, deadline=None)
def test_any_response_is_scored_from_0_to_1_or_refused(item, response):
    _scored_or_refused(item, response)


@given(items.flatmap(lambda item: st.tuples(st.just(item), plausible_responses(item))))
@settings(max_examples=200, deadline=None)
def test_any_response_made_of_the_items_own_pieces_is_scored_from_0_to_1_or_refused(pair):
    _scored_or_refused(*pair)


def _scored_or_refused(item, response):
    with contextlib.suppress(ResponseError):
        found = item.score(response)
        assert isinstance(found, Score)
        assert 0 <= found.earned <= 1
        assert found.missed >= 0
        assert found.right == (found.earned == 1)
    with contextlib.suppress(ResponseError):
        assert isinstance(words(item.public(), response), str)


@given(items)
@settings(max_examples=150, deadline=None)
def test_the_solution_is_always_wholly_right(item):
    right = item.score(item.solution())
    assert (right.earned, right.right, right.missed) == (1, True, 0)
    assert all(reason.right for reason in right.reasons)


@given(items)
@settings(max_examples=80, deadline=None)
def test_the_solution_survives_being_saved_as_json(item):
    assert earned(item, json.loads(json.dumps(item.solution()))) == 1


@given(st.lists(st.sampled_from(keys("a", "b", "x", "y", "z")), min_size=1), st.randoms())
@settings(deadline=None)
def test_neither_order_nor_repetition_changes_the_score_of_a_multiple(chosen, random):
    again = [*chosen, *chosen[:2]]
    random.shuffle(again)
    assert MULTIPLE.score(again) == MULTIPLE.score(chosen)


@given(st.permutations(keys("queue", "wish", "ache", "room")), st.integers(1, 4))
@settings(deadline=None)
def test_the_order_of_placing_does_not_change_the_score_of_a_sort(order, size):
    placed = dict.fromkeys(order[:size], "felt")
    assert SORT.score(placed) == SORT.score(dict(sorted(placed.items())))


@given(st.floats(-10, 10))
@example(0.2)
@example(0.4)
@settings(deadline=None)
def test_a_number_scores_the_same_as_its_text(number):
    assert NUMERIC.score(number) == NUMERIC.score(str(number)) == NUMERIC.score(str(number).replace("-", "−"))


# In words


def test_responses_read_in_words_in_the_order_of_the_question():
    assert words(SINGLE.public(), key_of("b")) == "b"
    assert words(MULTIPLE.public(), keys("x", "a", "a")) == "a\nx"
    assert words(SORT.public(), {key_of("wish"): "seen", key_of("queue"): "seen"}) == "queue → seen\nwish → seen"
    assert words(SCENARIO.public(), keys("ask", "fix")) == "ask\nfix"


def test_a_number_reads_as_it_was_typed_up_to_twelve_digits():
    assert words(NUMERIC.public(), "1234567,25") == "1234567.25 years"
    assert words(NUMERIC.public(), 0.1 + 0.2) == "0.3 years"


def test_what_does_not_fit_is_put_into_no_words():
    endless = []
    for _ in range(100_000):
        endless = [endless]
    for response in ("no", ["no"] * 10_000, 10**5000, [10**5000], endless, {"<b>": "\ud800"}):
        with pytest.raises(ResponseError, match="does not belong"):
            words(SORT.public(), response)
    while endless:
        endless = endless.pop()


def test_breaking_off_a_conversation_never_pays():
    turns = [
        {"id": "a", "says": "1", "options": [option("right 1", True, next="b"), option("wrong 1", next="b")]},
        {"id": "b", "says": "2", "options": [option("right 2", True, next="c"), option("wrong 2", next="c")]},
        {"id": "c", "says": "3", "options": [option("right 3", True), option("wrong 3")]},
    ]
    scene = item(type="scenario", turns=turns)
    broken_off = scene.score(keys("right 1"))
    gone_on_badly = scene.score(keys("right 1", "wrong 2", "wrong 3"))
    assert broken_off.earned == gone_on_badly.earned == pytest.approx(1 / 3)
    assert broken_off.missed == 1


@pytest.mark.parametrize("text", ["1,000", "12,500", "1,000,000"])
def test_a_comma_that_could_mean_a_thousand_is_asked_about(text):
    with pytest.raises(ResponseError, match="could mean two things"):
        NUMERIC.score(text)


@pytest.mark.parametrize("text", ["0,300", "0,3", ",3"])
def test_a_decimal_comma_is_understood_where_it_can_mean_nothing_else(text):
    assert NUMERIC.score(text).right


MATCH = item(
    type="match",
    pairs=[
        {"left": "Come in", "right": "host", "feedback": "The host opened."},
        {"left": "Thank you", "right": "guest", "feedback": "The guest was asked in."},
        {"left": "Sit down", "right": "host", "feedback": "It was the host's chair."},
        {"left": "Hello", "right": "neighbour", "feedback": "The neighbour passed by."},
    ],
)
ORDER = item(
    type="order",
    swaps=1,
    sequence=[{"text": text, "feedback": f"About {text}."} for text in ("knock", "wait", "enter", "sit")],
)


def matched(**pairs):
    return {key_of(left.replace("_", " ")): key_of(right) for left, right in pairs.items()}


def test_each_right_pair_of_a_match_earns_its_part_and_two_may_share_a_partner():
    assert MATCH.score(matched(Come_in="host", Sit_down="host")).earned == 0.5
    assert MATCH.score(matched(Come_in="guest", Sit_down="host")).earned == 0.25
    assert MATCH.score(matched(Come_in="host")).missed == 3
    assert MATCH.score(MATCH.solution()).right


def test_a_partner_that_is_not_offered_is_no_answer():
    with pytest.raises(ResponseError):
        MATCH.score(matched(Come_in="stranger"))


@pytest.mark.parametrize(
    ("order", "earned"),
    [
        (("knock", "wait", "enter", "sit"), 1),
        (("wait", "knock", "enter", "sit"), 1),  # one swap of neighbours is allowed
        (("wait", "knock", "sit", "enter"), 0.5),  # two swaps: one too many, of two that an order at random has
        (("sit", "enter", "wait", "knock"), 0),  # backwards
        (("wait", "enter", "sit", "knock"), 0),  # three swaps, as many as an order at random
    ],
)
def test_an_order_earns_by_how_few_neighbours_must_be_swapped(order, earned):
    assert ORDER.score(keys(*order)).earned == earned


def test_in_an_order_that_is_accepted_every_place_is_right():
    assert all(reason.right for reason in ORDER.score(keys("wait", "knock", "enter", "sit")).reasons)
    wrong = ORDER.score(keys("sit", "wait", "enter", "knock"))
    assert [reason.right for reason in wrong.reasons] == [False, True, True, False]


@pytest.mark.parametrize("order", [("knock", "wait"), ("knock", "knock", "wait", "enter"), ("a", "b", "c", "d")])
def test_an_order_that_leaves_out_or_repeats_something_is_no_answer(order):
    with pytest.raises(ResponseError):
        ORDER.score(keys(*order))
