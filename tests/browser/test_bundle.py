"""The pages work from the bundle as from the modules, and ask the server for little."""

from __future__ import annotations

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.conftest import as_given_out
from browser.reader import Reader
from browser.walk import reflect, walk
from leaningwell.content import load_graded

LESSON, NEXT = "course/02-built-to-depend.ipynb", "course/03-alone-together.ipynb"
SLUG = "02-built-to-depend"
EXERCISE = f"exercises/{SLUG}/{SLUG}.ipynb"
NOTE_WHAT_IS_REFUSED = """() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
}"""


class Counting(Reader):
    """A reader who counts what comes over the network, and does not mind where it comes from."""

    def __init__(self, context, server):
        super().__init__(context, server)
        self.page.add_init_script(f"({NOTE_WHAT_IS_REFUSED})()")

    def visit(self, notebook: str) -> list[str]:
        """Open a page; the paths of all that was sent for it, itself included, but nothing from the browser's cache."""
        self.open(notebook)
        self.page.wait_for_timeout(500)  # the icon comes last
        assert self.page.evaluate("window.refused") == []
        sent = self.page.evaluate(
            """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .filter((entry) => entry.transferSize > 0).map((entry) => entry.name)"""
        )
        return [urlparse(address).path for address in sent]


@pytest.fixture
def counting(context, bundled, server) -> Counting:
    return Counting(context, server)


def modules(sent: list[str]) -> list[str]:
    """The paths below the front end's address."""
    found = [re.search(r"/static/(.+\.js)$", path) for path in sent]
    return [match[1] for match in found if match]


def test_a_lesson_is_there_after_few_requests_and_the_next_after_fewer(counting, bundled):
    first = counting.visit(LESSON)
    assert modules(first) == [f"bundle/{bundled.entry}"]
    assert len(first) <= 12, first
    again = counting.visit(NEXT)
    assert modules(again) == []
    assert len(again) < 6, again
    assert counting.trouble == []


@breadth
def test_everything_in_a_lesson_works_from_the_bundle(counting, bundled, course):
    """The whole walk, of which the browser says nothing at all."""
    assert modules(counting.visit(LESSON)) == [f"bundle/{bundled.entry}"]
    walk(counting, course / LESSON)
    assert counting.page.evaluate("window.refused") == []
    assert counting.trouble == []


def test_everything_in_an_exercise_works_from_the_bundle(counting, bundled, course, root):
    graded = load_graded(root / "solutions" / SLUG / "items.yaml")
    with as_given_out(course / "exercises" / SLUG):
        assert modules(counting.visit(EXERCISE)) == [f"bundle/{bundled.entry}"]
        for item in graded.items:
            card = counting.answer(item, item.solution(), button="Save answer")
            expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
        for reflection in graded.reflections:
            reflect(counting, reflection)
        seen = counting.card("What your instructor will see")
        expect(seen.locator("dd").first).to_be_visible()
    assert counting.page.evaluate("window.refused") == []
    assert counting.trouble == []


def test_another_language_comes_as_a_file_of_the_bundle_and_is_kept(context, bundled, gallery):
    reader = Counting(context, gallery)
    sent = reader.visit("de/course/20-gallery.ipynb")
    assert set(modules(sent)) == {f"bundle/{bundled.entry}", f"bundle/{bundled.words['de']}"}
    assert modules(reader.visit("de/course/19-gallery-now.ipynb")) == []
    expect(reader.page.locator("main .lw-card .lw-button:visible").first).to_be_visible()
    assert reader.trouble == []


def test_the_printed_workbook_has_its_looks(counting):
    """They are a file beside the modules, wherever the code that asks for them is."""
    page = counting.open("course/00-start-here.ipynb")
    with page.expect_response("**/kit/readable.css") as found:
        panel = counting.card("What this browser keeps")
        panel.get_by_text("Print or save my workbook").click()
        panel.get_by_role("button", name="Save as a page").click()
    assert found.value.ok
    assert counting.trouble == []


def test_a_page_whose_bundle_is_gone_says_so(counting, bundled):
    """It was open, or kept by a proxy, while an update brought another bundle."""
    gone = bundled.entry.replace("-", "-0")
    counting.page.route(
        "**/voila/render/**",
        lambda route: route.fulfill(response=(reply := route.fetch()), body=reply.text().replace(bundled.entry, gone)),
    )
    page = counting.open(LESSON, wait=False)
    expect(page.get_by_role("alert")).to_contain_text("could not be started. Reload the page")
    expect(page.get_by_text("This part is being set up")).to_have_count(0)
    assert [line for line in counting.trouble if line.startswith("404: ")]


@breadth
def test_without_the_bundle_the_modules_are_asked_for_at_once_and_work(context, gallery_of_modules):
    reader = Counting(context, gallery_of_modules)
    sent = reader.visit(LESSON)
    assert {"page/prepared.js", "kit/mount.js", "kit/views/quiz.js"} <= set(modules(sent))
    # All but the first because the page names them, and none because another module does.
    found = reader.page.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter((entry) => entry.name.endsWith(".js") && entry.initiatorType === "script")
            .map((entry) => entry.name)"""
    )
    assert modules(found) == ["page/prepared.js"]
    assert reader.trouble == []
