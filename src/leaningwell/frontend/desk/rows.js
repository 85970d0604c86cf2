// The table that says how far everybody is.

/** @import { Row } from "./types.d.ts" */

import { h } from "../kit/ui/dom.js";
import { numeral } from "../kit/ui/strings.js";
import { locale, say } from "./words.js";

const HEADS = ["learner", "handed-in", "points", "looks", "feedback"];

/** @param {Row[]} rows */
export function table(rows) {
  if (!rows.length) return null;
  // On a narrow screen the cells of a row stand below each other, and some browsers then take it for no table.
  return h(
    "table",
    { class: "lwd-rows", role: "table", "aria-label": say("table") },
    h(
      "thead",
      { role: "rowgroup" },
      h("tr", { role: "row" }, ...HEADS.map((head) => h("th", { scope: "col", role: "columnheader" }, say(`head-${head}`)))),
    ),
    h("tbody", { role: "rowgroup" }, ...rows.map(line)),
  );
}

/** @param {Row} row */
function points({ points, unsure }) {
  if (points === null) return "";
  const rounded = Math.round(points * 100) / 100;
  return unsure ? say("so-far", { points: rounded }) : numeral(rounded);
}

/** @param {Row} row */
function line(row) {
  const when = row.time
    ? new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(row.time))
    : "";
  const handedIn = [say(`state-${row.state}`), when, row.late ? say("late") : ""].filter(Boolean).join(", ");
  const name = row.name === row.id ? row.name : `${row.name} (${row.id})`;
  const cells = [handedIn, points(row), row.looks ? String(row.looks) : "", said(row)];
  return h(
    "tr",
    { "data-state": row.state, role: "row" },
    h("th", { scope: "row", role: "rowheader" }, name),
    ...cells.map((text, place) => h("td", { role: "cell", "data-head": say(`head-${HEADS[place + 1]}`) }, text)),
  );
}

/** @param {Row} row */
const said = ({ feedback }) => (feedback === "none" ? "" : say(`feedback-${feedback}`));
