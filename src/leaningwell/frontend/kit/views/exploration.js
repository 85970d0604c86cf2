// A small model to play with. The controls' values go to the kernel as bare numbers; a figure comes back. Where a guess
// is asked for, nothing is shown before it is locked. Where there is much to set, it comes one scene at a time, and the
// picture after it.

/** @import { Activity, Control, ControlValue, ExplorationSpec, Figure } from "../types.d.ts" */

import { whenAnswered } from "../asking/asking.js";
import { announcer, button, card, disclosure, h, paragraphs, scrollable, status, uid } from "../ui/dom.js";
import { charts } from "../charts/chart.js";
import { control } from "../ui/controls.js";
import { guessing } from "../ui/guess.js";
import { leftOut } from "../ui/left-out.js";
import { sentenceOf } from "../ui/problem.js";
import { scenes } from "../ui/scenes.js";
import { staged } from "../ui/staged.js";
import { numeral, t } from "../ui/strings.js";
import { sureness } from "../ui/sureness.js";
import * as workbook from "../workbook/workbook.js";
import { careNote } from "./care.js";

/** Shown while the workbook is locked: a model shows nothing of anybody's. */
export const isOpen = () => true;

/** @param {Activity<ExplorationSpec>} activity */
export async function view({ root, spec, ask }) {
  const message = status();
  const aloud = announcer();
  const reading = h("p", { class: "lw-reading" });
  const drawn = charts({ placed });
  const placeable = h("p", { class: "lw-hint", hidden: true }, t("explore.place"));
  const table = scrollable(`${spec.title}: ${t("explore.table")}`);
  const inScenes = spec.scenes.flat();
  const controls = spec.controls.map((one) => control(one, (presets) => moved(one, presets), inScenes.includes(one.id)));
  const parts = spec.scenes.map((ids) => controls.filter((one) => ids.includes(one.id)));
  const steps = parts.length > 0 && scenes(parts, completed);
  let finished = false;
  /** In scenes, the values of whoever is looked at instead of the reader. @type {Record<string, ControlValue> | undefined} */
  let others = steps ? atFirst(spec) : undefined;
  const named = (/** @type {string} */ id) => controls.find((one) => one.id === id);
  /** @type {string | null} */
  let spoken = null;
  // One question at a time; while one is under way only the newest values wait.
  let asking = false;
  let waiting = false;
  let turns = 0;

  /** @param {Figure} figure */
  async function show(figure) {
    // What is out of date already is not read out.
    if (spoken !== null && spoken !== figure.reading && !waiting) aloud.say(figure.reading);
    if (!waiting) spoken = figure.reading;
    reading.textContent = figure.reading;
    placeable.hidden = !figure.charts.some((chart) => chart.place);
    table.replaceChildren(tableOf(spec.columns, figure.rows));
    try {
      await drawn.show(figure, spec.chart);
      message.say("");
    } catch (error) {
      console.error(error);
      message.say(t("explore.undrawn"), "trouble");
    }
  }

  // A choice that only sets other controls, such as whose day it is, is nobody's business but the reader's.
  const sent = controls.filter((_, index) => !setsOthers(spec.controls[index]));
  async function redraw() {
    if (asking) {
      waiting = true;
      return;
    }
    asking = true;
    do {
      waiting = false;
      turns += 1;
      const turn = turns;
      const values = { ...Object.fromEntries(sent.map((one) => [one.id, one.value()])), ...others };
      // A figure that comes late is shown, unless another has been asked for since.
      await whenAnswered(ask("draw", { values }), ({ figure }) => (turn === turns ? show(figure) : undefined)).catch((error) =>
        message.say(sentenceOf(error), "trouble"),
      );
    } while (waiting);
    asking = false;
  }
  /** @param {Control} one @param {Record<string, ControlValue>} [presets] */
  function moved(one, presets) {
    if (!steps) for (const [id, value] of Object.entries(presets ?? {})) named(id)?.set(value);
    else if (setsOthers(one)) others = presets;
    present();
  }
  /** The picture is there for somebody else's values at once, and for the reader's own when all of them are said. */
  function arrange() {
    const there = !steps || finished || others !== undefined;
    if (steps) {
      steps.element.hidden = others !== undefined;
      steps.pictured(finished);
    }
    stage.stage.hidden = picture.hidden = !there;
    return there;
  }
  function present() {
    if (arrange()) redraw();
  }
  function completed() {
    finished = true;
    present();
  }
  /** @param {[string, string]} sliders @param {...number} values */
  function placed(sliders, ...values) {
    sliders.forEach((id, index) => named(id)?.set(values[index]));
    redraw();
  }
  /** Where a person can be chosen, begin with the one picked on the start page. */
  async function followPersona() {
    const who = named("who");
    const picked = who && (await workbook.get("choice/persona"))?.chosen;
    if (!picked || picked === who.start) return;
    if (steps && !others) return; // it begins with what is the reader's own
    who.set(picked);
    const chooser = spec.controls.find((one) => one.id === "who");
    if (chooser) moved(chooser, chooser.presets[picked]);
  }
  const reset = button(t("explore.reset"), () => {
    controls.filter((one) => !inScenes.includes(one.id)).forEach((one) => one.set(one.start));
    finished = false;
    if (steps) {
      steps.restart();
      others = atFirst(spec);
    }
    present();
  });

  const stage = staged(drawn.element, [
    ...controls.filter((one) => !inScenes.includes(one.id)).map((one) => one.element),
    steps && steps.element,
    placeable,
    controls.length > 0 && h("div", { class: "lw-actions" }, reset),
  ]);
  const picture = h(
    "div",
    {},
    reading,
    aloud.element,
    spec.source && source(spec),
    disclosure(t("explore.table"), table),
    disclosure(t("explore.discover"), ...paragraphs(spec.discover)),
  );
  const body = h(
    "div",
    { class: "lw-explore", hidden: Boolean(spec.guess) },
    spec.try_this.length > 0 && disclosure(t("explore.try"), h("ul", {}, ...spec.try_this.map((text) => h("li", {}, text)))),
    stage.element,
    picture,
  );
  /** @param {Figure} figure */
  async function open(figure) {
    body.hidden = false;
    if (arrange()) await show(figure);
    await followPersona();
  }
  const guess =
    spec.guess &&
    (await guessing(spec.guess, ask, message, (reply, guesses) => {
      drawn.guessed(guesses);
      return open(/** @type {Figure} */ (reply.figure));
    }));
  if (!guess) await open(/** @type {Figure} */ (spec.figure));
  root.append(
    card(
      "exploration",
      spec.title,
      t(spec.guess ? "explore.guess" : "explore.hint"),
      ...paragraphs(spec.prompt),
      spec.invented && h("p", { class: "lw-invented" }, t("explore.invented")),
      spec.care && careNote(spec.care),
      spec.guess && guess && asked(spec.guess.prompt, guess.element),
      body,
      leftOut(spec.left_out),
      message.element,
    ),
  );
  return () => {
    stage.close();
    drawn.close();
    guess?.close();
  };
}

