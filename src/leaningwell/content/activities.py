"""The shape of an activity file: quiz items, reflections, predictions, explorations and the plan.

The description of each field is what an author is told when it is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .language import LANGUAGE, Language

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LESSON = r"^[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*$"
IDEA = r"^C[0-9]{1,3}$"
CLAIM = r"^E[0-9]{1,2}[a-z]?$"
FORMS = {
    SLUG: "small letters, digits and single hyphens, such as odds-to-risk",
    LESSON: "two digits and the lesson's name, such as 03-alone-together",
    IDEA: "the letter C and a number, such as C62",
    LANGUAGE: "a language code, such as en or de",
    CLAIM: "the letter E and a number, such as E4 or E4b",
}
"""What an author is told about a name in the wrong form."""

TRUE_FALSE = (("True", "False"), ("Wahr", "Falsch"))
"""What the two options of a true-false item say, one pair for each language."""

Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Lesson = Annotated[str, StringConstraints(pattern=LESSON)]
Idea = Annotated[str, StringConstraints(pattern=IDEA)]
Claim = Annotated[str, StringConstraints(pattern=CLAIM)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def key_of(text: str) -> str:
    """A name (8 hex digits) derived from a text: what an option is called until a name of its own is written down."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Part(BaseModel):
    """A piece of content: unknown keys are faults, keys are written with hyphens."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,  # a page builds the one model it reads, not all of them
        alias_generator=lambda name: name.replace("_", "-"),
    )


class Named(Part):
    """Something that stored responses refer to by its name, so that its wording and its place may change.

    ``id`` is that name; without one it is derived from the wording. ``formerly`` lists earlier names, under which
    stored responses may still know it.
    """

    id: Slug | None = Field(None, description="its name in stored answers, never changed; `make names` writes it")
    formerly: list[Slug] = Field([], description="names it had before, which stored answers may hold")

    @property
    def wording(self) -> str:
        """What the learner reads."""
        return self.text

    @property
    def key(self) -> str:
        """The name in responses."""
        return self.id or key_of(self.wording)

    def shown(self) -> dict[str, Any]:
        """What a page needs of it before anything is answered."""
        return {"key": self.key, "text": self.wording}


class Option(Named):
    """One way to answer."""

    text: Text = Field(description="what the learner reads")
    feedback: Text = Field(description="why this option is right or wrong, in at least one full sentence")
    correct: bool = False
    next: Slug | None = Field(None, description="the id of the turn this reply leads to")


class Item(Part):
    """What all closed questions have in common."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    prompt: Text = Field(description="the question or instruction")
    teaches: list[Idea] = []
    rests_on: list[Claim] = []
    points: float | None = Field(None, gt=0, description="points in a graded exercise")

    def public(self) -> dict[str, Any]:
        """What a learner may see before answering: no key, no feedback. ``formerly``: today's name by earlier name."""
        shown = {"id": self.id, "type": self.type, "prompt": self.prompt, **self.asked()}
        return shown | ({"formerly": self.formerly} if self.formerly else {})

    def asked(self) -> dict[str, Any]:
        """What the type shows beside the prompt, before anything is answered."""
        raise NotImplementedError

    def named(self) -> list[list[Named]]:
        """All that responses refer to by name, in groups within which no two names are alike."""
        return []

    @property
    def formerly(self) -> dict[str, str]:
        """Today's name by each earlier one."""
        return {name: each.key for group in self.named() for each in group for name in each.formerly}

    @model_validator(mode="after")
    def _names_are_clear(self):
        today = [{each.key for each in group} for group in self.named()]
        for group, names in zip(self.named(), today, strict=True):
            # Two with the same text are told of in words of their own.
            if len(names) < len({each.wording for each in group}):
                raise ValueError("two things have the same `id`; give each one its own")
        taken = set().union(*today)
        for group in self.named():
            for each in group:
                if clash := taken & set(each.formerly):
                    raise ValueError(f"the former name “{min(clash)}” is in use; a response could mean either")
                taken |= set(each.formerly)
        return self


def renamed(response: Any, formerly: Mapping[str, str]) -> Any:
    """The response with today's names in place of earlier ones (``Item.formerly``)."""

    def today(value: Any) -> Any:
        return formerly.get(value, value) if isinstance(value, str) else value

    if isinstance(response, list):
        return [today(value) for value in response]
    if isinstance(response, dict):
        return {today(name): today(value) for name, value in response.items()}
    return today(response)


