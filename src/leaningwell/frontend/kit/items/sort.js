// Lines to be put into categories: a row of native radios for each line, so that mouse, touch and keyboard do alike.

/** @import { Form, ItemType, Setting, SortItem } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { feedback, toldBeside } from "./feedback.js";
import { arePlaced } from "./names.js";
import { fitsHere, placingDetails } from "./placing.js";

/** @param {SortItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, changed }) {
  // A category whose name is its text is sent as that alone.
  const categories = item.categories.map((category) =>
    typeof category === "string" ? { key: category, text: category } : category,
  );
  const entries = shuffled(item.entries, seed + item.id).map((entry) => {
    const name = uid("entry");
    const why = feedback();
    const onchange = () => {
      why.show(null);
      changed();
    };
    const radios = categories.map((category) => h("input", { type: "radio", name, value: category.key, onchange }));
    const chips = radios.map((radio, place) => h("label", { class: "lw-chip" }, radio, h("span", {}, categories[place].text)));
    const element = h(
      "fieldset",
      { class: "lw-entry", "aria-describedby": why.id },
      h("legend", {}, entry.text),
      h("div", { class: "lw-chips" }, ...chips),
      why.element,
    );
    return { key: entry.key, element, radios, show: why.show };
  });
  return {
    element: h("div", { class: "lw-entries" }, ...entries.map((entry) => entry.element)),
    response() {
      const placed = entries
        .map((entry) => [entry.key, entry.radios.find((radio) => radio.checked)?.value])
        .filter(([, category]) => category);
      return placed.length ? Object.fromEntries(placed) : null;
    },
    fits: (response) => arePlaced(item.entries, categories, response),
    restore(response) {
      for (const entry of entries) {
        entry.radios.forEach((radio) => (radio.checked = response[entry.key] === radio.value));
        entry.show(null);
      }
    },
    show(result) {
      const told = toldBeside(result, (fits) => fitsHere(categories, fits));
      entries.forEach((entry) => entry.show(told(entry.key)));
    },
  };
}

/** @type {ItemType} */
export const sort = {
  form,
  nothing: "quiz.place",
  details: (item, result) => placingDetails(item.entries, result),
  open: (item, response) => item.entries.length - Object.keys(response).length,
};
