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
  let before = 0;
  const measure = () => {
    const above = header && getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().height : 0;
    element.style.setProperty("--lw-above", `${Math.ceil(above)}px`);
    const height = Math.ceil(stage.getBoundingClientRect().height);
    element.style.setProperty("--lw-stage-height", `${height}px`);
    // A stage that grew, since its chart came late, does not stand over the control in use.
    const used = document.activeElement;
    if (height > before && used && element.contains(used) && !stage.contains(used)) used.scrollIntoView({ block: "nearest" });
    before = height;
  };
  const heights = new ResizeObserver(() => requestAnimationFrame(measure));
  heights.observe(stage);
  if (header) heights.observe(header);
  return { element, stage, close: () => heights.disconnect() };
}
