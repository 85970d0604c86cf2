// A place for what came of a step: read out as it changes, what somebody should see to as a list, files to save.

/** @import { Ask, Told } from "./types.d.ts" */

import { button, h } from "../kit/ui/dom.js";
import { fetched } from "./files.js";
import { say } from "./words.js";

/** @param {Ask} ask */
export function outcome(ask) {
  const words = h("div", { role: "status", "aria-live": "polite" });
  const files = h("div", { class: "lw-actions" });
  return {
    element: h("div", { class: "lwd-told" }, words, files),
    /** @param {string} text */
    wait(text) {
      files.replaceChildren();
      words.replaceChildren(h("p", { class: "lw-status" }, text));
    },
    /** @param {Told} told */
    tell({ done = [], look = [], cannot, files: made = [] }) {
      words.replaceChildren(
        ...(cannot ? [trouble(cannot)] : []),
        ...done.map((sentence) => h("p", { class: "lw-status", "data-mood": "calm" }, sentence)),
        ...(look.length ? [toSee(look)] : []),
      );
      files.replaceChildren(...made.map((path) => button(say("save-file", { name: nameOf(path) }), () => save(path))));
    },
  };

  /** @param {string} path */
  async function save(path) {
    const cannot = await fetched(ask, path);
    if (cannot) words.append(trouble(cannot));
  }
}

/** @param {string} path */
const nameOf = (path) => path.split(/[\\/]/).at(-1) ?? path;

/** @param {string} cannot */
const trouble = (cannot) => h("p", { class: "lw-status", "data-mood": "trouble" }, cannot);

/** @param {string[]} look */
const toSee = (look) =>
  h(
    "div",
    { class: "lw-status", "data-mood": "trouble" },
    h("strong", {}, say("to-see")),
    h("ul", {}, ...look.map((sentence) => h("li", {}, sentence))),
  );
