// The note that stands beside everything that teaches asking.

import { h, paragraphs, uid } from "../dom.js";
import { t } from "../strings.js";

/** @param {string} text */
export function careNote(text) {
  const heading = uid("care");
  return h(
    "div",
    { class: "lw-care", role: "note", "aria-labelledby": heading },
    h("p", { class: "lw-care-title", id: heading }, t("care.title")),
    ...paragraphs(text),
    h("p", {}, h("a", { href: "#Where-to-get-support" }, t("care.link"))),
  );
}
