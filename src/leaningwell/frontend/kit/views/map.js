// The course map: the lessons as a list beside a tendril that grows with what is done. Progress is read from this
// browser's workbook and goes nowhere.

/** @import { Activity, LessonOnMap, MapSpec } from "../types.d.ts" */

import { s } from "../charts/svg.js";
import { h, isServed } from "../ui/dom.js";
import { drawing } from "../ui/drawing.js";
import { latest } from "../ui/latest.js";
import { isLocked, onLock } from "../workbook/lock.js";
import { t } from "../ui/strings.js";
import { done } from "../workbook/progress.js";
import * as workbook from "../workbook/workbook.js";

/**
 * A lesson, of whose `all` parts so many are `done`.
 * @typedef {LessonOnMap & { number: number, done: number, all: number }} Lesson
 */

/** Shown while the workbook is locked: it shows none of it then. */
export const isOpen = () => true;

/** @param {Activity<MapSpec>} activity */
export async function view({ root, spec }) {
  const place = h("div", { class: "lw-map" });
  root.append(place);
  const redraw = latest((isLatest) => draw(place, spec, isLatest));
  const stops = [workbook.subscribe(redraw), onLock(redraw)];
  await redraw();
  return () => stops.forEach((stop) => stop());
}

/** @param {HTMLElement} place @param {MapSpec} spec @param {() => boolean} isLatest */
async function draw(place, spec, isLatest) {
  // Nobody can tell what is done then; to send somebody back to the beginning would look like a loss.
  const locked = await isLocked();
  const lessons = await Promise.all(
    spec.lessons.map(async (lesson, number) => ({ ...lesson, number, done: await done(lesson.parts), all: lesson.parts.length })),
  );
  if (!isLatest()) return;
  const written = lessons.filter((lesson) => lesson.all > 0);
  const finished = (/** @type {Lesson} */ lesson) => lesson.all > 0 && lesson.done === lesson.all;
  const here = locked ? undefined : written.find((lesson) => lesson.number > 0 && !finished(lesson));
  const begun = written.some((lesson) => lesson.number > 0 && lesson.done > 0);

  const start = here
    ? h(
        "a",
        { class: "lw-button lw-button-main", href: `${here.slug}.ipynb` },
        begun ? t("map.goOn", { number: here.number }) : t("map.start"),
      )
    : t(locked ? "map.locked" : "map.again");
  place.replaceChildren(
    h("p", { class: here ? "lw-start" : "lw-start lw-hint" }, start),
    h(
      "ol",
      { class: "lw-lessons", "aria-label": t("map.label") },
      ...lessons.map((lesson, index) => entry(lesson, here, finished, index === lessons.length - 1)),
    ),
  );
}

/** @param {Lesson} lesson @param {Lesson | undefined} here @param {(lesson: Lesson) => boolean} finished @param {boolean} last */
function entry(lesson, here, finished, last) {
  const title = lesson.number === 0 ? lesson.title : `${lesson.number} · ${lesson.title}`;
  /** @type {string[]} */
  const state = [];
  if (lesson.all === 0) state.push(t("map.coming"));
  else if (finished(lesson)) state.push(t("map.done"));
  else if (lesson.done > 0) state.push(t("map.part", { done: lesson.done, all: lesson.all }));
  if (lesson === here) state.unshift(t(lesson.done > 0 ? "map.here" : "map.begin"));
  const share = lesson.all ? lesson.done / lesson.all : 0;
  return h(
    "li",
    { class: "lw-lesson", "data-state": lesson.all === 0 ? "coming" : finished(lesson) ? "done" : "open" },
    tendril(lesson.number, share, last),
    h(
      "div",
      {},
      h(
        "p",
        { class: "lw-lesson-title" },
        lesson.all ? h("a", { href: lesson.number === 0 ? "#content" : `${lesson.slug}.ipynb` }, title) : title,
      ),
      h("p", { class: "lw-lesson-about" }, lesson.about),
      state.length > 0 && h("p", { class: "lw-lesson-state" }, state.join(", ")),
      lesson.exercise && exercise(lesson.exercise, lesson.number),
    ),
    drawing(lesson.slug, 60, 48),
  );
}

/** @param {string} href @param {number} number */
function exercise(href, number) {
  const link = h("a", { href }, `${t("map.exercise")} ${number}`);
  return isServed(link) && h("p", { class: "lw-lesson-about" }, link);
}

/**
 * One stretch of the tendril. It bends left and right by turns, so that the stretches join.
 * @param {number} number
 * @param {number} share
 * @param {boolean} last
 */
function tendril(number, share, last) {
  const bend = number % 2 ? 34 : 6;
  const path = `M20 0 C ${bend} 33, ${bend} 67, 20 100`;
  const picture = s("svg", { class: "lw-tendril", viewBox: "0 0 40 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  picture.append(s("path", { d: path, class: "lw-tendril-way" }));
  // What has grown is cut off, not dashed: dashes of a stroke that does not scale are measured on the screen.
  const [width, height] = [40, 100 * share];
  const grown = s("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  grown.append(s("path", { d: path, class: "lw-tendril-grown" }));
  if (share > 0) picture.append(grown);
  const bud = h("span", { class: "lw-bud", "data-open": share === 1 ? "true" : "false" });
  return h("span", { class: `lw-vine ${last ? "lw-vine-last" : ""}`, "aria-hidden": "true" }, picture, bud);
}
