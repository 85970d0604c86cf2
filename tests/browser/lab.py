"""A person at JupyterLab, which draws only the cells near the window."""

from __future__ import annotations

import contextlib
import json
import re

from playwright.sync_api import Error, Locator, Page, expect

from browser.reader import Reader
from leaningwell.items import Item

RUN = re.compile(r"\[[\d*]+\]:")
# One screen down, and from the bottom to the top.
FURTHER = """(panel) => {
    const bottom = panel.scrollTop + panel.clientHeight > panel.scrollHeight - 2;
    panel.scrollTo(0, bottom ? 0 : panel.scrollTop + 700);
}"""


class Lab(Reader):
    """A reader who has the notebook open in JupyterLab."""

    def address(self, notebook: str) -> str:
        """Where a notebook is shown."""
        return self.server.page(f"lab/tree/{notebook}")

    def forget_workspace(self) -> None:
        """Keep Lab from opening again, beside it, what somebody had open before."""
        token = {"Authorization": f"token {self.server.token}"}
        self.context.request.delete(f"{self.server.url}/lab/api/workspaces/default", headers=token)

    def open(self, notebook: str, wait: bool = True) -> Page:
        """Open a notebook and wait until its first cells are drawn."""
        self.page.set_viewport_size({"width": 1280, "height": 1000})
        self.forget_workspace()
        self.page.goto(self.address(notebook))
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.wait_for_kernel(notebook)
        self.wait_until_idle()
        return self.page

    def wait_for_kernel(self, notebook: str) -> None:
        """Wait until the notebook has a kernel that answers. Lab asks which one to take if it is told to run before."""
        for _ in range(300):
            sessions = json.loads(self.server.get("api/sessions")[1])
            if any(s["path"] == notebook and s["kernel"]["execution_state"] == "idle" for s in sessions):
                break
            self.page.wait_for_timeout(200)
        expect(self.page.locator(".jp-Toolbar-kernelName").first).to_contain_text("Python 3")

    def run_all(self) -> None:
        """Run every cell from the menu, and wait until none is left waiting."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.find(self.page.locator(".jp-InputPrompt").filter(has_text=RUN))
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
        """Scroll on through the notebook, and from its end to its beginning, until the target is drawn."""
        panel = self.page.locator(".jp-WindowedPanel-outer")
        for _ in range(600):
            if target.count() and target.first.is_visible():
                # Lab may take it away again while it draws what is around it.
                with contextlib.suppress(Error):
                    target.first.scroll_into_view_if_needed(timeout=5000)
                    return target
            panel.evaluate(FURTHER)
            self.page.wait_for_timeout(80)
        raise AssertionError(f"{target} never came into view")

    def write_code(self, source: str) -> None:
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