/** Whether a control is a choice of whose values are taken. @param {Control} one */
const setsOthers = (one) => Object.keys(one.presets).length > 0;

/** The values it begins with, where these are somebody's. @param {ExplorationSpec} spec */
const atFirst = (spec) => spec.controls.filter(setsOthers).map((one) => one.presets[/** @type {string} */ (one.start)])[0];

/** @param {string} prompt @param {HTMLElement} element */
function asked(prompt, element) {
  const id = uid("guess");
  return h(
    "div",
    { role: "group", "aria-labelledby": id, class: "lw-asked" },
    h("p", { id, class: "lw-question" }, prompt),
    element,
  );
}

/** Where published numbers come from, how sure they are, and who was studied. @param {ExplorationSpec} spec */
const source = (spec) =>
  h(
    "p",
    { class: "lw-source" },
    h("strong", {}, t("explore.source")),
    ` ${spec.source} `,
    h("strong", {}, t("explore.sureness")),
    " ",
    ...sureness(spec.sureness),
    ". ",
    h("strong", {}, t("explore.studied")),
    ` ${spec.studied}`,
  );

/** @param {string[]} columns @param {Figure["rows"]} rows */
export const tableOf = (columns, rows) =>
  h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)))),
    h(
      "tbody",
      {},
      ...rows.map(([first, ...cells]) =>
        h("tr", {}, h("th", { scope: "row" }, written(first)), ...cells.map((cell) => h("td", {}, written(cell)))),
      ),
    ),
  );

/** @param {string | number} cell */
const written = (cell) => (typeof cell === "number" ? numeral(cell) : cell.replace(/^-(?=\d)/, "−"));
