// The card at the end of a lesson: what only this browser knows of it, the guess beside the figure and the try that was
// chosen. Behind a lock it shows neither.

import { h } from "../kit/ui/dom.js";
import { latest } from "../kit/ui/latest.js";
import { forgetRevealed, onReveal } from "../kit/ui/revealed.js";
import { t } from "../kit/ui/strings.js";
import { isLocked, onLock } from "../kit/workbook/lock.js";
import * as workbook from "../kit/workbook/workbook.js";
import { oneSheet } from "./one-sheet.js";

/** Fill the card in, and again whenever something of it changes. @param {AbortSignal} left ends when the page is left */
export function ending(left) {
  /** @type {HTMLElement | null} */
  const card = document.querySelector(".lw-ending");
  const guess = /** @type {HTMLElement | null} */ (card?.querySelector(".lw-ending-guess"));
  const tried = /** @type {HTMLElement | null} */ (card?.querySelector(".lw-prose [data-try]"));
  const way = h("div");
  /** @type {Map<string, string[]>} */
  const readings = new Map();

  function guesses() {
    if (!guess) return;
    guess.hidden = readings.size === 0;
    guess.replaceChildren(h("h3", {}, t("ending.guess")), ...[...readings.values()].flat().map((reading) => h("p", {}, reading)));
  }
  const ways = latest(async (isLatest) => {
    if (!tried) return;
    const id = `practice/${tried.dataset.try}`;
    const chosen = (await isLocked()) ? null : (await workbook.get(id).catch(() => undefined))?.way;
    if (!isLatest()) return;
    /** @type {HTMLTemplateElement | null} */
    const words = chosen && tried.querySelector(`template[data-way="${CSS.escape(chosen)}"]`);
    way.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  });
  left.addEventListener("abort", forgetRevealed, { once: true });
  if (!card) return;
  tried?.append(way);
  card.querySelector(".lw-ending-on")?.after(oneSheet(card));
  const stops = [
    onReveal((id, told) => {
      readings.set(id, told);
      guesses();
    }),
    workbook.subscribe((id) => {
      if (id === "*") {
        readings.clear();
        guesses();
      }
      if (tried && workbook.concerns(id, `practice/${tried.dataset.try}`)) ways();
    }),
    onLock((locked) => {
      if (locked) {
        readings.clear();
        guesses();
      }
      ways();
    }),
  ];
  left.addEventListener("abort", () => stops.forEach((stop) => stop()), { once: true });
  ways();
}
