"""Things that are put into places, as in ``match``, ``sort`` and ``annotate``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field, model_validator

from .base import Explanation, Named, Reason, Score, must, texts_of
from .number import ResponseError
from .part import Text


class Placed(Named):
    """Something that is put into a place: a type says in ``places`` by name which ones are right."""

    feedback: Text = Field(description="why it belongs there")

    @property
    def places(self) -> Sequence[str]:
        """The names of all places that are right; the first stands in the solution."""
        raise NotImplementedError


class Category(Named):
    """Where things are put. Written as a text alone, the text is its name, too."""

    id: Text = Field(description="its name in stored answers, never changed")
    formerly: list[Text] = []
    text: Text = Field(description="what the learner reads")

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_its_own_name(cls, value: Any) -> Any:
        return {"id": value, "text": value} if isinstance(value, str) else value

    def shown(self) -> str | dict[str, Any]:
        """As every category was shown before names were told apart from texts, where the two are one."""
        return self.text if self.key == self.text else super().shown()


def all_placed(things: Iterable[Placed]) -> dict[str, str]:
    """A response in which each thing is where it belongs."""
    return {thing.key: thing.places[0] for thing in things}


def placing_score(things: Sequence[Placed], places: Iterable[str], response: Any, nothing: ResponseError) -> Score:
    """The share of things that a mapping puts where they belong. Raises ResponseError, ``nothing`` if it is empty."""
    if not isinstance(response, dict) or not response:
        raise nothing
    known = list(places)
    must(set(response) <= {thing.key for thing in things} and all(place in known for place in response.values()))
    reasons = tuple(
        Reason(thing.key, response[thing.key] in thing.places, thing.feedback)
        for thing in things
        if thing.key in response
    )
    return Score(sum(reason.right for reason in reasons) / len(things), reasons, len(things) - len(reasons))


def places_explained(things: Iterable[Placed], response: Mapping[str, str]) -> Iterator[Explanation]:
    """Of each thing that was put elsewhere, where it belongs. Why, its feedback says."""
    for thing in things:
        if response.get(thing.key, thing.places[0]) not in thing.places:
            yield Explanation(thing.key, fits=tuple(thing.places))


def pairs_in_words(
    entries: Iterable[Mapping[str, str]], places: Mapping[str, str], response: Any, arrow: str
) -> Iterator[str]:
    """What was put where, line by line."""
    texts = texts_of(entries)
    must(isinstance(response, dict) and response and response.keys() <= texts.keys())
    yield from (f"{text} {arrow} {places[response[key]]}" for key, text in texts.items() if key in response)
