// A place for what came of a step: read out as it changes, what somebody should see to as a list.

/** @import { Told } from "./types.d.ts" */

import { h } from "../kit/ui/dom.js";
import { say } from "./words.js";

export function outcome() {
  const element = h("div", { class: "lwd-told", role: "status", "aria-live": "polite" });
  return {
    element,
    /** @param {string} text */
    wait(text) {
      element.replaceChildren(h("p", { class: "lw-status" }, text));
    },
    /** @param {Told} told */
    tell({ done = [], look = [], cannot }) {
      element.replaceChildren(
        ...(cannot ? [h("p", { class: "lw-status", "data-mood": "trouble" }, cannot)] : []),
        ...done.map((sentence) => h("p", { class: "lw-status", "data-mood": "calm" }, sentence)),
        ...(look.length ? [toSee(look)] : []),
      );
    },
  };
}

/** @param {string[]} look */
const toSee = (look) =>
  h(
    "div",
    { class: "lw-status", "data-mood": "trouble" },
    h("strong", {}, say("to-see")),
    h("ul", {}, ...look.map((sentence) => h("li", {}, sentence))),
  );
