// A lesson as a path of steps: one at a time or all on one page, as the reader prefers. What is not shown can be found,
// linked to and printed all the same.

import { button, h } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";
import * as workbook from "../kit/workbook/workbook.js";
import { contents, plain } from "./contents.js";
import { linked, nameSteps, showStep, stepNamed, stepOf } from "./parts.js";
import { bring, cellAt, here, idOf, target } from "./place.js";

const root = document.documentElement;
const KEPT = "leaning-well-reading";

function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing.
  }
}

/**
 * A step, or one of `all` of what stands in one element.
 * @typedef {{ element: HTMLElement, number: number, all: number, title: string, minutes: number, id: string }} Step
 */

const isApart = () => root.dataset.reading === "steps";
const all = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main > .lw-leg")]);

/** @returns {Step[]} */
function stepsOf() {
  let title = "";
  return all().flatMap((element) => {
    const heading = element.querySelector("h2[id]");
    if (heading) title = plain(heading);
    const first = element.querySelector("[data-cell][id]");
    const shownIn = Number(element.dataset.shownIn);
    return Array.from({ length: shownIn }, (_, index) => {
      const part = Number(element.dataset.part) + index;
      const minutes = Number(element.dataset.minutes) / shownIn;
      return {
        element,
        number: index + 1,
        all: shownIn,
        title: part > 1 ? t("path.part", { title, part }) : title,
        minutes: minutes && Math.max(1, Math.round(minutes)),
        id: index > 0 ? linked(element, index + 1) : ((part === 1 && heading ? heading : first)?.id ?? ""),
      };
    });
  });
}

/**
 * The path of this page, and its contents; a page without a path has one step that is all of it.
 * @param {AbortSignal} left ends when the page is left
 */
