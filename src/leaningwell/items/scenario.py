"""``scenario``: a conversation. A response is a list of the keys of the replies taken, turn by turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Chance, Item, Named, Option, Reason, Score, chosen, must, shown, some
from .number import foreign
from .part import Part, Slug, Text, must_differ


class Turn(Part):
    """One exchange in a scenario: what the other says, and the replies to choose from."""

    id: Slug = Field(description="the turn's name, which `next` refers to")
    says: Text = Field(description="what the other person says or does")
    options: list[Option] = Field(min_length=2, description="at least two replies")


class Scenario(Item):
    """A conversation of one or more turns; each reply taken counts alike."""

    NAMES: ClassVar = {("options",): {"id": "text"}, ("turns", "options"): {"id": "text"}}
    MISSED: ClassVar = "unfinished"

    type: Literal["scenario"]
    options: list[Option] = []
    turns: list[Turn] = []

    @model_validator(mode="after")
    def _turns_hang_together(self) -> Self:
        if bool(self.options) == bool(self.turns):
            raise ValueError("a scenario has either `options` (one turn) or `turns`")
        ids = [turn.id for turn in self.turns]
        must_differ(ids, "turns")
        for turn in self.all_turns:
            must_differ([option.text for option in turn.options], "replies")
            if not any(option.correct for option in turn.options):
                raise ValueError(f"the turn “{turn.id}” has no reply with `correct: true`")
            for option in turn.options:
                if option.next is not None and (option.next not in ids or option.next == turn.id):
                    raise ValueError(f"`next: {option.next}` does not name another turn")
        _must_end(self.turns)
        _must_be_reached(self.turns)
        return self

    @property
    def all_turns(self) -> list[Turn]:
        """The turns, flat options being the only one."""
        return self.turns or [Turn(id="only", says=self.prompt, options=self.options)]

    def named(self) -> Sequence[Sequence[Named]]:
        """The replies, turn by turn."""
        return [turn.options for turn in self.turns] or [self.options]

    def asked(self) -> dict[str, Any]:
        """The turns, each with its replies and where they lead."""
        turns = [
            {
                "id": turn.id,
                "says": turn.says if self.turns else "",
                "options": [
                    reply | ({"next": option.next} if option.next else {})
                    for reply, option in zip(shown(turn.options), turn.options, strict=True)
                ],
            }
            for turn in self.all_turns
        ]
        return {"turns": turns}

    def solution(self) -> list[str]:
        """A right reply in each turn."""
        turns, path = self._turns(), []
        turn: Turn | None = self.all_turns[0]
        while turn is not None:
            reply = next(option for option in turn.options if option.correct)
            path.append(reply.key)
            turn = turns.get(reply.next)
        return path

    def scored(self, response: Any) -> Score:
        """The share of right replies. Breaking off never pays: turns still to come count as if none went right."""
        replies = self._replies(response)
        reasons = tuple(Reason(reply.key, reply.correct, reply.feedback) for reply in replies)
        ahead = self._longest_from(replies[-1].next)
        return Score(sum(reply.correct for reply in replies) / (len(replies) + ahead), reasons, min(ahead, 1))

    def _replies(self, response: Any) -> list[Option]:
        turns, replies = self._turns(), list[Option]()
        turn: Turn | None = self.all_turns[0]
        for key in some(response):
            if turn is None:
                raise foreign()
            replies.append(chosen(turn.options, key))
            turn = turns.get(replies[-1].next)
        return replies

    def _turns(self) -> dict[str | None, Turn]:
        """The turns by what a reply's ``next`` says; of None there is none."""
        return {turn.id: turn for turn in self.all_turns}

    def _longest_from(self, turn_id: str | None) -> int:
        """How many turns can follow, beginning with this one."""
        if turn_id is None:
            return 0
        turn = next(turn for turn in self.turns if turn.id == turn_id)
        return 1 + max(self._longest_from(option.next) for option in turn.options)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """The replies, one after the other."""
        must(isinstance(response, list) and response)
        following, turn = {turn["id"]: turn for turn in shown["turns"]}, shown["turns"][0]
        for key in response:
            reply = next((option for option in turn["options"] if option["key"] == key), None) if turn else None
            if reply is None:
                raise foreign()
            yield reply["text"]
            turn = following.get(reply.get("next"))

    def chances(self) -> Iterable[Chance]:
        """The replies of each turn."""
        for index, turn in enumerate(self.all_turns):
            yield Chance(("turns", index, "options") if self.turns else ("options",), tuple(turn.options))


def _must_end(turns: list[Turn]) -> None:
    following = {turn.id: {option.next for option in turn.options if option.next} for turn in turns}
    ending = set[str]()
    while True:
        more = {id for id, after in following.items() if after <= ending} - ending
        if not more:
            break
        ending |= more
    if stuck := set(following) - ending:
        raise ValueError(f"the turns {', '.join(sorted(stuck))} lead round in a circle; let one of them end")


def _must_be_reached(turns: list[Turn]) -> None:
    following = {turn.id: {option.next for option in turn.options if option.next} for turn in turns}
    reached, new = set[str](), set(list(following)[:1])
    while new:
        reached |= new
        new = set().union(*(following[id] for id in new)) - reached
    if missed := [id for id in following if id not in reached]:
        raise ValueError(f"no reply leads to the turns {', '.join(missed)}; name each one in a `next`, or remove it")
