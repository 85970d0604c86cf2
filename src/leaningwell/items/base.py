"""What all types of closed question have in common. A type is a class of its own, in a file of its own.

A type answers to a handful of names, beside the keys of its YAML:

=============  =====================================================================================
``named()``    what responses refer to by name, in groups within which no two names are alike
``asked()``    what a page may see before anything is answered, beside id, type and prompt: no key
``solution()`` a response that is wholly right
``scored()``   a response's score and reasons; earlier names were put into today's before
``words()``    a response in words, from the public form alone, since a learner's computer has no key
``explains()`` what is told after a second miss: what would fit, and why
``chance``     what somebody earns who reads nothing; in an exercise credit begins above it
``chances()``  the sets of options that a guesser would choose from
``offers()``   the sets of answers to choose from, such as the phrases of a slot
``misfits()``  what in the author's file does not hold together
``NAMES``      where named things stand in the YAML
``MISSED``     the sentence of feedback that counts what was left out
=============  =====================================================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import Field, model_validator

from .entry import Entry
from .number import ResponseError, foreign
from .part import Aim, Claim, Idea, Identified, Misfit, Misfits, Part, Slug, Text, Where

FULL = 0.9
"""From this score on, credit above chance is full."""


@dataclass(frozen=True)
class Reason:
    """What is to be said about one part of a response: the option or entry, whether it is right, and why.

    ``partly``: it is half right. Of a reply in a conversation ``effect`` is what it does with the other person, and
    ``then`` what the other person says or does next.
    """

    about: str
    right: bool
    text: str
    partly: bool = False
    effect: str = ""
    then: str = ""


@dataclass(frozen=True)
class Explanation:
    """What would fit, and why: ``about`` is a right option or, where ``fits`` names its places, what belongs there."""

    about: str
    text: str = ""
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """``earned`` is the share of the item's points, 0 to 1; ``missed`` counts what was left out."""

    earned: float
    reasons: tuple[Reason, ...]
    missed: int = 0

    @property
    def right(self) -> bool:
        """Whether the whole response is right."""
        return self.earned == 1