def _shown(named: Iterable[Named]) -> list[dict[str, Any]]:
    return [each.shown() for each in named]


class _Optioned(Item):
    options: list[Option] = Field(min_length=2, description="at least two options")

    @model_validator(mode="after")
    def _options_differ(self):
        _must_differ([option.text for option in self.options], "options")
        return self

    def named(self) -> list[list[Named]]:
        """The options."""
        return [self.options]

    def asked(self) -> dict[str, Any]:
        """The options."""
        return {"options": _shown(self.options)}


def _must_differ(texts: list[str], what: str) -> None:
    if len(set(texts)) < len(texts):
        raise ValueError(f"two {what} have the same text; make each one different")


def _one_correct(options: list[Option]) -> None:
    if sum(option.correct for option in options) != 1:
        raise ValueError("exactly one option must have `correct: true`")


class Single(_Optioned):
    """One right answer among several."""

    type: Literal["single"]

    @model_validator(mode="after")
    def _key(self):
        _one_correct(self.options)
        return self


class Multiple(_Optioned):
    """Any number of right answers; each right choice adds, each wrong one takes away."""

    type: Literal["multiple"]

    @model_validator(mode="after")
    def _key(self):
        if len({option.correct for option in self.options}) < 2:
            raise ValueError("some options must have `correct: true` and some must not")
        return self


class TrueFalse(_Optioned):
    """A statement judged true or false, with a confidence of 50 to 100 %."""

    type: Literal["true-false"]

    @model_validator(mode="after")
    def _key(self):
        if tuple(option.text for option in self.options) not in TRUE_FALSE:
            known = ", or ".join(f'"{true}" and "{false}"' for true, false in TRUE_FALSE)
            raise ValueError(f"the options of a true-false item are {known}, quoted, in this order")
        _one_correct(self.options)
        return self


class Mistake(Part):
    """A wrong number somebody would reach by a thinkable slip."""

    value: float = Field(description="the wrong number")
    feedback: Text = Field(description="which slip leads to this number")


class Numeric(Item):
    """A number, right within a tolerance."""

    type: Literal["numeric"]
    answer: float = Field(description="the right number")
    tolerance: float = Field(ge=0, description="how far off still counts as right")
    unit: str = ""
    feedback: Text = Field(description="why this number is right")
    mistakes: list[Mistake] = []

    @model_validator(mode="after")
    def _mistakes_are_wrong(self):
        for mistake in self.mistakes:
            if self.near(mistake.value, self.answer):
                raise ValueError(f"the mistake {mistake.value} would count as right: it is too near")
        return self

    def near(self, number: float, target: float) -> bool:
        """Whether ``number`` lies within the tolerance of ``target``.

        The edge counts as inside, with a hair of slack, since 0.1 + 0.2 is not 0.3.
        """
        return abs(number - target) <= self.tolerance + 1e-12 * max(abs(target), self.tolerance)

    def asked(self) -> dict[str, Any]:
        """The unit."""
        return {"unit": self.unit}


class Entry(Named):
    """One thing to sort."""

    text: Text = Field(description="what is to be sorted")
    category: Text = Field(description="the category it belongs to, by name")
    feedback: Text = Field(description="why it belongs there")


class Category(Named):
    """Where entries are put. Written as a text alone, the text is its name, too."""

    id: Text = Field(description="its name in stored answers, never changed")
    formerly: list[Text] = []
    text: Text = Field(description="what the learner reads")

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_its_own_name(cls, value: Any) -> Any:
        return {"id": value, "text": value} if isinstance(value, str) else value

    def shown(self) -> str | dict[str, Any]:
        """As every category was shown before names were told apart from texts, where the two are one."""
        return self.text if self.key == self.text else super().shown()


class Sort(Item):
    """Entries to be put into categories; each entry counts alike."""

    type: Literal["sort"]
    categories: list[Category] = Field(min_length=2, description="at least two categories")
    entries: list[Entry] = Field(min_length=2, description="at least two entries")

    @model_validator(mode="after")
    def _key(self):
        _must_differ([category.text for category in self.categories], "categories")
        _must_differ([entry.text for entry in self.entries], "entries")
        for entry in self.entries:
            if entry.category not in self.places:
                raise ValueError(f"the category “{entry.category}” is not among `categories`")
        return self

    @property
    def places(self) -> dict[str, str]:
        """The categories' texts by name."""
        return {category.key: category.text for category in self.categories}

    def named(self) -> list[list[Named]]:
        """The categories and the entries."""
        return [self.categories, self.entries]

    def asked(self) -> dict[str, Any]:
        """The categories and the entries."""
        return {"categories": _shown(self.categories), "entries": _shown(self.entries)}


