// What a page of the course does beyond showing its text: its path, the reader's place, badges with their notes.

import { isServed } from "../kit/ui/dom.js";
import { isLocked, onLock } from "../kit/workbook/lock.js";
import { speaker, t } from "../kit/ui/strings.js";
import * as workbook from "../kit/workbook/workbook.js";
import { badges } from "./badges.js";
import { ending } from "./ending.js";
import { nearestFirst } from "./helplines.js";
import { notes } from "./notes.js";
import { path } from "./path.js";
import { stepNamed } from "./parts.js";
import { bring, comeBack, keepPlace, cellAt, target } from "./place.js";
import { terms } from "./terms.js";

/**
 * A page that was begun. `place` is what it was brought to, if anything; `note` notes the reader's place for the last time, and
 * not in the browser's record where that is `elsewhere` already.
 * @typedef {{ place: Promise<HTMLElement | null>, note(elsewhere: boolean): void }} Begun
 */

/**
 * Do what there is to do on the page that the document shows.
 * @param {AbortSignal} left ends when the page is left and the document is not
 * @returns {Promise<Begun>}
 */
export async function begin(left) {
  (await speaker(document.documentElement.lang))();
  const { lesson } = document.body.dataset;
  support();
  menu();
  badges(left);
  terms();
  notes(left);
  const way = path(left);
  readingLine(way, left);
  toLab();
  withoutExercises();
  nearestFirst();
  search();
  unfolding(left);
  const place = comeBack((element, step) => {
    way.open(element, step);
    reveal(element);
  }, left);
  /** @type {Begun["note"]} */
  let note = () => undefined;
  let noted = false;
  place.then(() => left.aborted || noted || (note = keepPlace(lesson, left)));
  ending(left);
  if (lesson) {
    goOn(lesson, way);
    const stop = onLock((locked) => (locked ? way.retract() : goOn(lesson, way)));
    left.addEventListener("abort", stop, { once: true });
  }
  return {
    place,
    note(elsewhere) {
      noted = true;
      note(elsewhere);
    },
  };
}

/** A menu that was opened closes behind a choice. */
function menu() {
  const around = document.getElementById("course");
  around?.addEventListener("click", (event) => event.target !== around && around.hidePopover?.());
}

/** "Support" leads to this page's own section, or to the start page where a page has none. */
function support() {
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("[data-support]");
  if (link && !document.getElementById("cell-support")) link.href = link.dataset.support ?? "";
}

/** Shown once it can be used; what it needs is fetched when it is. */
function search() {
  const opener = document.getElementById("search");
  const address = document.body.dataset.search;
  if (!opener || !address) return;
  /** @type {HTMLAnchorElement | null} */
  const home = document.querySelector(".lw-brand");
  const folder = (home?.getAttribute("href") ?? "").replace(/[^/]*$/, "");
  /** @type {Promise<() => void> | undefined} */
  let ready;
  const open = async () => {
    // A menu gives the focus back to its button, which then has it again when the search is closed.
    document.getElementById("course")?.hidePopover?.();
    ready ??= import("./search.js").then(({ searcher }) => searcher(address, folder));
    (await ready)();
  };
  opener.addEventListener("click", open);
}

/** @param {{ along(share: number): number }} path @param {AbortSignal} left */
function readingLine({ along }, left) {
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".lw-reading-line"));
  if (!line) return;
  const draw = () => {
    const room = document.documentElement.scrollHeight - innerHeight;
    line.style.inlineSize = `${100 * along(room > 0 ? Math.min(1, scrollY / room) : 0)}%`;
  };
  addEventListener("scroll", draw, { passive: true, signal: left });
  addEventListener("resize", draw, { signal: left });
  draw();
}

/**
 * Who opens a lesson anew is offered the way to where they were, also when the workbook is unlocked later.
 * @param {string} lesson
 * @param {ReturnType<typeof path>} way
 */
async function goOn(lesson, way) {
  if (history.state?.place || location.hash) return;
  const stored = await workbook.get(`place/${lesson}`).catch(() => undefined);
  const cell = stored && !(await isLocked()) && cellAt(stored.cell);
  const isNear = cell?.checkVisibility() && cell.getBoundingClientRect().top < innerHeight;
  if (cell && !isNear) {
    way.offer(cell, stepNamed(stored.cell), () => {
      reveal(cell);
      bring(stored);
    });
  }
}

function toLab() {
  const link = document.getElementById("to-lab");
  if (link instanceof HTMLAnchorElement) link.href = location.pathname.replace("/voila/render/", "/lab/tree/");
}

/** A public site serves lessons only, so a link to an exercise would lead nowhere there. */
function withoutExercises() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose a[href^='../']");
  for (const link of links) {
    if (!isServed(link)) link.replaceWith(t("page.noExercise"));
  }
}

/** Open what an element is folded into. @param {Element | null} element */
function reveal(element) {
  for (let around = element?.closest("details"); around; around = around.parentElement?.closest("details")) around.open = true;
}

/**
 * What is folded opens for whoever follows a link into it, and on paper. Browsers do a part of this by themselves.
 * @param {AbortSignal} left
 */
function unfolding(left) {
  const until = { signal: left };
  const follow = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link instanceof HTMLAnchorElement) reveal(target(link.hash));
  };
  addEventListener("hashchange", () => reveal(target(location.hash)), until);
  document.addEventListener("click", follow, until);
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  const before = () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const folded = document.querySelectorAll("details:is(.lw-curious, .lw-unfolds, .lw-opens-on-paper):not([open])");
    opened = [...folded];
    for (const details of opened) details.open = true;
  };
  const after = () => {
    for (const details of opened) details.open = false;
  };
  addEventListener("beforeprint", before, until);
  addEventListener("afterprint", after, until);
}
