// What a reader can change in an exploration: sliders, choices, things to tick.

/** @import { ChecksControl, ChoiceControl, Control as Described, ControlValue, SliderControl } from "../types.d.ts" */

import { h, uid } from "./dom.js";
import { labelled, slider } from "./fields.js";
import { numeral, t } from "./strings.js";

const FEW = 4;

/**
 * @typedef {{
 *   id: string, start: ControlValue, element: HTMLElement, value(): ControlValue, set(value: ControlValue): void,
 *   isSet(): boolean, clear(): void,
 * }} Control
 */
/** What always has a value. @typedef {Omit<Control, "isSet" | "clear">} Offering */
/** Called with the values other controls are to take. @typedef {(presets?: Record<string, ControlValue>) => void} Moved */

/**
 * @param {Described} spec
 * @param {Moved} moved
 * @param {boolean} [unset] whether a slider begins with nothing said
 * @returns {Control}
 */
export function control(spec, moved, unset = false) {
  if (spec.type === "slider") return sliding(spec, moved, unset);
  const offering = spec.type === "checks" ? checks(spec, moved) : (spec.choices.length <= FEW ? chips : list)(spec, moved);
  return { ...offering, isSet: () => true, clear: () => offering.set(offering.start) };
}

/** @param {SliderControl} spec @param {Moved} moved @param {boolean} unset @returns {Control} */
function sliding(spec, moved, unset) {
  const decimals = (String(spec.step).split(".")[1] ?? "").length;
  const say = (/** @type {number} */ value) => `${numeral(value, decimals)} ${spec.unit}`.trim();
  // What somebody is to say for themselves begins in the middle, whoever's values the picture begins with.
  const start = unset ? spec.minimum + Math.round((spec.maximum - spec.minimum) / 2 / spec.step) * spec.step : spec.start;
  return { id: spec.id, ...slider({ ...spec, start, say, unset, moved: () => moved() }), start: spec.start };
}

/** A few choices side by side. @param {ChoiceControl} spec @param {Moved} moved @returns {Offering} */
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

/** @param {ChoiceControl} spec @param {Moved} moved @returns {Offering} */
function list(spec, moved) {
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { onchange: () => moved(spec.presets[select.value]) },
    ...spec.choices.map((choice) => h("option", { value: choice.value, selected: choice.value === spec.start }, choice.label)),
  );
  return {
    id: spec.id,
    start: spec.start,
    element: labelled(spec.label, select),
    value: () => select.value,
    set: (/** @type {string} */ value) => void (select.value = value),
  };
}

/** @param {ChecksControl} spec @param {Moved} moved @returns {Offering} */
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
