// The contents of a page: beside the text where there is room, and elsewhere, with the way a lesson is read, on a sheet.

import { button, h, uid } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";

/** A heading's words without the pilcrow link that nbconvert adds. @param {Element} heading */
export function plain(heading) {
  return heading.textContent.replace("¶", "").trim();
}

/** @typedef {{ mark(current: number): void, sheet: ((mode: HTMLElement | null) => () => void) }} Contents */

/**
 * @param {HTMLElement[]} headings
 * @param {(heading: HTMLElement) => string} [note] what stands beside a heading on the sheet
 * @returns {Contents}
 */
export function contents(headings, note = () => "") {
  const beside = /** @type {HTMLElement} */ (document.querySelector(".lw-contents"));
  /** @type {HTMLAnchorElement[][]} */
  const lists = [];
  /** @type {number | null} */
  let marked = null;

  /** @param {HTMLElement} place @param {boolean} noted */
  function fill(place, noted) {
    const links = headings.map((heading) => h("a", { href: `#${heading.id}` }, plain(heading)));
    const items = links.map((link, index) => {
      const stop = headings[index].closest(".lw-stop");
      const told = noted && note(headings[index]);
      return h("li", stop ? { class: "lw-stop-link" } : {}, link, told && h("span", { class: "lw-hint" }, told));
    });
    place.append(...items);
    lists.push(links);
    marked = null;
  }

  function sheet(/** @type {HTMLElement | null} */ mode) {
    const title = uid("sheet");
    const list = h("ol", {});
    /** @type {HTMLDialogElement} */
    const dialog = h(
      "dialog",
      { class: "lw lw-sheet", "aria-labelledby": title },
      h("h2", { id: title }, t("path.contents")),
      list,
      h(
        "div",
        { class: "lw-actions" },
        mode,
        button(t("search.close"), () => dialog.close()),
      ),
    );
    fill(list, true);
    dialog.addEventListener("click", (event) => {
      const on = event.target instanceof Element && event.target.closest("a, .lw-mode");
      if (on || event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    return () => dialog.showModal();
  }

  if (headings.length >= 3) {
    fill(/** @type {HTMLElement} */ (beside.querySelector("ol")), false);
    beside.hidden = false;
  }
  return {
    sheet,
    mark(current) {
      if (current === marked) return;
      marked = current;
      for (const links of lists) {
        links.forEach((link, index) => {
          if (index === current) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
          link.dataset.passed = String(index < current);
        });
      }
    },
  };
}
