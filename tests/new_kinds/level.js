// A made-up type of question, answered with a number of steps. This file is all that the pages need of it.

import { h, uid } from "../ui/dom.js";

/** @type {import("../types.d.ts").ItemType} */
export const level = {
  hint: () => "Choose a step",
  form(item, { changed }) {
    const id = uid("level");
    const input = h("input", { id, type: "number", min: "1", max: String(item.steps), class: "lw-number", oninput: changed });
    return {
      element: h("div", { class: "lw-field" }, h("label", { for: id }, "Your step"), input),
      response: () => input.value || null,
      fits: (response) => ["string", "number"].includes(typeof response),
      restore: (response) => void (input.value = String(response)),
      show: () => {},
    };
  },
  details: (item, result) => result.reasons.map((reason) => reason.text),
};
