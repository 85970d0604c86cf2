"""Scoring: pure functions from an item and a response to a score with its reasons.

The one implementation, used by the lessons' feedback, by nbgrader and by everything that grades.

Responses, by type of item (keys are the lasting names of options and entries, ``Named.key``; earlier names are
understood):

==========  ==================================================================
single      the key of the chosen option
true-false  the key of the chosen option
multiple    a list of the keys of all chosen options
numeric     a number, or its text; a decimal comma is understood
sort        a mapping from each entry's key to a category
match       a mapping from each left side's key to the key of a right side
order       a list of the keys of all entries, in the chosen order
scenario    a list of the keys of the replies taken, turn by turn
==========  ==================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leaningwell.content import (
    AnyItem,
    Entry,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Pair,
    Scenario,
    Single,
    Sort,
    Step,
    TrueFalse,
    renamed,
)

from .number import ResponseError, foreign, number
from .readable import readable

__all__ = ["Reason", "ResponseError", "Score", "number", "readable", "score", "solution"]


@dataclass(frozen=True)
class Reason:
    """What is to be said about one part of a response: the option or entry, whether it is right, and why."""

    about: str
    right: bool
    text: str


@dataclass(frozen=True)
class Score:
    """``earned`` is the share of the item's points, 0 to 1."""

    earned: float
    reasons: tuple[Reason, ...]
    missed: int = 0

    @property
    def right(self) -> bool:
        """Whether the whole response is right."""
        return self.earned == 1


def score(item: AnyItem, response: Any) -> Score:
    """Score one response. Raises ResponseError if it is not an answer to this item."""
    return _SCORERS[type(item)](item, renamed(response, item.formerly))


def solution(item: AnyItem) -> Any:
    """A response that is wholly right."""
    match item:
        case Single() | TrueFalse():
            return next(option.key for option in item.options if option.correct)
        case Multiple():
            return [option.key for option in item.options if option.correct]
        case Numeric():
            return item.answer
        case Sort():
            return {entry.key: entry.category for entry in item.entries}
        case Match():
            return {pair.key: pair.partner_key for pair in item.pairs}
        case Order():
            return [step.key for step in item.sequence]
        case Scenario():
            return _right_path(item)
    raise TypeError(item)


def _right_path(item: Scenario) -> list[str]:
    turns, path = {turn.id: turn for turn in item.all_turns}, []
    turn = item.all_turns[0]
    while turn is not None:
        reply = next(option for option in turn.options if option.correct)
        path.append(reply.key)
        turn = turns.get(reply.next)
    return path


def _single(item: Single | TrueFalse, response: Any) -> Score:
    chosen = _option(item.options, response)
    return Score(float(chosen.correct), (Reason(chosen.key, chosen.correct, chosen.feedback),))


def _multiple(item: Multiple, response: Any) -> Score:
    chosen = _chosen(item, response)
    wanted = sum(option.correct for option in item.options)
    hits = sum(option.correct for option in chosen)
    earned = max(0, hits - (len(chosen) - hits)) / wanted
    reasons = tuple(Reason(option.key, option.correct, option.feedback) for option in chosen)
    return Score(earned, reasons, wanted - hits)


def _numeric(item: Numeric, response: Any) -> Score:
    given = number(response)
    if item.near(given, item.answer):
        return Score(1.0, (Reason("", True, item.feedback),))
    mistake = min(item.mistakes, key=lambda mistake: abs(mistake.value - given), default=None)
    if mistake is not None and item.near(given, mistake.value):
        return Score(0.0, (Reason("", False, mistake.feedback),))
    return Score(0.0, ())


def _sort(item: Sort, response: Any) -> Score:
    reasons = tuple(
        Reason(entry.key, category == entry.category, entry.feedback) for entry, category in _placed(item, response)
    )
    earned = sum(reason.right for reason in reasons) / len(item.entries)
    return Score(earned, reasons, len(item.entries) - len(reasons))


