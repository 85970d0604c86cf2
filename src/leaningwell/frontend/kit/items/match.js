// Pairs: each line on the left gets its partner from a native menu, so that mouse, touch and keyboard do alike.

/** @import { Form, ItemType, MatchItem, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { t } from "../ui/strings.js";
import { feedback, toldBeside } from "./feedback.js";
import { arePlaced } from "./names.js";
import { fitsHere, placingDetails } from "./placing.js";

/** @param {MatchItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, changed }) {
  const rights = shuffled(item.rights, `${seed}${item.id} rights`);
  const rows = shuffled(item.lefts, seed + item.id).map((left) => {
    const id = uid("pair");
    const why = feedback();
    const onchange = () => {
      why.show(null);
      changed();
    };
    const select = h(
      "select",
      { id, onchange, "aria-describedby": why.id },
      h("option", { value: "" }, t("match.choose")),
      ...rights.map((right) => h("option", { value: right.key }, right.text)),
    );
    const element = h("div", { class: "lw-pair" }, h("label", { for: id }, left.text), select, why.element);
    return { key: left.key, element, select, show: why.show };
  });
  return {
    element: h("div", { class: "lw-entries" }, ...rows.map((row) => row.element)),
    response() {
      const matched = rows.map((row) => [row.key, row.select.value]).filter(([, right]) => right);
      return matched.length ? Object.fromEntries(matched) : null;
    },
    fits: (response) => arePlaced(item.lefts, item.rights, response),
    restore(response) {
      for (const row of rows) {
        row.select.value = response[row.key] ?? "";
        row.show(null);
      }
    },
    show(result) {
      const told = toldBeside(result, (fits) => fitsHere(rights, fits));
      rows.forEach((row) => row.show(told(row.key)));
    },
  };
}

/** @type {ItemType} */
export const match = {
  form,
  nothing: "quiz.pair",
  details: (item, result) => placingDetails(item.lefts, result),
  open: (item, response) => item.lefts.length - Object.keys(response).length,
};
