"""Puts a report into words: chapters of sentences, which the terminal and the page show alike."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from leaningwell.content import direction, phrases
from leaningwell.grading.page_template import template

from .choices import Choice
from .measure import ENOUGH, FEWEST
from .report import Figures, Question, Report, Section

WORDS = Path(__file__).with_name("words.yaml")
TEMPLATES = Path(__file__).with_name("templates")
LIMITS = ("limit-names", "limit-reflections", "limit-lessons", "limit-code", "limit-person")
HARDLY = 0.2
WIDTH = 100
Say = Callable[..., str]


@dataclass(frozen=True)
class Line:
    """A sentence; ``kind`` is ``text``, ``item`` of a list, or a verdict: ``right``, ``partly``, ``not-yet``."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Chapter:
    """A heading with its lines, and with smaller headings below it."""

    title: str
    lines: tuple[Line, ...] = ()
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class Told:
    """A whole report in words."""

    kicker: str
    title: str
    language: str
    lines: tuple[Line, ...]
    chapters: tuple[Chapter, ...] = ()


def told(report: Report) -> Told:
    """The report in words, in the exercise's language."""

    def say(name: str, **values: object) -> str:
        return phrases(WORDS, report.language)[name].format(**values)

    limits = Chapter(say("limits"), tuple(Line(say(name), "item") for name in LIMITS))
    chapters = (*_chapters(report, say), limits) if report.shown else (limits,)
    return Told(say("kicker"), report.title or report.slug, report.language, tuple(_opening(report, say)), chapters)


def _opening(report: Report, say: Say) -> Iterator[Line]:
    if report.shown:
        yield Line(say("handed-in", count=report.handed_in, listed=report.listed))
    elif report.handed_in:
        yield Line(say("few-readable" if report.lacking else "few-handed-in"))
        yield Line(say("too-few"))
    else:
        yield Line(say("nobody", slug=report.slug))
    if report.ungraded:
        name = "ungraded-one" if report.ungraded == 1 else "ungraded"
        yield Line(say(name, count=report.ungraded, slug=report.slug))
    if report.mean is not None and report.median is not None:
        points = {name: _points(getattr(report, name), say) for name in ("mean", "median", "possible")}
        half = "mean" if report.median < report.possible else "mean-full"
        yield Line(say("mean-all" if report.mean == report.possible else half, **points))
    counts = (("lacking", report.lacking if report.shown else 0), ("late", report.late), ("waits", report.waits))
    for name, count in counts:
        if count:
            yield Line(say(name, count=_count(count, say)))


def _chapters(report: Report, say: Say) -> Iterator[Chapter]:
    bands = (
        Line(say("band", low=round(100 * band.low), high=round(100 * band.high), count=band.count), "item")
        for band in report.bands
    )
    if len(report.bands) > 1:
        yield Chapter(say("scores"), tuple(bands))
    talk = tuple(Chapter(each.question.prompt, tuple(_talk(each.question, each.mistake, say))) for each in report.talk)
    yield Chapter(say("talk"), () if talk else (Line(say("talk-none")),), talk)
    few = (Line(say("too-few-to-say")),) if report.handed_in < ENOUGH else ()
    yield Chapter(say("parts"), few, tuple(_part(section, say) for section in report.sections))
    if report.sureness:
        sure = (
            say(
                "sure",
                low=round(each.low),
                high=round(each.high),
                people=each.people,
                confidence=_percent(each.confidence / 100),
                right=_percent(each.right),
            )
            for each in report.sureness
        )
        yield Chapter(say("sureness"), tuple(Line(text, "item") for text in sure))


def _talk(question: Question, mistake: Choice | None, say: Say) -> Iterator[Line]:
    yield Line(say("talk-share", mean=_percent(question.figures.mean or 0), count=question.figures.count))
    if mistake is None:
        yield Line(say("talk-apart"))
        return
    yield Line(say("talk-mistake", share=_percent(mistake.share), text=mistake.text), mistake.verdict)
    yield Line(say("talk-feedback", feedback=" ".join(mistake.feedback.split())))


