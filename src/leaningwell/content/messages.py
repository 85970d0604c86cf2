"""Whether somebody who reads nothing could put a good message together, by how its phrases look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

from leaningwell.items import Compose
from leaningwell.items.compose import Phrase, Slot

from .quality import ADVANTAGE, most
from .yamlfile import Fault

POLITE = re.compile(r"\b(please|sorry|thanks?|bitte|danke|entschuldig\w*|tut mir leid)\b", re.I)

Habit = Callable[[Slot], list[Phrase]]
"""The phrases of a slot that somebody holds equally good, who does not read."""

HABITS: Mapping[str, Habit] = {
    "first": lambda slot: slot.phrases[:1],
    "longest": lambda slot: most(slot.phrases, lambda phrase: len(phrase.text)),
    "shortest": lambda slot: most(slot.phrases, lambda phrase: -len(phrase.text)),
    "most polite": lambda slot: most(slot.phrases, lambda phrase: len(POLITE.findall(phrase.text))),
}


def earned(item: Compose, habit: Habit) -> float:
    """What a habit earns with one message, on average over what it holds equally good."""
    messages = list(product(*(habit(slot) for slot in item.slots)))
    keys = [slot.key for slot in item.slots]
    return sum(item.mean(dict(zip(keys, message, strict=True))) for message in messages) / len(messages)


def no_habit_pays(folder: Path, items: list[Compose]) -> Iterator[Fault]:
    """Faults of the course as a whole: what would help somebody who reads no phrase."""
    for name, habit in HABITS.items():
        gain = sum(earned(item, habit) - item.chance for item in items) / len(items) if items else 0
        if gain > ADVANTAGE:
            message = (
                f"Always picking the {name} phrase of a message earns {100 * gain:.1f} points of 100 above chance."
            )
            remedy = f"At most {float(100 * ADVANTAGE):.0f} are fair: vary the phrases that are full answers."
            yield Fault(folder, 1, message, remedy)
