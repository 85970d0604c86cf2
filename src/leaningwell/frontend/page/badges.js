// Badges: each opens what the ledger says of its claim, over the page and beside the badge.

import { button, h, uid } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";

const CLAIM = /^#E\d+[a-z]?$/;
/** Room between the note, its badge and the edges of the window. */
const ROOM = 10;
/** With less room than this, in pixels, the note stands at the foot of the window. */
const LEAST = 260;

/** @typedef {{ toggle: HTMLElement, drawer: HTMLElement, shut(back?: boolean): void }} Opened */

/** The one note that is open. @type {Opened | null} */
let opened = null;

/**
 * Every link to a claim becomes a badge; those within an activity open the same note.
 * @param {AbortSignal} left ends when the page is left
 */
export function badges(left) {
  const until = { signal: left };
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose a[href^='#E']:not(.anchor-link)");
  for (const link of links) {
    if (CLAIM.test(link.getAttribute("href") ?? "")) link.replaceWith(badge(link));
  }
  /** @param {MouseEvent} event */
  function follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#E']") : null;
    if (!(link instanceof HTMLAnchorElement) || !CLAIM.test(link.hash) || !document.getElementById(link.hash.slice(1))) return;
    if (opened?.drawer.contains(link)) return;
    event.preventDefault();
    open(link, link.hash.slice(1), link.textContent.trim());
  }
  /** @param {PointerEvent} event */
  function beside({ target }) {
    const inside = target instanceof Node && (opened?.drawer.contains(target) || opened?.toggle.contains(target));
    if (!inside) opened?.shut(false);
  }
  document.addEventListener("click", follow, until);
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

/** @param {HTMLAnchorElement} link */
function badge(link) {
  const claim = link.hash.slice(1);
  const word = link.textContent.trim();
  /** @type {HTMLButtonElement} */
  const toggle = h(
    "button",
    {
      type: "button",
      class: "lw-badge",
      "data-badge": word,
      "data-claim": claim,
      "aria-expanded": "false",
      onclick: () => open(toggle, claim, word),
    },
    word,
    h("span", { class: "lw-hidden" }, `: ${t("badge.title")}`),
  );
  return toggle;
}

/** @param {HTMLElement} toggle @param {string} claim @param {string} word */
function open(toggle, claim, word) {
  const before = opened?.toggle;
  opened?.shut();
  if (before === toggle) return;
  const title = uid("drawer");
  const drawer = h(
    "aside",
    { class: "lw-drawer", "data-badge": word, "aria-labelledby": title, id: uid("drawer") },
    button(t("badge.close"), () => shut()),
    h("p", { class: "lw-drawer-title", id: title }, t("badge.title")),
    ...entry(claim),
  );
  function shut(back = true) {
    opened = null;
    drawer.remove();
    toggle.setAttribute("aria-expanded", "false");
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

/** Beside its badge where there is room, else at the foot of the window; never cut off. @param {Opened} note */
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

/** The ledger's words on a claim, copied from the page's own list of sources. @param {string} claim */
function entry(claim) {
  const heading = document.getElementById(claim);
  if (!heading) return [h("p", {}, t("badge.waiting"))];
  const parts = [];
  for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
    parts.push(next.cloneNode(true));
  }
  return parts;
}
