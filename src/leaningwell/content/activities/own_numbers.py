"""What a learner may put down about their own people: rings on a map, and how warm small contacts were.

Names and words stay in the browser. Of the rest only numbers leave it, to be worked with once; the words here are those
around it, and an example of somebody made up.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from leaningwell.items import Entry
from leaningwell.items.part import Claim, Identified, Part, Slug, Text, must_differ

Level = Annotated[int, Field(ge=0, le=3)]
Warmth = Annotated[int, Field(ge=0, le=10)]


class Named(Part):
    """A ring, by its name and in words."""

    id: Slug = Field(description="its name, never changed")
    text: Text = Field(description="what a reader sees")


class Turn(Named):
    """A way of give and take, and the shape that stands for it."""

    shape: Literal["dot", "ring", "square", "triangle", "diamond", "cross"]


class Placed(Part):
    """Somebody on the example's map."""

    name: Text
    ring: Slug
    turns: Slug
    needs: list[Level] = Field(description="how much they give to each need, 0 to 3, in the order of `needs`")


class ExampleMap(Part):
    """The map of one of the course's made-up people."""

    who: Slug = Field(description="an id from course/data/personas.yaml")
    people: list[Placed] = Field(min_length=1)


class OwnNumbers(Identified):
    """A list of one's own, and what is drawn and said of its numbers."""

    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what it is for, and that it is optional")
    private: Text = Field(description="what stays in the browser, and what leaves it")
    care: bool = Field(False, description="whether the lesson's note of care stands in the card")
    readings: dict[Slug, Text] = Field(description="sentences that say what came out; {names} are filled in")
    columns: list[Text] = Field(min_length=4, max_length=4, description="the headings of the table")
    left_out: Text = Field(description="what such a look at one's own life leaves out")


class Circle(OwnNumbers):
    """Rings of one's own, and who gives to which need."""

    rings: list[Named] = Field(min_length=2)
    turns: list[Turn] = Field(min_length=2)
    needs: list[Text] = Field(min_length=2)
    levels: list[Text] = Field(min_length=4, max_length=4, description="words for 0, 1, 2 and 3")
    centre: Text = Field(description="what stands in the middle of the rings")
    example: ExampleMap

    def workbook_entries(self) -> list[Entry]:
        """The people on it, who count towards nothing."""
        labels = {ring.id: ring.text for ring in self.rings}
        return [Entry(f"circle/{self.id}", self.title, counts=False, labels=labels)]

    @model_validator(mode="after")
    def _example_fits(self) -> Self:
        must_differ([ring.id for ring in self.rings], "rings")
        must_differ([turn.id for turn in self.turns], "turns")
        for one in self.example.people:
            if one.ring not in {ring.id for ring in self.rings} or one.turns not in {turn.id for turn in self.turns}:
                raise ValueError(f"“{one.name}” of the example stands on a ring or has turns that are not listed")
            if len(one.needs) != len(self.needs):
                raise ValueError(f"“{one.name}” of the example needs {len(self.needs)} numbers, one for each need")
        return self


class Contact(Part):
    """A small contact of the example, with what was expected of it and what came."""

    what: Text
    expected: Warmth
    found: Warmth


class ExampleTries(Part):
    """The contacts of one of the course's made-up people."""

    who: Slug = Field(description="an id from course/data/personas.yaml")
    tries: list[Contact] = Field(min_length=1)


class Forecasts(OwnNumbers):
    """How warm small contacts were expected to be, and how warm they were."""

    example: ExampleTries
    chart: Text = Field(description="the chart's title")
    labels: dict[Slug, Text] = Field(description="words written into the chart, by name")
    rests_on: list[Claim] = []

    def workbook_entries(self) -> list[Entry]:
        """The contacts put down, which count towards nothing."""
        return [Entry(f"forecast/{self.id}", self.title, counts=False)]
