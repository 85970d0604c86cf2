"""A person at the course's pages: opens them, answers by mouse or by keyboard, and keeps a record of all traffic."""

from __future__ import annotations

import contextlib
import re
import time
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from leaningwell.items import Item
from servers import Server

# What is in the closed drawer for the curious waits until somebody opens it.
READY = """() => document.querySelector("main") && document.readyState === 'complete' &&
    !document.querySelector('.lw-slot[data-waiting]') &&
    [...document.querySelectorAll('.lw-slot > .lw-wait, .lw-output[data-activity]')]
        .filter((place) => !place.closest('.lw-curious:not([open])'))
        .every((place) => place.querySelector('.lw-root[data-ready]'))"""

# What a verdict says; of replies with effects it counts those that opened something.
WRONG = re.compile(r"Not yet|Partly|That is|not it|(\d|One) repl(y|ies) of (?!\1)\d opened")
RIGHT = re.compile(r"Right\.|(\d) replies of \1 opened")
BROKEN = "The connection to the course is interrupted."
LONGER_THAN_ANYBODY_WAITS = 16_000
KEPT = """async (id) => {
    const { get } = await import("/voila/templates/leaningwell/static/kit/workbook/workbook.js");
    return get(id);
}"""
"""What the workbook holds under a name."""


def until(page: Page, predicate: str, arg: Any = None, timeout: float = 15_000) -> None:
    """Wait until a JavaScript function gives something true. Playwright's own way needs `eval`, which pages forbid."""
    deadline = time.monotonic() + timeout / 1000
    while True:
        # A document that has just begun has no body, and one that is left cannot be asked.
        try:
            if page.evaluate(predicate, arg):
                return
        except Error as error:
            if not re.search("of null|context was destroyed", str(error)) or time.monotonic() > deadline:
                raise
        if time.monotonic() > deadline:
            raise TimeoutError(predicate)
        page.wait_for_timeout(50)


def reload(page: Page) -> None:
    """Load a page again, as a person would with the browser's button."""
    # A page that is busy, or is just leaving, may not hear the first time.
    for again in (True, True, False):
        try:
            page.reload()
            return
        except Error as error:
            if not again or not re.search("ERR_ABORTED|Not attached to an active page", str(error)):
                raise