class Partner(Named):
    """The right side of one or more pairs."""

    text: Text


class Pair(Named):
    """Two things that belong together."""

    left: Text = Field(description="what a partner is looked for")
    right: Text = Field(description="the partner")
    partner: Slug | None = Field(None, description="the partner's name in stored answers; `make names` writes it")
    feedback: Text = Field(description="why the two belong together")

    @property
    def wording(self) -> str:
        """The left side; the pair goes by its name."""
        return self.left

    @property
    def partner_key(self) -> str:
        """The right side's name in responses."""
        return self.partner or key_of(self.right)


class Match(Item):
    """Each left side to be given its partner; several may share one. Each pair counts alike."""

    type: Literal["match"]
    pairs: list[Pair] = Field(min_length=2, description="at least two pairs")

    @model_validator(mode="after")
    def _pairs_differ(self):
        _must_differ([pair.left for pair in self.pairs], "left sides")
        if len({pair.right for pair in self.pairs}) < 2:
            raise ValueError("all pairs have the same right side; there is nothing to match")
        if len(self.partners) != len({pair.right for pair in self.pairs}) or any(
            self.partners[pair.partner_key] != pair.right for pair in self.pairs
        ):
            raise ValueError("`partner` names one right side: the same name for the same text, and for no other")
        return self

    @property
    def partners(self) -> dict[str, str]:
        """The right sides by key, each once, in an order that gives nothing away."""
        return dict(sorted({pair.partner_key: pair.right for pair in self.pairs}.items()))

    def named(self) -> list[list[Named]]:
        """The left sides and the right ones."""
        return [self.pairs, [Partner(id=key, text=text) for key, text in self.partners.items()]]

    def asked(self) -> dict[str, Any]:
        """The left sides and, apart from them, the right ones."""
        lefts, rights = self.named()
        return {"lefts": _shown(lefts), "rights": _shown(rights)}


class Step(Named):
    """One thing to be put in its place."""

    text: Text = Field(description="what is to be put in order")
    feedback: Text = Field(description="why it stands where it does")


class Order(Item):
    """Things to be put in order. ``swaps`` neighbours may stand the other way round and all is still right."""

    type: Literal["order"]
    sequence: list[Step] = Field(min_length=3, description="at least three things, in the right order")
    swaps: int = Field(0, ge=0, description="how many neighbours may be swapped")

    @model_validator(mode="after")
    def _sequence_differs(self):
        _must_differ([step.text for step in self.sequence], "entries of the sequence")
        if self.swaps >= self.half:
            raise ValueError(
                f"`swaps: {self.swaps}` would accept an order picked at random; it must be below {self.half:g}"
            )
        return self

    @property
    def half(self) -> float:
        """How many neighbours are swapped in an order picked at random, on average."""
        return len(self.sequence) * (len(self.sequence) - 1) / 4

    def named(self) -> list[list[Named]]:
        """The entries of the sequence."""
        return [self.sequence]

    def asked(self) -> dict[str, Any]:
        """The entries, in an order that gives nothing away."""
        return {"swaps": self.swaps, "entries": sorted(_shown(self.sequence), key=lambda step: step["key"])}


class Turn(Part):
    """One exchange in a scenario: what the other says, and the replies to choose from."""

    id: Slug = Field(description="the turn's name, which `next` refers to")
    says: Text = Field(description="what the other person says or does")
    options: list[Option] = Field(min_length=2, description="at least two replies")


