"""Moving sliders in a browser as a learner does, by the keyboard, and timing each redraw."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from playwright.sync_api import Locator, Page

from browser.reader import until

# From the moment the slider moves to the frame that shows the charts drawn anew.
WATCH = """() => {
    window.redraws = [];
    addEventListener("input", (event) => {
        const charts = event.target.closest(".lw-explore").querySelector(".lw-charts");
        const watch = new MutationObserver(() => {
            watch.disconnect();
            requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => window.redraws.push(performance.now() - event.timeStamp);
                port2.postMessage(null);
            });
        });
        watch.observe(charts, { childList: true, subtree: true });
    }, true);
}"""


class Sliders:
    """The sliders of all explorations on a page that are open, moved in turn."""

    def __init__(self, page: Page):
        self._page = page
        page.evaluate(WATCH)
        self._moves = self._moving(page.locator(".lw-explore:not([hidden]) input[type=range]").all())
        self._moved = 0

    def move(self, times: int = 1) -> None:
        """Move a slider by a notch and wait until the chart is there, again and again."""
        for _ in range(times):
            next(self._moves)
            self._moved += 1
            until(self._page, "(moved) => window.redraws.length === moved", self._moved)

    @property
    def milliseconds(self) -> list[float]:
        """What each redraw has taken."""
        return self._page.evaluate("window.redraws")

    def _moving(self, sliders: list[Locator]) -> Iterator[None]:
        up = dict.fromkeys(range(len(sliders)), True)
        for place in cycle(up):
            slider = sliders[place]
            if slider.evaluate("(slider, up) => slider.value === (up ? slider.max : slider.min)", up[place]):
                up[place] = not up[place]
            slider.press("ArrowRight" if up[place] else "ArrowLeft")
            yield
