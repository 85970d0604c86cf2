"""Whether a guesser who knows how tests are written could beat the questions of the course.

Length and position give an answer away in most hand-written quizzes. Each question is judged by itself, and each way of
guessing by what it would earn over all questions together, beside what picking at random would earn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from leaningwell.items import Item, Option, TrueFalse, Where

from .yamlfile import Document, Fault

Thing = TypeVar("Thing")
SHORTEST_DISTRACTOR = 0.6
"""Of the right option's length, in characters."""
ADVANTAGE = Fraction(5, 100)
"""How much a way of guessing may earn above chance, of 1."""
SWEEPING = re.compile(r"\b(all|none|both|neither|any) of (the above|the others?|these answers|the options)\b", re.I)
INSTRUCTION = re.compile(
    r"\b(choose|pick|put|sort|order|match|give|type|find|mark|say|decide|judge|take|name|work out|calculate|place)\b",
    re.I,
)


@dataclass(frozen=True)
class Question:
    """Options to choose from, the right ones marked, and where they stand."""

    document: Document
    where: Where
    options: tuple[Option, ...]
    many: bool
    alike: bool

    @property
    def chance(self) -> Fraction:
        """What picking one option at random earns."""
        return _mean(self.options)


def _mean(options: Sequence[Option]) -> Fraction:
    return Fraction(sum(option.worth for option in options)) / len(options)


Guess = Callable[[Question], list[Option]]
"""The options a guesser holds equally likely; none where their rule says nothing."""


def questions(items: Iterable[tuple[Document, Where, Item]]) -> list[Question]:
    """Every set of options among the items; each turn of a scenario is one. True-false items have no texts to judge."""
    return [
        Question(document, (*where, *chance.where), chance.options, chance.many, chance.alike)
        for document, where, item in items
        for chance in item.chances()
    ]


def options_look_alike(question: Question) -> Iterator[Fault]:
    """Faults of one question: a wrong option that is too short, or one that speaks about the others."""
    longest = max(len(option.text) for option in question.options if option.worth == 1) if question.alike else 0
    for index, option in enumerate(question.options):
        line = question.document.line((*question.where, index, "text"))
        if option.worth < 1 and len(option.text) < SHORTEST_DISTRACTOR * longest:
            message = f"This wrong option has {len(option.text)} characters, the right one {longest}."
            remedy = f"Make it at least {SHORTEST_DISTRACTOR:.0%} as long, or shorten the right one."
            yield Fault(question.document.path, line, message, remedy)
        if SWEEPING.search(option.text):
            message = "This option speaks about the other options."
            yield Fault(question.document.path, line, message, "Say what it holds, so that it can be judged by itself.")


def stem_asks(document: Document, where: Where, item: Item) -> Iterator[Fault]:
    """A fault if the prompt's last sentence neither asks nor tells what to do."""
    prompt = item.prompt.rstrip()
    last = re.split(r"(?<=[.!?…:])[”’)]*\s+", prompt)[-1]
    if not prompt.rstrip("”’)").endswith("?") and not INSTRUCTION.search(last):
        message = f"The prompt ends with “{last}”, which asks nothing."
        yield Fault(document.path, document.line((*where, "prompt")), message, "End with a question or an instruction.")


def most(things: Sequence[Thing], key: Callable[[Thing], int]) -> list[Thing]:
    """Those that come first by a key, all that are equal."""
    best = max(map(key, things))
    return [thing for thing in things if key(thing) == best]


def _longest(question: Question) -> list[Option]:
    return most(question.options, lambda option: len(option.text))


def _shortest(question: Question) -> list[Option]:
    return most(question.options, lambda option: -len(option.text))


def _never(guess: Guess) -> Guess:
    """Any of the others; none where all are alike."""

    def rest(question: Question) -> list[Option]:
        passed_over = guess(question)
        return [option for option in question.options if option not in passed_over]

    return rest


LENGTHS: dict[str, Guess] = {
    "Always picking the longest": _longest,
    "Always picking the shortest": _shortest,
    "Never picking the longest": _never(_longest),
    "Never picking the shortest": _never(_shortest),
}


def _at(place: int) -> Guess:
    return lambda question: list(question.options[place : place + 1])


def advantage(guess: Guess, asked: list[Question]) -> Fraction:
    """What a way of guessing earns above chance, on average over the questions it says something about."""
    gains = [_mean(picked) - question.chance for question in asked if (picked := guess(question))]
    return Fraction(sum(gains), len(gains)) if gains else Fraction(0)


def _allowed(asked: int) -> Fraction:
    """Position is shuffled on the page, so one question more than chance is let pass where there are few."""
    return max(ADVANTAGE, Fraction(1, asked)) if asked else ADVANTAGE


def nothing_is_given_away(folder: Path, items: list[tuple[Document, Where, Item]]) -> Iterator[Fault]:
    """Faults of the course as a whole: what would help a guesser who reads no question."""
    asked = questions(items)
    for rule, guess in LENGTHS.items():
        gain = advantage(guess, asked)
        if gain > ADVANTAGE:
            message = f"{rule} option earns {float(100 * gain):.1f} points of 100 above chance."
            remedy = f"At most {float(100 * ADVANTAGE):.0f} are fair: vary the lengths of right and wrong options."
            yield Fault(folder, 1, message, remedy)
    for kind, many in (("single-answer", False), ("multiple-answer", True)):
        alike = [question for question in asked if question.many is many]
        for place in range(max((len(question.options) for question in alike), default=0)):
            reached = [question for question in alike if len(question.options) > place]
            gain = advantage(_at(place), reached)
            if gain > _allowed(len(reached)):
                message = (
                    f"In {kind} questions, always picking option {place + 1} earns "
                    f"{float(100 * gain):.1f} points of 100 above chance."
                )
                yield Fault(folder, 1, message, "Change the places of some right options.")
    judged = [item for _, _, item in items if isinstance(item, TrueFalse)]
    true = sum(item.true for item in judged)
    if abs(2 * true - len(judged)) > max(1, len(judged) / 10):
        message = f"Of {len(judged)} true-false statements {true} are true."
        yield Fault(folder, 1, message, "Turn some statements round, until about half are true.")
