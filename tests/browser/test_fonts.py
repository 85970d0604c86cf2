"""The pages in a wide and in a narrow font, on a telephone and with large letters: nothing is cut off or too small.

Readers have other fonts than those who write. Each font is the only one its browser knows.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from breadth import cases
from browser.gallery import PAGES, cards, open_details, use
from browser.look import sideways
from browser.reader import Reader
from browser.test_look import LESSON, START

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be told which fonts there are")

WHERE = Path("/usr/share/fonts/truetype")
FONTS = {"wide": (WHERE / "dejavu", "DejaVu Sans"), "narrow": (WHERE / "liberation", "Liberation Sans")}
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""
KEPT = ["course/20-gallery.ipynb", "course/22-gallery-words.ipynb"]
SMALLEST = 24
"""What WCAG 2.2, 2.5.8, asks of a control, in CSS pixels either way."""
TOO_SMALL = """(smallest) => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .filter((control) => !control.closest(".lw-hidden, .lw-skip"))
    .map((control) => ["radio", "checkbox"].includes(control.type) ? control.closest("label") ?? control : control)
    .filter((control) => {
        const inText = getComputedStyle(control).display.startsWith("inline") && [...control.parentElement.childNodes]
            .some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
        const { width, height } = control.getBoundingClientRect();
        return !inText && (width < smallest - 0.1 || height < smallest - 0.1);
    })
    .map((control) => control.outerHTML.slice(0, 120))"""
UNREACHED = """() => [...document.querySelectorAll("main *")]
    .filter((box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX))
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .filter((box) => !box.querySelector("a, button, input, select, textarea") && !(box.tabIndex >= 0 && box.ariaLabel))
    .map((box) => box.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=FONTS)
def browser_with_font(request, browser_type, browser_type_launch_args, tmp_path_factory):
    """A browser that knows one family of fonts and no other."""
    fonts, _ = FONTS[request.param]
    assert any(fonts.glob("*.ttf")), f"{fonts} is empty. `make test` installs both families on Debian."
    place = tmp_path_factory.mktemp(request.param)
    config = place / "fonts.conf"
    config.write_text(CONFIG.format(fonts=fonts, cache=place / "cache"))
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    browser = browser_type.launch(**browser_type_launch_args, env=env)
    yield browser
    browser.close()


@pytest.fixture
def reader(browser_with_font, gallery):
    context = browser_with_font.new_context()
    yield Reader(context, gallery)
    context.close()


@pytest.mark.parametrize("notebook", cases([START, LESSON, *PAGES], KEPT))
def test_everything_fits_and_every_control_can_be_hit_and_reached(reader, notebook):
    page = reader.open(notebook)
    if notebook in PAGES:
        for card in cards(page):
            use(card)
    open_details(page)
    for width, letters in ((320, "100%"), (360, "100%"), (640, "200%"), (1280, "100%")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(letters) => (document.documentElement.style.fontSize = letters)", letters)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert sideways(page) == 0, (width, letters)
        assert page.evaluate(TOO_SMALL, SMALLEST) == [], (width, letters)
        assert page.evaluate(UNREACHED) == [], (width, letters)


def test_each_browser_really_knows_only_its_font(request, browser_with_font):
    family = FONTS[request.node.callspec.params["browser_with_font"]][1]
    page = browser_with_font.new_page()
    widths = {
        name: page.evaluate(
            """(family) => {
                const pen = document.createElement("canvas").getContext("2d");
                pen.font = `100px ${family}`;
                return pen.measureText("a wide or a narrow line").width;
            }""",
            f'"{name}"' if " " in name else name,
        )
        for name in ("sans-serif", "DejaVu Sans", "Liberation Sans", "No Such Family")
    }
    assert widths["sans-serif"] == widths[family]
    (other,) = {name for _, name in FONTS.values()} - {family}
    assert widths[other] == widths["No Such Family"]
