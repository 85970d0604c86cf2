"""The kinds to practise with: long enough to practise, and short of giving their answers away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from leaningwell.items import Annotate, Compose, Scenario, Where
from leaningwell.items.compose import Slot
from leaningwell.items.scenario import Turn

from ..yamlfile import Document, Fault
from .course import Course, items

LINES, TAGS, SLOTS, PHRASES = (8, 14), (3, 5), (4, 6), (3, 5)
FULL_MESSAGES = 4
MOST_WORDS = 90
MOST_AT_RANDOM = 0.6
MORE_AFTER_OPENING = 1.3
REPLIES, REPLIES_IN_A_LESSON = (3, 5), (2, 5)
"""In a lesson two replies may follow on a message."""
WHOLE = re.compile(r"[\W\d]*[^\W\d_a-zäöüß].*[.?!…][”“’‘\"»«)]*", re.DOTALL)
"""A sentence, or several: a capital first, and a mark at the end."""

Found = Iterator[tuple[Where, str, str]]
"""Faults of an item: the place in it, what is wrong, how to mend it."""


def practised_well(course: Course) -> Iterator[Fault]:
    """Lines to tag, messages to compose and conversations have the size they need, and give nothing away."""
    for document, where, item in items(course):
        graded = document.path in course.graded
        match item:
            case Annotate():
                found = annotated(item)
            case Compose():
                found = composed(item, graded)
            case Scenario():
                found = conversed(item, graded)
            case _:
                continue
        for place, message, remedy in found:
            yield _fault(document, (*where, *place), message, remedy)


def _fault(document: Document, where: Where, message: str, remedy: str) -> Fault:
    return Fault(document.path, document.line(where), message, remedy)


def _counted(count: int, bounds: tuple[int, int], what: str, where: Where) -> Found:
    least, most = bounds
    if not least <= count <= most:
        yield where, f"There are {count} {what} here.", f"Between {least} and {most} can be practised with."


def annotated(item: Annotate) -> Found:
    """Faults of lines to be tagged."""
    yield from _counted(len(item.lines), LINES, "lines", ("lines",))
    yield from _counted(len(item.tags), TAGS, "tags", ("tags",))
    scored = item.scored_lines
    for index, tag in enumerate(item.tags):
        right = sum(tag.key in line.tags for line in scored)
        if right < 2:
            message = f"The tag “{tag.key}” fits {right} of the lines."
            yield ("tags", index), message, "Let it fit two lines at least, or remove it."
        if 2 * right > len(scored):
            message = f"The tag “{tag.key}” fits {right} of {len(scored)} lines, which is more than half."
            yield ("tags", index), message, "Write more lines that it does not fit."
    if sum(len(line.tags) > 1 for line in scored) < 2:
        remedy = "Let two lines at least have two tags that fit: people do several things at a time."
        yield ("lines",), "Hardly any line has several tags that fit.", remedy


def composed(item: Compose, graded: bool) -> Found:
    """Faults of a message to be composed."""
    yield from _counted(len(item.slots), SLOTS, "slots", ("slots",))
    for index, slot in enumerate(item.slots):
        yield from _counted(len(slot.phrases), PHRASES, "phrases", ("slots", index, "phrases"))
        for place, phrase in enumerate(slot.phrases):
            if not WHOLE.fullmatch(phrase.text):
                message = f"“{phrase.text}” is no whole sentence, so that the message would not read whole."
                remedy = "Begin it with a capital, and end it with a mark."
                yield ("slots", index, "phrases", place, "text"), message, remedy
    # A full phrase clashes with nothing.
    full = prod(_full(slot) for slot in item.slots) + len(item.whole)
    if full < FULL_MESSAGES:
        remedy = f"Let there be {FULL_MESSAGES} at least: give more phrases `worth: 1`."
        yield ("slots",), f"There are {full} full messages here.", remedy
    longest = sum(max(len(phrase.text.split()) for phrase in slot.phrases) for slot in item.slots)
    longest = max([longest, *(len(message.text.split()) for message in item.whole)])
    if longest >= MOST_WORDS:
        message = f"The longest message that can be put together has {longest} words."
        yield ("slots",), message, f"Keep it under {MOST_WORDS}: shorten the longest phrases."
    if graded and item.whole:
        remedy = "Leave `whole` to lessons, and tell of other good answers in the feedback."
        yield ("whole",), "A whole message is a full answer, so that a click would do here.", remedy
    if graded:
        yield from _not_by_chance(item, ("slots",))


def _full(slot: Slot) -> int:
    return sum(slot.worth(phrase) == 1 for phrase in slot.choices)


def _not_by_chance(item: Compose | Scenario, where: Where) -> Found:
    chance = item.chance
    if chance is not None and chance > MOST_AT_RANDOM:
        message = f"Clicking at random earns {chance:.0%} here."
        yield where, message, f"At most {MOST_AT_RANDOM:.0%} is fair: let more answers be worth a half or nothing."


def conversed(item: Scenario, graded: bool) -> Found:
    """Faults of a conversation."""
    if graded:
        for index, turn in enumerate(item.turns):
            if len({option.next for option in turn.options}) > 1:
                message = f"What comes after the turn “{turn.id}” hangs on the reply, which tells the key."
                yield ("turns", index), message, "In an exercise let every reply lead to the same `next`."
    if not item.has_effects:
        return
    shortest, longest = _lengths(item)
    least, most = REPLIES if graded else REPLIES_IN_A_LESSON
    if shortest < least or longest > most:
        message = f"A path through this conversation has {shortest} to {longest} replies."
        yield ("turns",), message, f"Let every path have {least} to {most}."
    for index, turn in enumerate(item.turns):
        for place, message, remedy in _turn(turn):
            yield ("turns", index, *place), message, remedy
    if graded:
        yield from _not_by_chance(item, ("turns",))


def _lengths(item: Scenario) -> tuple[int, int]:
    """How many replies the shortest path through a conversation has, and the longest."""
    turns = {turn.id: turn for turn in item.turns}

    def lengths(turn: Turn) -> set[int]:
        after = [lengths(turns[option.next]) if option.next else {0} for option in turn.options]
        return {1 + length for found in after for length in found}

    found = lengths(item.turns[0])
    return min(found), max(found)


def _turn(turn: Turn) -> Found:
    """Faults of one turn of a conversation with effects."""
    if not any(option.effect == "closes" for option in turn.options):
        yield (), f"No reply of the turn “{turn.id}” closes.", "Write one that somebody means well and that closes."
    if turn.quiet or not any(option.next for option in turn.options):
        return
    closed = max((_words(option.then) for option in turn.options if option.effect == "closes"), default=0)
    for index, option in enumerate(turn.options):
        if option.effect == "opens" and _words(option.then) < MORE_AFTER_OPENING * closed:
            message = (
                f"After this reply, which opens, come {_words(option.then)} words; after one that closes, {closed}."
            )
            remedy = f"Let it be {MORE_AFTER_OPENING} times as many, or mark the turn `quiet: true`."
            yield ("options", index, "then"), message, remedy


def _words(text: str | None) -> int:
    return len((text or "").split())