export function path(left) {
  const until = { signal: left };
  const bar = document.getElementById("path");
  const steps = bar ? stepsOf() : [];
  const below = /** @type {HTMLElement | null} */ (document.querySelector("main > .lw-below"));
  /** @type {HTMLElement[]} */
  const headings = [...document.querySelectorAll("main h2[id]")].map((heading) => /** @type {HTMLElement} */ (heading));
  const list = contents(headings, (heading) => {
    const at = stepAt(heading);
    const minutes = steps.reduce((sum, step, index) => sum + (headingOf(index) === heading ? step.minutes : 0), 0);
    return at >= 0 && minutes ? t("path.minutes", { count: minutes }) : "";
  });
  let now = 0;
  /** What opens the contents where they have no room beside the text. @param {HTMLElement | null} inside what stands with them */
  const opener = (inside) =>
    button(t("path.contents"), list.sheet(inside), "quiet", { class: "lw-button lw-button-quiet lw-sheet-opener" });

  /** The heading under which a step stands. @param {number} index */
  function headingOf(index) {
    for (let at = index; at >= 0; at -= 1) {
      const heading = steps[at].element.querySelector("h2[id]");
      if (heading) return heading;
    }
    return null;
  }
  /**
   * Which step an element stands in; what is below the path belongs to its end.
   * @param {Element} element
   * @param {number} [number] which of those of its leg, where that is known
   */
  function stepAt(element, number = 0) {
    if (below?.contains(element)) return steps.length - 1;
    const first = steps.findIndex((step) => step.element.contains(element));
    if (first < 0) return first;
    const { element: leg, all } = steps[first];
    return first + Math.min(number || stepOf(leg, element, all), all) - 1;
  }

  const told = h("p", { class: "lw-path-place" });
  // On every step but the first, which has the title itself.
  const title = h("h1", { class: "lw-path-title" }, plain(document.querySelector("main h1") ?? document.createElement("h1")));
  // On a step that does not begin with its section's heading.
  const part = h("h2", { class: "lw-path-part" });
  const mode = () =>
    button("", () => change(isApart() ? "whole" : "steps"), "quiet", { class: "lw-button lw-button-quiet lw-mode" });
  const modes = [mode(), mode()];
  const onward = h("nav", { class: "lw-onward", "aria-label": t("path.nav") });

  /** @param {Element} element @param {boolean} shown */
  function show(element, shown) {
    if (shown) element.removeAttribute("hidden");
    else element.setAttribute("hidden", "until-found");
  }
  /** Which of the steps of an element is shown, or would be; null where all are. @param {Step} step */
  const numberOf = ({ element }) => (!isApart() ? null : element === steps[now].element ? steps[now].number : 1);
  function draw() {
    const apart = isApart();
    for (const step of steps) {
      if (step.number > 1) continue;
      show(step.element, !apart || step.element === steps[now].element);
      if (step.all > 1) showStep(step.element, numberOf(step), step.all, show);
    }
    if (below) show(below, !apart || now === steps.length - 1);
    root.dataset.path = "";
    tell();
    modes.forEach((one) => (one.textContent = t(apart ? "path.whole" : "path.apart")));
    title.hidden = !apart || now === 0;
    part.hidden = !apart || headsItself(steps[now]);
    part.textContent = steps[now].title;
    onward.hidden = !apart;
    onward.replaceChildren(...[way(now - 1, "prev"), way(now + 1, "next")].filter((link) => link !== null));
    mark();
  }
  /** What the bar says by itself. */
  function tell() {
    told.textContent = isApart() ? placed(steps[now]) : t("path.all", { count: steps.length });
  }
  /** @param {Step} step */
  const headsItself = ({ element, number }) => number === 1 && element.querySelector("h2") !== null;
  /** @param {Step} step */
  function placed(step) {
    const place = t("path.place", { number: now + 1, all: steps.length });
    return step.minutes ? `${place} · ${t("path.minutes", { count: step.minutes })}` : place;
  }
  /** @param {number} index @param {"prev" | "next"} rel */
  function way(index, rel) {
    const step = steps[index];
    if (!step) return null;
    const words = h("span", {}, t(rel === "next" ? "path.next" : "path.back"));
    const minutes = rel === "next" && step.minutes ? ` · ${t("path.minutes", { count: step.minutes })}` : "";
    const link = h("a", { href: `#${step.id}`, class: `lw-onward-${rel}` }, words, ` ${step.title}${minutes}`);
    return link;
  }

  /**
   * Show the step that an element stands in. Whether another one was shown before.
   * @param {Element} element
   * @param {number} [number] as for `stepAt`
   */
  function open(element, number) {
    const at = stepAt(element, number);
    if (at < 0 || at === now) return false;
    now = at;
    draw();
    return isApart();
  }
  /** Go to the beginning of a step, as by turning a page. @param {number} index */
  function turn(index) {
    now = index;
    draw();
    scrollTo({ top: 0, behavior: "instant" });
    const own = /** @type {HTMLElement | null} */ (steps[index].element.querySelector("h2"));
    const heading = headsItself(steps[index]) && own ? own : part;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** @param {"steps" | "whole"} wanted */
  function change(wanted) {
    const place = here();
    root.dataset.reading = wanted;
    try {
      localStorage.setItem(KEPT, wanted);
    } catch {
      // It holds for this page then.
    }
    const cell = place && cellAt(place.cell);
    if (cell) now = Math.max(0, stepAt(cell, stepNamed(place.cell)));
    draw();
    if (place) bring(place);
  }

  function mark() {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
    const reached = isApart() && steps.length ? headings.findIndex((heading) => heading === headingOf(now)) : passed.length - 1;
    list.mark(now === steps.length - 1 && isApart() ? Math.max(reached, passed.length - 1) : reached);
  }

  function follow() {
    document.addEventListener("click", clicked, until);
    // Also what the browser's own search found, a typed address, and the Back button.
    for (const step of [...steps.map(({ element }) => element), ...(below ? [below] : [])]) {
      step.addEventListener("beforematch", (event) => open(event.target instanceof Element ? event.target : step));
    }
    addEventListener("popstate", popped, until);
  }
  /** @param {MouseEvent} event */
  function clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const found = target(link.hash);
    const index = steps.findIndex((step) => step.id === idOf(link.hash));
    if (isApart() && index >= 0) {
      event.preventDefault();
      history.pushState(null, "", link.hash);
      turn(index);
      return;
    }
    if (found) open(found);
  }
  /** @param {PopStateEvent} event */
  function popped({ state }) {
    const name = state?.place?.cell ?? location.hash;
    const found = state?.place ? cellAt(name) : target(name);
    if (!found) {
      if (!location.hash && isApart()) turn(0);
      return;
    }
    const turned = open(found, stepNamed(name));
    if (state?.place) bring(state.place);
    else if (turned) found.scrollIntoView({ behavior: "instant" });
  }

  if (bar && steps.length) {
    bar.append(told, opener(modes[1]), modes[0]);
    bar.before(title);
    bar.after(part);
    steps[steps.length - 1].element.after(onward);
    draw();
    // What an activity shows in several steps comes with it, and anew with the lock.
    for (const step of steps) {
      const { element, number, all } = step;
      if (number > 1 || all === 1) continue;
      const come = () => {
        nameSteps(element, all);
        showStep(element, numberOf(step), all, show);
      };
      come();
      const watch = new MutationObserver(come);
      watch.observe(element, { childList: true, subtree: true });
      left.addEventListener("abort", () => watch.disconnect(), { once: true });
    }
    follow();
  }
  document.getElementById("opens-contents")?.append(opener(null));
  // Deleting everything takes along this one choice that stands outside of the workbook.
  const stop = workbook.subscribe((id) => id === "*" && forget());
  left.addEventListener("abort", stop, { once: true });
  addEventListener("scroll", mark, { passive: true, ...until });
  addEventListener("resize", mark, until);
  mark();
  return {
    open,
    /** Offer nothing any more. */
    retract: () => steps.length > 0 && tell(),
    /** How far along somebody is, from 0 to 1, who has read so much of what is shown. @param {number} share */
    along: (share) => (isApart() && steps.length ? (now + share) / steps.length : share),
    /**
     * Offer the way to another place, in place of what the bar says.
     * @param {Element} element
     * @param {number} number as for `stepAt`
     * @param {() => void} go
     */
    offer(element, number, go) {
      const at = stepAt(element, number);
      if (at < 0) return;
      const link = h("a", { href: `#${element.id}`, class: "lw-go-on", onclick: taken }, t("path.goOn"));
      function taken(/** @type {Event} */ event) {
        event.preventDefault();
        open(element, number);
        draw();
        go();
      }
      told.replaceChildren(link, h("span", { class: "lw-if-wide" }, `: ${steps[at].title}`));
    },
  };
}
