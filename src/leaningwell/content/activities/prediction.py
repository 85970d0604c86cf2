"""A guess, locked before a figure is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from leaningwell.items import Entry
from leaningwell.items.part import Claim, Part, Slug, Text, must_differ

from .timed import Timed


class Guess(Part):
    """One number to guess, on a slider."""

    id: Slug = Field(description="the guess's name, never changed")
    label: Text = Field(description="what is guessed")
    unit: Text = Field(description="what the number counts, such as “of 100 people”")
    minimum: float = 0
    maximum: float = 100
    step: float = Field(1, gt=0)
    revealed: float | None = Field(None, description="the figure shown after the guess is locked")


class Prediction(Timed):
    """A guess, locked before a figure is revealed: one number, or several under `guesses`."""

    USUAL = 1

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
    def _one_or_several(self) -> Self:
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
