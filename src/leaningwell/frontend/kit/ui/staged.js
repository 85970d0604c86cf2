// A stage and what it is moved with, side by side where there is room and otherwise one over the other; the stage stays
// in sight while the controls are used. styles/explorations.css does the pinning; it has to be told two heights.

import { h } from "./dom.js";

/**
 * @param {HTMLElement} shown what stands on the stage
 * @param {import("../types.d.ts").Child[]} controls
 */
export function staged(shown, controls) {
  const stage = h("div", { class: "lw-stage" }, shown);
  const element = h("div", { class: "lw-staged" }, stage, h("div", { class: "lw-stage-controls" }, ...controls));
  // JupyterLab has no header of ours.
  const header = document.querySelector(".lw-page .lw-top");
  const measure = () => {
    const above = header && getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().height : 0;
    element.style.setProperty("--lw-above", `${Math.ceil(above)}px`);
    element.style.setProperty("--lw-stage-height", `${Math.ceil(stage.getBoundingClientRect().height)}px`);
  };
  const heights = new ResizeObserver(() => requestAnimationFrame(measure));
  heights.observe(stage);
  if (header) heights.observe(header);
  return { element, stage, close: () => heights.disconnect() };
}
