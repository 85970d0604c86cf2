// A lesson on one sheet of paper: its points, its skill and, from this browser's workbook alone, the reader's own plan and try.

import { asPage } from "../kit/readable.js";
import { button, h, status } from "../kit/ui/dom.js";
import { print, SHEET, smaller } from "../kit/ui/print.js";
import { sentenceOf } from "../kit/ui/problem.js";
import { t } from "../kit/ui/strings.js";
import { kindOf } from "../kit/kinds/index.js";
import { isLocked } from "../kit/workbook/lock.js";
import * as workbook from "../kit/workbook/workbook.js";
import { plain } from "./contents.js";

/** The button that prints it, and what it says of itself. @param {HTMLElement} card the one at the lesson's end */
export function oneSheet(card) {
  const message = status();
  const paper = async () => {
    message.say("");
    try {
      const title = plain(/** @type {HTMLElement} */ (document.querySelector("main h1:not(.lw-path-title)")));
      print(await asPage(title, () => content(card)), { width: SHEET, before: fit });
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  };
  return h(
    "div",
    { class: "lw-ending-paper" },
    h("div", { class: "lw-actions" }, button(t("ending.print"), paper)),
    h("p", { class: "lw-hint" }, t("ending.print.note")),
    message.element,
  );
}

/** @param {HTMLElement} card */
async function content(card) {
  const { plan, try: practice, note } = card.dataset;
  const locked = await isLocked();
  /** @param {string} id @param {{ labels?: Record<string, string> }} [part] */
  const own = async (id, part = {}) => {
    const value = await workbook.get(id);
    return value ? (kindOf(id)?.told(value, { id, ...part }) ?? []) : [];
  };
  const told = locked ? [] : await own(`plan/${plan}`);
  const tried = locked ? [] : await own(`practice/${practice}`, note ? { labels: { note } } : {});
  const points = [...card.querySelectorAll(".lw-points > li")].map((point) => h("li", {}, point.textContent.trim()));
  return [
    points.length > 0 && h("ul", {}, ...points),
    ...[...card.querySelectorAll("[data-paper]")].flatMap((part) => copied(part)),
    ...(practice && !locked ? tried : []),
    plan && h("h3", {}, t("ending.print.plan")),
    ...(plan && !locked ? (told.length ? told : [h("p", { class: "line" })]) : []),
    locked && h("p", { class: "note" }, t("ending.print.locked")),
  ].filter((part) => part instanceof Node);
}

/** A heading of the card, or a paragraph, without what only a screen can do. @param {Element} part */
function copied(part) {
  const words = part.textContent.trim();
  return [part.tagName === "H3" ? h("h3", {}, words) : h("p", {}, words)];
}

/**
 * Make the letters smaller until all stands on one sheet, and shorten the reader's own words where that is not enough.
 * @param {Document} sheet
 */
function fit(sheet) {
  const fits = smaller(sheet);
  if (fits()) return;
  const own = [...sheet.querySelectorAll(".words")].map((words) => ({ words, whole: words.textContent }));
  if (own.length === 0) return;
  own.at(-1)?.words.after(sheet.adoptNode(h("p", { class: "note" }, t("ending.print.cut"))));
  /** @param {number} length how many letters are left of each at most */
  const cut = (length) => {
    for (const { words, whole } of own) words.textContent = beginning(whole, length);
  };
  let [short, long] = [0, Math.max(...own.map(({ whole }) => whole.length))];
  while (long - short > 1) {
    const length = Math.floor((short + long) / 2);
    cut(length);
    if (fits()) short = length;
    else long = length;
  }
  cut(short);
}

/** So many letters at most, up to the end of a word. @param {string} text @param {number} length */
function beginning(text, length) {
  if (text.length <= length) return text;
  const [whole] = text.slice(0, length + 1).match(/^.*(?=\s)/s) ?? [text.slice(0, length)];
  return `${whole.trimEnd()} …`;
}
