"""Somebody takes the course, carries the workbook into another browser, and finds everything there.

`make test` takes the first of it, `make test-breadth` all of it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from breadth import also
from browser.reader import Reader
from browser.test_export_import import START, bring, save
from browser.walk import (
    beside,
    calls,
    choose,
    forecast,
    judge,
    keep,
    look_at_both_times,
    plan,
    put_on_rings,
    reflect,
    translate,
)
from leaningwell.content import Activities, load_activities
from leaningwell.items import Item

STATEMENTS = "Before you begin: what do you expect?"
ALL = """async () => {
    const { all } = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
    const { seed, ...entries } = await all();
    return entries;
}"""


def answer(reader: Reader, items: list[Item]) -> None:
    """Each of these questions, rightly."""
    for item in items:
        reader.answer(item, item.solution())


def practise(reader: Reader, activities: Activities) -> None:
    """The rounds, and the real try with a note."""
    practice = activities.practice
    for one in practice.rounds:
        if isinstance(one, Item):
            reader.answer(one, one.solution())
        elif chosen := next((choice for choice in activities.choices if choice.id == one), None):
            choose(reader, chosen)
        else:
            translate(reader, activities.translator, cared=False)
    note = practice.real_try.note or "One thing a camera could have seen"
    card = reader.card(practice.skill)
    card.get_by_role("radio", name="With a made-up person").check()
    keep(card.locator(".lw-practice-step").filter(has=reader.page.get_by_label(note, exact=True)), note, "an open door")


def take(reader: Reader, notebook: Path, asked: dict[str, Item]) -> None:
    """Do once whatever a lesson counts; of what was ``asked`` before, its warm-up asks again."""
    activities = load_activities(beside(notebook, notebook.stem))
    parts = {part.id: part for part in activities.everything()}
    reader.open(f"course/{notebook.name}")
    for name, id in calls(notebook):
        part = parts.get(id)
        match name:
            case "quiz":
                answer(reader, activities.items)
            case "practice":
                practise(reader, activities)
            case "warm_up":
                # What was just answered on the opening page is not asked again.
                answer(reader, [asked[one] for one in activities.warm_up if reader.item(one).count()])
            case "predict":
                reader.guess(reader.card(part.prompt))
            case "reflect" | "look_back":
                reflect(reader, part)
            case "choose":
                choose(reader, part)
            case "plan":
                plan(reader, activities.plan)
            case "check_in":
                judge(reader, STATEMENTS, activities)
            case "check_out":
                look_at_both_times(reader, load_activities(beside(notebook, activities.check_again)))
            case "own_circle":
                put_on_rings(reader, activities.circle)
            case "forecast_lab":
                forecast(reader, activities.forecasts)
    for exploration in activities.explorations:
        if exploration.guess:
            reader.guess(reader.card(exploration.title))
    asked |= {item.id: item for item in activities.items}


def on_the_map(reader: Reader) -> list[tuple[str, str]]:
    """Each lesson as the map has it: what it is called, and what is said of it."""
    lessons = reader.page.get_by_role("list", name="The lessons").get_by_role("listitem")
    return [(lesson.get_attribute("data-state"), lesson.inner_text()) for lesson in lessons.all()]


@pytest.mark.parametrize("many", [3, also(None)], ids=["the-first-of-it", "all-of-it"])
def test_whoever_takes_the_whole_course_finds_all_of_it_in_another_browser(
    reader, browser, server, course, tmp_path, many
):
    asked: dict[str, Item] = {}
    notebooks = sorted((course / "course").glob("0[0-9]-*.ipynb"))[:many]
    for notebook in notebooks:
        take(reader, notebook, asked)
    file = save(reader, tmp_path)
    reached, kept = on_the_map(reader), reader.page.evaluate(ALL)
    assert [state for state, _ in reached[: len(notebooks)]] == ["done"] * len(notebooks)
    kinds = Counter(id.split("/")[0] for id in kept)
    assert (kinds["plan"], kinds["practice"]) == (len(notebooks) - 1, len(notebooks)), kinds

    context = browser.new_context()
    fresh = Reader(context, server)
    fresh.open(START)
    assert "done" not in [state for state, _ in on_the_map(fresh)]
    panel = bring(fresh, file)
    expect(panel).to_contain_text("Brought in:")
    fresh.open(START)
    assert on_the_map(fresh) == reached
    assert fresh.page.evaluate(ALL) == kept
    fresh.open(f"course/{notebooks[-1].name}")
    plans = load_activities(beside(notebooks[-1], notebooks[-1].stem)).plan
    expect(fresh.card(plans.title)).to_contain_text("ring my brother")
    assert reader.trouble == fresh.trouble == []
    context.close()