def _part(section: Section, say: Say) -> Chapter:
    title = say("part", title=section.title, possible=_points(section.possible, say))
    lines = list(_figures(section.figures, say))
    if len(section.questions) == 1 and section.questions[0].id == section.id:
        return Chapter(title, (*lines, *_choices(section.questions[0], say)))
    questions = tuple(
        Chapter(question.prompt, (*_figures(question.figures, say), *_choices(question, say)))
        for question in section.questions
    )
    return Chapter(title, tuple(lines), questions)


def _figures(figures: Figures, say: Say) -> Iterator[Line]:
    if figures.mean is None or figures.full is None:
        yield Line(say("few-answered"))
        return
    yield Line(
        say("figures", mean=_percent(figures.mean), full=_percent(figures.full), count=figures.count),
    )
    if (value := figures.discrimination) is not None:
        name = "goes-along" if value >= HARDLY else "hardly" if value > -HARDLY else "against"
        yield Line(say(name, value=_numeral(f"{value:.2f}", say), count=figures.count))


def _choices(question: Question, say: Say) -> Iterator[Line]:
    for choice in question.choices:
        if not choice.straw:
            verdict = say(choice.verdict)
            yield Line(say("chosen", verdict=verdict, share=_percent(choice.share), text=choice.text), choice.verdict)
    if question.straw:
        yield Line(say("straw"))
        yield from (Line(choice.text, "item") for choice in question.straw)


def _count(count: int, say: Say) -> str:
    return say("few") if count < FEWEST else str(count)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _points(value: float, say: Say) -> str:
    return _numeral(f"{value:.1f}".removesuffix(".0"), say)


def _numeral(number: str, say: Say) -> str:
    """The number as the language writes it."""
    return number.replace(".", say("decimal"))


def text(page: Told) -> str:
    """The report for a terminal."""
    lines = [f"{page.kicker}: {page.title}", "", *_wrapped(page.lines)]
    for chapter in page.chapters:
        lines += ["", chapter.title, "-" * len(chapter.title), *_wrapped(chapter.lines)]
        for inner in chapter.chapters:
            lines += ["", *_inner(inner, "* ")]
    return "\n".join(lines) + "\n"


def _inner(chapter: Chapter, mark: str) -> Iterator[str]:
    yield from _wrap(chapter.title, mark, " " * len(mark))
    yield from _wrapped(chapter.lines, " " * len(mark))
    for inner in chapter.chapters:
        yield from _inner(inner, f"{' ' * len(mark)}* ")


def _wrapped(lines: tuple[Line, ...], indent: str = "") -> Iterator[str]:
    for line in lines:
        mark = "" if line.kind == "text" else "- "
        after = indent + " " * len(mark)
        yield from _wrap(line.text, indent + mark, after)


def _wrap(text: str, first: str, rest: str) -> list[str]:
    # Names of exercises have hyphens, and are to be copied.
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def page(report: Told) -> str:
    """The report as a page of its own, which loads nothing and runs nothing."""
    return template("report.html.j2", TEMPLATES).render(report=report, direction=direction(report.language))


def table(report: Report) -> str:
    """The figures of the parts and questions as CSV, for whoever wants to reckon with them."""
    to = io.StringIO(newline="")
    writer = csv.writer(to)
    writer.writerow(["exercise", "part", "question", "people", "full", "mean", "discrimination"])
    for section in report.sections:
        writer.writerow([report.slug, section.id, "", *_cells(section.figures)])
        for question in section.questions:
            writer.writerow([report.slug, section.id, question.id, *_cells(question.figures)])
    return to.getvalue()


def _cells(figures: Figures) -> list[str]:
    if figures.mean is None:
        return ["", "", "", ""]
    values = (figures.full, figures.mean, figures.discrimination)
    return [str(figures.count), *("" if value is None else f"{value:.3f}" for value in values)]
