"""``scenario``: a conversation. A response is a list of the keys of the replies taken, turn by turn.

Its replies are right or wrong, or they have effects: one opens (1), leaves things as they are (½) or closes (0), and
the other person answers each in a way of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from .base import Chance, Explanation, Item, Named, Option, Reason, Score, chosen, must, shown, some
from .number import foreign
from .part import Misfit, Part, Slug, Text, Where, alike

Effect = Literal["opens", "stays", "closes"]
WORTH: dict[Effect, float] = {"opens": 1, "stays": 0.5, "closes": 0}


class Reply(Option):
    """One thing to say or do: ``correct`` or not, or with an ``effect``."""

    effect: Effect | None = Field(None, description="what it does with the other person: opens, stays or closes")
    then: Text | None = Field(None, description="what the other person says or does next")
    next: Slug | None = Field(None, description="the id of the turn this reply leads to")

    @property
    def worth(self) -> float:
        """What taking it earns."""
        return WORTH[self.effect] if self.effect else super().worth

    def reason(self) -> Reason:
        """What is to be said about taking it."""
        return Reason(
            self.key,
            self.worth == 1,
            self.feedback,
            partly=0 < self.worth < 1,
            effect=self.effect or "",
            then=self.then or "",
        )


class Turn(Part):
    """One exchange in a scenario: what the other says, and the replies to choose from."""

    id: Slug = Field(description="the turn's name, which `next` refers to")
    says: Text = Field(description="what the other person says or does")
    quiet: bool = Field(False, description="whether the other person need not say more after a reply that opens")
    options: list[Reply] = Field(min_length=2, description="at least two replies")


class Scenario(Item):
    """A conversation of one or more turns; each reply taken counts alike."""

    NAMES: ClassVar = {("options",): {"id": "text"}, ("turns", "options"): {"id": "text"}}
    MISSED: ClassVar = "unfinished"

    type: Literal["scenario"]
    options: list[Reply] = []
    turns: list[Turn] = []

    @property
    def all_turns(self) -> list[Turn]:
        """The turns, flat options being the only one."""
        return self.turns or [Turn(id="only", says=self.prompt, options=self.options)]

    @property
    def has_effects(self) -> bool:
        """Whether replies have effects instead of being right or wrong."""
        return any(option.effect for turn in self.turns for option in turn.options)

    def misfits(self) -> Iterator[Misfit]:
        """Replies without a key, and turns that do not hang together."""
        if bool(self.options) == bool(self.turns):
            yield (), "a scenario has either `options` (one turn) or `turns`"
            return
        if self.has_effects and len(self.turns) == 1:
            yield (
                ("turns", 0),
                "nobody could mend a closed door here; a conversation with effects has two turns or more",
            )
        yield from alike([turn.id for turn in self.turns], "turns", ("turns",))
        for index, turn in enumerate(self.all_turns):
            where: Where = ("turns", index, "options") if self.turns else ("options",)
            yield from alike([option.text for option in turn.options], "replies", where)
            if not any(option.worth == 1 for option in turn.options):
                key = "effect: opens" if self.has_effects else "correct: true"
                yield where[:2], f"the turn “{turn.id}” has no reply with `{key}`"
            for place, option in enumerate(turn.options):
                for sentence in self._reply_misfits(turn, option):
                    yield (*where, place), sentence
        yield from _must_end(self.turns)
        yield from _must_be_reached(self.turns)

    def _reply_misfits(self, turn: Turn, reply: Reply) -> Iterator[str]:
        if reply.next is not None and (reply.next not in self._turns() or reply.next == turn.id):
            yield f"`next: {reply.next}` does not name another turn"
        if reply.effect and not self.turns:
            yield "a conversation with effects has `turns`"
        elif not self.has_effects and reply.then:
            yield "`then` goes with an `effect`; without one, tell it in `feedback`"
        if not self.has_effects:
            return
        if reply.effect is None:
            yield "other replies have an `effect` and this one has none; write opens, stays or closes"
        elif reply.then is None:
            yield "write under `then` what the other person says or does next"
        if reply.correct:
            yield "a reply with an `effect` is neither right nor wrong; remove `correct`"
        # In the last turn every reply ends the conversation, and so may one that closes.
        if reply.effect == "closes" and reply.next is None and any(option.next for option in turn.options):
            yield "this reply closes and ends the conversation, so that nobody can mend it; give it a `next`"

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
            reply = next(option for option in turn.options if option.worth == 1)
            path.append(reply.key)
            turn = turns.get(reply.next)
        return path

    def scored(self, response: Any) -> Score:
        """The mean of all replies. Breaking off never pays: turns still to come count as if none went right."""
        replies = [reply for _, reply in self._path(response)]
        ahead = self._longest_from(replies[-1].next)
        earned = sum(reply.worth for reply in replies) / (len(replies) + ahead)
        return Score(earned, tuple(reply.reason() for reply in replies), min(ahead, 1))

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The best replies of each turn in which another was taken."""
        for turn, taken in self._path(response):
            if taken.worth < 1:
                yield from (option.explanation() for option in turn.options if option.worth == 1)

    @property
    def chance(self) -> float | None:
        """With effects, what replies picked at random earn on average."""
        if not self.has_effects:
            return None
        means = [sum(option.worth for option in turn.options) / len(turn.options) for turn in self.turns]
        return sum(means) / len(means)

    def _path(self, response: Any) -> list[tuple[Turn, Reply]]:
        turns, path = self._turns(), list[tuple[Turn, Reply]]()
        turn: Turn | None = self.all_turns[0]
        for key in some(response):
            if turn is None:
                raise foreign()
            path.append((turn, chosen(turn.options, key)))
            turn = turns.get(path[-1][1].next)
        return path

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
            where: Where = ("turns", index, "options") if self.turns else ("options",)
            # Silence, or a deed, can be a full answer.
            yield Chance(where, tuple(turn.options), alike=not self.has_effects)


def _following(turns: list[Turn]) -> dict[str, set[str]]:
    """The turns that can come right after each one."""
    ids = {turn.id for turn in turns}
    return {turn.id: {option.next for option in turn.options if option.next in ids - {turn.id}} for turn in turns}


def _must_end(turns: list[Turn]) -> Iterator[Misfit]:
    following, ending = _following(turns), set[str]()
    while more := {id for id, after in following.items() if after <= ending} - ending:
        ending |= more
    if stuck := set(following) - ending:
        yield ("turns",), f"the turns {', '.join(sorted(stuck))} lead round in a circle; let one of them end"


def _must_be_reached(turns: list[Turn]) -> Iterator[Misfit]:
    following = _following(turns)
    reached, new = set[str](), set(list(following)[:1])
    while new:
        reached |= new
        new = set[str]().union(*(following[id] for id in new)) - reached
    for index, turn in enumerate(turns):
        if turn.id not in reached:
            yield ("turns", index), f"no reply leads to the turn “{turn.id}”; name it in a `next`, or remove it"