class Scenario(Item):
    """A conversation of one or more turns; each reply taken counts alike."""

    type: Literal["scenario"]
    options: list[Option] = []
    turns: list[Turn] = []

    @model_validator(mode="after")
    def _turns_hang_together(self):
        if bool(self.options) == bool(self.turns):
            raise ValueError("a scenario has either `options` (one turn) or `turns`")
        ids = [turn.id for turn in self.turns]
        _must_differ(ids, "turns")
        for turn in self.all_turns:
            _must_differ([option.text for option in turn.options], "replies")
            if not any(option.correct for option in turn.options):
                raise ValueError(f"the turn “{turn.id}” has no reply with `correct: true`")
            for option in turn.options:
                if option.next is not None and (option.next not in ids or option.next == turn.id):
                    raise ValueError(f"`next: {option.next}` does not name another turn")
        _must_end(self.turns)
        _must_be_reached(self.turns)
        return self

    @property
    def all_turns(self) -> list[Turn]:
        """The turns, flat options being the only one."""
        return self.turns or [Turn(id="only", says=self.prompt, options=self.options)]

    def named(self) -> list[list[Named]]:
        """The replies, turn by turn."""
        return [turn.options for turn in self.turns] or [self.options]

    def asked(self) -> dict[str, Any]:
        """The turns, each with its replies and where they lead."""
        turns = [
            {
                "id": turn.id,
                "says": turn.says if self.turns else "",
                "options": [
                    shown | ({"next": option.next} if option.next else {})
                    for shown, option in zip(_shown(turn.options), turn.options, strict=True)
                ],
            }
            for turn in self.all_turns
        ]
        return {"turns": turns}


def _must_end(turns: list[Turn]) -> None:
    following = {turn.id: {option.next for option in turn.options if option.next} for turn in turns}
    ending = {None}
    while True:
        more = {id for id, after in following.items() if after <= ending} - ending
        if not more:
            break
        ending |= more
    if stuck := set(following) - ending:
        raise ValueError(f"the turns {', '.join(sorted(stuck))} lead round in a circle; let one of them end")


def _must_be_reached(turns: list[Turn]) -> None:
    following = {turn.id: {option.next for option in turn.options if option.next} for turn in turns}
    reached, new = set(), set(list(following)[:1])
    while new:
        reached |= new
        new = set().union(*(following[id] for id in new)) - reached
    if missed := [id for id in following if id not in reached]:
        raise ValueError(f"no reply leads to the turns {', '.join(missed)}; name each one in a `next`, or remove it")


AnyItem = Annotated[
    Single | Multiple | TrueFalse | Numeric | Match | Order | Sort | Scenario,
    Field(discriminator="type"),
]


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

    @model_validator(mode="after")
    def _boxes(self):
        _must_differ([box.id for box in self.boxes], "boxes")
        if self.complete > len(self.boxes):
            raise ValueError(f"`complete: {self.complete}` asks for more boxes than there are")
        return self


class Reflection(Writing):
    """A private piece of writing that a lesson invites to."""

    example: Voice | None = None
    shareable: bool = False
    points: float | None = Field(None, gt=0, description="points for completion in a graded exercise")


class LookBack(Writing):
    """A reflection of an earlier lesson, shown again with boxes to add to it."""

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
        _must_differ([guess.id for guess in self.guesses], "guesses")
        for guess in self.all_guesses:
            if guess.minimum >= guess.maximum:
                raise ValueError(f"the guess runs from {guess.minimum:g} to {guess.maximum:g}; let it go further")
            if guess.revealed is not None and not guess.minimum <= guess.revealed <= guess.maximum:
                raise ValueError(f"`revealed: {guess.revealed:g}` must lie between `minimum` and `maximum`")
        return self

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
        _must_differ([choice.value for choice in self.choices], "choices")
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

    @model_validator(mode="after")
    def _published_figures_have_a_source(self):
        _must_differ([control.id for control in self.controls], "controls")
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


class Plan(Part):
    """The if-then plan of the week."""

    id: Slug = Field(description="a name, unique in the course and never changed")
    title: Text = Field(description="the heading of the card")
    prompt: Text = Field(description="what the plan is for, and that it is optional")
    when: list[Text] = Field(min_length=2, description="situations to choose from or replace")
    then: list[Text] = Field(min_length=2, description="small acts to choose from or replace")
    instead: Text = Field(description="a question for those whom plans do not suit")


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

    @model_validator(mode="after")
    def _cards_differ(self):
        _must_differ([card.id for card in self.cards], "cards")
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

    def everything(self) -> list[Part]:
        """All parts that carry an id, in the order of the file."""
        parts = [*self.items, *self.check, *self.reflections, *self.look_backs]
        parts += [*self.predictions, *self.explorations, *self.choices]
        return parts + [part for part in (self.translator, self.plan) if part is not None]


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
