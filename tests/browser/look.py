"""What a page looks like: whether it fits its window, and what axe objects to in each set of colours."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without the second, axe says of each element that is well where it stands, which takes three times as long.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
OF_COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that look at colours. All others find the same in each set of them, at one width."""
OF_FORM = OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}
"""All but the one that takes four fifths of the time, for another width: colours are the same there."""
AXE = Axe()
COLOURS = (
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
    {"color_scheme": "light", "forced_colors": "none"},
)

BRIEFLY = {"widths": (320,), "colours": COLOURS[:1]}


def objections(page: Page, options: dict[str, object] = OPTIONS) -> list[str]:
    """What axe finds, one line each, seen from the top, where the header that stays in view covers nothing."""
    page.evaluate("scrollTo(0, 0)")
    found = AXE.run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def misfits(page: Page, widths: tuple[int, ...] = (1280, 320), colours=COLOURS) -> list[str]:
    """Where the page as it is now is too wide, or objected to; leaves it light and in the widest.

    All colours are looked at in the narrowest, where the same elements stand as in the others; after the first set,
    only for what is of colours. ``**BRIEFLY`` looks once, where most goes wrong.
    """
    found = []
    for width in sorted(widths):
        page.set_viewport_size({"width": width, "height": 800})
        if sideways(page):
            found.append(f"at {width} pixels it is {sideways(page)} too wide")
        looks = colours if width == min(widths) else colours[-1:]
        for these in looks:
            page.emulate_media(**these)
            options = OF_FORM if width > min(widths) else OPTIONS if these is looks[0] else OF_COLOURS
            told = objections(page, options)
            found += [f"at {width} pixels, {these}: {line}" for line in told]
    return found
