// How an exercise went, chapter by chapter, as the page that is kept of it says it.

/** @import { Chapter, Report, ReportLine } from "./types.d.ts" */

import { h } from "../kit/ui/dom.js";

/** @param {Report} report */
export const report = ({ language, lines, chapters }) =>
  h("div", { class: "lwd-report", lang: language }, ...said(lines), ...chapters.flatMap((chapter) => drawn(chapter, 3)));

/** @param {Chapter} chapter @param {3 | 4 | 5} level @returns {HTMLElement[]} */
const drawn = ({ title, lines, chapters }, level) => [
  h(`h${level}`, {}, title),
  ...said(lines),
  ...chapters.flatMap((chapter) => drawn(chapter, level === 3 ? 4 : 5)),
];

/** Entries of a list that follow each other stand in one. @param {ReportLine[]} lines */
function said(lines) {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const { text, kind } of lines) {
    if (kind !== "item") found.push(h("p", kind === "text" ? {} : { class: "lwd-answer", "data-verdict": kind }, text));
    else if (found.at(-1)?.localName === "ul") found.at(-1)?.append(h("li", {}, text));
    else found.push(h("ul", {}, h("li", {}, text)));
  }
  return found;
}
