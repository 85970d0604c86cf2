"""The gallery: every activity once, as a course of its own, in as many languages as a test wants."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, Page

from browser.reader import READY, until

GALLERY = Path(__file__).parent.parent / "gallery"
PAGES = [f"course/{path.name}" for path in sorted(GALLERY.glob("*.ipynb"))]
EXERCISE = "exercises/22-gallery-words/22-gallery-words.ipynb"


def translate(place: Path, language: str) -> None:
    """Make all below ``place`` a course in another language, as far as the files say so."""
    for path in (*place.rglob("activities/*.yaml"), *place.rglob("items.yaml")):
        text = path.read_text(encoding="utf-8").replace("\nlesson:", f"\nlanguage: {language}\nlesson:", 1)
        if language == "de":
            text = text.replace('text: "True"', "text: Wahr").replace('text: "False"', "text: Falsch")
        path.write_text(text, encoding="utf-8")
    for path in place.rglob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"]["leaningwell"]["lang"] = language
        path.write_text(json.dumps(notebook), encoding="utf-8")


def open_details(page: Page) -> None:
    """Open every box of extra text, and wait for what stands in the drawer for the curious."""
    page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")
    until(page, READY)


def cards(page: Page) -> list[Locator]:
    """Every activity on the page."""
    return page.locator("main .lw-card").all()


def use(card: Locator) -> None:
    """Answer, choose or write something in an activity, whatever it is, and press its main button."""
    for group in card.locator("fieldset:visible:has(input[type=radio]:not([disabled]))").all():
        group.locator("input[type=radio]:not([disabled])").first.check()
    for box in card.locator(".lw-options input[type=checkbox]:visible").all():
        box.check()
    for menu in card.locator("select:visible").all():
        menu.select_option(index=1)
    for slider in card.locator(".lw-guess input[type=range]:visible:not([disabled])").all():
        slider.fill(slider.input_value())
    for number in card.locator("input.lw-number:visible").all():
        number.fill("0,5")
    for area in card.locator("textarea:visible").all():
        area.fill("Tee")
        area.blur()
    for button in card.locator(".lw-button-main:visible:not([disabled])").all()[:1]:
        button.click()
