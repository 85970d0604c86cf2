"""From a class's hand-ins to what can be said of them, as plain data. Pure: nothing is read or put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from leaningwell.content import Graded
from leaningwell.items import Item

from .choices import Choice, choices, commonest_mistake, scored
from .measure import FEWEST, Band, bands, discrimination, mean, median
from .work import HandIns, Work

TALK_BELOW = 0.75
MOST_TO_TALK_ABOUT = 3
CONFIDENCE = (0.0, 60.0, 80.0, 100.0)


@dataclass(frozen=True)
class Figures:
    """How something went: of ``count`` people, the share of full points, the mean share, and how it sets people apart.

    None: of too few people to be shown, or to be told.
    """

    count: int
    full: float | None
    mean: float | None
    discrimination: float | None


@dataclass(frozen=True)
class Question:
    """One question: its figures, over those who answered it, and what was chosen."""

    id: str
    prompt: str
    figures: Figures
    choices: tuple[Choice, ...] = ()

    @property
    def straw(self) -> list[Choice]:
        """Answers that hardly anybody gives."""
        return [choice for choice in self.choices if choice.straw]


@dataclass(frozen=True)
class Section:
    """One graded part of the exercise, with its questions: of a task several, else the part is its only question."""

    id: str
    title: str
    possible: float
    figures: Figures
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Sureness:
    """Answers given with about the same confidence: how sure people were on average, and how many were right."""

    low: float
    high: float
    people: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Talk:
    """A question to talk about in class, and the mistake that is most common in it, if enough people share one."""

    question: Question
    mistake: Choice | None


@dataclass(frozen=True)
class Report:
    """How an exercise went. Where too few handed in what can be counted, all that follows ``lacking`` is empty."""

    slug: str
    title: str
    language: str
    listed: int
    ungraded: int
    handed_in: int
    lacking: int = 0
    possible: float = 0
    late: int = 0
    waits: int = 0
    mean: float | None = None
    median: float | None = None
    bands: tuple[Band, ...] = ()
    sections: tuple[Section, ...] = ()
    sureness: tuple[Sureness, ...] = ()
    talk: tuple[Talk, ...] = field(default=())

    @property
    def shown(self) -> bool:
        """Whether enough people handed in for anything to be shown."""
        return self.handed_in - self.lacking >= FEWEST


def class_report(hand_ins: HandIns) -> Report:
    """What can be said of a class's hand-ins."""
    graded = hand_ins.graded
    work = [one for one in hand_ins.work if not one.lacking]
    basic = Report(
        graded.lesson,
        hand_ins.title,
        graded.language,
        hand_ins.listed,
        hand_ins.ungraded,
        len(hand_ins.work),
        len(hand_ins.work) - len(work),
    )
    if not basic.shown:
        return basic
    totals = [sum(one.points.values()) for one in work]
    possible = _possible(graded)
    sections = tuple(_sections(graded, work, totals))
    return replace(
        basic,
        possible=possible,
        late=sum(one.late for one in work),
        waits=sum(one.waits for one in work),
        mean=mean(totals),
        median=median(totals),
        bands=tuple(bands([total / possible for total in totals])),
        sections=sections,
        sureness=tuple(_sureness(graded.items, work)),
        talk=tuple(_talk(sections)),
    )


def _possible(graded: Graded) -> float:
    tasks = sum(task.points for task in graded.tasks)
    items = sum(item.points or 0 for item in graded.items)
    return tasks + items + sum(reflection.points or 0 for reflection in graded.reflections)


def _sections(graded: Graded, work: Sequence[Work], totals: Sequence[float]) -> Iterable[Section]:
    items = {item.id: item for item in graded.items}
    alone = [(item.id, " ".join(item.prompt.split()), item.points, [item.id]) for item in graded.items if item.points]
    tasks = [(task.id, task.title, task.points, task.no_code) for task in graded.tasks]
    for id, title, points, asked in [*tasks, *alone]:
        possible = float(points or 0)
        earned = [one.points.get(id, 0.0) / possible for one in work]
        # All points but those of this part, so that it is not compared with itself.
        rest = [total - one.points.get(id, 0.0) for one, total in zip(work, totals, strict=True)]
        figures = _figures(earned, rest)
        yield Section(id, title, possible, figures, tuple(_question(items[name], work, rest) for name in asked))


def _question(item: Item, work: Sequence[Work], rest: Sequence[float]) -> Question:
    earned, others, answers = [], [], []
    for one, other in zip(work, rest, strict=True):
        given = one.responses.get(item.id)
        for response, score in scored(item, [given.value] if given else []):
            answers.append((response, score))
            earned.append(item.credit(score.earned))
            others.append(other)
    figures = _figures(earned, others)
    enough = len(answers) >= FEWEST
    return Question(item.id, " ".join(item.prompt.split()), figures, tuple(choices(item, answers)) if enough else ())


def _figures(earned: Sequence[float], rest: Sequence[float]) -> Figures:
    full = mean([float(share >= 1) for share in earned])
    return Figures(len(earned), full, mean(earned), discrimination(earned, rest))


def _sureness(items: Iterable[Item], work: Sequence[Work]) -> Iterable[Sureness]:
    told = []
    for item in items:
        for person, one in enumerate(work):
            given = one.responses.get(item.id)
            if given and given.confidence is not None:
                told += [(person, given.confidence, score.right) for _, score in scored(item, [given.value])]
    for low, high in zip(CONFIDENCE, CONFIDENCE[1:], strict=False):
        inside = [each for each in told if low <= each[1] < high or each[1] == high == CONFIDENCE[-1]]
        people = len({person for person, _, _ in inside})
        if people >= FEWEST:
            sure, right = mean([each[1] for each in inside]), mean([float(each[2]) for each in inside])
            yield Sureness(low, high, people, sure or 0.0, right or 0.0)


def _talk(sections: Iterable[Section]) -> list[Talk]:
    """What went worst, and what most people took for right there."""
    asked = {question.id: question for section in sections for question in section.questions}
    hard = [question for question in asked.values() if question.figures.mean is not None]
    hard = sorted(hard, key=lambda question: question.figures.mean or 0)
    hard = [question for question in hard if (question.figures.mean or 0) < TALK_BELOW]
    return [Talk(question, commonest_mistake(question.choices)) for question in hard[:MOST_TO_TALK_ABOUT]]
