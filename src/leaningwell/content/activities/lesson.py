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
from .own_numbers import Circle, Forecasts
from .plan import Plan
from .practice import Practice
from .prediction import Prediction
from .translator import Translator
from .writing import LookBack, Reflection, Writing


def _reveals(prediction: Prediction) -> Prediction:
    prediction.parted()
    return prediction


QUESTIONS_A_STEP = 2
"""So many of a lesson's questions are shown at once where it is read step by step."""


class Drawer(Part):
    """What stands in the drawer at the lesson's end, for the curious: it does not count, and returns in no warm-up."""

    items: list[AnyItem] = []
    explorations: list[Exploration] = []


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
    practice: Practice | None = None
    reflections: list[Reflection] = []
    look_backs: list[LookBack] = []
    predictions: list[Annotated[Prediction, AfterValidator(_reveals)]] = []
    explorations: list[Exploration] = []
    translator: Translator | None = None
    choices: list[Choice] = []
    circle: Circle | None = None
    forecasts: Forecasts | None = None
    plan: Plan | None = None
    drawer: Drawer = Drawer()

    @model_validator(mode="after")
    def _care_is_written(self) -> Self:
        noted: list[Writing | Exploration | Circle | Forecasts | None] = [*self.reflections, *self.look_backs]
        noted += [*self.all_explorations, self.circle, self.forecasts]
        asking = [part.id for part in noted if part and part.care]
        if asking and not self.care:
            raise ValueError(f"“{asking[0]}” shows the lesson's note of care; write it under `care` at the top")
        return self

    @property
    def all_explorations(self) -> list[Exploration]:
        """Those of the lesson, and those in its drawer."""
        return [*self.explorations, *self.drawer.explorations]

    def everything(self) -> list[Identified]:
        """All parts that carry an id, in the order of the file."""
        return [*self.items, *self.check, *self._beside_questions(), *self._in_the_drawer()]

    def shown(self) -> list[Identified]:
        """The same without the statements of the check, which say neither right nor wrong."""
        return [*self.items, *self._beside_questions(), *self._in_the_drawer()]

    def _beside_questions(self) -> list[Identified]:
        practice: list[Identified] = [*self.practice.items, self.practice] if self.practice else []
        parts = [*self.reflections, *self.look_backs, *self.predictions, *self.explorations, *self.choices]
        return [
            *practice,
            *parts,
            *(part for part in (self.translator, self.circle, self.forecasts, self.plan) if part is not None),
        ]

    def _in_the_drawer(self) -> list[Identified]:
        return [*self.drawer.items, *self.drawer.explorations]

    def workbook_entries(self) -> list[Entry]:
        """All that a learner leaves of the lesson in the workbook."""
        counted = [*self.items, *self._beside_questions()]
        found = [entry for part in counted for entry in part.workbook_entries()]
        aside = [*self._in_the_drawer(), *self.retired]
        found += [replace(entry, counts=False) for part in aside for entry in part.workbook_entries()]
        for lesson, when in ((self.lesson if self.check else None, "before"), (self.check_again, "after")):
            if lesson:
                found.append(Entry(f"check/{lesson}/{when}"))
        # Answers in a warm-up are told where their questions stand.
        return [*found, Entry(f"warm-up/{self.lesson}", counts=False)] if self.warm_up else found


def parts_of(read: Activities | Graded) -> Iterator[tuple[Where, Identified]]:
    """Every part with an id in a file, with its place there."""
    for section, value in read:
        yield from _parts_in(value, (section.replace("_", "-"),))


def _parts_in(value: object, where: Where) -> Iterator[tuple[Where, Identified]]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _parts_in(one, (*where, index))
    elif isinstance(value, Drawer):
        for section, inner in value:
            yield from _parts_in(inner, (*where, section))
    elif isinstance(value, Identified):
        yield where, value
        if isinstance(value, Practice):
            yield from _parts_in(value.rounds, (*where, "rounds"))
        elif isinstance(value, Exploration) and value.guess:
            yield (*where, "guess"), value.guess
