"""A lesson: its activities by name, each one line in the notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from IPython.display import Markdown
from pydantic import BaseModel

from leaningwell.answers.repair import repaired
from leaningwell.content import (
    QUESTIONS_A_STEP,
    Activities,
    Exploration,
    LedgerEntry,
    Row,
    Source,
    Writing,
    load_activities,
    load_ledger,
    load_personas,
    phrases,
    read_table,
)
from leaningwell.items import AnyItem, Entry
from leaningwell.items.part import Identified

from . import questions
from .activity import WORDS, Activity, Handler
from .glossary import linked, listed, terms_of
from .helplines import helplines
from .practice import practice

Known = TypeVar("Known", bound=Identified)

RETURN_AFTER = (1, 3)
"""After how many lessons a missed question is offered again."""
CLAIM_LINK = re.compile(r"\]\(#(E\d+[a-z]?)\)")


class Lesson:
    """The activities of the lesson ``slug``, whose notebook stands in ``folder`` (the notebook's own by default).

    Raises ContentError, naming file and line, if the lesson's files have faults.
    """

    def __init__(self, slug: str, folder: Path | str = "."):
        self.slug = slug
        self.folder = Path(folder).absolute()
        self._loaded: dict[str, Activities] = {}
        self.activities = self._load(slug)
        self.words = phrases(WORDS, self.activities.language)

    def _load(self, slug: str) -> Activities:
        if slug not in self._loaded:
            self._loaded[slug] = load_activities(self.folder / "activities" / f"{slug}.yaml")
        return self._loaded[slug]

    @cached_property
    def personas(self) -> dict[str, dict[str, Any]]:
        """The course's made-up people by id."""
        return load_personas(self.folder)

    @cached_property
    def ledger(self) -> dict[str, LedgerEntry]:
        """The course's claims by id."""
        return load_ledger(self.folder / "evidence" / "ledger.yaml").root

    def activity(self, kind: str, spec: dict[str, Any], handlers: Mapping[str, Handler] | None = None) -> Activity:
        """An activity in the lesson's language."""
        return Activity(kind, spec, handlers, language=self.activities.language)

    def quiz(self) -> Activity:
        """The lesson's questions."""
        return self._quiz(self.activities.items, QUESTIONS_A_STEP)

    def _quiz(self, items: list[AnyItem], a_step: int | None = None) -> Activity:
        spec = {"lesson": self.slug, "items": [item.public() for item in items], "a_step": a_step}
        return self.activity("quiz", spec, questions.handlers(items))

    def practice(self) -> Activity:
        """The lesson's practice. Of its real try nothing reaches this process."""
        found = self.activities.practice
        if found is None:
            raise KeyError("this lesson has no practice; write one under `practice`")
        return practice(self, found)

    def curious(self) -> Activity:
        """The questions in the drawer for the curious."""
        return self._quiz(self.activities.drawer.items)

    def warm_up(self) -> Activity:
        """Two questions from earlier lessons.

        Which two, the browser chooses, since it alone knows what was missed. It is offered all items of the lessons
        one and three before this one, and the activity file's own two for a reader who missed nothing.
        """
        wanted = self.activities.warm_up
        slugs = sorted(path.stem for path in (self.folder / "activities").glob("*.yaml") if path.stem < self.slug)
        near = [slug for slug in slugs if _number(self.slug) - _number(slug) in RETURN_AFTER]
        offered: dict[str, tuple[AnyItem, dict[str, Any]]] = {}
        for slug in [*near, *(slug for slug in reversed(slugs) if slug not in near)]:
            if slug not in near and offered.keys() >= set(wanted):
                break  # to read a file takes time, and this one is not needed
            for item in self._load(slug).items:
                if slug in near or item.id in wanted:
                    offered[item.id] = item, {"from": _number(slug), "returns": slug in near}
        items = [{**item.public(), **origin} for item, origin in offered.values()]
        spec = {"lesson": self.slug, "items": items, "defaults": wanted}
        return self.activity("warm-up", spec, questions.handlers([item for item, _ in offered.values()]))

    def check_in(self) -> Activity:
        """Statements to judge before the course begins. Nothing of it is asked of this process."""
        items = [item.public() for item in self.activities.check]
        return self.activity("check-in", {"lesson": self.slug, "items": items})

    def check_out(self) -> Activity:
        """The same statements once more, then both sets of answers side by side."""
        first = self.activities.check_again
        if first is None:
            raise KeyError("no check returns in this lesson; name one's lesson in `check-again`")
        items = self._load(first).check

        def compare(question: dict[str, Any]) -> dict[str, Any]:
            return {item.id: questions.compared(item, question["before"], question["after"]) for item in items}

        spec = {"lesson": self.slug, "first": first, "items": [item.public() for item in items]}
        return self.activity("check-out", spec, {"compare": compare})

    def calibration(self) -> Activity:
        """How sure the learner was and how often right, over the course. Only the browser knows."""
        return self.activity("calibration", {})

    def predict(self, id: str) -> Activity:
        """A guess that is locked before the figure is shown. The guess itself stays in the browser."""
        asked, shown = _named(self.activities.predictions, id).parted()
        return self.activity("prediction", {"lesson": self.slug, **asked}, {"reveal": lambda question: shown})

    def reflect(self, id: str) -> Activity:
        """A private reflection. Nothing of it reaches this process, and not that it is done."""
        return self.activity("reflection", self._voiced(_named(self.activities.reflections, id)))

    def look_back(self, id: str) -> Activity:
        """What was written in an earlier lesson, and room to add to it. Neither reaches this process."""
        look = _named(self.activities.look_backs, id)
        earlier = self._voiced(_named(self._load(look.lesson).reflections, look.reflection))
        shown = {key: earlier[key] for key in ("id", "boxes", "persona")}
        return self.activity("look-back", {**self._voiced(look), "earlier": {**shown, "number": _number(look.lesson)}})

    def _voiced(self, writing: Writing) -> dict[str, Any]:
        """A piece of writing, with the names of those who speak in it."""
        care = self.activities.care if writing.care else None
        spec = {**_dumped(writing), "lesson": self.slug, "care": care}
        for voice in ("persona", "example"):
            if spec.get(voice):
                spec[voice]["name"] = self.personas[spec[voice]["who"]]["name"]
        return spec

    def plan(self) -> Activity:
        """The if-then plan of the week. What is written never reaches this process."""
        return self._private("plan")

    def plans(self) -> Activity:
        """The plans of all lessons on one page, and whether they happened. Only the browser knows."""
        plans = [
            {"id": plan.id, "title": plan.title, "slug": slug, "number": _number(slug)}
            for slug in self._written
            if (plan := self._load(slug).plan)
        ]
        return self.activity("plans", {"plans": plans})

    def translator(self) -> Activity:
        """From an inner rule to a sentence one could say. What is written never reaches this process."""
        return self._private("translator")

    def _private(self, kind: str) -> Activity:
        spec = _dumped(getattr(self.activities, kind))
        return self.activity(kind, {"lesson": self.slug, "care": self.activities.care, **spec})

    def choose(self, id: str) -> Activity:
        """Cards of which the learner picks one."""
        return self.activity("choice", {"lesson": self.slug, **_dumped(_named(self.activities.choices, id))})

    def exploration(self, id: str) -> Exploration:
        """The words of one exploration."""
        return _named(self.activities.all_explorations, id)

    @cached_property
    def _rows(self) -> list[Row]:
        return read_table(self.folder / "data" / "lessons.csv", ("lesson", "title", "about"))

    @cached_property
    def _written(self) -> list[str]:
        """The lessons of the list that exist."""
        return [row["lesson"] for row in self._rows if (self.folder / f"{row['lesson']}.ipynb").exists()]

    def map(self) -> Activity:
        """The course map with the learner's own progress, which only the browser knows."""
        return self.activity("map", {"lessons": self._on_the_map()})

    def statement(self) -> Activity:
        """A statement of what was done, and of nothing else, made and printed by the browser."""
        return self.activity("statement", {"lessons": self._on_the_map()})

    def _on_the_map(self) -> list[dict[str, Any]]:
        lessons = []
        for row in self._rows:
            entries = self._load(row["lesson"]).workbook_entries() if row["lesson"] in self._written else []
            exercise = f"../exercises/{row['lesson']}/{row['lesson']}.ipynb"
            lessons.append(
                {
                    "slug": row["lesson"],
                    "title": row["title"],
                    "about": row["about"],
                    "parts": [entry.id for entry in entries if entry.counts],
                    "exercise": exercise if (self.folder / exercise).exists() else None,
                }
            )
        return lessons

    def kept(self) -> Activity:
        """What is stored in this browser, and what can be done with it: locked, saved, printed, deleted."""
        lessons = [self._load(slug) for slug in self._written]
        return self.activity(
            "kept",
            {
                "lessons": [
                    {"title": one.title, "parts": [self._told(e) for e in one.workbook_entries()]} for one in lessons
                ]
            },
        )

    def _told(self, entry: Entry) -> dict[str, Any]:
        """What an entry in the workbook is called, for whoever reads the workbook apart from the course."""
        person = {"persona": self.personas[entry.persona]["name"]} if entry.persona else {}
        return entry.told() | person

    def helplines(self) -> Markdown:
        """The helplines by country, folded, each with the date it was last checked by a person."""
        return Markdown(helplines(self.folder / "data" / "helplines.csv", self.words))

    @property
    def _prose(self) -> str:
        """What the notebook says."""
        cells = repaired((self.folder / f"{self.slug}.ipynb").read_bytes()).notebook["cells"]
        return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")

    def glossary(self) -> Markdown:
        """Every technical term that the lesson's text links to, and what it means."""
        terms = linked(terms_of(self.folder), self._prose)
        return Markdown(listed(terms.items(), self.folder, self.words, here=self.slug))

    def sources(self) -> Markdown:
        """Every claim the lesson's text links to: what was found, in whom, how surely, and by whom."""
        used = list(dict.fromkeys(CLAIM_LINK.findall(self._prose)))
        # A check's claims are listed where it is answered, not where it is asked: they would give it away.
        again = self._load(self.activities.check_again).check if self.activities.check_again else []
        used += [claim for part in [*self.activities.shown(), *again] for claim in getattr(part, "rests_on", [])]
        return Markdown("\n\n".join(_entry(claim, self.ledger[claim], self.words) for claim in dict.fromkeys(used)))


def _entry(claim: str, entry: LedgerEntry, words: dict[str, str]) -> str:
    sources = "; ".join(_cited(source, words) for source in entry.sources)
    return "\n\n".join(
        [
            f"### {claim}",
            f"**{entry.claim}**",
            f"*{entry.badge.capitalize()}.* {entry.finding}",
            f"**{words['sample']}** {entry.sample}",
            f"**{words['replication']}** {entry.replication}",
            f"**{words['caveat']}** {entry.caveat}",
            f"**{words['sources']}** {sources}",
        ]
    )


def _cited(source: Source, words: dict[str, str]) -> str:
    """One source as it is listed: a meta-analysis says what it pools."""
    parts = [source.cite]
    if source.pools:
        parts.append(f"({words['pools'].format(pooled=source.pools)})")
    if source.doi:
        parts.append(f"[doi {source.doi}](https://doi.org/{source.doi})")
    return " ".join(parts)


def _number(slug: str) -> int:
    return int(slug[:2])


def _dumped(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(mode="json")


def _named(parts: Sequence[Known], id: str) -> Known:
    for part in parts:
        if part.id == id:
            return part
    raise KeyError(f"there is no “{id}” here; known: {', '.join(part.id for part in parts)}")
