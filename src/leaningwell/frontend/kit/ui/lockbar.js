// While the workbook is locked one bar stands at the page's edge, and its one field opens everything. What is locked says so
// in its place and leads to the bar.

import { VaultError } from "../workbook/database.js";
import { unlock } from "../workbook/lock.js";
import { button, card, h, paragraphs, status, uid } from "./dom.js";
import { field } from "./fields.js";
import { t } from "./strings.js";

/** What waits for the lock to open. @type {Set<object>} */
const waiting = new Set();
/** @type {{ element: HTMLElement, open(): void } | null} */
let bar = null;
/** Where somebody came from to the bar, to go on there. @type {Element | null} */
let from = null;

function made() {
  const message = status();
  const passphrase = field(t("lock.passphrase"), { type: "password", autocomplete: "off", class: "lw-password" });
  const form = h(
    "form",
    { id: uid("unlock"), hidden: true, onsubmit: send },
    ...paragraphs(t("lock.note")),
    passphrase.element,
    h(
      "div",
      { class: "lw-actions" },
      button(t("lock.open"), () => {}, "main", { type: "submit" }),
    ),
    message.element,
  );
  const opener = button(t("lock.bar.open"), () => (form.hidden ? open() : shut()), "plain", {
    "aria-expanded": "false",
    "aria-controls": form.id,
  });
  function open() {
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    passphrase.input.focus();
  }
  function shut() {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    passphrase.input.value = "";
    message.say("");
  }
  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    message.say(t("carry.working"));
    try {
      await unlock(passphrase.input.value);
    } catch (error) {
      message.say(t(error instanceof VaultError && error.reason === "refused" ? "lock.refused" : "workbook.failed"), "again");
      passphrase.input.select();
    }
  }
  const element = h(
    "section",
    { class: "lw lw-lock-bar", "aria-label": t("lock.hint"), "data-lm-suppress-shortcuts": "true" },
    h("div", { class: "lw-root" }, h("div", { class: "lw-lock-line" }, h("p", {}, t("lock.hint")), opener), form),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || form.hidden) return;
    shut();
    opener.focus();
  });
  return { element, open };
}

/** Show the bar for as long as somebody waits for it. Returns what to do once it does no more. @param {object} who */
export function waitForUnlock(who) {
  waiting.add(who);
  bar ??= made();
  if (!bar.element.isConnected) document.body.append(bar.element);
  return () => {
    waiting.delete(who);
    if (waiting.size > 0) return;
    const here = bar?.element.contains(document.activeElement);
    bar?.element.remove();
    bar = null;
    if (here) document.querySelector("main")?.focus({ preventScroll: true });
  };
}

/** Go to the bar's field, and later on from this place. @param {Element} place */
export function openBar(place) {
  from = place;
  bar?.open();
}

/** Whether somebody came to the bar from here; asked once, when it has opened. @param {Element} place */
export function cameFrom(place) {
  const here = from !== null && (place === from || place.contains(from));
  if (here) from = null;
  return here;
}

/** Somebody who was in the middle of this activity goes on from its heading. @param {HTMLElement} root */
export function goOnFrom(root) {
  /** @type {HTMLElement | null} */
  const heading = root.querySelector(".lw-title");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** What stands in the place of a locked activity. @param {string} title its heading */
export function lockCard(title) {
  const element = card(
    "locked",
    title,
    t("lock.hint"),
    h(
      "div",
      { class: "lw-actions" },
      button(t("lock.open"), () => openBar(element)),
    ),
  );
  return element;
}