class Reader:
    """One browser profile. ``page`` is the page in front; records cover all pages opened so far."""

    # Said by JupyterLab's module loader about its own parts; nothing a page of ours does or can change. And of each
    # line that is made anew: for an answer that is slow, or as Firefox closes a page's before the page hears of it.
    # And JupyterLab says on a busy machine that a plugin takes its time.
    harmless = re.compile(
        r"Unsatisfied version|No satisfying version|Connection lost, reconnecting|(ms|long) to activate"
    )

    def __init__(self, context: BrowserContext, server: Server):
        self.context = context
        self.server = server
        self.trouble: list[str] = []
        self.hosts: set[str] = set()
        self.sent: list[bytes] = []
        self.received: list[bytes] = []
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self._note(str(error.error)))
        context.on("response", self._note_response)
        context.on("page", lambda page: page.on("websocket", self._note_socket))
        self.page: Page = context.new_page()
        self.page.set_default_navigation_timeout(90_000)

    def _note_request(self, request) -> None:
        address = urlparse(request.url)
        if address.scheme not in ("data", "blob", "about"):
            self.hosts.add(address.hostname)
        self.sent.append(request.url.encode() + b"\n" + (request.post_data_buffer or b""))

    def _note_console(self, message) -> None:
        if message.type in ("error", "warning"):
            self._note(f"{message.type}: {message.text}")

    def _note(self, words: str) -> None:
        if not self.harmless.search(words):
            self.trouble.append(words)

    def questions(self) -> list[bytes]:
        """What activities have asked a kernel or the server, of what was sent since that record was last emptied."""
        return [sent for sent in self.sent if b"anywidget-command" in sent or b"/leaningwell/ask/" in sent]

    def _note_response(self, response) -> None:
        if "/leaningwell/ask/" in response.url:
            with contextlib.suppress(Error):  # the page has gone meanwhile
                self.received.append(response.body())
        if response.status >= 400:
            self.trouble.append(f"{response.status}: {response.url}")

    def _note_socket(self, socket) -> None:
        self.hosts.add(urlparse(socket.url).hostname)
        as_bytes = lambda frame: frame.encode() if isinstance(frame, str) else frame  # noqa: E731
        socket.on("framesent", lambda frame: self.sent.append(as_bytes(frame)))
        socket.on("framereceived", lambda frame: self.received.append(as_bytes(frame)))

    def address(self, notebook: str) -> str:
        """Where a notebook is shown."""
        return self.server.page(f"voila/render/{notebook}")

    def open(self, notebook: str, wait: bool = True) -> Page:
        """Open a notebook as a page and wait until every activity is there."""
        self.page.goto(self.address(notebook))
        if wait:
            self.wait_until_ready()
        return self.page

    def reload(self) -> None:
        """Load the page again, as a person would with the browser's button."""
        reload(self.page)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until every activity on the page is there; show a lesson whole, and open the sections that unfold."""
        until(self.page, READY, timeout=60_000)
        self.page.evaluate("document.querySelector('[data-reading=steps] .lw-path .lw-mode')?.click()")
        self.page.evaluate("document.querySelectorAll('.lw-unfolds').forEach((details) => (details.open = true))")

    def find(self, target: Locator) -> Locator:
        """Bring the target into view."""
        target.first.scroll_into_view_if_needed()
        return target

    def card(self, title: str) -> Locator:
        """The activity with this heading."""
        return self.page.get_by_role("region", name=title, exact=True)

    def write(self, card: Locator, text: str, label: str | None = None) -> Locator:
        """Choose "My own" in a reflection, write into a box (the first), and wait until it is kept."""
        card.locator("input[value='own']").check()
        box = card.get_by_label(label) if label else card.get_by_role("textbox").first
        box.fill(text)
        box.blur()
        expect(card.get_by_text("Kept in this browser.", exact=True)).to_be_visible()
        card.page.wait_for_timeout(300)
        return box

    @staticmethod
    def guess(card: Locator) -> None:
        """Guess what the sliders of a card stand at, and lock it."""
        for slider in card.locator(".lw-guess").get_by_role("slider").all():
            slider.fill(slider.input_value())
        card.get_by_role("button", name=re.compile("^Lock my guess")).click()

    def item(self, id: str) -> Locator:
        """The question with this id."""
        return self.page.locator(f"[data-item='{id}']")

    def tab_to(self, target: Locator, limit: int = 400) -> None:
        """Press Tab until the target has the focus."""
        for _ in range(limit):
            if target.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def focus_before(self, card: Locator) -> None:
        """Put the keyboard's starting point at the beginning of a card, as a reader who got there has it."""
        card.evaluate("(card) => { card.tabIndex = -1; card.focus(); }")

    def press(self, target: Locator, keyboard: bool) -> None:
        """Use a button or box."""
        if keyboard:
            self.tab_to(target)
            self.page.keyboard.press("Space")
        else:
            target.click()

    def pick(self, radio: Locator, keyboard: bool) -> None:
        """Choose a radio button, with the arrow keys where there is no mouse."""
        if not keyboard:
            radio.check()
            return
        group = radio.evaluate("(radio) => radio.name")
        same = self.page.locator(f"input[name='{group}']:not([disabled])")
        inside = f"document.activeElement?.name === {group!r}"
        for _ in range(400):
            if self.page.evaluate(inside):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(same.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert radio.is_checked()

    def answer(self, item: Item, response: Any, keyboard: bool = False, button: str = "Check") -> Locator:
        """Answer a question as `response` says and have it checked; returns its card."""
        card = self.item(item.id)
        if keyboard:
            self.focus_before(card)
        match item.type:
            case "single" | "true-false":
                self.pick(card.locator(f"input[value='{response}']"), keyboard)
            case "multiple":
                for box in card.locator("input[type=checkbox]").all():
                    if box.is_checked() != (box.get_attribute("value") in response):
                        self.press(box, keyboard)
                if keyboard:
                    self.focus_before(card)
            case "numeric":
                field = card.get_by_label("Your number")
                if keyboard:
                    self.tab_to(field)
                    self.page.keyboard.press("Control+a")
                    self.page.keyboard.type(str(response))
                else:
                    field.fill(str(response))
            case "sort":
                for entry in item.entries:
                    if entry.key in response:
                        group = card.get_by_role("group", name=entry.text, exact=True)
                        if keyboard:
                            self.focus_before(card)
                        self.pick(group.get_by_role("radio", name=response[entry.key], exact=True), keyboard)
            case "annotate":
                for line in item.scored_lines:
                    if line.key in response:
                        group = card.get_by_role("group", name=f"{line.who} {line.text}", exact=True)
                        if keyboard:
                            self.focus_before(card)
                        self.pick(group.locator(f"input[value='{response[line.key]}']"), keyboard)
                if keyboard:
                    self.focus_before(card)
            case "compose":
                self.compose(card, item, response, keyboard)
            case "match":
                for key, partner in response.items():
                    left = next(pair.left for pair in item.pairs if pair.key == key)
                    select = card.get_by_label(left, exact=True)
                    if keyboard:
                        self.focus_before(card)
                        self.tab_to(select)
                        self.page.keyboard.type(item.partners[partner])
                        expect(select).to_have_value(partner)
                    else:
                        select.select_option(partner)
            case "order":
                self.put_in_order(
                    card, [next(s.text for s in item.sequence if s.key == key) for key in response], keyboard
                )
            case "scenario":
                again = card.get_by_role("button", name="Start again")
                if again.is_visible():
                    again.click()
                    if keyboard:
                        self.focus_before(card)
                for turn, key in enumerate(response):
                    place = card.locator(".lw-turn").nth(turn)
                    self.pick(place.locator(f"input[value='{key}']"), keyboard)
                    self.press(place.get_by_role("button", name="Say this"), keyboard)
                    if button == "Check":
                        expect(place.locator(".lw-option:has(:checked) .lw-feedback:visible")).to_have_count(1)
                if button == "Check":
                    return card
        self.press(card.get_by_role("button", name=button, exact=True), keyboard)
        expect(card.locator(".lw-verdict")).not_to_have_text(re.compile(r"^(Not saved yet\.)?$"))
        return card

    def compose(self, card: Locator, item: Item, response: Any, keyboard: bool) -> None:
        """Choose the phrases of a message, or a whole one, and read it."""
        picked = {"whole": response} if isinstance(response, str) else {slot.key: "" for slot in item.slots} | response
        labels = {slot.key: slot.label for slot in item.slots} | {"whole": "Or say it all at once"}
        for name, key in picked.items():
            radio = card.get_by_role("group", name=labels[name]).locator(f"input[value='{key}']")
            if radio.count():  # what has to be there cannot be left out by a click
                if keyboard:
                    self.focus_before(card)
                self.pick(radio, keyboard)
        if keyboard:
            self.focus_before(card)
        for text in [text for key, text in item.texts.items() if key in picked.values()]:
            expect(card.get_by_role("figure")).to_contain_text(text)

    def put_in_order(self, card: Locator, texts: list[str], keyboard: bool) -> None:
        """Move the lines of an order up, one place at a time, until they stand as wanted."""
        for place, text in enumerate(texts):
            up = card.get_by_role("button", name=f"Move up: {text}", exact=True)
            while (now := card.locator(".lw-step-text").all_inner_texts()).index(text) > place:
                if keyboard:
                    self.focus_before(card)
                self.press(up, keyboard)
                assert card.locator(".lw-step-text").all_inner_texts() != now
