// What a mark of a chart is, for whoever asks: by pointing at it, by a tap near it, or step by step with two buttons.

import { h } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/** How far from a mark a finger may come down, in pixels. */
const NEAR = 22;

/** The line below a chart that answers. @param {HTMLElement} place where the chart is drawn */
export function inquiry(place) {
  const answer = h("p", { class: "lw-told", "aria-live": "polite" }, t("chart.ask"));
  // It stands over the drawing and is no part of it.
  const pointer = h("span", { class: "lw-pointer", "aria-hidden": "true", hidden: true });
  const steps = [
    { by: -1, name: t("chart.previous"), sign: "‹" },
    { by: 1, name: t("chart.next"), sign: "›" },
  ].map(({ by, name, sign }) =>
    h("button", { type: "button", class: "lw-told-step", "aria-label": name, onclick: () => step(by) }, sign),
  );
  const element = h("div", { class: "lw-inquiry", hidden: true }, ...steps, answer);
  /** @type {SVGElement[]} */
  let marks = [];
  let now = -1;

  /** @param {number} index */
  function tell(index) {
    now = index;
    const mark = marks[now];
    pointer.hidden = !mark;
    answer.textContent = mark?.dataset.told ?? t("chart.ask");
    if (!mark) return;
    const [outer, inner] = [place.getBoundingClientRect(), mark.getBoundingClientRect()];
    Object.assign(pointer.style, {
      left: `${inner.left - outer.left - 3}px`,
      top: `${inner.top - outer.top - 3}px`,
      width: `${inner.width + 6}px`,
      height: `${inner.height + 6}px`,
    });
  }
  /** Marks that say the same, such as people of one crowd, are one stop. @param {number} by */
  function step(by) {
    const stops = marks.map((_, index) => index).filter((index) => index === 0 || !same(index, index - 1));
    const at = now < 0 && by < 0 ? 0 : stops.findLastIndex((index) => index <= now);
    tell(stops[(at + by + stops.length) % stops.length]);
  }
  const same = (/** @type {number} */ one, /** @type {number} */ other) => marks[one].dataset.told === marks[other].dataset.told;

  /** @param {PointerEvent | MouseEvent} event @param {number} reach */
  function nearest(event, reach) {
    const hit = /** @type {Element} */ (event.target).closest("[data-told]");
    if (hit) return marks.indexOf(/** @type {SVGElement} */ (hit));
    const far = marks.map((mark) => {
      const box = mark.getBoundingClientRect();
      const gap = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) =>
        Math.max(low - at, 0, at - high);
      return Math.hypot(gap(event.clientX, box.left, box.right), gap(event.clientY, box.top, box.bottom));
    });
    const least = Math.min(...far);
    return least <= reach ? far.indexOf(least) : -1;
  }
  place.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const found = nearest(event, 3);
    if (found >= 0 && found !== now) tell(found);
  });
  place.addEventListener("click", (event) => {
    const found = nearest(event, NEAR);
    if (found >= 0) tell(found);
  });

  return {
    element,
    /** The chart has been drawn anew. What was said of a mark that says something else now is taken back. */
    renew() {
      marks = /** @type {SVGElement[]} */ ([...place.querySelectorAll("[data-told]")]);
      element.hidden = marks.length === 0;
      place.append(pointer);
      const still = now >= 0 && marks[now]?.dataset.told === answer.textContent;
      if (now >= 0) tell(still ? now : -1);
    },
  };
}
