// A labelled list to choose one thing from.

import { h, uid } from "./dom.js";

/**
 * @param {string} label
 * @param {[string, string][]} options each value, and its words
 * @param {string} chosen
 * @param {(value: string) => void} changed
 */
export function menu(label, options, chosen, changed) {
  const id = uid("menu");
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { id, onchange: () => changed(select.value) },
    ...options.map(([value, words]) => h("option", { value }, words)),
  );
  select.value = chosen;
  return {
    element: h("div", { class: "lw-field lw-menu" }, h("label", { for: id }, label), select),
    /** Show another value, unless somebody is choosing. @param {string} value */
    set(value) {
      if (document.activeElement !== select) select.value = value;
    },
  };
}
