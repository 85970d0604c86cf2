"""Private writing: reflections, and looks back at them."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from leaningwell.items import Entry
from leaningwell.items.part import Lesson, Part, Slug, Text, must_differ

from .timed import Timed


class Box(Part):
    """One labelled line of a reflection's scaffold."""

    id: Slug = Field(description="the box's name, never changed")
    label: Text = Field(description="the question this line answers")


class Voice(Part):
    """Words of one of the course's made-up people."""

    who: Slug = Field(description="an id from course/data/personas.yaml")
    text: Text = Field(description="what they wrote, or their story")


class Writing(Timed):
    """A private piece of writing. Own words, a persona's, or skipping all count as done."""

    USUAL = 4

    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what to think about")
    boxes: list[Box] = Field(min_length=1, description="at least one box to write in")
    complete: int = Field(1, ge=1, description="how many boxes make it complete")
    persona: Voice = Field(description="the same exercise about somebody else: who, and their story")
    care: bool = Field(False, description="whether the lesson's note of care stands in the card")

    KIND: ClassVar[str]
    """The kind of its entry in the workbook."""

    def workbook_entries(self) -> list[Entry]:
        """What is written, box by box."""
        labels = {box.id: box.label for box in self.boxes}
        who = self.persona.who
        return [Entry(f"{self.KIND}/{self.id}", self.title, prompt=self.prompt, labels=labels, persona=who)]

    @model_validator(mode="after")
    def _boxes(self) -> Self:
        must_differ([box.id for box in self.boxes], "boxes")
        if self.complete > len(self.boxes):
            raise ValueError(f"`complete: {self.complete}` asks for more boxes than there are")
        return self


class Reflection(Writing):
    """A private piece of writing that a lesson invites to."""

    KIND = "reflection"
    example: Voice | None = None
    shareable: bool = False
    prints: bool | None = Field(None, description="whether it can be printed by itself, filled in or empty")
    points: float | None = Field(None, gt=0, description="points for completion in a graded exercise")


class LookBack(Writing):
    """A reflection of an earlier lesson, shown again with boxes to add to it."""

    KIND = "look-back"
    lesson: Lesson = Field(description="the earlier lesson, such as 03-alone-together")
    reflection: Slug = Field(description="the id of the reflection in that lesson")
