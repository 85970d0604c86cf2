"""A graded exercise: its tasks, its questions, and the reflections it offers again."""

from __future__ import annotations

from pydantic import Field

from leaningwell.items import AnyItem
from leaningwell.items.part import Identified, Lesson, Part, Slug, Text

from ..language import Language
from .writing import Reflection


class Task(Identified):
    """A graded task with two routes: a code cell, or closed items. The better one counts."""

    id: Slug = Field(description="the grade_id of the task's test cell in the notebook")
    title: Text
    points: float = Field(gt=0, description="what the task is worth, by either route")
    no_code: list[Slug] = Field(min_length=1, description="the ids of the items that make up the no-code route")


class Graded(Part):
    """The graded items of one exercise, with their keys (solutions/NN-slug/items.yaml)."""

    lesson: Lesson = Field(description="the exercise's folder name")
    language: Language = Field("en", description="the language of the text, as the notebook's metadata has it")
    tasks: list[Task] = []
    items: list[AnyItem] = []
    retired: list[AnyItem] = Field([], description="questions no longer asked, kept for the answers to them")
    reflections: list[Reflection] = []
