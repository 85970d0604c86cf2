// A choice between ways that count alike, as a row of native radios.

import { h, uid } from "./dom.js";

/**
 * @template {string} Way
 * @param {string} legend
 * @param {[Way, string][]} options each way's name, and its words
 * @param {(way: Way) => void} choose called when one is chosen
 * @param {string} [look] a further class
 */
export function wayChoice(legend, options, choose, look = "") {
  const name = uid("way");
  const radios = options.map(([value]) => h("input", { type: "radio", name, value, onchange: () => choose(value) }));
  const chips = options.map(([, words], index) => h("label", { class: "lw-chip" }, radios[index], h("span", {}, words)));
  return {
    element: h(
      "fieldset",
      { class: look ? `lw-ways ${look}` : "lw-ways" },
      h("legend", {}, legend),
      h("div", { class: "lw-chips" }, ...chips),
    ),
    /** @param {Way | null | undefined} chosen */
    show: (chosen) => radios.forEach((radio) => (radio.checked = radio.value === chosen)),
    focus: () => radios[0].focus(),
  };
}
