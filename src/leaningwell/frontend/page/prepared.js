// A page that came without a kernel. What its activities show stands in it; what they ask goes to the server.

import { h } from "../kit/ui/dom.js";
import { mount } from "../kit/mount.js";
import { serverAsker } from "../kit/asking/server.js";
import { begin } from "./page.js";
import { travel } from "./travel.js";

/** How long the last words of a page may take to be kept before it is left. */
const LAST_WORDS = 3000;

/**
 * A page that is shown. `place` and `note` are as of one that was begun; `leave` takes its views down once their last words are
 * kept.
 * @typedef {import("./page.js").Begun & { leave(): Promise<void> }} Visit
 */

/** Begin with the page that the document shows. @returns {Promise<Visit>} */
async function arrive() {
  const over = new AbortController();
  const begun = await begin(over.signal);
  const leaves = activities(over.signal);
  return {
    ...begun,
    async leave() {
      const kept = Promise.allSettled([...leaves].map((leave) => leave()));
      await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, LAST_WORDS))]);
      over.abort();
    },
  };
}

/**
 * Put the activities into the page. Returns what to do for each that is there when the page is left.
 * @param {AbortSignal} left ends when the page is left
 */
function activities(left) {
  const { ask = "", build = "" } = document.body.dataset;
  const trouble = document.getElementById("trouble");
  /** @type {Set<() => unknown>} */
  const leaves = new Set();
  /** @type {NodeListOf<HTMLScriptElement>} */
  const described = document.querySelectorAll(".lw-slot > script[type='application/json']");
  for (const script of described) {
    try {
      const { kind, spec } = JSON.parse(script.textContent);
      const slot = /** @type {HTMLElement} */ (script.parentElement);
      const output = h("div", { class: "lw-output", "data-activity": "true" });
      script.replaceWith(output);
      const cell = encodeURIComponent(slot.dataset.cell ?? "");
      const asker = serverAsker(new URL(`${ask}/${cell}`, location.href).href, build, left);
      const there = mount(output, kind, spec, asker, left);
      // What comes to be there after the page was left goes at once.
      there.then((leave) => (left.aborted ? leave() : leaves.add(leave)));
      // The place keeps its height until the activity is there.
      there.finally(() => slot.querySelector(":scope > .lw-wait")?.remove());
    } catch {
      break; // the page was cut off here
    }
  }
  if (trouble && !document.querySelector(".lw-foot")) {
    trouble.textContent = trouble.dataset.broken ?? "";
    trouble.hidden = false;
    for (const waiting of document.querySelectorAll(".lw-slot > .lw-wait"))
      waiting.textContent = trouble.dataset.unavailable ?? "";
  }
  return leaves;
}

travel(arrive);
