// The note that stands beside everything that teaches asking.

import { h, paragraphs, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/** Where the page names people to turn to: a cell of its own, or in JupyterLab, where cells have no address, its heading. */
const support = () => `#${document.body.dataset.voila ? "cell-support" : t("care.link").replaceAll(" ", "-")}`;

/** @param {string} text */
export function careNote(text) {
  const heading = uid("care");
  return h(
    "div",
    { class: "lw-care", role: "note", "aria-labelledby": heading },
    h("p", { class: "lw-care-title", id: heading }, t("care.title")),
    ...paragraphs(text),
    h("p", {}, h("a", { href: support() }, t("care.link"))),
  );
}
