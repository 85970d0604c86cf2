"""A small model to play with: its controls and its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from leaningwell.items import Entry
from leaningwell.items.part import Claim, Identified, Part, Slug, Text, must_differ

from .prediction import Prediction


class Pick(Part):
    """One thing to choose in a control."""

    value: Slug = Field(description="its name in the model")
    label: Text = Field(description="what the learner reads")


class Control(Part):
    """One thing a learner can change in an exploration."""

    id: Slug = Field(description="the name of the model's parameter")
    type: Literal["slider", "choice", "checks"] = "slider"
    label: Text = Field(description="the parameter in plain words")
    minimum: float = 0
    maximum: float = 1
    step: float = Field(0.05, gt=0)
    start: float | str | list[str] = Field(description="the value at first and after reset")
    low: str = Field("", description="what the low end means")
    high: str = Field("", description="what the high end means")
    unit: str = ""
    choices: list[Pick] = []

    @model_validator(mode="after")
    def _start_is_offered(self) -> Self:
        if self.type == "slider":
            if self.minimum >= self.maximum:
                raise ValueError(f"the slider runs from {self.minimum:g} to {self.maximum:g}; let it go further")
            if not isinstance(self.start, float) or not self.minimum <= self.start <= self.maximum:
                raise ValueError(f"`start: {self.start}` must be a number between `minimum` and `maximum`")
            return self
        must_differ([choice.value for choice in self.choices], "choices")
        chosen = self.start if isinstance(self.start, list) else [self.start]
        if isinstance(self.start, list) != (self.type == "checks"):
            raise ValueError("`start` is one value for a choice and a list of values for checks")
        if self.choices and (unknown := set(chosen) - {choice.value for choice in self.choices}):
            raise ValueError(f"`start` names what is not among `choices`: {', '.join(sorted(map(str, unknown)))}")
        return self


MANY = 4
"""So many controls fit beside a chart that stays in sight; of more, the sliders come one scene at a time."""


class Exploration(Identified):
    """A small model, or published figures, to play with: the words around it. The calculation is in Python."""

    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what it shows and what to try first")
    guess: Prediction | None = Field(None, description="a guess to be locked before anything is shown")
    care: bool = Field(False, description="whether the lesson's note of care stands in the card")
    controls: list[Control] = []
    scenes: list[list[Slug]] = Field([], description="the sliders that come one scene at a time, by their ids")
    try_this: list[Text] = Field([], description="small experiments, one line each")
    chart: Text | None = Field(None, description="the chart's title")
    labels: dict[Slug, Text] = Field({}, description="words written into the chart, by name")
    readings: dict[Slug, Text] = Field({}, description="sentences that say what the chart shows; {names} are filled in")
    columns: list[Text] = Field([], description="the headings of the data table")
    discover: Text = Field(description="what there was to find, shown on request")
    left_out: Text = Field(description="what this model leaves out")
    invented: bool = Field(True, description="whether the numbers are invented rather than published")
    source: Text | None = Field(None, description="where published numbers come from")
    studied: Text | None = Field(None, description="who was studied, where and when")
    rests_on: list[Claim] = []

    def workbook_entries(self) -> list[Entry]:
        """The guess before it, if there is one."""
        return [replace(entry, counts=False) for entry in (self.guess.workbook_entries() if self.guess else [])]

    @model_validator(mode="after")
    def _published_figures_have_a_source(self) -> Self:
        must_differ([control.id for control in self.controls], "controls")
        self._scenes_hold_what_is_many()
        if not self.invented and not (self.source and self.studied and self.rests_on):
            raise ValueError("published numbers (`invented: false`) need `source`, `studied` and `rests-on`")
        return self

    def _scenes_hold_what_is_many(self) -> None:
        in_scenes = [id for scene in self.scenes for id in scene]
        must_differ(in_scenes, "scenes")
        sliders = {control.id for control in self.controls if control.type == "slider"}
        if unknown := set(in_scenes) - sliders:
            raise ValueError(f"`scenes` names what is no slider of it: {', '.join(sorted(unknown))}")
        if not all(self.scenes):
            raise ValueError("a scene of `scenes` is empty; leave it out, or name its sliders")
        if in_scenes and set(in_scenes) != sliders:
            raise ValueError(f"`scenes` leaves out: {', '.join(sorted(sliders - set(in_scenes)))}")
        at_once = len(self.controls) - len(in_scenes)
        if at_once > MANY:
            raise ValueError(
                f"there are {at_once} controls at once, more than {MANY}; put the sliders into `scenes`, "
                "such as [[first], [second, third]], which come one after another"
            )
