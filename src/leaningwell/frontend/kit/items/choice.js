// One or several options: native radios or checkboxes, feedback beside the option it is about.

/** @import { Choice, Form, ItemType, OptionItem, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { t } from "../ui/strings.js";
import { feedback, toldBeside } from "./feedback.js";
import { isOneOf, keys } from "./names.js";

/**
 * A row with its control and a place for feedback. Shared with the replies of a scenario.
 * @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {Choice} option
 * @param {() => unknown} onchange
 */
export function optionRow(type, name, option, onchange) {
  const id = uid("option");
  const why = feedback();
  const input = h("input", { type, name, value: option.key, id, onchange, "aria-describedby": why.id });
  const row = h("div", { class: "lw-option" }, h("label", { for: id }, input, h("span", {}, option.text)), why.element);
  return { row, input, show: why.show };
}

/**
 * The form of a single, multiple or true-false question.
 * @param {OptionItem} item
 * @param {Setting} setting
 * @returns {Form}
 */
function form(item, { seed, changed }) {
  const many = item.type === "multiple";
  const name = uid(item.id);
  const options = item.type === "true-false" ? item.options : shuffled(item.options, seed + item.id);
  const onchange = () => {
    rows.forEach((row) => row.show(null));
    changed();
  };
  const rows = options.map((option) => optionRow(many ? "checkbox" : "radio", name, option, onchange));
  const chosen = () => rows.filter((row) => row.input.checked).map((row) => row.input.value);
  return {
    element: h(
      "fieldset",
      { class: "lw-options" },
      h("legend", { class: "lw-hidden" }, item.prompt),
      ...rows.map((row) => row.row),
    ),
    response: () => (chosen().length === 0 ? null : many ? chosen() : chosen()[0]),
    fits: (response) =>
      (many ? Array.isArray(response) : isOneOf(keys(options), response)) &&
      [response].flat().every((key) => isOneOf(keys(options), key)),
    restore(response) {
      const wanted = [response].flat();
      rows.forEach((row) => {
        row.input.checked = wanted.includes(row.input.value);
        row.show(null);
      });
    },
    show(result) {
      const told = toldBeside(result);
      rows.forEach((row) => row.show(told(row.input.value)));
    },
  };
}

/** @type {ItemType} */
export const single = { form, details: () => [] };

/** @type {ItemType} */
export const multiple = { form, details: (item, result) => (result.missed ? [t("quiz.missed", { count: result.missed })] : []) };

/** @type {ItemType} */
export const trueFalse = { ...single, judged: true };
