// The table that says how far everybody is.

/** @import { Row } from "./types.d.ts" */

import { h, scrollable } from "../kit/ui/dom.js";
import { numeral } from "../kit/ui/strings.js";
import { locale, say } from "./words.js";

const HEADS = ["learner", "handed-in", "points", "looks", "feedback"];

/** @param {Row[]} rows */
export function table(rows) {
  if (!rows.length) return null;
  return scrollable(
    say("table"),
    h(
      "table",
      { class: "lwd-rows" },
      h("thead", {}, h("tr", {}, ...HEADS.map((head) => h("th", { scope: "col" }, say(`head-${head}`))))),
      h("tbody", {}, ...rows.map(line)),
    ),
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
  return h(
    "tr",
    { "data-state": row.state },
    h("th", { scope: "row" }, name),
    h("td", {}, handedIn),
    h("td", {}, points(row)),
    h("td", {}, row.looks ? String(row.looks) : ""),
    h("td", {}, row.feedback === "none" ? "" : say(`feedback-${row.feedback}`)),
  );
}
