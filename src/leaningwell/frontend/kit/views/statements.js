// Statements to judge, each with how sure one is: the form of the check, at the beginning and at the end. It tells neither
// right nor wrong.

/** @import { Key } from "../ui/strings.js" */
/** @import { Entries, EntryName, Statement } from "../types.d.ts" */

import { h, status, uid } from "../ui/dom.js";
import { openEntry } from "../workbook/entry.js";
import { confidenceSlider } from "../items/confidence.js";
import { t } from "../ui/strings.js";
import { wayChoice } from "../ui/ways.js";

/** @typedef {Entries["check"]} Check */

/** What stands for "I don't know". */
export const UNSURE = "unsure";

/** The statements that were answered. @param {Statement[]} items @param {Check | undefined} value */
export const given = (items, value) => items.filter((item) => value?.answers?.[item.id]?.response);

/**
 * The form, kept under `id`. `drawn` is called with the entry's value whenever the form was drawn.
 * @param {EntryName<"check">} id the entry's name in the workbook
 * @param {Statement[]} items true-false items
 * @param {{ ended: Key, drawn?: (value: Check) => void }} words `ended` is the key of what is said after the last answer
 */
export async function openStatements(id, items, { ended, drawn = () => {} }) {
  const message = status();
  const list = h("ol", { class: "lw-statements" });
  const entry = await openEntry(
    id,
    { items },
    {
      say: message.say,
      redraw: () => draw(),
    },
  );
  const said = (/** @type {number} */ count) => t(count === items.length ? ended : "check.count", { count, all: items.length });

  /** @type {["do" | "skip", string][]} */
  const offered = [
    ["do", t("check.do")],
    ["skip", t("check.skip")],
  ];
  const ways = wayChoice(t("check.ways"), offered, choose, "lw-two-ways");
  /** @param {"do" | "skip"} way */
  function choose(way) {
    entry.set(["way"], way, way === "skip" ? t("check.skipped") : said(given(items, entry.value).length));
    draw();
  }
  const forms = items.map((item) => statement(item, items, entry, said));
  list.append(...forms.map((form) => form.element));
  /** Nothing is made anew, so that what another tab answers disturbs nobody here. */
  function draw() {
    const { way, shown } = entry.value;
    ways.show(way);
    ways.element.hidden = shown;
    list.hidden = way !== "do" || shown;
    forms.forEach((form) => form.show());
    drawn(entry.value);
  }
  draw();
  return { entry, message, element: h("div", {}, ways.element, list), draw };
}

/**
 * @param {Statement} item
 * @param {Statement[]} items
 * @param {Awaited<ReturnType<typeof openEntry<"check">>>} entry
 * @param {(count: number) => string} said
 */
function statement(item, items, entry, said) {
  const name = uid(item.id);
  const path = (/** @type {"response" | "confidence"} */ field) => ["answers", item.id, field];
  const kept = () => entry.value.answers[item.id] ?? {};
  const sure = confidenceSlider(undefined, () => entry.type(path("confidence"), sure.value()));
  const start = sure.value();
  /** @param {string} response */
  function pick(response) {
    const answered = new Set([...given(items, entry.value), item]);
    entry.type(path("confidence"), response === UNSURE ? 50 : sure.value());
    entry.set(path("response"), response, said(answered.size));
    show();
  }
  const options = [...item.options, { key: UNSURE, text: t("check.unsure") }];
  const radios = options.map(({ key }) => h("input", { type: "radio", name, value: key, onchange: () => pick(key) }));
  function show() {
    const { response, confidence } = kept();
    radios.forEach((radio) => (radio.checked = radio.value === response));
    sure.element.hidden = !response || response === UNSURE;
    if (response !== UNSURE && sure.input !== document.activeElement) sure.set(confidence ?? start);
  }
  const chips = radios.map((radio, place) => h("label", { class: "lw-chip" }, radio, h("span", {}, options[place].text)));
  const form = h("fieldset", {}, h("legend", {}, item.prompt), h("div", { class: "lw-chips" }, ...chips), sure.element);
  return { element: h("li", { "data-statement": item.id }, form), show };
}
