"""What a class chose in one question, by the question's own reasons: which answers, how often, and what feedback says.

Nothing here knows the types of question. Each says by itself what its parts are, by ``score``, ``words``, ``offers``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leaningwell.items import Item, Reason, ResponseError, Score, words

from .measure import ENOUGH, FEWEST

STRAW = 0.05


@dataclass(frozen=True)
class Choice:
    """One answer: its ``text``, whether it is right, partly right or neither, how many chose it, of how many.

    ``feedback`` is the question's own word on it. ``straw``: hardly anybody takes it for an answer.
    """

    text: str
    verdict: str
    count: int
    of: int
    feedback: str = ""
    straw: bool = False

    @property
    def share(self) -> float:
        """The share of those who could choose it."""
        return self.count / self.of if self.of else 0.0


@dataclass
class _Tally:
    """One answer, as often as it was given: what was said of it, which may depend on other choices, and its words."""

    reasons: Counter[Reason] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)


def scored(item: Item, responses: Iterable[Any]) -> list[tuple[Any, Score]]:
    """The responses that are answers to the question as it is today, with their scores."""
    found = []
    for response in responses:
        try:
            found.append((response, item.score(response)))
        except ResponseError:
            continue
    return found


def choices(item: Item, answers: Sequence[tuple[Any, Score]]) -> list[Choice]:
    """What enough people chose to be shown, the most frequent first, and the answers that hardly anybody gives."""
    tallies: dict[tuple[str, str], _Tally] = {}
    public, texts = item.public(), item.texts
    for response, score in answers:
        for reason, line in _parts(public, texts, response, score):
            # A number has no name: the reason it is right, or the slip that leads to it, tells it from others.
            key = (reason.about, line) if reason.about else ("", reason.text)
            tally = tallies.setdefault(key, _Tally())
            tally.reasons[reason] += 1
            tally.lines[line] += 1
    counts: Counter[str] = Counter()
    for (about, _), tally in tallies.items():
        counts[about] += tally.reasons.total()
    groups = [[option.key for option in group] for group in item.offers()]
    of = {key: min(sum(counts[other] for other in group), len(answers)) for group in groups for key in group}
    shown = []
    for (about, _), tally in tallies.items():
        if (count := tally.reasons.total()) >= FEWEST:
            ((reason, _),), ((text, _),) = tally.reasons.most_common(1), tally.lines.most_common(1)
            base = of.get(about, counts[about]) if about else len(answers)
            shown.append(Choice(text, verdict(reason), count, base, reason.text))
    return [*sorted(shown, key=lambda choice: -choice.count), *_straw(item, counts, of)]


def verdict(reason: Reason) -> str:
    """``right``, ``partly`` or ``not-yet``, also of a reply that has an effect."""
    return "right" if reason.right else "partly" if reason.partly else "not-yet"


def _parts(
    public: dict[str, Any], texts: Mapping[str, str], response: Any, score: Score
) -> Iterator[tuple[Reason, str]]:
    """Each reason, with the part of the response that it is about in words."""
    try:
        lines = words(public, response).split("\n")
    except ResponseError:
        lines = []
    paired = len(lines) == len(score.reasons)
    for place, reason in enumerate(score.reasons):
        yield reason, lines[place] if paired else texts.get(reason.about, "")


def _straw(item: Item, counts: Mapping[str, int], of: Mapping[str, int]) -> Iterator[Choice]:
    for option in (option for group in item.offers() for option in group):
        wrong = getattr(option, "worth", 0) < 1
        if wrong and of[option.key] >= ENOUGH and counts[option.key] < STRAW * of[option.key]:
            yield Choice(option.wording, "not-yet", counts[option.key], of[option.key], straw=True)


def commonest_mistake(found: Iterable[Choice]) -> Choice | None:
    """The answer that is not right and that most people gave; one that is partly right only where there is no other."""
    wrong = [choice for choice in found if choice.verdict != "right" and not choice.straw]
    return max(wrong, key=lambda choice: (choice.verdict == "not-yet", choice.count), default=None)
