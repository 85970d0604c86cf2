// Things to set and to write in: sliders, boxes, inputs, each with its label.

/** @import { Properties } from "../types.d.ts" */

import { h, uid } from "./dom.js";
import { numeral } from "./strings.js";

/**
 * A labelled slider that says its value; `say` turns the value into words.
 * @param {object} slider
 * @param {string} slider.label
 * @param {number} slider.minimum
 * @param {number} slider.maximum
 * @param {number} slider.step
 * @param {number} slider.start
 * @param {(value: number) => string} [slider.say]
 * @param {string} [slider.low] what the low end means
 * @param {string} [slider.high] what the high end means
 * @param {() => void} [slider.moved]
 */
export function slider({ label, minimum, maximum, step, start, say = numeral, low = "", high = "", moved = () => {} }) {
  const id = uid("slider");
  // The slider says its value itself; an output would be read out as well, at every notch.
  const output = h("output", { for: id, "aria-live": "off" }, say(start));
  const input = h("input", {
    type: "range",
    id,
    min: minimum,
    max: maximum,
    step,
    value: start,
    oninput: () => {
      show();
      moved();
    },
  });
  const show = () => {
    output.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  show();
  const element = h(
    "div",
    { class: "lw-slider" },
    h("div", { class: "lw-slider-head" }, h("label", { for: id }, label), output),
    input,
    (low || high) && h("div", { class: "lw-slider-ends" }, h("span", {}, low), h("span", {}, high)),
  );
  return {
    element,
    input,
    value: () => Number(input.value),
    /** @param {number} value */
    set(value) {
      input.value = String(value);
      show();
    },
  };
}

/**
 * A labelled box for private words. Spell checking is off, since some browsers send what they check to their maker.
 * @param {string} label
 * @param {string | undefined} text
 * @param {(text: string) => void} typed
 * @param {() => void} left called when the box loses the focus
 */
export function textBox(label, text, typed, left) {
  const id = uid("text");
  /** @type {HTMLTextAreaElement} */
  const area = h("textarea", {
    id,
    rows: 2,
    value: text ?? "",
    autocomplete: "off",
    spellcheck: false,
    oninput: () => typed(area.value),
    onblur: left,
  });
  return h("div", { class: "lw-field" }, h("label", { for: id }, label), area);
}

/**
 * A labelled input; `properties` are the input's.
 * @param {string} label
 * @param {Properties<HTMLInputElement>} properties
 */
export function field(label, properties) {
  const id = uid("field");
  const input = h("input", { id, ...properties });
  return { input, element: h("div", { class: "lw-field" }, h("label", { for: id }, label), input) };
}
