"""A person at JupyterLab, which draws only the cells near the window."""

from __future__ import annotations

import contextlib

from playwright.sync_api import Locator, Page, TimeoutError, expect

from browser.reader import Reader
from leaningwell.content import Item


class Lab(Reader):
    """A reader who has the notebook open in JupyterLab."""

    def open(self, notebook: str, wait: bool = True) -> Page:
        """Open a notebook and wait until its first cells are drawn."""
        self.page.set_viewport_size({"width": 1280, "height": 1000})
        self.page.goto(self.server.page(f"lab/tree/{notebook}"))
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.wait_until_idle()
        return self.page

    def run_all(self) -> None:
        """Run every cell from the menu, and wait until none is left waiting."""
        ready = self.page.locator(".lw-root[data-ready]").first
        select = self.page.get_by_role("button", name="Select", exact=True)
        for _ in range(3):
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            # On a busy machine Lab may take the kernel for ready too early, and forget what it was asked to run.
            with contextlib.suppress(TimeoutError):
                ready.or_(select).first.wait_for(timeout=60_000)
            if not select.is_visible() and ready.count():
                break
            if select.is_visible():
                select.click()
                self.wait_until_idle()
        ready.wait_for(state="attached", timeout=60_000)
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        """Wait until the kernel is there and has nothing left to do."""
        indicator = self.page.locator(".jp-Notebook-ExecutionIndicator")
        expect(indicator).to_have_attribute("data-status", "idle", timeout=60_000)

    def save(self) -> None:
        """Save the notebook and wait until Lab says so."""
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        self.page.locator("li[data-command='docmanager:save']").click()
        # A cell that was changed since it ran has this mark as well.
        expect(self.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)

    def find(self, target: Locator) -> Locator:
        """Scroll from the top until the target is drawn."""
        self.page.locator(".jp-WindowedPanel-outer").evaluate("(panel) => panel.scrollTo(0, 0)")
        for _ in range(200):
            if target.count() and target.first.is_visible():
                target.first.scroll_into_view_if_needed()
                return target
            self.page.locator(".jp-WindowedPanel-outer").evaluate("(panel) => panel.scrollBy(0, 500)")
            self.page.wait_for_timeout(80)
        raise AssertionError(f"{target} never came into view")

    def write(self, cell: str, source: str) -> None:
        """Replace the source of a code cell, found by the first function it defines."""
        name = source[source.index("def ") :].split("(")[0]
        editor = self.find(self.page.locator(".jp-CodeCell").filter(has_text=f"{name}(").filter(has_text="YOUR CODE"))
        editor.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def answer(self, item: Item, response, keyboard: bool = False, button: str = "Save answer") -> Locator:
        """Answer a question of an exercise and save it."""
        self.find(self.item(item.id))
        card = super().answer(item, response, keyboard, button)
        expect(card.locator(".lw-verdict")).to_contain_text("Saved.")
        return card
