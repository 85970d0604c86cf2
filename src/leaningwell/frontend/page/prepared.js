// A page that came without a kernel. What its activities show stands in it; what they ask goes to the server.

import { h } from "../kit/ui/dom.js";
import { mount } from "../kit/mount.js";
import { serverAsker } from "../kit/asking/server.js";
import "./page.js";

const { ask = "", build = "" } = document.body.dataset;
const trouble = document.getElementById("trouble");

/** @type {NodeListOf<HTMLScriptElement>} */
const described = document.querySelectorAll(".lw-slot > script[type='application/json']");
for (const script of described) {
  try {
    const { kind, spec } = JSON.parse(script.textContent);
    const slot = /** @type {HTMLElement} */ (script.parentElement);
    const output = h("div", { class: "lw-output", "data-activity": "true" });
    script.replaceWith(output);
    const cell = encodeURIComponent(slot.dataset.cell ?? "");
    const there = mount(output, kind, spec, serverAsker(new URL(`${ask}/${cell}`, location.href).href, build));
    // The place keeps its height until the activity is there.
    there.finally(() => slot.querySelector(":scope > .lw-wait")?.remove());
  } catch {
    break; // the page was cut off here
  }
}
if (trouble && !document.querySelector(".lw-foot")) {
  trouble.textContent = trouble.dataset.broken ?? "";
  trouble.hidden = false;
  for (const waiting of document.querySelectorAll(".lw-slot > .lw-wait")) waiting.textContent = trouble.dataset.unavailable ?? "";
}
