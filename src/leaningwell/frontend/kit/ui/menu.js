// A labelled list to choose one thing from.

import { h } from "./dom.js";
import { labelled } from "./fields.js";

/**
 * @param {string} label
 * @param {[string, string][]} options each value, and its words
 * @param {string} chosen
 * @param {(value: string) => void} changed
 */
export function menu(label, options, chosen, changed) {
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { onchange: () => changed(select.value) },
    ...options.map(([value, words]) => h("option", { value }, words)),
  );
  select.value = chosen;
  const element = labelled(label, select);
  element.classList.add("lw-menu");
  return {
    element,
    /** Show another value, unless somebody is choosing. @param {string} value */
    set(value) {
      if (document.activeElement !== select) select.value = value;
    },
  };
}
