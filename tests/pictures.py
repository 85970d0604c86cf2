"""Makes the README's pictures from the course as it is now: `make pictures`.

Always the same places at the same sizes, in the light look, so that a picture changes only if the course does. Letters
are those of the machine; the pictures in docs/ were made with the Noto fonts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Request, sync_playwright

from browser.reader import READY, until
from chromium import launch_offline_arguments
from servers import Server, start_server

ROOT = Path(__file__).parents[1]
# Right below the page's header, with so little room that nothing is seen of what comes before.
TO_THE_TOP = """(element) => {
    const room = document.querySelector(".lw-top").offsetHeight + 14;
    scrollTo(0, element.getBoundingClientRect().top + scrollY - room);
}"""
# Each browser has a seed of its own for the order of options; here it is the same each time.
SAME_ORDER = """{
    const random = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (bytes) => (bytes.byteLength === 8 ? bytes.fill(7) : random(bytes));
}"""


def lesson(page: Page) -> Locator:
    """A claim with its badge opened, and below the text a crowd to play with."""
    claim = page.locator("main p", has_text="is feared as well")
    claim.locator(".lw-badge[data-badge=tentative]").first.click()
    set_sliders(page.get_by_role("region", name="The silent majority", exact=True), 0.6, 0.03)
    return claim


def start(page: Page) -> Locator:
    """The course map, of somebody who has just come."""
    return page.locator("html")


def exploration(page: Page) -> Locator:
    """Two homes and a lot, in the drawer for the curious: two crowds of a hundred, and forty studies."""
    page.locator("details.lw-curious > summary").click()
    homes = page.get_by_role("region", name="Two orphanages", exact=True)
    homes.get_by_label("half of each home, drawn by lot").check()
    set_sliders(homes, 1, 0.8)
    return homes


def phone(page: Page) -> Locator:
    """A question, answered, on a small screen."""
    question = page.locator("[data-item='made-to-belong']")
    question.locator("input[value='8523ca6e']").check()
    question.get_by_role("button", name="Check", exact=True).click()
    return question


PICTURES: list[tuple[Callable[[Page], Locator], str, int, int]] = [
    (lesson, "01-the-self-sufficiency-story", 1280, 1560),
    (start, "00-start-here", 1280, 900),
    (exploration, "02-built-to-depend", 1280, 1230),
    (phone, "02-built-to-depend", 390, 844),
]
"""What is shown, of which notebook, and how wide and high; what each function returns stands at the top."""


def set_sliders(card: Locator, *values: float) -> None:
    """Set the sliders of an exploration, from the first on."""
    for slider, value in zip(card.locator(".lw-explore input[type=range]").all(), values, strict=True):
        slider.fill(str(value))


def take(browser: Browser, server: Server, picture: tuple[Callable[[Page], Locator], str, int, int], to: Path) -> None:
    """One picture, once everything on the page has come to rest."""
    prepare, notebook, width, height = picture
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if width < 500 else 1,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.add_init_script(SAME_ORDER)
    page = context.new_page()
    page.goto(server.page(f"voila/render/course/{notebook}.ipynb"))
    until(page, READY, timeout=60_000)
    page.evaluate("document.querySelector('[data-reading=steps] .lw-path .lw-mode')?.click()")
    asked: set[Request] = set()
    page.on("request", lambda request: asked.add(request))
    page.on("requestfinished", lambda request: asked.discard(request))
    top = prepare(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1000)
    while asked:
        page.wait_for_timeout(1000)
    top.evaluate(TO_THE_TOP)
    page.wait_for_timeout(500)
    page.screenshot(path=to)
    context.close()


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    with start_server(ROOT) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_offline_arguments())
        for each in PICTURES:
            to = folder / f"{each[0].__name__}.png"
            take(browser, server, each, to)
            print(to)
        browser.close()