def _match(item: Match, response: Any) -> Score:
    reasons = tuple(
        Reason(pair.key, chosen == pair.partner_key, pair.feedback) for pair, chosen in _matched(item, response)
    )
    earned = sum(reason.right for reason in reasons) / len(item.pairs)
    return Score(earned, reasons, len(item.pairs) - len(reasons))


def _order(item: Order, response: Any) -> Score:
    given = _ordered(item, response)
    places = [item.sequence.index(step) for step in given]
    # How many neighbours must be swapped to put it right (Kendall's tau distance): 0 is the right order, and an
    # order picked at random needs ``item.half`` on average, which earns nothing.
    distance = sum(before > after for index, before in enumerate(places) for after in places[index + 1 :])
    earned = max(0.0, 1 - max(0, distance - item.swaps) / (item.half - item.swaps))
    reasons = tuple(
        Reason(step.key, earned == 1 or place == index, step.feedback)
        for index, (step, place) in enumerate(zip(given, places, strict=True))
    )
    return Score(earned, reasons)


def _scenario(item: Scenario, response: Any) -> Score:
    replies = _replies(item, response)
    reasons = tuple(Reason(reply.key, reply.correct, reply.feedback) for reply in replies)
    # Breaking off never pays: the turns still to come count as if none of them went right.
    ahead = _longest_from(item, replies[-1].next)
    return Score(sum(reply.correct for reply in replies) / (len(replies) + ahead), reasons, min(ahead, 1))


def _longest_from(item: Scenario, turn_id: str | None) -> int:
    """How many turns can follow, beginning with this one."""
    if turn_id is None:
        return 0
    turn = next(turn for turn in item.turns if turn.id == turn_id)
    return 1 + max(_longest_from(item, option.next) for option in turn.options)


_SCORERS: dict[type, Callable[[Any, Any], Score]] = {
    Single: _single,
    TrueFalse: _single,
    Multiple: _multiple,
    Numeric: _numeric,
    Sort: _sort,
    Match: _match,
    Order: _order,
    Scenario: _scenario,
}


def _option(options: list[Option], key: Any) -> Option:
    for option in options:
        if option.key == key:
            return option
    raise foreign()


def _list(response: Any) -> list:
    if not isinstance(response, list) or not response:
        raise ResponseError("Choose at least one answer first.", "choose")
    return response


def _chosen(item: Multiple, response: Any) -> list[Option]:
    keys = {_option(item.options, key).key for key in _list(response)}
    return [option for option in item.options if option.key in keys]


def _placed(item: Sort, response: Any) -> list[tuple[Entry, str]]:
    if not isinstance(response, dict) or not response:
        raise ResponseError("Place at least one entry first.", "place")
    known = {entry.key for entry in item.entries}
    if not set(response) <= known or not all(category in list(item.places) for category in response.values()):
        raise foreign()
    return [(entry, response[entry.key]) for entry in item.entries if entry.key in response]


def _matched(item: Match, response: Any) -> list[tuple[Pair, str]]:
    if not isinstance(response, dict) or not response:
        raise ResponseError("Match at least one pair first.", "match")
    known = {pair.key for pair in item.pairs}
    if not set(response) <= known or not all(key in list(item.partners) for key in response.values()):
        raise foreign()
    return [(pair, response[pair.key]) for pair in item.pairs if pair.key in response]


def _ordered(item: Order, response: Any) -> list[Step]:
    steps = {step.key: step for step in item.sequence}
    if not isinstance(response, list) or not all(isinstance(key, str) for key in response):
        raise ResponseError("Put the entries in order first.", "order")
    if sorted(response) != sorted(steps):
        raise foreign()
    return [steps[key] for key in response]


def _replies(item: Scenario, response: Any) -> list[Option]:
    turns, replies = {turn.id: turn for turn in item.all_turns}, []
    turn = item.all_turns[0]
    for key in _list(response):
        if turn is None:
            raise foreign()
        replies.append(_option(turn.options, key))
        turn = turns.get(replies[-1].next)
    return replies
