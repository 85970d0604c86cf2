"""One or several options: ``single``, ``multiple`` and ``true-false``.

A response is the key of the chosen option, or of a ``multiple`` a list of the keys of all chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Chance, Explanation, Item, Named, Option, Reason, Score, chosen, must, shown, some, texts_of
from .part import must_differ

TRUE_FALSE = (("True", "False"), ("Wahr", "Falsch"))
"""What the two options of a true-false item say, one pair for each language."""


class _Optioned(Item):
    NAMES: ClassVar = {("options",): {"id": "text"}}

    options: list[Option] = Field(min_length=2, description="at least two options")

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        must_differ([option.text for option in self.options], "options")
        return self

    def named(self) -> Sequence[Sequence[Named]]:
        """The options."""
        return [self.options]

    def asked(self) -> dict[str, Any]:
        """The options."""
        return {"options": shown(self.options)}

    def solution(self) -> Any:
        """The right option."""
        return next(option.key for option in self.options if option.correct)

    def scored(self, response: Any) -> Score:
        """All or nothing."""
        option = chosen(self.options, response)
        return Score(float(option.correct), (Reason(option.key, option.correct, option.feedback),))

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The right options that were not chosen."""
        taken = response if isinstance(response, list) else [response]
        yield from (option.explanation() for option in self.options if option.correct and option.key not in taken)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The chosen option."""
        yield texts_of(shown["options"])[response]

    def chances(self) -> Iterable[Chance]:
        """The options."""
        return (Chance(("options",), tuple(self.options)),)


def _one_correct(options: list[Option]) -> None:
    if sum(option.correct for option in options) != 1:
        raise ValueError("exactly one option must have `correct: true`")


class Single(_Optioned):
    """One right answer among several."""

    type: Literal["single"]

    @model_validator(mode="after")
    def _key(self) -> Self:
        _one_correct(self.options)
        return self


class Multiple(_Optioned):
    """Any number of right answers; each right choice adds, each wrong one takes away."""

    type: Literal["multiple"]

    @model_validator(mode="after")
    def _key(self) -> Self:
        if len({option.correct for option in self.options}) < 2:
            raise ValueError("some options must have `correct: true` and some must not")
        return self

    def solution(self) -> list[str]:
        """All right options."""
        return [option.key for option in self.options if option.correct]

    def scored(self, response: Any) -> Score:
        """Right choices less wrong ones, as a share of all right ones."""
        keys = {chosen(self.options, key).key for key in some(response)}
        picked = [option for option in self.options if option.key in keys]
        wanted = sum(option.correct for option in self.options)
        hits = sum(option.correct for option in picked)
        earned = max(0, hits - (len(picked) - hits)) / wanted
        return Score(earned, tuple(Reason(each.key, each.correct, each.feedback) for each in picked), wanted - hits)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The chosen options, in the question's order."""
        texts = texts_of(shown["options"])
        must(isinstance(response, list) and response and all(key in texts for key in response))
        yield from (text for key, text in texts.items() if key in response)

    def chances(self) -> Iterable[Chance]:
        """The options, of which several may be chosen."""
        return (Chance(("options",), tuple(self.options), many=True),)


class TrueFalse(_Optioned):
    """A statement judged true or false, with a confidence of 50 to 100 %."""

    NAMES: ClassVar = {}  # its two texts are fixed, so their names are, too

    type: Literal["true-false"]

    @model_validator(mode="after")
    def _key(self) -> Self:
        if tuple(option.text for option in self.options) not in TRUE_FALSE:
            known = ", or ".join(f'"{true}" and "{false}"' for true, false in TRUE_FALSE)
            raise ValueError(f"the options of a true-false item are {known}, quoted, in this order")
        _one_correct(self.options)
        return self

    @property
    def true(self) -> bool:
        """Whether the statement is true."""
        return self.options[0].correct

    def chances(self) -> Iterable[Chance]:
        """None: there are no texts to judge."""
        return ()
