"""The practice of a lesson: one skill, seen done well and less well, rehearsed on the screen, and tried for real."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, ValidationInfo, field_validator

from leaningwell.items import AnyItem, Entry, Item
from leaningwell.items.part import Claim, Identified, Part, Slug, Text

SKILL_WORDS = 14
LONGEST = 12
"""Minutes."""
MIXED = "mixed"

Care = Literal["fear", "not-your-task"]
"""Which line of care stands above it: whom not to do this with, or that nobody has to keep a feared person calm."""


def _is_short(skill: str) -> str:
    if (words := len(skill.split())) > SKILL_WORDS:
        raise ValueError(f"the skill has {words} words; say it in at most {SKILL_WORDS}")
    return skill


class Model(Part):
    """One of two ways to do it, side by side."""

    text: Text = Field(description="what is said or done")
    why: Text = Field(description="what this gives, or what it misses, in a sentence")


class Worked(Part):
    """The skill done once, with a poorer way beside it."""

    scene: Text = Field(description="where it happens, and between whom")
    good: Model = Field(description="one good way: its `text`, and `why`")
    poorer: Model = Field(description="a poorer way: its `text`, and `why`")


class RealTry(Part):
    """The same skill away from the screen, in three ways that count alike."""

    prompt: Text = Field(description="what to try")
    mine: Text = Field(description="how to do it with somebody of one's own")
    made_up: Text = Field(description="how to do it with a made-up person: written, aloud or in the head")
    note: Text | None = Field(None, description="what to note, where that is not what a camera could have seen")


class PairPart(Part):
    """The part that one of two people takes. It comes from the scene, never from anybody's life."""

    name: Text = Field(description="who one is in the scene")
    text: Text = Field(description="what this person knows and wants")


class Pair(Part):
    """The practice for two people in a class."""

    scene: Text = Field(description="where the two meet; it is seldom the scene of the worked example")
    parts: list[PairPart] = Field(min_length=2, description="at least two parts, each with `name` and `text`")
    steps: list[Text] = Field(min_length=1, description="what the two do, one thing after the other")
    questions: list[Text] = Field(
        min_length=2, max_length=2, description="the two questions for the whole group, one for each session"
    )


def _round(value: Any) -> str:
    return "id" if isinstance(value, str) else "item"


Round = Annotated[Annotated[Slug, Tag("id")] | Annotated[AnyItem, Tag("item")], Discriminator(_round)]
"""A question, or the id of the lesson's translator or of one of its choices."""


class Practice(Identified):
    """A skill, and three steps towards it."""

    skill: Annotated[Text, AfterValidator(_is_short)] = Field(description="the skill in one line")
    who: Slug = Field(description="whose scene it is, an id from course/data/personas.yaml")
    minutes: float = Field(gt=0, le=LONGEST, description=f"how many minutes it takes, at most {LONGEST}")
    care: Care = "fear"
    worked: Worked = Field(description="the skill done once, with `scene`, `good` and `poorer`")
    prompt: Text | None = Field(None, description="what comes before the first round")
    rounds: list[Round] = Field(min_length=1, description="the questions to practise with, one after the other")
    kind: Literal["annotate", "compose", "scenario", "mixed"] = Field(
        description="the type of its questions: annotate, compose or scenario, or mixed"
    )
    real_try: RealTry = Field(alias="try", description="the real try, with `prompt`, `mine` and `made-up`")
    pair: Pair = Field(description="the practice for two, with `scene`, `parts`, `steps` and `questions`")
    rests_on: list[Claim] = Field(min_length=1, description="the claims of the ledger it rests on")

    @field_validator("kind")
    @classmethod
    def _is_of_its_kind(cls, kind: str, info: ValidationInfo) -> str:
        rounds = info.data.get("rounds")
        types = {one.type for one in rounds if isinstance(one, Item)} if rounds else {kind}
        if not types:
            raise ValueError("none of the `rounds` is a question; add one to practise with")
        found = types.pop() if len(types) == 1 else MIXED
        if found != kind:
            raise ValueError(f"its rounds make it `kind: {found}`" if found in _KINDS else _no_practice(found))
        return kind

    @property
    def items(self) -> list[Item]:
        """The questions among its rounds."""
        return [one for one in self.rounds if isinstance(one, Item)]

    def workbook_entries(self) -> list[Entry]:
        """What became of the real try, and the note on it. Its questions leave entries of their own."""
        labels = {"note": self.real_try.note} if self.real_try.note else None
        return [Entry(f"practice/{self.id}", self.skill, prompt=self.real_try.prompt, labels=labels)]


_KINDS = ("annotate", "compose", "scenario", MIXED)


def _no_practice(type: str) -> str:
    return f"a question of type {type} alone is no practice; use annotate, compose or scenario, or add one of them"
