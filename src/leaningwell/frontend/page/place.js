// The reader's place: the cell at the top of the window, and how far into it. It stands in the browser's own record of the
// visit, for a reload and for the Back button, and for a lesson in the workbook, sealed, for the next visit.

/** @import { Place } from "../kit/types.d.ts" */

import { debounced } from "../kit/ui/debounced.js";
import * as workbook from "../kit/workbook/workbook.js";
import { cellOf, stepNamed } from "./parts.js";

const root = document.documentElement;
/** How long a page is held to its place while things above it may still arrive. */
const HELD = 8000;
const USES = ["wheel", "touchstart", "keydown", "mousedown"];

/** A cell of which a later step is shown: that has a name of its own. */
const LATER = ".lw-leg[data-later] > .lw-slot:has([data-step])";

/** The line below the header: what stands there is where somebody reads. */
function edge() {
  const header = document.querySelector(".lw-top");
  return (header?.getBoundingClientRect().bottom ?? 0) + 8;
}

/** @param {string} cell @returns {HTMLElement | null} */
export const cellNamed = (cell) => document.querySelector(`main [data-cell="${CSS.escape(cell)}"]`);

/** The same, or the cell of which it names a step that is not there yet. @param {string} cell */
export const cellAt = (cell) => cellNamed(cell) ?? cellNamed(cellOf(cell));

/** What a link's hash names. @param {string} hash */
export function idOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return ""; // no address of ours
  }
}

/** The same on this page, or what it is a step of. @param {string} hash */
export const target = (hash) => document.getElementById(idOf(hash)) ?? document.getElementById(cellOf(idOf(hash)));

/** Where the reader is now, or null where nothing is shown. @returns {Place | null} */
export function here() {
  const line = edge();
  /** @type {Place | null} */
  let found = null;
  /** @type {NodeListOf<HTMLElement>} */
  const cells = document.querySelectorAll(`main [data-cell]:not(${LATER})`);
  for (const cell of cells) {
    const { top, height } = cell.getBoundingClientRect();
    if (!height || !cell.checkVisibility()) continue;
    if (found && top > line) break;
    found = { cell: cell.dataset.cell ?? "", into: Math.round(line - top) };
  }
  return found;
}

/** Bring the page to a place. @param {Place} place */
export function bring({ cell, into }) {
  const found = cellAt(cell);
  if (found) scrollBy({ top: found.getBoundingClientRect().top - edge() + into, behavior: "instant" });
}

/** Whether all that is shown above an element is there, and what is in it. @param {Element} element */
function isSettled(element) {
  /** @type {NodeListOf<HTMLElement>} */
  const slots = document.querySelectorAll("main .lw-slot");
  for (const slot of slots) {
    const before = element.compareDocumentPosition(slot) & Node.DOCUMENT_POSITION_PRECEDING;
    if ((!before && !element.contains(slot)) || !slot.checkVisibility()) continue;
    if (slot.querySelector(":scope > .lw-wait")) return false;
    if ([...slot.querySelectorAll(".lw-output[data-activity]")].some((one) => !one.querySelector(".lw-root[data-ready]")))
      return false;
  }
  return true;
}

/** Resolves when that is so. @param {Element} element @returns {Promise<void>} */
function settled(element) {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSettled(element) && "held" in root.dataset) return;
      watch.disconnect();
      resolve();
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-ready"] });
    watch.observe(root, { attributes: true, attributeFilter: ["data-held"] });
    look();
  });
}

/**
 * Bring the page to where it was left, or to what its address names, and keep it there while more arrives. Returns what that is.
 * @param {(element: Element, step: number) => void} reveal opens what an element stands in
 * @param {AbortSignal} left ends when the page is left
 */
export async function comeBack(reveal, left) {
  history.scrollRestoration = "manual";
  /** @type {Place | undefined} */
  const place = history.state?.place;
  const find = () => (place ? cellAt(place.cell) : target(location.hash));
  const step = stepNamed(place?.cell ?? location.hash);
  let found = find();
  if (!found) {
    delete root.dataset.held;
    return null;
  }
  reveal(found, step);
  const go = () => (place ? bring(place) : found?.scrollIntoView({ behavior: "instant" }));
  let touched = false;
  for (const kind of USES) addEventListener(kind, () => (touched = true), { once: true, passive: true, signal: left });
  await settled(found);
  if (left.aborted) return null;
  found = find(); // a step of an activity is there once that is
  go();
  delete root.dataset.held;
  const hold = new ResizeObserver(() => !touched && go());
  hold.observe(/** @type {HTMLElement} */ (document.querySelector("main")));
  const clock = setTimeout(() => hold.disconnect(), HELD);
  const letGo = () => {
    clearTimeout(clock);
    hold.disconnect();
  };
  left.addEventListener("abort", letGo, { once: true });
  return found;
}

/**
 * Note the place as it changes. Returns what notes it for the last time; `elsewhere`: the address is another page's already, and
 * so is the browser's record.
 * @param {string | undefined} lesson the lesson whose place is kept for the next visit
 * @param {AbortSignal} left ends when the page is left
 */
export function keepPlace(lesson, left) {
  const until = { signal: left };
  const isHeld = () => "held" in root.dataset;
  let moved = false;
  let over = false;
  function note() {
    const place = isHeld() || over ? null : here();
    if (place) history.replaceState({ ...history.state, place }, "");
  }
  function keep() {
    const place = isHeld() || !moved ? null : here();
    moved = false;
    // What cannot be kept, because the workbook is locked or full, is no loss that anybody has to hear of.
    if (lesson && place) workbook.put(`place/${lesson}`, place).catch(() => undefined);
  }
  const soon = debounced(note, 150, 500);
  const later = debounced(keep, 1000, 5000);
  const now = () => {
    if (!moved) return;
    later.cancel();
    soon.cancel();
    note();
    keep();
  };
  const scrolled = () => {
    moved = true;
    soon();
    later();
  };
  addEventListener("scroll", scrolled, { passive: true, signal: left });
  addEventListener("pagehide", now, until);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && now(), until);
  // What is deleted takes along what this visit remembers of it.
  const stop = workbook.subscribe((id) => {
    if (id !== "*") return;
    soon.cancel();
    later.cancel();
    moved = false;
    if (over) return;
    const { place: _, ...rest } = history.state ?? {};
    history.replaceState(rest, "");
  });
  const end = () => {
    soon.cancel();
    later.cancel();
    stop();
  };
  left.addEventListener("abort", end, { once: true });
  return (/** @type {boolean} */ elsewhere) => {
    over ||= elsewhere;
    now();
  };
}
