// A message put together of phrases, one from each slot, and shown whole as it grows. What may be left out has a radio for
// that; where there are whole messages to take instead, they are one more group below.

/** @import { Choice, ComposeItem, Form, ItemType, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";
import { optionRow } from "./choice.js";
import { toldBeside } from "./feedback.js";
import { isOneOf, keys } from "./names.js";
import { shuffled } from "./shuffled.js";

/** @typedef {ReturnType<typeof optionRow>} Row */

/** The parts that the message needs and has not got. @param {ComposeItem} item @param {Record<string, string>} response */
const missing = (item, response) => item.slots.filter((slot) => !slot.optional && !response[slot.key]);

/** @param {ComposeItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, changed }) {
  function redraw() {
    all.forEach((row) => row.show(null));
    draw();
    changed();
  }
  /**
   * @param {string} id
   * @param {string} legend
   * @param {Choice[]} choices
   * @param {{ note?: string, nothing?: string, onchange?: () => void }} more `nothing` says that none of them is taken
   */
  function group(id, legend, choices, { note = "", nothing = "", onchange = redraw }) {
    const name = uid(id);
    const rows = shuffled(choices, seed + item.id + id).map((choice) => optionRow("radio", name, choice, onchange));
    const none = nothing ? optionRow("radio", name, { key: "", text: nothing }, onchange) : null;
    if (none) none.input.checked = true;
    const element = h(
      "fieldset",
      { class: "lw-options lw-slot-of-message" },
      h("legend", {}, legend, note && h("span", { class: "lw-hint" }, ` · ${note}`)),
      ...rows.map((row) => row.row),
      none?.row,
    );
    return { rows, none, element, chosen: () => rows.find((row) => row.input.checked)?.input.value };
  }
  // Whoever goes back to the parts has decided against a message as a whole.
  function toParts() {
    pick(whole, "");
    redraw();
  }
  const slots = item.slots.map((slot) => {
    const spare = slot.optional ? { note: t("compose.optional"), nothing: t("compose.leaveOut") } : {};
    return { slot, ...group(slot.key, slot.text, slot.phrases, { ...spare, onchange: toParts }) };
  });
  const whole = item.whole ? group("whole", t("compose.whole"), item.whole, { nothing: t("compose.inParts") }) : null;
  /** @type {Row[]} */
  const all = [...slots.flatMap((slot) => slot.rows), ...(whole?.rows ?? [])];
  const message = h("p", { class: "lw-message-text" });

  /** @returns {string | Record<string, string> | null} */
  function response() {
    const taken = whole?.chosen();
    if (taken) return taken;
    const filled = slots.flatMap(({ slot, chosen }) => (chosen() ? [[slot.key, chosen()]] : []));
    return filled.length > 0 ? Object.fromEntries(filled) : null;
  }
  function draw() {
    const now = response();
    const pieces =
      typeof now === "string"
        ? [textOf(item.whole ?? [], now)]
        : slots.flatMap(({ slot, chosen }) => (chosen() ? [textOf(slot.phrases, chosen())] : slot.optional ? [] : ["…"]));
    message.textContent = now ? pieces.join(" ") : t("compose.nothing");
    message.dataset.empty = String(!now);
  }
  draw();

  return {
    element: h(
      "div",
      { class: "lw-compose" },
      ...slots.map((slot) => slot.element),
      whole?.element,
      h("figure", { class: "lw-message" }, h("figcaption", {}, t("compose.message")), message),
    ),
    response,
    fits(answer) {
      if (typeof answer === "string") return isOneOf(keys(item.whole ?? []), answer);
      if (answer === null || typeof answer !== "object" || Array.isArray(answer)) return false;
      const phrases = new Map(item.slots.map((slot) => [slot.key, keys(slot.phrases)]));
      return Object.entries(answer).every(([slot, phrase]) => isOneOf(phrases.get(slot) ?? [], phrase));
    },
    restore(answer) {
      const taken = typeof answer === "string" ? answer : "";
      pick(whole, taken);
      for (const slot of slots) pick(slot, taken ? "" : (answer[slot.slot.key] ?? ""));
      all.forEach((row) => row.show(null));
      draw();
    },
    show(result) {
      const told = toldBeside(result);
      all.forEach((row) => row.show(told(row.input.value)));
    },
  };
}

/** @param {Choice[]} choices @param {string | undefined} key */
const textOf = (choices, key) => choices.find((choice) => choice.key === key)?.text ?? "";

/** @param {{ rows: Row[], none: Row | null } | null} group @param {string} key */
function pick(group, key) {
  for (const { input } of group ? [...group.rows, ...(group.none ? [group.none] : [])] : []) input.checked = input.value === key;
}

/** @type {ItemType} */
export const compose = {
  form,
  nothing: "quiz.phrase",
  details(item, { right, reasons, missed }) {
    if (right) return [];
    // What may be left out, and is, gives all it can.
    const full = item.slots.length - missed - reasons.filter((reason) => !reason.right).length;
    return [
      t("compose.full", { count: full, all: item.slots.length }),
      ...(missed ? [t("compose.missing", { count: missed })] : []),
    ];
  },
  open: (item, response) => (typeof response === "string" ? 0 : missing(item, response).length),
  stillOpen: "exercise.saved.unwritten",
};
