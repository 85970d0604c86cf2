"""Everything in the gallery that takes words, guesses and choices: by keyboard alone, in every state, read aloud."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from breadth import also, cases
from browser.gallery import EXERCISE, PAGES, cards, open_details, use
from browser.look import BRIEFLY, misfits, objections, sideways
from browser.reader import BROKEN, LONGER_THAN_ANYBODY_WAITS

WORDS = "course/22-gallery-words.ipynb"
TEA, BENCH, SPOONS = "A cup of tea", "A bench", "How many of 1,000 spoons are lost in a year?"
WAY, RULES, PLAN = "Which way would you like to go?", "What is under a rule", "A plan with tea"

# What a screen reader is told of each activity, before anything is touched.
TREES = {
    TEA: """
      - region "A cup of tea":
        - heading "A cup of tea" [level=3]
        - paragraph: A reflection · for you alone
        - group "How would you like to do this?":
          - radio "My own"
          - radio "Noor’s"
          - radio "Skip for now"
        - status
    """,
    SPOONS: """
      - region "How many of 1,000 spoons are lost in a year?":
        - heading [level=3]
        - slider "Your guess": "500"
        - button "Lock my guess"
        - status
    """,
    WAY: """
      - region "Which way would you like to go?":
        - group "Which way would you like to go?":
          - radio /Over the hill/
          - radio /Along the river/
        - status
    """,
    RULES: """
      - region "What is under a rule":
        - note "When this is not for your situation"
        - combobox "The inner rule"
        - combobox "What you may feel under it"
        - combobox "What you may need"
        - textbox "A sentence of your own"
    """,
    PLAN: """
      - region "A plan with tea":
        - note "When this is not for your situation"
        - combobox /If this happens/
        - textbox "If this happens"
        - combobox /then this is what I do/
        - textbox "then this is what I do"
        - button "No plan this week"
    """,
}


def test_a_screen_reader_is_told_what_each_activity_is(visitor):
    visitor.open(WORDS)
    for title, tree in TREES.items():
        expect(visitor.card(title)).to_match_aria_snapshot(tree)


def test_every_activity_can_be_done_with_the_keyboard_alone(visitor):
    page = visitor.open(WORDS)
    keys = page.keyboard

    tea = visitor.card(TEA)
    visitor.focus_before(tea)
    visitor.tab_to(tea.get_by_role("radio", name="My own"))
    keys.press("Space")
    visitor.tab_to(tea.get_by_label("Who made it?"))
    keys.type("My brother")
    expect(tea.get_by_role("status").filter(has_text="Kept in this browser.")).to_be_visible()
    expect(tea.get_by_text("Done.", exact=True)).to_be_visible()
    visitor.focus_before(tea)
    visitor.tab_to(tea.get_by_role("radio", name="My own"))
    keys.press("ArrowRight")
    expect(tea.get_by_role("radio", name="Noor’s")).to_be_checked()
    expect(tea.get_by_text("Answer as Noor might. Writing is optional.")).to_be_visible()
    keys.press("ArrowRight")
    expect(tea.get_by_role("status").filter(has_text="it counts the same")).to_be_visible()
    for button in ("Delete what I wrote", "No, keep it", "Delete what I wrote", "Yes, delete"):
        visitor.tab_to(tea.get_by_role("button", name=button))
        keys.press("Enter")
    expect(tea.get_by_role("status").filter(has_text="Deleted from this browser.")).to_be_visible()
    expect(tea.get_by_role("radio", name="My own")).to_be_focused()
    expect(tea.get_by_role("radio", checked=True)).to_have_count(0)

    spoons = visitor.card(SPOONS)
    visitor.focus_before(spoons)
    visitor.tab_to(spoons.get_by_role("slider"))
    keys.press("ArrowRight")
    expect(spoons.get_by_role("slider")).to_have_attribute("aria-valuetext", "550 of 1,000 spoons")
    visitor.tab_to(spoons.get_by_role("button", name="Lock my guess"))
    keys.press("Enter")
    expect(spoons.get_by_role("status").filter(has_text="800 of 1,000 spoons were lost.")).to_be_visible()
    expect(spoons.get_by_role("img")).to_have_attribute(
        "aria-label", re.compile("^Your guess: 550 .*What came out: 800 ")
    )

    way = visitor.card(WAY)
    visitor.focus_before(way)
    visitor.tab_to(way.get_by_role("radio").first)
    keys.press("ArrowDown")
    expect(way.get_by_role("status").filter(has_text="Take boots along.")).to_be_visible()

    rules = visitor.card(RULES)
    visitor.focus_before(rules)
    visitor.tab_to(rules.get_by_label("The inner rule"))
    keys.press("ArrowDown")
    expect(rules).to_contain_text("Under the rule: shy. The need: an answer.")
    visitor.tab_to(rules.get_by_label("A sentence of your own"))
    keys.type("Did you get it?")
    expect(rules.get_by_role("status").filter(has_text="Kept in this browser.")).to_be_visible()

    plan = visitor.card(PLAN)
    visitor.focus_before(plan)
    visitor.tab_to(plan.get_by_role("combobox").first)
    keys.press("ArrowDown")
    expect(plan.get_by_label("If this happens", exact=True)).to_have_value("When the kettle boils")
    visitor.tab_to(plan.get_by_label("then this is what I do", exact=True))
    keys.type("I sit down")
    expect(plan.get_by_role("status").filter(has_text="Kept in this browser.")).to_be_visible()
    visitor.tab_to(plan.get_by_role("button", name="No plan this week"))
    keys.press("Enter")
    expect(plan.get_by_role("status").filter(has_text="That counts as done.")).to_be_visible()

    badge = page.locator(".lw-badge").first
    visitor.focus_before(page.locator("main"))
    visitor.tab_to(badge)
    keys.press("Enter")
    expect(page.get_by_role("complementary", name="How sure are we?")).to_contain_text("Who was studied.")
    keys.press("Escape")
    expect(badge).to_be_focused()
    assert visitor.trouble == []


def test_a_shareable_reflection_is_shared_and_taken_back_with_the_keyboard_alone(visitor):
    page = visitor.open(EXERCISE)
    keys = page.keyboard
    bench = visitor.card(BENCH)
    visitor.focus_before(bench)
    visitor.tab_to(bench.get_by_role("radio", name="My own"))
    keys.press("Space")
    visitor.tab_to(bench.get_by_label("The bench"))
    keys.type("Under the lime tree")
    visitor.tab_to(bench.get_by_role("button", name="Share this with my teacher"))
    keys.press("Enter")
    expect(bench.get_by_role("blockquote")).to_have_text("Under the lime tree")
    visitor.focus_before(bench)
    visitor.tab_to(bench.get_by_label("The bench"))
    keys.press("End")
    keys.type(", in May")
    expect(bench.get_by_role("status").filter(has_text="You have changed it since.")).to_be_visible()
    assert objections(page) == []
    visitor.tab_to(bench.get_by_role("button", name="Share the new version"))
    keys.press("Enter")
    expect(bench.get_by_role("blockquote")).to_have_text("Under the lime tree, in May")
    visitor.focus_before(bench)
    visitor.tab_to(bench.get_by_role("button", name="Take it back"))
    keys.press("Enter")
    expect(bench.get_by_role("status").filter(has_text="It will not be handed in.")).to_be_visible()
    expect(bench.get_by_role("blockquote")).to_have_count(0)


def untouched(visitor):
    """Nothing done yet."""


def half_done(visitor):
    """Begun everywhere, finished nowhere."""
    for title in (TEA, BENCH):
        visitor.card(title).locator("input[value='own']").check()
    visitor.card(PLAN).get_by_label("If this happens", exact=True).fill("When it snows")
    visitor.card(SPOONS).get_by_role("slider").fill("300")


def done(visitor):
    """Everything done, everything opened."""
    for card in cards(visitor.page):
        use(card)
    expect(visitor.card(SPOONS).get_by_role("img")).to_be_visible()
    open_details(visitor.page)


def in_anothers_words(visitor):
    """Each reflection by way of its made-up person."""
    for title in (TEA, BENCH):
        visitor.card(title).locator("input[value='persona']").check()


def skipped(visitor):
    """Each reflection left out, and no plan."""
    for title in (TEA, BENCH):
        visitor.card(title).locator("input[value='skip']").check()
    plan = visitor.card(PLAN)
    plan.get_by_role("button", name="Change it").click()
    plan.get_by_role("button", name="No plan this week").click()


def about_to_delete(visitor):
    """Asked whether all is to go."""
    visitor.card(TEA).get_by_role("button", name="Delete what I wrote").click()


def deleted(visitor):
    """Nothing kept any more."""
    visitor.card(TEA).get_by_role("button", name="Yes, delete").click()
    expect(visitor.card(TEA)).to_contain_text("Deleted from this browser.")


def without_an_engine(visitor):
    """Nobody is there when an answer is to be checked."""
    visitor.page.clock.install()
    visitor.page.route("**/leaningwell/ask/**", lambda route: route.abort())
    question = visitor.item("gallery-share")
    question.get_by_label("Your number").fill("0.75")
    question.get_by_role("button", name="Check").click()
    expect(visitor.page.get_by_role("status").filter(has_text=BROKEN)).to_be_visible()
    visitor.page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(question.locator(".lw-verdict")).to_contain_text("engine does not answer")


def test_a_guess_is_open_until_it_is_kept_and_is_locked_from_then_on(visitor):
    """Also where the browser cannot keep it, and where nobody can tell what came out?"""
    page = visitor.open(WORDS)
    spoons = visitor.card(SPOONS)
    slider, lock = spoons.get_by_role("slider"), spoons.get_by_role("button", name="Lock my guess")
    slider.fill("600")
    page.evaluate(
        """() => {
            window.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
        }"""
    )
    lock.click()
    expect(spoons.get_by_text("This browser has no room left")).to_be_visible()
    expect(slider).to_be_enabled()
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    page.route("**/leaningwell/ask/**", lambda route: route.abort())
    page.clock.install()
    lock.click()
    expect(slider).to_be_disabled()
    page.clock.fast_forward(LONGER_THAN_ANYBODY_WAITS)
    expect(spoons.get_by_role("status").filter(has_text="engine does not answer")).to_be_visible()
    expect(slider).to_be_disabled()
    page.unroute("**/leaningwell/ask/**")
    lock.click()
    expect(spoons.get_by_role("status").filter(has_text="800 of 1,000 spoons were lost.")).to_be_visible()
    expect(slider).to_have_value("600")


STATES = [untouched, half_done, done, in_anothers_words, skipped, about_to_delete, deleted, without_an_engine]


@pytest.mark.parametrize("thoroughly", [[done], also(STATES)], ids=["done", "every-state"])
def test_every_state_of_every_activity_fits_and_is_accessible_in_all_colours(visitor, thoroughly):
    page = visitor.open(WORDS)
    for state in STATES:
        state(visitor)
        assert misfits(page, **({} if state in thoroughly else BRIEFLY)) == [], state.__name__


@pytest.mark.parametrize("notebook", cases([*PAGES, EXERCISE], ["course/20-gallery.ipynb", WORDS]))
def test_at_twice_the_size_nothing_is_cut_off(visitor, notebook):
    """A window of 1280 pixels holds 640 of them when the page is enlarged to 200 %."""
    page = visitor.page
    page.set_viewport_size({"width": 640, "height": 400})
    visitor.open(notebook)
    for card in cards(page):
        use(card)
    open_details(page)
    assert sideways(page) == 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main .lw-card :is(p, label, legend, button, h3, dd, li)")]
            .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1
                && getComputedStyle(element).overflowX !== "visible" && !element.closest(".lw-hidden"))
            .map((element) => element.textContent.trim().slice(0, 60))"""
    )
    assert cut == []


def test_who_wants_less_motion_gets_none(visitor):
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")
    visitor.open(WORDS)
    for card in cards(page):
        use(card)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "document.getAnimations().map((animation) => animation.effect.target.outerHTML.slice(0, 80))"
    assert page.evaluate(moving) == []


def test_the_made_up_person_is_called_by_name_and_the_note_on_care_stands_by_every_ask(visitor):
    page = visitor.open(WORDS)
    notes = page.get_by_role("note", name="When this is not for your situation")
    expect(notes).to_have_count(2)
    for note in notes.all():
        expect(note).to_contain_text(re.compile("frightens you"))
        expect(note.get_by_role("link", name="Where to get support")).to_have_attribute("href", "#cell-support")
    page.get_by_text("Helplines, country by country").click()
    expect(page.locator("[data-cell='helplines'] a[href^='tel:']").first).to_be_visible()
