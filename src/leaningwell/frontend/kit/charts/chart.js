// Charts on the page: each kind is drawn by a module of its own, for the width it has, and again when that changes.

/** @import { ChartModule, Drawing } from "../types.d.ts" */

import { chartOf } from "./index.js";
import { inquiry } from "./inquiry.js";
import { move } from "./moving.js";
import { h } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/**
 * A place for the charts of one figure. `show` draws them, side by side where there is room. Where it scrolls, the first
 * chart that has changed comes into sight.
 * @param {{ placed?: (place: [string, string], x: number, y: number) => void }} [options]
 */
export function charts({ placed } = {}) {
  const element = h("div", { class: "lw-charts" });
  /** @type {ReturnType<typeof holder>[]} */
  let shown = [];
  /** @type {Drawing | null} */
  let figure = null;
  /** @type {Record<string, number>} */
  let guesses = {};
  // In a frame of its own: a drawing changes the height of what is observed.
  const widths = new ResizeObserver(() =>
    requestAnimationFrame(() => {
      shown.forEach((one) => one.redraw());
      reach();
    }),
  );
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
      widths.disconnect();
      for (const one of [element, ...shown.map(({ place }) => place)]) widths.observe(one);
      element.classList.toggle("lw-charts-several", shown.length > 1);
    }
    const changed = shown.filter((one, index) => one.give(next, index, modules[index], title));
    // With the frame that lays the drawings out in any case.
    requestAnimationFrame(reach);
    if (changed.length && changed.length < shown.length) inSight(changed[0].element);
  }
  /** Where there is more than fits, the keyboard can scroll it. */
  function reach() {
    const scrolls = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    for (const [name, value] of [
      ["tabindex", "0"],
      ["role", "group"],
      ["aria-label", t("chart.several")],
    ]) {
      if (scrolls) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }
  /** @param {HTMLElement} one */
  function inSight(one) {
    const [outer, inner] = [element.getBoundingClientRect(), one.getBoundingClientRect()];
    const left = inner.left < outer.left || inner.right > outer.right ? inner.left - outer.left : 0;
    const top = inner.top < outer.top || inner.bottom > outer.bottom ? inner.top - outer.top : 0;
    element.scrollBy({ left, top });
  }

  function holder() {
    const caption = h("figcaption", {});
    const place = h("div", { class: "lw-chart-place" });
    /** @type {((width: number) => SVGElement) | null} */
    let drawing = null;
    let wide = 0;
    /** @type {SVGElement | null} */
    let last = null;
    let markup = "";
    const asked = inquiry(place);
    const measured = () => Math.floor(place.clientWidth);
    /** @param {boolean} seen whether the change is to be seen */
    const draw = (seen) => {
      // Asking for a width lays the page out, so it is asked for once; the observer tells of another.
      wide ||= measured();
      if (!drawing || wide <= 0) return false;
      const before = last;
      const next = drawing(wide);
      const written = next.outerHTML;
      const same = markup === written;
      last = next;
      markup = written;
      place.replaceChildren(next);
      asked.renew();
      if (before && seen && !same) move(before, next);
      return before !== null && !same;
    };
    const element = h("figure", { class: "lw-figure" }, caption, place, asked.element);
    return {
      element,
      place,
      redraw() {
        const before = wide;
        wide = measured();
        if (wide !== before) draw(false);
      },
      /** Draw it; true if it is another drawing than before. @param {Drawing} next @param {number} index @param {ChartModule} module @param {string | null} [title] */
      give(next, index, module, title) {
        const chart = next.charts[index];
        element.classList.toggle("lw-figure-wide", ["forest", "plane", "rings"].includes(chart.type));
        element.classList.toggle("lw-figure-small", chart.type === "heat" && !chart.written);
        const heading = chart.title || (next.charts.length === 1 && title) || "";
        caption.textContent = heading;
        caption.hidden = !heading;
        const at = chart.place;
        const pick = at && placed ? (/** @type {number} */ x, /** @type {number} */ y) => placed(at, x, y) : undefined;
        drawing = (width) => module.draw(chart, chart.alt || next.reading, width, { guesses, placed: pick });
        return draw(true);
      },
    };
  }

  return {
    element,
    show,
    /** What was guessed, to be drawn beside what answers it from now on. @param {Record<string, number>} values */
    guessed: (values) => (guesses = values),
    close: () => widths.disconnect(),
  };
}
