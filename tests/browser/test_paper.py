"""A whole lesson on paper: all that can be read, nothing that only a screen can do, and nothing cut off."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from browser.look import sideways
from browser.test_look import EACH, LESSON, START

# Inside the margins, in CSS pixels.
PAPERS = {"a4": (658, 987), "letter-landscape": (920, 680)}
# What waits for a guess is not there before it, on paper either; nor is what only sets how a browser keeps or prints.
PROSE = "main .lw-prose :is(p, li, h1, h2, h3, td):not(.lw-ending-paper *), main .lw-drawer p"
OPENED = "main .lw-card:not(.lw-kept) .lw-details-body:not([hidden] *) :is(p, li, td)"
UNSEEN = """(selector) => [...document.querySelectorAll(selector)].filter((element) => !element.checkVisibility())
    .map((element) => element.textContent.trim().slice(0, 80))"""
BUTTONS = """() => [...document.querySelectorAll("button, input[type=file], input[type=submit], [role=button]")]
    .filter((button) => button.checkVisibility()).map((button) => {
        if (button.matches("a.lw-term") && document.getElementById(button.hash.slice(1))?.checkVisibility())
            return "a term that is explained";
        const { claim } = button.dataset;
        const told = getComputedStyle(button, "::after").content.includes(claim) && !!document.getElementById(claim);
        return told ? "a badge that names its source" : button.outerHTML;
    })"""
# What has a frame to scroll in shows all of itself.
CUT = """() => [...document.querySelectorAll("main *")].filter((element) => {
    const { overflowX, overflowY, display, clipPath } = getComputedStyle(element);
    const framed = (overflowX !== "visible" || overflowY !== "visible") && display !== "inline" && clipPath === "none";
    if (!framed || element.matches("textarea, select, input, svg, svg *")) return false;
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
}).map((element) => element.outerHTML.slice(0, 120))"""
TORN = """() => [...document.querySelectorAll("main .lw-card, main .lw-figure, main .lw-option, main tr")]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < innerHeight / 2)
    .filter((part) => getComputedStyle(part).breakInside !== "avoid" && !part.querySelector(".lw-figure, .lw-left-out"))
    .map((part) => part.outerHTML.slice(0, 120))"""


def put_on_paper(page, paper="a4"):
    """Shows the page as it is printed; whoever reads in the dark prints on white."""
    width, height = PAPERS[paper]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print", color_scheme="dark")
    return page


@EACH
def test_all_of_a_page_is_there_and_nothing_is_cut_off(reader, notebook):
    page = reader.open(notebook)
    for paper in PAPERS:
        put_on_paper(page, paper)
        assert page.evaluate(UNSEEN, PROSE) == [], paper
        assert page.evaluate(UNSEEN, OPENED) == [], paper
        # The page of words and the page for teachers are for reading only.
        assert page.locator("main .lw-card").count() > 3 or not re.search(r"/\d", notebook)
        assert sideways(page) == 0, paper
        assert page.evaluate(CUT) == [], paper
        assert page.evaluate(TORN) == [], paper
        assert set(page.evaluate(BUTTONS)) <= {"a badge that names its source", "a term that is explained"}, paper


def test_a_drawer_that_is_open_is_printed_where_it_belongs(reader):
    """Not beside the text, where the paper has ended?"""
    page = reader.open(LESSON)
    page.locator(".lw-badge").first.click()
    drawer = page.locator(".lw-drawer")
    assert drawer.evaluate("(drawer) => getComputedStyle(drawer).position") == "absolute"
    put_on_paper(page, "letter-landscape")
    expect(drawer).to_have_css("position", "static")
    assert sideways(page) == 0


def test_what_only_a_browser_can_do_is_not_printed(reader):
    """A lock to be set, a file to be chosen?"""
    page = put_on_paper(reader.open(START))
    assert page.locator("input:is([type=password], [type=file])").count() > 0
    assert page.locator("input:is([type=password], [type=file])").locator("visible=true").count() == 0
    assert page.get_by_role("heading", name="What this browser keeps").is_visible()


def test_a_printed_lesson_has_as_many_pages_as_it_needs_and_none_is_empty(reader):
    """Is it all there in the file that Chromium makes, with what can be opened and without the way around?"""
    page = reader.open(LESSON)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    page.locator("main .lw-slot").evaluate_all("(slots) => slots.forEach((slot) => slot.remove())")
    text_only = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 1 < text_only < sheets < 5 * text_only
