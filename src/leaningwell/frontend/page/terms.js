// Terms of the glossary: a link to one unfolds beside it what the page's own list of words says. Without this it leads there.

import { h } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";
import { openNote, saidBelow } from "./notes.js";

/** The list is what a cell has shown, so its headings are none of the text's own; links to claims are badges by then. */
const LISTED = ".lw-slot .lw-output > h3[id]";

/** Every link in the text to a term of the list opens its note. */
export function terms() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose:not(.lw-output) a[href^='#']:not(.anchor-link)");
  for (const link of links) {
    const term = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (term?.matches(LISTED)) unfolding(link, term);
  }
}

/** @param {HTMLAnchorElement} link @param {HTMLElement} term */
function unfolding(link, term) {
  link.classList.add("lw-term");
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.append(h("span", { class: "lw-hidden" }, `: ${t("term.title")}`));
  const title = term.firstChild?.textContent?.trim() ?? "";
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // The list stays folded.
    event.stopPropagation();
    openNote(link, title, saidBelow(term.id));
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
}
