// What a model leaves out: in sight where there is room, and on a telephone a line that unfolds, as what there is to find is.

import { disclosure, paragraphs } from "./dom.js";
import { t } from "./strings.js";

const NARROW = "(max-width: 40rem)";

/** @param {string} text */
export function leftOut(text) {
  const element = disclosure(t("explore.leftOut"), ...paragraphs(text));
  element.classList.add("lw-left-out", "lw-opens-on-paper");
  element.open = !matchMedia(NARROW).matches;
  return element;
}
