// The table that says how far everybody is.

/** @import { Row } from "./types.d.ts" */

import { h, scrollable } from "../kit/ui/dom.js";
import { words } from "./words.js";

/** @param {Row[]} rows */
export function table(rows) {
  if (!rows.length) return null;
  return scrollable(
    words.table,
    h(
      "table",
      { class: "lwd-rows" },
      h("thead", {}, h("tr", {}, ...words.heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...rows.map(line)),
    ),
  );
}

/** @param {Row} row */
function line(row) {
  const when = row.time
    ? new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(row.time))
    : "";
  const handedIn = [words.states[row.state], when, row.late ? words.late : ""].filter(Boolean).join(", ");
  const name = row.name === row.id ? row.name : `${row.name} (${row.id})`;
  return h(
    "tr",
    { "data-state": row.state },
    h("th", { scope: "row" }, name),
    h("td", {}, handedIn),
    h("td", {}, row.points === null ? "" : words.earned(Math.round(row.points * 100) / 100, row.looks > 0)),
    h("td", {}, row.looks ? String(row.looks) : ""),
    h("td", {}, words.feedback[row.feedback]),
  );
}
