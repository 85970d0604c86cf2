// Statements to judge, each with how sure one is: the form of the check, at the beginning and at the end. It tells neither
// right nor wrong.

import { h, status, uid } from "../dom.js";
import { openEntry } from "../entry.js";
import { confidenceSlider } from "../items/card.js";
import { t } from "../strings.js";

/** What stands for "I don't know". */
export const UNSURE = "unsure";
const EMPTY = { way: null, answers: {}, shown: false };

/** The statements that were answered. */
export const given = (items, value) => items.filter((item) => value?.answers?.[item.id]?.response);

/**
 * The form, kept under `id`. `drawn` is called with the entry's value whenever the form was drawn.
 * @param {string} id the entry's name in the workbook
 * @param {any[]} items true-false items
 * @param {{ ended: string, drawn?: (value: any) => void }} words `ended` is the key of what is said after the last answer
 */
export async function openStatements(id, items, { ended, drawn = () => {} }) {
  const message = status();
  const list = h("div");
  const done = (value) => value.way === "skip" || given(items, value).length === items.length;
  const entry = await openEntry(id, EMPTY, {
    isDone: done,
    say: message.say,
    // Not under the hands of somebody who is answering, unless everything was deleted.
    redraw: (emptied) => (emptied || !list.contains(document.activeElement)) && draw(),
  });
  const said = (count) => t(count === items.length ? ended : "check.count", { count, all: items.length });

  const name = uid("way");
  const radios = ["do", "skip"].map((value) => h("input", { type: "radio", name, value, onchange: () => choose(value) }));
  const ways = h(
    "fieldset",
    { class: "lw-ways lw-two-ways" },
    h("legend", {}, t("check.ways")),
    h("div", { class: "lw-chips" }, ...radios.map((radio) => h("label", { class: "lw-chip" }, radio, h("span", {}, t(`check.${radio.value}`))))),
  );
  function choose(way) {
    entry.set(["way"], way, way === "skip" ? t("check.skipped") : said(given(items, entry.value).length));
    draw();
  }
  function draw() {
    const { way, shown } = entry.value;
    radios.forEach((radio) => (radio.checked = radio.value === way));
    ways.hidden = shown;
    list.replaceChildren(...(way === "do" && !shown ? [h("ol", { class: "lw-statements" }, ...items.map((item) => statement(item, items, entry, said)))] : []));
    drawn(entry.value);
  }
  draw();
  return { entry, message, element: h("div", {}, ways, list), draw };
}

function statement(item, items, entry, said) {
  const name = uid(item.id);
  const path = (field) => ["answers", item.id, field];
  const kept = entry.value.answers[item.id] ?? {};
  const unsure = kept.response === UNSURE;
  const sure = confidenceSlider(unsure ? undefined : kept.confidence, () => entry.type(path("confidence"), sure.value()));
  const follow = (response) => (sure.element.hidden = !response || response === UNSURE);
  function pick(response) {
    follow(response);
    const answered = new Set([...given(items, entry.value), item]);
    entry.type(path("confidence"), response === UNSURE ? 50 : sure.value());
    entry.set(path("response"), response, said(answered.size));
  }
  const options = [...item.options, { key: UNSURE, text: t("check.unsure") }].map(({ key, text }) => {
    const radio = h("input", { type: "radio", name, value: key, checked: kept.response === key, onchange: () => pick(key) });
    return h("label", { class: "lw-chip" }, radio, h("span", {}, text));
  });
  follow(kept.response);
  return h(
    "li",
    { "data-statement": item.id },
    h("fieldset", {}, h("legend", {}, item.prompt), h("div", { class: "lw-chips" }, ...options), sure.element),
  );
}
