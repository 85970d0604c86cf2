// A lesson on one sheet of paper: its points, its skill and, from this browser's workbook alone, the reader's own plan and try.

import { asPage } from "../kit/readable.js";
import { button, h, status } from "../kit/ui/dom.js";
import { print } from "../kit/ui/print.js";
import { sentenceOf } from "../kit/ui/problem.js";
import { t } from "../kit/ui/strings.js";
import { kindOf } from "../kit/kinds/index.js";
import { isLocked } from "../kit/workbook/lock.js";
import * as workbook from "../kit/workbook/workbook.js";
import { plain } from "./contents.js";

/** What is left of a sheet of A4 or letter within margins of 15 mm, whichever is smaller: its width, and its height in mm. */
const WIDTH = "180mm";
const HEIGHT = 245;
const PIXELS_PER_MM = 96 / 25.4;
/** Sizes of the letters, in points, from the one that is liked best to the smallest that can be read. */
const SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6];

/** The button that prints it, and what it says of itself. @param {HTMLElement} card the one at the lesson's end */
export function oneSheet(card) {
  const message = status();
  const paper = async () => {
    message.say("");
    try {
      const title = plain(/** @type {HTMLElement} */ (document.querySelector("main h1:not(.lw-path-title)")));
      print(await asPage(title, ...(await content(card))), { width: WIDTH, before: fit });
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

/** Make the letters as small as it takes for all to stand on one sheet. @param {Document} sheet */
function fit(sheet) {
  const root = sheet.documentElement;
  root.classList.add("one-sheet");
  for (const size of SIZES) {
    root.style.setProperty("--size", `${size}pt`);
    if (sheet.body.scrollHeight <= HEIGHT * PIXELS_PER_MM) return;
  }
}
