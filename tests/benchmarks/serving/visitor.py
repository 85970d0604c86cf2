"""A visitor with a browser that has never been here, who looks at the clock and counts what comes over the line."""

from __future__ import annotations

import json
import time
from types import TracebackType
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage

from browser.reader import until

SLOW_LINE = {
    "offline": False,
    "latency": 170,  # milliseconds until an answer begins
    "downloadThroughput": 9_000_000 / 8,
    "uploadThroughput": 9_000_000 / 8,
}
QUIET_SECONDS = 1
"""A page that has asked for nothing for so long has all it wants."""
SEVERAL_SECONDS = 120

# Looks once in each frame, in our pages and in Voila's alike. What a frame shows is on the screen when the task after
# that frame runs, so then the clock is read. Voila keeps its page behind a loading screen: there is no box then.
PROBE = """((counts) => {
    const activities = counts[location.pathname.match(/([\\w-]+)\\.ipynb$/)?.[1]];
    if (window.top !== window || activities === undefined) return;
    const seen = (window.seen = {});
    const about = new Set();
    const SEEN = { opacityProperty: true, visibilityProperty: true };
    const TEXT = "main .lw-prose p, #rendered_cells .jp-RenderedMarkdown p";
    const FIELD = "[data-item] input:is([type=radio], [type=checkbox], [type=text], [type=number])";
    const has = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && height > 0 && element.checkVisibility(SEEN);
    };
    const onTop = (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const [x, y] = [left + Math.min(20, width / 2), top + Math.min(8, height / 2)];
        return element.contains(document.elementFromPoint(x, y));
    };
    const ready = () => [...document.querySelectorAll(".lw-root[data-ready=true]")];
    const goals = {
        paragraph() {
            const first = document.querySelector(TEXT);
            return first && has(first) && onTop(first);
        },
        question() {
            const fields = ready().flatMap((root) => [...root.querySelectorAll(FIELD)]);
            return fields.some((field) => !field.disabled && has(field));
        },
        ready: () => ready().length >= activities && ready().some(has),
    };
    const look = () => {
        const now = Object.keys(goals).filter((name) => !about.has(name) && goals[name]());
        now.forEach((name) => about.add(name));
        if (now.length) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => now.forEach((name) => (seen[name] = performance.now()));
            port2.postMessage(null);
        }
        if (about.size < 3) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


class Visitor:
    """One browser context, from its first page to its last. ``activities`` says how many to wait for in each lesson."""

    def __init__(self, browser: Browser, activities: dict[str, int], *, slow: bool = False):
        self.errors: list[str] = []
        self.other_hosts: set[str] = set()
        self.requests = 0
        self.bytes = 0
        self._last = time.monotonic()
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.add_init_script(f"{PROBE}({json.dumps(activities)})")
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page = self.context.new_page()
        line = self.context.new_cdp_session(self.page)
        line.on("Network.requestWillBeSent", self._sent)
        line.on("Network.loadingFinished", self._received)
        line.on("Network.loadingFailed", self._moved)
        line.send("Network.enable")
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW_LINE)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _moved(self, _: object = None) -> None:
        self._last = time.monotonic()

    def _sent(self, event: dict) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme in ("http", "https"):
            self.requests += 1
            # What stands in the way of a redirect is not told of by itself.
            self.bytes += event.get("redirectResponse", {}).get("encodedDataLength", 0)
            if address.hostname != "127.0.0.1":
                self.other_hosts.add(str(address.hostname))
        self._moved()

    def _received(self, event: dict) -> None:
        self.bytes += event["encodedDataLength"]
        self._moved()

    def open(self, address: str) -> dict[str, float]:
        """Open a page; the milliseconds after which each thing was there. Counts begin anew."""
        self.requests = self.bytes = 0
        self.page.goto(address, wait_until="commit", timeout=1000 * SEVERAL_SECONDS)
        until(self.page, "() => Object.keys(window.seen ?? {}).length === 3", timeout=1000 * SEVERAL_SECONDS)
        return self.page.evaluate("window.seen")

    def settle(self) -> None:
        """Wait until the page asks for nothing more."""
        deadline = time.monotonic() + SEVERAL_SECONDS
        while time.monotonic() < min(deadline, self._last + QUIET_SECONDS):
            self.page.wait_for_timeout(100)
        if time.monotonic() > deadline:
            raise TimeoutError("the page does not come to rest")
