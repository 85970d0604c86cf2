// A note over the page, beside what it is about: a badge or a term. There is one at a time, and Escape closes it.

import { button, h, uid } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";

/** Room between the note, what it is about and the edges of the window. */
const ROOM = 10;
/** With less room than this, in pixels, the note stands at the foot of the window. */
const LEAST = 260;

/** @typedef {{ toggle: HTMLElement, drawer: HTMLElement, shut(back?: boolean): void }} Opened */

/** The one note that is open. @type {Opened | null} */
let opened = null;

/**
 * Close the open note as people expect, and keep it in its place.
 * @param {AbortSignal} left ends when the page is left
 */
export function notes(left) {
  const until = { signal: left };
  /** @param {PointerEvent} event */
  function beside({ target }) {
    const inside = target instanceof Node && (opened?.drawer.contains(target) || opened?.toggle.contains(target));
    if (!inside) opened?.shut(false);
  }
  addEventListener("keydown", (event) => event.key === "Escape" && opened?.shut(), until);
  document.addEventListener("pointerdown", beside, until);
  addEventListener("resize", () => opened && place(opened), until);
  left.addEventListener("abort", () => opened?.shut(false), { once: true });
  // On paper the note stands where it belongs, below its paragraph.
  const onPaper = (/** @type {MediaQueryListEvent} */ { matches }) => {
    if (!opened) return;
    if (matches) opened.drawer.popover = null;
    else over(opened);
  };
  matchMedia("print").addEventListener("change", onPaper, until);
}

/** Whether an element stands in the open note. @param {Node} element */
export const isInNote = (element) => Boolean(opened?.drawer.contains(element));

/**
 * Open the note of what was clicked, or close it if it is open.
 * @param {HTMLElement} toggle
 * @param {string} title
 * @param {Node[]} content
 * @param {string} [badge] the word of the badge that it belongs to
 */
export function openNote(toggle, title, content, badge) {
  const before = opened?.toggle;
  opened?.shut();
  if (before === toggle) return;
  const named = uid("drawer");
  const drawer = h(
    "aside",
    { class: "lw-drawer", "aria-labelledby": named, id: uid("drawer") },
    button(t("badge.close"), () => shut()),
    h("p", { class: "lw-drawer-title", id: named }, title),
    ...content,
  );
  if (badge) drawer.dataset.badge = badge;
  function shut(back = true) {
    opened = null;
    drawer.remove();
    toggle.setAttribute("aria-expanded", "false");
    toggle.removeAttribute("aria-controls");
    if (back) toggle.focus();
  }
  opened = { toggle, drawer, shut };
  const block = toggle.closest("p, li, td, blockquote") ?? toggle;
  (block.closest("table, ul, ol") ?? block).after(drawer);
  toggle.setAttribute("aria-expanded", "true");
  toggle.setAttribute("aria-controls", drawer.id);
  over(opened);
}

/** Show a note over the page. @param {Opened} note */
function over(note) {
  note.drawer.popover = "manual";
  note.drawer.showPopover?.();
  place(note);
}

/** Beside what it is about where there is room, else at the foot of the window; never cut off. @param {Opened} note */
function place({ toggle, drawer }) {
  const { top, bottom, left } = toggle.getBoundingClientRect();
  const header = document.querySelector(".lw-top")?.getBoundingClientRect().bottom ?? 0;
  const [above, below] = [top - header - 2 * ROOM, innerHeight - bottom - 2 * ROOM];
  const narrow = innerWidth < 640;
  drawer.classList.toggle("lw-drawer-foot", narrow || Math.max(above, below) < LEAST);
  if (drawer.classList.contains("lw-drawer-foot")) {
    const covered = bottom + ROOM - (innerHeight - drawer.offsetHeight);
    if (covered > 0) scrollBy({ top: Math.min(covered, top - header - ROOM), behavior: "instant" });
    return;
  }
  const downwards = below >= Math.min(drawer.scrollHeight, LEAST) || below >= above;
  const width = drawer.offsetWidth;
  drawer.style.setProperty("--lw-note-room", `${downwards ? below : above}px`);
  drawer.style.setProperty(
    "--lw-note-x",
    `${scrollX + Math.max(ROOM, Math.min(left, document.documentElement.clientWidth - width - ROOM))}px`,
  );
  const height = drawer.offsetHeight;
  drawer.style.setProperty("--lw-note-y", `${scrollY + (downwards ? bottom + ROOM : top - ROOM - height)}px`);
}

/** What a list of the page says below the heading of that name, to be shown elsewhere. @param {string} id */
export function saidBelow(id) {
  const parts = [];
  for (
    let next = document.getElementById(id)?.nextElementSibling;
    next && next.tagName !== "H3";
    next = next.nextElementSibling
  ) {
    parts.push(next.cloneNode(true));
  }
  return parts.length ? parts : [h("p", {}, t("badge.waiting"))];
}
