"""What one touches is large enough: 24 px everywhere, 44 px by finger for what one needs in need."""

from __future__ import annotations

import pytest

from browser.reader import Reader
from browser.test_lock import set_lock_in_open_form
from browser.test_look import EACH, PAGES

SMALL = """([selector, least]) => {
    // A link within a sentence is as high as its line; that is how text is read.
    const isText = (node) => node.nodeType === Node.TEXT_NODE && /\\p{L}/u.test(node.data);
    const inSentence = (link) => link.matches("a") && [...link.parentElement.childNodes].some(isText);
    const found = [];
    for (const element of document.querySelectorAll(selector)) {
        if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
        if (element.closest("svg, .lw-skip, .lw-hidden") || (least === 24 && inSentence(element))) continue;
        const label = element.closest("label") ?? (element.id && document.querySelector(`label[for="${element.id}"]`));
        const ticked = element.matches("input[type=radio], input[type=checkbox]");
        const sizes = [element, ...(ticked && label ? [label] : [])].map((area) => area.getBoundingClientRect());
        if (sizes.some(({ width, height }) => width >= least - 0.5 && height >= least - 0.5)) continue;
        const [{ width, height }] = sizes;
        found.push(`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 140)}`);
    }
    return found;
}"""
TOUCHED = "a[href], button, input, select, textarea, summary, [role=button]"
NEEDED = (
    ".lw-leave, [data-support], .lw-helplines a, .lw-care a, "
    ".lw-lock button, .lw-locked button, .lw-lock-bar button, .lw-lock-bar input"
)
BY_FINGER = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}


def everything_open(page):
    page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")


@pytest.fixture
def by_finger(browser, server):
    """Somebody at a telephone."""
    context = browser.new_context(**BY_FINGER)
    yield Reader(context, server)
    context.close()


@EACH
def test_everything_on_a_page_is_large_enough_for_a_finger(by_finger, notebook):
    page = by_finger.open(notebook)
    everything_open(page)
    by_finger.wait_until_ready()
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert page.evaluate(SMALL, [NEEDED, 44]) == []
    assert page.evaluate(SMALL, [TOUCHED, 24]) == []


@pytest.mark.parametrize("notebook", [PAGES[0], PAGES[1], PAGES[-1]])
def test_and_for_a_mouse(reader, notebook):
    page = reader.open(notebook)
    everything_open(page)
    reader.wait_until_ready()
    assert page.evaluate(SMALL, [TOUCHED, 24]) == []


def test_the_lock_is_large_enough_for_a_finger_open_and_shut(by_finger):
    page = by_finger.open(PAGES[0])
    everything_open(page)
    panel = by_finger.card("What this browser keeps")
    set_lock_in_open_form(panel)
    everything_open(page)
    assert page.evaluate(SMALL, [NEEDED, 44]) == []
    panel.get_by_role("button", name="Lock now").click()
    panel.get_by_role("button", name="Unlock", exact=True).click()
    assert page.evaluate(SMALL, [NEEDED, 44]) == []
    assert page.evaluate(SMALL, [TOUCHED, 24]) == []


def test_the_helplines_of_the_browsers_country_come_first(browser, server):
    context = browser.new_context(locale="de-AT", **BY_FINGER)
    page = Reader(context, server).open(PAGES[0])
    countries = page.locator(".lw-helplines > li > strong")
    assert countries.all_text_contents()[:3] == ["Austria", "European Union", "Australia"]
    context.close()
