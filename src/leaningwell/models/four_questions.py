"""Four questions about an act that asks for something: how far it lies from what is ordinary, as a toy.

Each question is answered by 0 (no trouble), 1 (some) or 2 (much): whether the answer lands, whether the act can wait,
what it costs the other person, and whether it takes the place of other company. Their plain sum, 0 to 8, is the place
on the line. An act that takes what was not given, such as reading somebody's messages for proof, is on no such line:
it stands at the far end whatever the answers are.

The answers are made up by the course's authors, and the sum is a picture and no measure: nobody tested these weights,
and there is no number above which a person asks too much. Left out: who the two are to each other, what is usual where
they live, illness, and whether somebody is afraid.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from .ranges import whole, within

MUCH = 2
FAR_END = 4 * MUCH


@dataclass(frozen=True)
class Answers:
    """How much trouble each question finds, 0, 1 or 2. ``crosses`` says that something is taken that was not given."""

    lands: int
    waits: int
    costs: int
    crowds: int
    crosses: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for an answer that is not 0, 1 or 2."""
        for name, value in zip(("lands", "waits", "costs", "crowds"), self.each, strict=True):
            whole(name, value, 0)
            within(name, value, 0, MUCH)

    @property
    def each(self) -> tuple[int, int, int, int]:
        """The four answers."""
        lands, waits, costs, crowds, _ = astuple(self)
        return lands, waits, costs, crowds

    @property
    def place(self) -> int:
        """Where the act lies, from 0, quite ordinary, to 8."""
        return FAR_END if self.crosses else sum(self.each)
