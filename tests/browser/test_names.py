"""A question whose words, or names, have changed since it was answered: in a lesson, in print, and in an exercise."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml
from playwright.sync_api import expect

from browser.conftest import as_given_out
from browser.reader import RIGHT
from leaningwell.content import load_activities, load_graded
from leaningwell.content.names import write_names

PAGE = "course/20-gallery.ipynb"
SLUG = "01-the-self-sufficiency-story"
CHANGED = "The question has changed since you"
SECTIONS = ("options", "entries", "sequence", "pairs", "lines", "phrases", "slots", "whole")


@pytest.fixture
def lesson(gallery_course):
    """The gallery's file, for the time of a test; afterwards as before."""
    path = gallery_course / "course" / "activities" / "20-gallery.yaml"
    before = {each: each.read_bytes() for each in [path, *path.parent.glob("*.yaml")]}
    names = gallery_course / "course" / "data" / "names.csv"
    before[names] = names.read_bytes()
    yield path
    for each, content in before.items():
        each.write_bytes(content)


def revise(path, change):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    change(items)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def new_words(items):
    for item in items.values():
        for holder in [item, *item.get("turns", []), *item.get("slots", [])]:
            for each in [one for section in SECTIONS for one in holder.get(section, [])]:
                for words in {"text", "left", "right", "label"} & each.keys() if item["type"] != "true-false" else ():
                    each[words] += ", as one might say"
    growing = items["gallery-sort"]
    growing["categories"][0] = {"id": "grows", "text": "grows by itself"}
    # A name that was given up, and is still understood.
    green = next(option for option in items["gallery-single"]["options"] if option.get("correct"))
    green["formerly"], green["id"] = [green["id"]], "green"


def other_options(items):
    """The right options are gone, and others stand in their place."""
    for id in ("gallery-single", "gallery-multiple"):
        for option in items[id]["options"]:
            if option.get("correct"):
                option["id"] = f"{option['id']}-new"
                option.pop("formerly", None)


def test_new_words_and_names_lose_no_answer_and_what_fits_no_more_says_so(visitor, gallery_course, lesson):
    write_names(gallery_course)
    visitor.open(PAGE)
    items = load_activities(lesson).items
    for item in items:
        visitor.answer(item, item.solution())
    revise(lesson, new_words)
    visitor.reload()
    for item in load_activities(lesson).items:
        card = visitor.item(item.id)
        expect(card.locator(".lw-verdict")).to_contain_text(RIGHT)
        expect(card.locator(".lw-verdict")).not_to_contain_text(CHANGED)
    expect(visitor.item("gallery-single").get_by_label("Green, as one might say")).to_be_checked()
    expect(visitor.item("gallery-single").get_by_text("Green is a colour indeed.")).to_be_visible()
    line = visitor.item("gallery-annotate").get_by_role("group", name="Ada I should like a roof., as one might say")
    expect(line.get_by_label("a wish")).to_be_checked()
    room = visitor.item("gallery-compose").get_by_role("group", name="Room for a no, as one might say")
    expect(room.get_by_label("If it does not suit you, I shall ask Ada., as one might say")).to_be_checked()
    oak = visitor.item("gallery-sort").get_by_role("group", name="an oak, as one might say")
    expect(oak.get_by_label("grows by itself")).to_be_checked()

    revise(lesson, other_options)
    visitor.reload()
    for id in ("gallery-single", "gallery-multiple"):
        card = visitor.item(id)
        expect(card.locator(".lw-verdict")).to_contain_text(CHANGED)
        expect(card.locator("input:checked")).to_have_count(0)
        expect(card.locator(".lw-feedback:visible")).to_have_count(0)
    expect(visitor.item("gallery-order").locator(".lw-verdict")).to_contain_text("Right.")

    visitor.open(PAGE)
    again = next(item for item in load_activities(lesson).items if item.id == "gallery-single")
    visitor.answer(again, again.solution())
    visitor.reload()
    expect(visitor.item("gallery-single").locator(".lw-verdict")).to_contain_text("Right.")
    assert visitor.trouble == []


@pytest.fixture
def exercise(course):
    """The folder of an exercise, and its questions as they were given out before and after."""
    with as_given_out(course / "exercises" / SLUG) as place:
        kept = place.parent / "items-before.yaml"
        shutil.copy(place / "items.yaml", kept)
        yield place
        shutil.move(kept, place / "items.yaml")


def test_an_exercise_keeps_answers_over_new_words_and_says_which_fit_no_more(reader, root, exercise):
    items = {item.id: item for item in load_graded(root / "solutions" / SLUG / "items.yaml").items}
    single = next(item for item in items.values() if item.type == "single")
    multiple = next(item for item in items.values() if item.type == "multiple")
    answers = {each.id: {"response": each.solution(), "first": each.solution()} for each in (single, multiple)}
    file = {"format": "leaningwell-answers", "version": 1, "exercise": SLUG, "items": answers}
    (exercise / "answers.json").write_text(json.dumps(file))

    def changed(shown):
        for option in shown[single.id]["options"]:
            option["text"] += " In other words."
        right = shown[multiple.id]["options"]
        for option in right:
            option["key"] += "-new"

    revise(exercise / "items.yaml", changed)
    page = reader.open(f"exercises/{SLUG}/{SLUG}.ipynb")
    expect(reader.item(single.id).locator(".lw-verdict")).to_have_text("This is the answer you saved.")
    expect(reader.item(single.id).locator(f"input[value='{single.solution()}']")).to_be_checked()
    expect(reader.item(multiple.id).locator(".lw-verdict")).to_contain_text(CHANGED)
    expect(page.get_by_text("it does not fit the question as it is now").first).to_be_visible()
    assert reader.trouble == []
