"""The shape of an activity file: questions, reflections, predictions, explorations and the plan.

The description of each field is what an author is told when it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from leaningwell.items import AnyItem, Entry, TrueFalse
from leaningwell.items.part import CLAIM, IDEA, LESSON, SLUG, Claim, Lesson, Part, Slug, Text, must_differ

from .language import LANGUAGE, Language

FORMS = {
    SLUG: "small letters, digits and single hyphens, such as odds-to-risk",
    LESSON: "two digits and the lesson's name, such as 03-alone-together",
    IDEA: "the letter C and a number, such as C62",
    LANGUAGE: "a language code, such as en or de",
    CLAIM: "the letter E and a number, such as E4 or E4b",
}
"""What an author is told about a name in the wrong form."""


class Box(Part):
    """One labelled line of a reflection's scaffold."""

    id: Slug = Field(description="the box's name, never changed")
    label: Text = Field(description="the question this line answers")


class Voice(Part):
    """Words of one of the course's made-up people."""

    who: Slug = Field(description="an id from course/data/personas.yaml")
    text: Text = Field(description="what they wrote, or their story")


class Writing(Part):
    """A private piece of writing. Own words, a persona's, or skipping all count as done."""

    id: Slug = Field(description="a name, unique in the course and never changed")
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
    def _boxes(self):
        must_differ([box.id for box in self.boxes], "boxes")
        if self.complete > len(self.boxes):
            raise ValueError(f"`complete: {self.complete}` asks for more boxes than there are")
        return self


class Reflection(Writing):
    """A private piece of writing that a lesson invites to."""

    KIND = "reflection"
    example: Voice | None = None
    shareable: bool = False
    points: float | None = Field(None, gt=0, description="points for completion in a graded exercise")


class LookBack(Writing):
    """A reflection of an earlier lesson, shown again with boxes to add to it."""

    KIND = "look-back"
    lesson: Lesson = Field(description="the earlier lesson, such as 03-alone-together")
    reflection: Slug = Field(description="the id of the reflection in that lesson")


class Guess(Part):
    """One number to guess, on a slider."""

    id: Slug = Field(description="the guess's name, never changed")
    label: Text = Field(description="what is guessed")
    unit: Text = Field(description="what the number counts, such as “of 100 people”")
    minimum: float = 0
    maximum: float = 100
    step: float = Field(1, gt=0)
    revealed: float | None = Field(None, description="the figure shown after the guess is locked")


class Prediction(Part):
    """A guess, locked before a figure is revealed: one number, or several under `guesses`."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    prompt: Text = Field(description="what to guess")
    unit: str = Field("", description="what the number counts, such as “of 100 people”")
    minimum: float = 0
    maximum: float = 100
    step: float = Field(1, gt=0)
    revealed: float | None = Field(None, description="the figure shown after the guess is locked")
    guesses: list[Guess] = []
    reveal: Text = Field(description="a sentence or two that gives the figure and says where it comes from")
    rests_on: list[Claim] = []

    @model_validator(mode="after")
    def _one_or_several(self):
        if self.guesses and self.revealed is not None:
            raise ValueError("a prediction has either `revealed` (one number) or `guesses`, not both")
        if not self.guesses and not self.unit:
            raise ValueError("say in `unit` what the number counts, such as “of 100 people”")
        must_differ([guess.id for guess in self.guesses], "guesses")
        for guess in self.all_guesses:
            if guess.minimum >= guess.maximum:
                raise ValueError(f"the guess runs from {guess.minimum:g} to {guess.maximum:g}; let it go further")
            if guess.revealed is not None and not guess.minimum <= guess.revealed <= guess.maximum:
                raise ValueError(f"`revealed: {guess.revealed:g}` must lie between `minimum` and `maximum`")
        return self

    def workbook_entries(self) -> list[Entry]:
        """The numbers guessed."""
        labels = {guess.id: guess.label for guess in self.guesses}
        units = {guess.id: guess.unit for guess in self.all_guesses}
        return [Entry(f"prediction/{self.id}", self.prompt, labels=labels, units=units)]

    @property
    def all_guesses(self) -> list[Guess]:
        """The guesses, a flat one being the only one, named `guess`."""
        if self.guesses:
            return self.guesses
        flat = {name: getattr(self, name) for name in ("unit", "minimum", "maximum", "step", "revealed")}
        return [Guess(id="guess", label=self.prompt, **flat)]

    def parted(self, revealed: Mapping[str, float] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """What to ask, and what to show once the guess is locked.

        ``revealed`` gives figures by guess that do not stand in the file. Raises ValueError if one is missing.
        """
        figures = {guess.id: (revealed or {}).get(guess.id, guess.revealed) for guess in self.all_guesses}
        if unknown := [id for id, figure in figures.items() if figure is None]:
            raise ValueError(f"`revealed`, what came out, is missing for: {', '.join(unknown)}")
        guesses = [guess.model_dump(mode="json", exclude={"revealed"}) for guess in self.all_guesses]
        asked = {"id": self.id, "prompt": self.prompt, "guesses": guesses}
        return asked, {"revealed": figures, "reveal": self.reveal}


def _reveals(prediction: Prediction) -> Prediction:
    prediction.parted()
    return prediction


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
    def _start_is_offered(self):
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


class Exploration(Part):
    """A small model, or published figures, to play with: the words around it. The calculation is in Python."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what it shows and what to try first")
    guess: Prediction | None = Field(None, description="a guess to be locked before anything is shown")
    care: bool = Field(False, description="whether the lesson's note of care stands in the card")
    controls: list[Control] = []
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
    def _published_figures_have_a_source(self):
        must_differ([control.id for control in self.controls], "controls")
        if not self.invented and not (self.source and self.studied and self.rests_on):
            raise ValueError("published numbers (`invented: false`) need `source`, `studied` and `rests-on`")
        return self


