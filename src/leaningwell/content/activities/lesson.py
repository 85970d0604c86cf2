"""Everything a learner can do in one lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from leaningwell.items import AnyItem, Entry, TrueFalse, Where
from leaningwell.items.part import Identified, Lesson, Part, Slug, Text

from ..language import Language
from .choice import Choice
from .exercise import Graded
from .exploration import Exploration
from .plan import Plan
from .prediction import Prediction
from .translator import Translator
from .writing import LookBack, Reflection, Writing


def _reveals(prediction: Prediction) -> Prediction:
    prediction.parted()
    return prediction


class Activities(Part):
    """Everything a learner can do in one lesson."""

    lesson: Lesson = Field(description="the lesson's notebook name without .ipynb")
    language: Language = Field("en", description="the language of the text, as the notebook's metadata has it")
    title: Text = Field(description="the lesson's title")
    about: Text = Field(description="one line for the course map")
    minutes: int = Field(gt=0, description="how long the lesson takes")
    care: Text | None = Field(None, description="the note shown beside everything that teaches asking")
    warm_up: list[Slug] = Field([], description="ids of items from earlier lessons")
    check: list[TrueFalse] = Field([], description="statements judged at the course's beginning and again at its end")
    check_again: Lesson | None = Field(None, description="the lesson whose check returns here")
    items: list[AnyItem] = []
    retired: list[AnyItem] = Field([], description="questions no longer asked, kept for the answers to them")
    reflections: list[Reflection] = []
    look_backs: list[LookBack] = []
    predictions: list[Annotated[Prediction, AfterValidator(_reveals)]] = []
    explorations: list[Exploration] = []
    translator: Translator | None = None
    choices: list[Choice] = []
    plan: Plan | None = None

    @model_validator(mode="after")
    def _care_is_written(self) -> Self:
        noted: list[Writing | Exploration] = [*self.reflections, *self.look_backs, *self.explorations]
        asking = [part.id for part in noted if part.care]
        if asking and not self.care:
            raise ValueError(f"“{asking[0]}” shows the lesson's note of care; write it under `care` at the top")
        return self

    def everything(self) -> list[Identified]:
        """All parts that carry an id, in the order of the file."""
        return [*self.items, *self.check, *self._beside_questions()]

    def shown(self) -> list[Identified]:
        """The same without the statements of the check, which say neither right nor wrong."""
        return [*self.items, *self._beside_questions()]

    def _beside_questions(self) -> list[Identified]:
        parts = [*self.reflections, *self.look_backs, *self.predictions, *self.explorations, *self.choices]
        return [*parts, *(part for part in (self.translator, self.plan) if part is not None)]

    def workbook_entries(self) -> list[Entry]:
        """All that a learner leaves of the lesson in the workbook."""
        found = [entry for part in self.shown() for entry in part.workbook_entries()]
        found += [replace(entry, counts=False) for item in self.retired for entry in item.workbook_entries()]
        for lesson, when in ((self.lesson if self.check else None, "before"), (self.check_again, "after")):
            if lesson:
                found.append(Entry(f"check/{lesson}/{when}"))
        # Answers in a warm-up are told where their questions stand.
        return [*found, Entry(f"warm-up/{self.lesson}", counts=False)] if self.warm_up else found


def parts_of(read: Activities | Graded) -> Iterator[tuple[Where, Identified]]:
    """Every part with an id in a file, with its place there."""
    for section, value in read:
        for index, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, Identified):
                key = section.replace("_", "-")
                where: Where = (key, index) if isinstance(value, list) else (key,)
                yield where, part
                if isinstance(part, Exploration) and part.guess:
                    yield (*where, "guess"), part.guess
