// What stands above a card: which step of the round it is, its name, of which exercise, and how far it is.

/** @import { Standing } from "./types.d.ts" */

import { h } from "../kit/ui/dom.js";

/**
 * The name alone has the id, by which the card is called; the number stands before it.
 * @param {string} id
 * @param {string} name
 */
export function heading(id, name) {
  const number = h("span", { class: "lwd-number" });
  const exercise = h("p", { class: "lwd-exercise", hidden: true });
  const standing = h("p", { class: "lwd-standing", hidden: true });
  return {
    elements: [h("h2", { class: "lw-title" }, number, h("span", { id }, name)), exercise, standing],
    /** @param {number} place */
    number(place) {
      number.textContent = `${place}. `;
    },
    /** @param {string} title */
    exercise(title) {
      exercise.textContent = title;
      exercise.hidden = false;
    },
    /** @param {Standing | undefined} now */
    stand(now) {
      standing.textContent = now ? (now.done ? `✓ ${now.text}` : now.text) : "";
      standing.dataset.done = String(Boolean(now?.done));
      standing.hidden = !now;
    },
  };
}
