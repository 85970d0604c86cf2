"""A graded exercise: its tasks, its questions, and the reflections it offers again."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from leaningwell.items import AnyItem
from leaningwell.items.part import Identified, Lesson, Part, Slug, Text

from ..language import Language
from .practice import Care
from .writing import Reflection


class Task(Identified):
    """A graded task with two routes: a code cell, or closed items. The better one counts.

    One in ``words`` has no code, and the line of care stands above it.
    """

    id: Slug = Field(description="the grade_id of the task's test cell in the notebook")
    title: Text
    points: float = Field(gt=0, description="what the task is worth, by either route")
    no_code: list[Slug] = Field(min_length=1, description="the ids of the items that make up the no-code route")
    kind: Literal["words", "numbers"] | None = Field(None, description="`words` or `numbers`")
    care: Care | None = Field(None, description="which line of care stands above a task in words")

    @model_validator(mode="after")
    def _care_is_for_words(self) -> Self:
        if self.care and self.kind != "words":
            raise ValueError("the line of care stands above a task of `kind: words`; say so, or remove `care`")
        return self

    @property
    def has_code(self) -> bool:
        """Whether code is one of its routes."""
        return self.kind != "words"

    @property
    def line_of_care(self) -> Care | None:
        """Which line of care stands above it, if any."""
        return (self.care or "fear") if self.kind == "words" else None


class Graded(Part):
    """The graded items of one exercise, with their keys (solutions/NN-slug/items.yaml)."""

    lesson: Lesson = Field(description="the exercise's folder name")
    language: Language = Field("en", description="the language of the text, as the notebook's metadata has it")
    tasks: list[Task] = []
    items: list[AnyItem] = []
    retired: list[AnyItem] = Field([], description="questions no longer asked, kept for the answers to them")
    reflections: list[Reflection] = []
