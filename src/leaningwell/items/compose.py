"""``compose``: a message put together of phrases, one from each slot.

A response maps a slot's key to the key of a phrase, or is the key of a whole message. Slots that may be left out count
in full where they are. A phrase can weaken or undo what stands in another slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Any, ClassVar, Literal

from pydantic import Field

from .base import Explanation, Item, Named, Reason, Score, chosen, must, shown, texts_of
from .number import ResponseError
from .part import Misfit, Part, Slug, Text, alike


class Phrase(Named):
    """One way to say what a slot is for."""

    text: Text = Field(description="what stands in the message, in whole sentences")
    worth: float = Field(ge=0, le=1, multiple_of=0.5, description="1, 0.5 or 0")
    feedback: Text = Field(description="what the phrase gives the other person, and what they may make of it")


class Slot(Named):
    """A part of the message."""

    label: Text = Field(description="what this part of the message is for")
    optional: bool = Field(False, description="whether it may be left out, which then counts in full")
    phrases: list[Phrase] = Field(min_length=2, description="at least two phrases")

    @property
    def wording(self) -> str:
        """What it is for."""
        return self.label

    @property
    def choices(self) -> list[Phrase | None]:
        """All that can stand in it; None: nothing."""
        return [*self.phrases, *([None] if self.optional else [])]

    def worth(self, phrase: Phrase | None) -> float:
        """What it earns by itself with a phrase, or with nothing."""
        return float(self.optional) if phrase is None else phrase.worth


class Clash(Part):
    """A phrase that weakens or undoes another slot."""

    phrase: Slug = Field(description="the `id` of the phrase that does so")
    slot: Slug = Field(description="the `id` of the slot that suffers from it")
    factor: float = Field(
        ge=0, le=0.5, multiple_of=0.5, description="0.5 where it weakens the slot, 0 where it undoes it"
    )
    told: Text = Field(description="how the two go against each other, in a full sentence")


class Whole(Named):
    """A complete message that is a full answer by itself."""

    text: Text = Field(description="the whole message, or what is done instead of it")
    feedback: Text = Field(description="why it is a full answer")


class Compose(Item):
    """A message of several slots; each counts alike."""

    NAMES: ClassVar = {("slots",): {"id": "label"}, ("slots", "phrases"): {"id": "text"}, ("whole",): {"id": "text"}}
    MISSED: ClassVar = "left-out"

    type: Literal["compose"]
    slots: list[Slot] = Field(min_length=2, description="at least two slots")
    clashes: list[Clash] = []
    whole: list[Whole] = []

    def misfits(self) -> Iterator[Misfit]:
        """Slots that cannot be filled well, and clashes between what is not there."""
        yield from alike([slot.label for slot in self.slots], "slots", ("slots",))
        yield from alike([message.text for message in self.whole], "whole messages", ("whole",))
        seen = set[str]()
        for index, slot in enumerate(self.slots):
            for place, phrase in enumerate(slot.phrases):
                if phrase.text in seen:
                    yield ("slots", index, "phrases", place), "two phrases have the same text; make each one different"
                seen.add(phrase.text)
            if not any(phrase.worth == 1 for phrase in slot.phrases):
                yield ("slots", index), f"the slot “{slot.key}” has no full answer; give one of its phrases `worth: 1`"
        if all(slot.optional for slot in self.slots):
            yield ("slots",), "every slot may be left out, so that nothing would be a message; make one of them needed"
        for index, clash in enumerate(self.clashes):
            yield from ((("clashes", index, key), sentence) for key, sentence in self._clash_misfits(clash))

    def _clash_misfits(self, clash: Clash) -> Iterator[tuple[str, str]]:
        home = next(((slot, each) for slot in self.slots for each in slot.phrases if each.key == clash.phrase), None)
        if clash.slot not in {slot.key for slot in self.slots}:
            yield (
                "slot",
                f"no slot has the `id` “{clash.slot}”; write one of: {', '.join(each.key for each in self.slots)}",
            )
        if home is None:
            yield "phrase", f"no phrase has the `id` “{clash.phrase}”; give the phrase that is meant this `id`"
        elif home[0].key == clash.slot:
            yield "slot", "a phrase does not clash with its own slot; give it less `worth` instead"
        elif home[1].worth:
            # So a better phrase never lowers the sum.
            yield "phrase", f"a phrase that takes from another slot earns nothing; give “{clash.phrase}” `worth: 0`"

    def named(self) -> Sequence[Sequence[Named]]:
        """The slots, the phrases, and the whole messages."""
        return [self.slots, [phrase for slot in self.slots for phrase in slot.phrases], self.whole]

    def asked(self) -> dict[str, Any]:
        """The slots with their phrases, and the whole messages."""
        slots = [slot.shown() | {"optional": slot.optional, "phrases": shown(slot.phrases)} for slot in self.slots]
        return {"slots": slots} | ({"whole": shown(self.whole)} if self.whole else {})

    def solution(self) -> dict[str, str]:
        """A full phrase in each slot; none of them clashes with anything."""
        return {slot.key: next(phrase.key for phrase in slot.phrases if phrase.worth == 1) for slot in self.slots}

    def scored(self, response: Any) -> Score:
        """The mean of all slots, less what clashes take away. Raises ResponseError."""
        if message := self._whole(response):
            return Score(1.0, (Reason(message.key, True, message.feedback),))
        picked = self._picked(response)
        left_out = [slot for slot in self.slots if slot.key not in picked and not slot.optional]
        reasons = tuple(self._reason(slot, picked) for slot in self.slots if slot.key in picked)
        return Score(self.mean(picked), reasons, len(left_out))

    def mean(self, picked: Mapping[str, Phrase | None]) -> float:
        """What a message earns, by what stands in each slot. Nothing at all is no message."""
        if not any(picked.values()):
            return 0.0
        return sum(self._worth(slot, picked) for slot in self.slots) / len(self.slots)

    def _worth(self, slot: Slot, picked: Mapping[str, Phrase | None]) -> float:
        phrase = picked.get(slot.key)
        factors = [clash.factor for clash in self._clashes(slot, picked)] if phrase else []
        return slot.worth(phrase) * prod(factors)

    def _clashes(self, slot: Slot, picked: Mapping[str, Phrase | None]) -> list[Clash]:
        there = {phrase.key for phrase in picked.values() if phrase}
        return [clash for clash in self.clashes if clash.slot == slot.key and clash.phrase in there]

    def _reason(self, slot: Slot, picked: Mapping[str, Phrase]) -> Reason:
        phrase, worth = picked[slot.key], self._worth(slot, picked)
        told = [clash.told for clash in self._clashes(slot, picked)] if phrase.worth else []
        return Reason(phrase.key, worth == 1, " ".join([phrase.feedback, *told]), partly=0 < worth < 1)

    def _whole(self, response: Any) -> Whole | None:
        return chosen(self.whole, response) if isinstance(response, str) else None

    def _picked(self, response: Any) -> dict[str, Phrase]:
        if not isinstance(response, dict) or not response:
            raise ResponseError("Choose at least one phrase first.", "compose")
        must(response.keys() <= {slot.key for slot in self.slots})
        return {slot.key: chosen(slot.phrases, response[slot.key]) for slot in self.slots if slot.key in response}

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The full phrases of each slot that has another one, or lacks one."""
        picked = self._picked(response)
        for slot in self.slots:
            if slot.worth(picked.get(slot.key)) < 1:
                yield from (Explanation(phrase.key, phrase.feedback) for phrase in slot.phrases if phrase.worth == 1)

    def offers(self) -> Iterable[Sequence[Named]]:
        """The phrases of each slot."""
        return [slot.phrases for slot in self.slots]

    @property
    def chance(self) -> float:
        """The mean of all messages that can be put together, clashes included.

        The slots are filled independently of each other, so the mean of a product is the product of the means.
        """
        total = 0.0
        for slot in self.slots:
            mean = sum(slot.worth(phrase) for phrase in slot.phrases) / len(slot.choices)
            spared = prod(self._mean_factor(other, slot) for other in self.slots if other is not slot)
            # What is left out cannot be weakened.
            total += mean * spared + (1 / len(slot.choices) if slot.optional else 0)
        return total / len(self.slots)

    def _mean_factor(self, other: Slot, slot: Slot) -> float:
        """What the phrases of one slot leave of another one, on average."""
        by_phrase = {phrase.key: 1.0 for phrase in other.phrases}
        for clash in self.clashes:
            if clash.slot == slot.key and clash.phrase in by_phrase:
                by_phrase[clash.phrase] *= clash.factor
        return (sum(by_phrase.values()) + len(other.choices) - len(other.phrases)) / len(other.choices)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The message."""
        if isinstance(response, str):
            yield texts_of(shown["whole"])[response]
            return
        slots = {slot["key"]: texts_of(slot["phrases"]) for slot in shown["slots"]}
        must(isinstance(response, dict) and response and response.keys() <= slots.keys())
        yield " ".join(texts[response[key]] for key, texts in slots.items() if key in response)