def key_of(text: str) -> str:
    """A name (8 hex digits) derived from a text: what an option is called until a name of its own is written down."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Named(Part):
    """Something that stored responses refer to by its name, so that its wording and its place may change.

    ``id`` is that name; without one it is derived from the wording. ``formerly`` lists earlier names, under which
    stored responses may still know it.
    """

    id: Slug | None = Field(None, description="its name in stored answers, never changed; `make names` writes it")
    formerly: list[Slug] = Field([], description="names it had before, which stored answers may hold")

    if TYPE_CHECKING:

        @property
        def text(self) -> str:
            """A field of each kind of named thing that has no ``wording`` of its own."""

    @property
    def wording(self) -> str:
        """What the learner reads."""
        return self.text

    @property
    def key(self) -> str:
        """The name in responses."""
        return self.id or key_of(self.wording)

    def shown(self) -> Any:
        """What a page needs of it before anything is answered."""
        return {"key": self.key, "text": self.wording}


Choice = TypeVar("Choice", bound=Named)


class Option(Named):
    """One way to answer."""

    text: Text = Field(description="what the learner reads")
    feedback: Text = Field(description="why this option is right or wrong, in at least one full sentence")
    correct: bool = False

    @property
    def worth(self) -> float:
        """What choosing it earns, 0 to 1."""
        return float(self.correct)

    def explanation(self) -> Explanation:
        """Why this is what fits."""
        return Explanation(self.key, self.feedback)


@dataclass(frozen=True)
class Chance:
    """A set of options to choose from, and where it stands in the item.

    ``many``: several may be chosen. ``alike``: a wrong one has to be about as long as a right one.
    """

    where: Where
    options: tuple[Option, ...]
    many: bool = False
    alike: bool = True


class Item(Identified):
    """A closed question. See the module for what a type adds."""

    NAMES: ClassVar[Mapping[tuple[str, ...], Mapping[str, str]]] = {}
    """By the keys that lead to a list of named things: the key that holds a name, and the one that holds the words."""
    MISSED: ClassVar[str] = "missed"

    if TYPE_CHECKING:

        @property
        def type(self) -> str:
            """A field of each type of question, which holds its name alone."""

    prompt: Text = Field(description="the question or instruction")
    aim: Aim | None = Field(None, description="what it practises: skill, idea or method")
    teaches: list[Idea] = []
    rests_on: list[Claim] = []
    points: float | None = Field(None, gt=0, description="points in a graded exercise")

    def named(self) -> Sequence[Sequence[Named]]:
        """All that responses refer to by name, in groups within which no two names are alike."""
        return []

    def asked(self) -> dict[str, Any]:
        """What the type shows beside the prompt, before anything is answered."""
        raise NotImplementedError

    def solution(self) -> Any:
        """A response that is wholly right."""
        raise NotImplementedError

    def scored(self, response: Any) -> Score:
        """The score of a response in today's names. Raises ResponseError if it is not an answer to this item."""
        raise NotImplementedError

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The response in words, line by line, from the public form. Raises ResponseError, or as Python does."""
        raise NotImplementedError

    def explains(self, response: Any) -> Iterator[Explanation]:
        """What would fit where the response, which was scored before, is not right."""
        yield from ()

    @property
    def chance(self) -> float | None:
        """The score of somebody who reads nothing. None: credit in an exercise is the score as it is."""
        return None

    def chances(self) -> Iterable[Chance]:
        """The sets of options that a guesser would choose from."""
        return ()

    def offers(self) -> Iterable[Sequence[Named]]:
        """The sets of answers to choose from, each of which somebody should choose; none where things are placed."""
        return [chance.options for chance in self.chances()]

    def misfits(self) -> Iterator[Misfit]:
        """What in the author's file does not hold together, all of it."""
        yield from ()

    def credit(self, earned: float) -> float:
        """The share of an exercise's points for a score: nothing up to ``chance``, and from there to ``FULL`` all."""
        if self.chance is None or earned == 1:
            return earned
        if earned <= self.chance:
            return 0.0
        return (earned - self.chance) / (FULL - self.chance) if earned < FULL else 1.0

    def public(self) -> dict[str, Any]:
        """What a learner may see before answering: no key, no feedback. ``formerly``: today's name by earlier name."""
        shown = {"id": self.id, "type": self.type, "prompt": self.prompt, **self.asked()}
        return shown | ({"formerly": self.formerly} if self.formerly else {})

    def workbook_entries(self) -> list[Entry]:
        """The answer, under the question's name."""
        return [Entry(f"item/{self.id}", self.prompt, names=sorted(self.texts.keys() | self.formerly.keys()))]

    def score(self, response: Any) -> Score:
        """Score one response. Raises ResponseError if it is not an answer to this item."""
        return self.scored(renamed(response, self.formerly))

    def explained(self, response: Any) -> list[Explanation]:
        """What is told of a response, once it was scored, where another try would be one miss too many."""
        return [*self.explains(renamed(response, self.formerly))]

    @property
    def formerly(self) -> dict[str, str]:
        """Today's name by each earlier one."""
        return {name: each.key for group in self.named() for each in group for name in each.formerly}

    @property
    def texts(self) -> dict[str, str]:
        """The words behind each name."""
        return {each.key: each.wording for group in self.named() for each in group}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if found := [*self.misfits(), *self._unclear_names()]:
            raise Misfits(found)
        return self

    def _unclear_names(self) -> Iterator[Misfit]:
        today = [{each.key for each in group} for group in self.named()]
        for group, names in zip(self.named(), today, strict=True):
            # Two with the same text are told of in words of their own.
            if len(names) < len({each.wording for each in group}):
                yield (), "two things have the same `id`; give each one its own"
        taken = set().union(*today)
        for group in self.named():
            for each in group:
                if clash := taken & set(each.formerly):
                    yield (), f"the former name “{min(clash)}” is in use; a response could mean either"
                taken |= set(each.formerly)


def renamed(response: Any, formerly: Mapping[str, str]) -> Any:
    """The response with today's names in place of earlier ones (``Item.formerly``)."""

    def today(value: Any) -> Any:
        return formerly.get(value, value) if isinstance(value, str) else value

    if isinstance(response, list):
        return [today(value) for value in response]
    if isinstance(response, dict):
        return {today(name): today(value) for name, value in response.items()}
    return today(response)


def shown(named: Iterable[Named]) -> list[Any]:
    """Named things as a page sees them."""
    return [each.shown() for each in named]


def texts_of(entries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The texts of shown things by name."""
    return {entry["key"]: entry["text"] for entry in entries}


def must(fits: Any) -> None:
    """Raise ResponseError unless the response ``fits``."""
    if not fits:
        raise foreign()


def chosen(options: Iterable[Choice], key: Any) -> Choice:
    """The one of this name. Raises ResponseError."""
    for option in options:
        if option.key == key:
            return option
    raise foreign()


def some(response: Any) -> list[Any]:
    """A list with something in it. Raises ResponseError."""
    if not isinstance(response, list) or not response:
        raise ResponseError("Choose at least one answer first.", "choose")
    return response
