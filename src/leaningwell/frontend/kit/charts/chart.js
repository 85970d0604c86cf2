// Charts on the page: each kind is drawn by a module of its own, for the width it has, and again when that changes.

/** @import { ChartModule, Drawing } from "../types.d.ts" */

import { chartOf } from "./index.js";
import { h } from "../ui/dom.js";

/**
 * A place for the charts of one figure. `show` draws them, side by side where there is room.
 * @param {{ placed?: (place: [string, string], x: number, y: number) => void }} [options]
 */
export function charts({ placed } = {}) {
  const element = h("div", { class: "lw-charts" });
  /** @type {ReturnType<typeof holder>[]} */
  let shown = [];
  /** @type {Drawing | null} */
  let figure = null;
  // In a frame of its own: a drawing changes the height of what is observed.
  const widths = new ResizeObserver(() => requestAnimationFrame(() => shown.forEach((one) => one.redraw())));
  widths.observe(element);

  /**
   * @param {Drawing} next
   * @param {string | null} [title] the title of the whole figure
   */
  async function show(next, title) {
    figure = next;
    const modules = await Promise.all(next.charts.map((chart) => chartOf(chart.type)));
    if (figure !== next) return;
    if (shown.length !== next.charts.length) {
      shown = next.charts.map(holder);
      element.replaceChildren(...shown.map((one) => one.element));
      element.classList.toggle("lw-charts-several", shown.length > 1);
    }
    shown.forEach((one, index) => one.give(next, index, modules[index], title));
  }

  function holder() {
    const caption = h("figcaption", {});
    const place = h("div", { class: "lw-chart-place" });
    /** @type {((width: number) => Node) | null} */
    let drawing = null;
    let wide = 0;
    const draw = () => {
      wide = Math.floor(place.clientWidth);
      if (drawing && wide > 0) place.replaceChildren(drawing(wide));
    };
    const element = h("figure", { class: "lw-figure" }, caption, place);
    return {
      element,
      redraw: () => Math.floor(place.clientWidth) !== wide && draw(),
      /** @param {Drawing} next @param {number} index @param {ChartModule} module @param {string | null} [title] */
      give(next, index, module, title) {
        const chart = next.charts[index];
        element.classList.toggle("lw-figure-wide", ["forest", "plane", "rings"].includes(chart.type));
        const heading = chart.title || (next.charts.length === 1 && title) || "";
        caption.textContent = heading;
        caption.hidden = !heading;
        const at = chart.place;
        const pick = at && placed ? (/** @type {number} */ x, /** @type {number} */ y) => placed(at, x, y) : undefined;
        drawing = (width) => module.draw(chart, chart.alt || next.reading, width, pick);
        draw();
      },
    };
  }

  return { element, show, close: () => widths.disconnect() };
}
