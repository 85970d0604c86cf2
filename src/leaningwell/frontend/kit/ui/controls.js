// What a reader can change in an exploration: sliders, choices, things to tick.

/** @import { ChecksControl, ChoiceControl, Control as Described, ControlValue, SliderControl } from "../types.d.ts" */

import { h, uid } from "./dom.js";
import { slider } from "./fields.js";
import { numeral, t } from "./strings.js";

const FEW = 4;

/**
 * @typedef {{
 *   id: string, start: ControlValue, element: HTMLElement, value(): ControlValue, set(value: ControlValue): void,
 * }} Control
 */
/** Called with the values other controls are to take. @typedef {(presets?: Record<string, ControlValue>) => void} Moved */

/** @param {Described} spec @param {Moved} moved @returns {Control} */
export function control(spec, moved) {
  if (spec.type === "slider") return sliding(spec, moved);
  if (spec.type === "checks") return checks(spec, moved);
  return spec.choices.length <= FEW ? chips(spec, moved) : list(spec, moved);
}

/** @param {SliderControl} spec @param {Moved} moved */
function sliding(spec, moved) {
  const decimals = (String(spec.step).split(".")[1] ?? "").length;
  const say = (/** @type {number} */ value) => `${numeral(value, decimals)} ${spec.unit}`.trim();
  return { id: spec.id, start: spec.start, ...slider({ ...spec, say, moved: () => moved() }) };
}

/** A few choices side by side. @param {ChoiceControl} spec @param {Moved} moved @returns {Control} */
function chips(spec, moved) {
  const name = uid(spec.id);
  const radios = spec.choices.map((choice) =>
    h("input", {
      type: "radio",
      name,
      value: choice.value,
      checked: choice.value === spec.start,
      onchange: () => moved(spec.presets[choice.value]),
    }),
  );
  return {
    id: spec.id,
    start: spec.start,
    element: h(
      "fieldset",
      { class: "lw-field lw-chips-field" },
      h("legend", {}, spec.label),
      h(
        "div",
        { class: "lw-chips" },
        ...radios.map((radio, index) => h("label", { class: "lw-chip" }, radio, h("span", {}, spec.choices[index].label))),
      ),
    ),
    value: () => radios.find((radio) => radio.checked)?.value ?? spec.start,
    set: (value) => radios.forEach((radio) => (radio.checked = radio.value === value)),
  };
}

/** @param {ChoiceControl} spec @param {Moved} moved @returns {Control} */
function list(spec, moved) {
  const id = uid("control");
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { id, onchange: () => moved(spec.presets[select.value]) },
    ...spec.choices.map((choice) => h("option", { value: choice.value, selected: choice.value === spec.start }, choice.label)),
  );
  return {
    id: spec.id,
    start: spec.start,
    element: h("div", { class: "lw-field" }, h("label", { for: id }, spec.label), select),
    value: () => select.value,
    set: (/** @type {string} */ value) => void (select.value = value),
  };
}

/** @param {ChecksControl} spec @param {Moved} moved @returns {Control} */
function checks(spec, moved) {
  const counted = h("span", { class: "lw-hint" });
  const few = spec.choices.length <= FEW;
  const boxes = spec.choices.map((choice) =>
    h("input", {
      type: "checkbox",
      value: choice.value,
      checked: spec.start.includes(choice.value),
      onchange: () => {
        count();
        moved();
      },
    }),
  );
  const count = () =>
    (counted.textContent = few ? "" : t("explore.checked", { count: boxes.filter((box) => box.checked).length }));
  count();
  return {
    id: spec.id,
    start: spec.start,
    element: h(
      "fieldset",
      { class: few ? "lw-field lw-chips-field" : "lw-checks" },
      h("legend", {}, spec.label, " ", counted),
      h(
        "div",
        { class: few ? "lw-chips" : "lw-check-list" },
        ...boxes.map((box, index) =>
          h("label", { class: few ? "lw-chip" : "lw-check" }, box, h("span", {}, spec.choices[index].label)),
        ),
      ),
    ),
    value: () => boxes.filter((box) => box.checked).map((box) => box.value),
    /** @param {string[]} values */
    set(values) {
      boxes.forEach((box) => (box.checked = values.includes(box.value)));
      count();
    },
  };
}
