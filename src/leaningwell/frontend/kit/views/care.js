// The note that stands beside everything that teaches asking.

import { h, paragraphs, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/**
 * Where people to turn to are named: in a cell of the page or on the start page, or in JupyterLab, where cells have no
 * address, under the lesson's heading.
 * @param {boolean} exercise an exercise has no such heading
 */
function support(exercise) {
  if (!document.body.dataset.voila) return exercise ? null : `#${t("care.link").replaceAll(" ", "-")}`;
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("[data-support]");
  return document.getElementById("cell-support") || !link ? "#cell-support" : (link.dataset.support ?? null);
}

/** @param {string} text @param {{ exercise?: boolean }} [where] */
export function careNote(text, { exercise = false } = {}) {
  const heading = uid("care");
  const href = support(exercise);
  return h(
    "div",
    { class: "lw-care", role: "note", "aria-labelledby": heading },
    h("p", { class: "lw-care-title", id: heading }, t("care.title")),
    ...paragraphs(text),
    href && h("p", {}, h("a", { href }, t("care.link"))),
  );
}
