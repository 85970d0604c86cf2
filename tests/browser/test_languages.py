"""The interface in the language of the course's text: every word of it, numbers, and the direction of writing."""

from __future__ import annotations

import functools
import itertools
import re

import pytest
import yaml
from playwright.sync_api import expect

from breadth import breadth, cases
from browser.gallery import EXERCISE, GALLERY, PAGES, cards, open_details, use
from browser.lab import Lab
from browser.look import OF_FORM, OPTIONS, objections, sideways
from node import evaluate

GERMAN = ["course/20-gallery.ipynb", EXERCISE]
FROM_RIGHT_TO_LEFT = ["course/20-gallery.ipynb"]
WORDS = "src/leaningwell/serving/words.yaml"
# What a person sees or hears of a page, line by line.
SAID = """() => [
    document.body.innerText,
    ...[...document.querySelectorAll("[aria-label], [aria-valuetext]")]
        .flatMap((element) => [element.ariaLabel, element.ariaValueText]),
].filter(Boolean).flatMap((text) => text.split("\\n")).map((line) => line.trim())"""


@functools.cache
def phrases(root, language: str) -> dict[str, list[str]]:
    """Every phrase of the interface in a language, by key, each with its forms."""
    kit = evaluate(f"words/{language}.js", "words", "words")
    frame = yaml.safe_load((root / WORDS).read_text(encoding="utf-8"))[language]
    return {key: list(p.values()) if isinstance(p, dict) else [p] for key, p in {**kit, **frame}.items()}


def english_left(page, root) -> set[str]:
    """The English phrases that the page says around the gallery's own text, if German has others for them."""
    english, german = phrases(root, "en"), phrases(root, "de")
    written = "".join(
        path.read_text(encoding="utf-8") for path in GALLERY.rglob("*.*") if path.suffix in (".yaml", ".ipynb", ".py")
    )
    lines = [line for line in page.evaluate(SAID) if line not in written]
    found = set()
    for key, forms in english.items():
        for form in set(forms) - set(german[key]):
            # A word or two may well stand in somebody's sentence; as a line of its own it is the interface's.
            alone = len(re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", form))) < 3
            words = re.sub(r"\\{\w+\\}", r"\\S+" if alone else ".+", re.escape(form))
            found |= {form for line in lines if (re.fullmatch if alone else re.search)(words, line)}
    return found


# The parts of the header from the first to the last, and whether their words fit into them.
HEADER = """() => [...document.querySelectorAll(".lw-top > :is(a, button)")].filter((part) => part.checkVisibility())
    .map((part) => ({ ...part.getBoundingClientRect().toJSON(), fits: part.scrollWidth <= part.clientWidth + 1 }))"""


def test_the_longer_german_words_stand_in_one_line_at_the_head_of_a_telephone(visitor):
    page = visitor.open("de/course/22-gallery-words.ipynb")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        parts = page.evaluate(HEADER)
        assert len(parts) == 4
        assert all(before["right"] <= after["left"] for before, after in itertools.pairwise(parts)), width
        assert parts[-1]["right"] <= width
        assert all(part["fits"] and part["height"] < 50 for part in parts), width
        assert page.locator(".lw-top").bounding_box()["height"] < 56
        assert sideways(page) == 0


@pytest.mark.parametrize("notebook", cases([*PAGES, EXERCISE], GERMAN))
def test_a_german_page_says_nothing_in_english(visitor, root, notebook):
    page = visitor.open(f"de/{notebook}")
    assert page.locator("html").get_attribute("lang") == "de"
    open_details(page)
    assert english_left(page, root) == set()
    for card in cards(page):
        use(card)
    for verdict in page.locator(".lw-verdict").all():
        expect(verdict).not_to_be_empty()
    open_details(page)
    assert english_left(page, root) == set()
    assert visitor.trouble == []


def test_the_search_would_find_english_words(visitor, root):
    page = visitor.open(PAGES[-1])
    found = english_left(page, root)
    assert "Leave this page quickly" in found
    assert any(phrase.startswith("Kept in this browser and sent nowhere.") for phrase in found)
    assert len(found) > 20


def test_german_numbers_have_a_comma_and_are_read_with_one(visitor):
    page = visitor.open("de/course/22-gallery-words.ipynb")
    question = visitor.item("gallery-share")
    field = question.get_by_label("Deine Zahl")
    for typed, verdict in (("0,75", "Richtig."), ("1.000", "Ein Punkt könnte hier zweierlei bedeuten"), ("3/4", "0,5")):
        field.fill(typed)
        question.get_by_role("button", name="Prüfen").click()
        expect(question.locator(".lw-verdict")).to_contain_text(verdict)
    field.fill("0,25")
    for _ in range(2):
        question.get_by_role("button", name="Prüfen").click()
    question.get_by_role("button", name="Zeig mir die Überlegung").click()
    expect(field).to_have_value("0,75")
    visitor.reload()
    expect(field).to_have_value("0,25")
    guess = visitor.card("How many of 1,000 spoons are lost in a year?").get_by_role("slider")
    guess.fill("1000")
    expect(guess).to_have_attribute("aria-valuetext", re.compile(r"^1\.000 "))
    assert page.get_by_text("1,000 of").count() == 0


@pytest.mark.parametrize("notebook", cases([*PAGES, EXERCISE], FROM_RIGHT_TO_LEFT))
def test_a_page_written_from_right_to_left_fits_and_is_accessible(visitor, notebook):
    page = visitor.open(f"he/{notebook}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    for card in cards(page):
        use(card)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == 0, width
        assert objections(page, OPTIONS if width == 320 else OF_FORM) == [], width


def test_from_right_to_left_the_low_end_and_the_first_control_stand_on_the_right(visitor):
    page = visitor.open("he/course/20-gallery.ipynb")
    ends = [end.bounding_box()["x"] for end in page.locator(".lw-slider-ends").first.locator("span").all()]
    assert ends[0] > ends[1]
    step = page.locator(".lw-step").first
    assert step.locator(".lw-step-text").bounding_box()["x"] > step.locator(".lw-moves").bounding_box()["x"]
    assert page.locator(".lw-brand").bounding_box()["x"] > page.locator(".lw-leave").bounding_box()["x"]
    # A drag to the left raises the value, as the ends say.
    slider = page.get_by_role("slider").first
    slider.focus()
    before = float(slider.input_value())
    page.keyboard.press("ArrowLeft")
    assert float(slider.input_value()) > before


@breadth
def test_in_jupyterlab_an_activity_speaks_the_language_of_its_course(context, gallery):
    lab = Lab(context, gallery)
    page = lab.open("de/course/22-gallery-words.ipynb")
    lab.run_all()
    card = lab.find(page.get_by_role("region", name="A cup of tea"))
    root = card.locator("xpath=ancestor::*[contains(@class, 'lw-root')]")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("de", "ltr")
    assert page.locator("html").get_attribute("lang") != "de"
    card.get_by_role("radio", name="Vorerst auslassen").check()
    expect(card).to_contain_text("Das ist in Ordnung und zählt genauso.")
