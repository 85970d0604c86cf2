// Things to set and to write in: sliders, boxes, inputs, each with its label.

/** @import { Properties } from "../types.d.ts" */

import { h, uid } from "./dom.js";
import { numeral, t } from "./strings.js";

/**
 * A labelled slider that says its value; `say` turns the value into words. One that begins unset says so until somebody
 * moves it, or clicks it where it stands.
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
 * @param {boolean} [slider.unset]
 */
export function slider({
  label,
  minimum,
  maximum,
  step,
  start,
  say = numeral,
  low = "",
  high = "",
  moved = () => {},
  unset = false,
}) {
  const id = uid("slider");
  let isSet = !unset;
  // The slider says its value itself; an output would be read out as well, at every notch.
  const output = h("output", { for: id, "aria-live": "off" }, say(start));
  const input = h("input", {
    type: "range",
    id,
    min: minimum,
    max: maximum,
    step,
    value: start,
    oninput: take,
    // Where it stands may be what is meant: a click there sets it, though nothing moves.
    onpointerup: () => !isSet && take(),
  });
  const element = h(
    "div",
    { class: "lw-slider" },
    h("div", { class: "lw-slider-head" }, h("label", { for: id }, label), output),
    input,
    (low || high) && h("div", { class: "lw-slider-ends" }, h("span", {}, low), h("span", {}, high)),
  );
  function take() {
    isSet = true;
    show();
    moved();
  }
  function show() {
    output.textContent = isSet ? say(Number(input.value)) : t("slider.unset");
    input.setAttribute("aria-valuetext", output.textContent);
    element.classList.toggle("lw-unset", !isSet);
  }
  show();
  return {
    element,
    input,
    isSet: () => isSet,
    value: () => Number(input.value),
    /** @param {number} value */
    set(value) {
      input.value = String(value);
      isSet = true;
      show();
    },
    /** Back to the beginning, where nothing has been said. */
    clear() {
      input.value = String(start);
      isSet = false;
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
  /** @type {HTMLTextAreaElement} */
  const area = h("textarea", {
    rows: 2,
    value: text ?? "",
    autocomplete: "off",
    spellcheck: false,
    oninput: () => typed(area.value),
    onblur: left,
  });
  return labelled(label, area);
}

/**
 * A labelled input; `properties` are the input's.
 * @param {string} label
 * @param {Properties<HTMLInputElement>} properties
 */
export function field(label, properties) {
  const input = h("input", properties);
  return { input, element: labelled(label, input) };
}

/**
 * A control below its label.
 * @param {string} label
 * @param {HTMLElement} control
 */
export function labelled(label, control) {
  control.id ||= uid("field");
  return h("div", { class: "lw-field" }, h("label", { for: control.id }, label), control);
}
