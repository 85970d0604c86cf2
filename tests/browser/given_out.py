"""What a page gives out of the workbook: a page that is saved, and one that is printed."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

from browser.reader import Reader, until

WATCH_WHAT_IS_PRINTED = """() => {
    const watch = new MutationObserver(([change]) => {
        const [frame] = change.addedNodes;
        if (frame?.tagName !== "IFRAME") return;
        window.printed = new Promise((resolve) => {
            frame.addEventListener("load", () => {
                const text = frame.contentDocument.body.innerText;
                window.sheet = frame.contentDocument.documentElement.outerHTML;
                frame.contentWindow.addEventListener("afterprint", () => resolve(text));
                frame.contentWindow.dispatchEvent(new Event("afterprint"));
            });
        });
    });
    watch.observe(document.body, { childList: true });
}"""


def printed(page: Page, button: Locator) -> str:
    """The text of the page that a button prints."""
    page.evaluate(WATCH_WHAT_IS_PRINTED)
    button.click()
    until(page, "() => window.printed")
    return page.evaluate("window.printed")


def sheets(page: Page, format: str) -> int:
    """How many sheets of paper what was printed last takes, with a browser's usual margins."""
    paper = page.context.new_page()
    paper.set_content(page.evaluate("window.sheet"))
    pdf = paper.pdf(format=format, margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    paper.close()
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def saved_as_page(reader: Reader, folder: Path) -> Path:
    """The workbook as a page, saved into a folder from the panel of the start page, which is open."""
    panel = reader.card("What this browser keeps")
    panel.get_by_text("Print or save my workbook").click()
    with reader.page.expect_download() as download:
        panel.get_by_role("button", name="Save as a page").click()
    download.value.save_as(folder / "workbook.html")
    return folder / "workbook.html"
