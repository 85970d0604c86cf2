// Badges: each opens what the ledger says of its claim, copied from the page's own list of sources.

import { h } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";
import { isInNote, openNote, saidBelow } from "./notes.js";

const CLAIM = /^#E\d+[a-z]?$/;

/**
 * Every link to a claim becomes a badge; those within an activity open the same note.
 * @param {AbortSignal} left ends when the page is left
 */
export function badges(left) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose a[href^='#E']:not(.anchor-link)");
  for (const link of links) {
    if (CLAIM.test(link.getAttribute("href") ?? "")) link.replaceWith(badge(link));
  }
  /** @param {MouseEvent} event */
  function follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#E']") : null;
    if (!(link instanceof HTMLAnchorElement) || !CLAIM.test(link.hash) || !document.getElementById(link.hash.slice(1))) return;
    if (isInNote(link)) return;
    event.preventDefault();
    open(link, link.hash.slice(1), link.textContent.trim());
  }
  document.addEventListener("click", follow, { signal: left });
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
const open = (toggle, claim, word) => openNote(toggle, t("badge.title"), saidBelow(claim), word);