class Phrase(Part):
    """One need, said in four ways."""

    need: Text = Field(description="the need, named")
    accusation: Text
    hint: Text
    test: Text
    ask: Text = Field(description="the plain ask")


class Rule(Part):
    """An inner rule, the feelings it tends to cover, and the needs beneath."""

    rule: Text = Field(description="the inner “I shouldn't” rule")
    feelings: list[Text] = Field(min_length=2, description="at least two feelings it may cover")
    needs: list[Phrase] = Field(min_length=2, description="at least two needs, each said in four ways")


class Translator(Part):
    """The rule translator: from an inner rule to a sentence one could say."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="how to use it")
    rules: list[Rule] = Field(min_length=2, description="at least two rules")
    own: Text = Field(description="the label of the free line that stays on the device")
    discover: Text
    left_out: Text

    def workbook_entries(self) -> list[Entry]:
        """The free line."""
        return [Entry(f"translator/{self.id}", self.title, counts=False, labels={"text": self.own})]


class Plan(Part):
    """The if-then plan of the week."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what the plan is for, and that it is optional")
    when: list[Text] = Field(min_length=2, description="situations to choose from or replace")
    then: list[Text] = Field(min_length=2, description="small acts to choose from or replace")
    instead: Text = Field(description="a question for those whom plans do not suit")

    def workbook_entries(self) -> list[Entry]:
        """The plan, and what became of it."""
        return [Entry(f"plan/{self.id}", self.title), Entry(f"happened/{self.id}", self.title, counts=False)]


class Card(Part):
    """One of the cards to choose from."""

    id: Slug = Field(description="the card's name, never changed")
    title: Text = Field(description="the card's heading")
    text: Text = Field(description="what the card offers")
    next: Text = Field(description="what is said once the card is chosen")


class Choice(Part):
    """A set of cards of which the learner picks one, such as a route or a persona."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    title: Text = Field(description="what the choice is about")
    prompt: Text = Field(description="the question above the cards")
    cards: list[Card] = Field(min_length=2, description="at least two cards")

    def workbook_entries(self) -> list[Entry]:
        """The card that was picked."""
        labels = {card.id: card.title for card in self.cards}
        return [Entry(f"choice/{self.id}", self.prompt, counts=False, labels=labels)]

    @model_validator(mode="after")
    def _cards_differ(self):
        must_differ([card.id for card in self.cards], "cards")
        return self


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
    def _care_is_written(self):
        asking = [part.id for part in [*self.reflections, *self.look_backs, *self.explorations] if part.care]
        if asking and not self.care:
            raise ValueError(f"“{asking[0]}” shows the lesson's note of care; write it under `care` at the top")
        return self

    def everything(self) -> list[Part]:
        """All parts that carry an id, in the order of the file."""
        parts = [*self.items, *self.check, *self.reflections, *self.look_backs]
        parts += [*self.predictions, *self.explorations, *self.choices]
        return parts + [part for part in (self.translator, self.plan) if part is not None]

    def workbook_entries(self) -> list[Entry]:
        """All that a learner leaves of the lesson in the workbook."""
        parts = [part for part in self.everything() if part not in self.check]
        found = [entry for part in parts for entry in part.workbook_entries()]
        found += [replace(entry, counts=False) for item in self.retired for entry in item.workbook_entries()]
        for lesson, when in ((self.lesson if self.check else None, "before"), (self.check_again, "after")):
            if lesson:
                found.append(Entry(f"check/{lesson}/{when}"))
        # Answers in a warm-up are told where their questions stand.
        return [*found, Entry(f"warm-up/{self.lesson}", counts=False)] if self.warm_up else found


class Task(Part):
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


def parts_of(read: Activities | Graded) -> Iterator[tuple[tuple[str | int, ...], Part]]:
    """Every part with an id in a file, with its place there."""
    for section, value in read:
        for index, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, Part) and hasattr(part, "id"):
                key = section.replace("_", "-")
                where = (key, index) if isinstance(value, list) else (key,)
                yield where, part
                if getattr(part, "guess", None):
                    yield (*where, "guess"), part.guess
