// A list that a reader makes of their own, beside an example: each thing in it has a form, and of all of them a picture is
// drawn. Names and words stay here; what is asked of the engine holds numbers alone, and the figure that comes back has
// numbers where the names belong.

/** @import { Activity, Figure, OwnSpec } from "../types.d.ts" */

import { whenAnswered } from "../asking/asking.js";
import { charts } from "../charts/chart.js";
import { there } from "../kinds/own-numbers.js";
import { openEntry } from "../workbook/entry.js";
import { debounced } from "../ui/debounced.js";
import { announcer, button, card, disclosure, h, paragraphs, scrollable, status } from "../ui/dom.js";
import { field } from "../ui/fields.js";
import { leftOut } from "../ui/left-out.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { wayChoice } from "../ui/ways.js";
import { careNote } from "./care.js";
import { tableOf } from "./exploration.js";

/**
 * A form for one thing. @typedef {{ element: HTMLElement, show(value: any): void, focus(): void }} Form
 */
/**
 * What differs from list to list.
 * @typedef {object} Kind
 * @property {any} id the entry's name in the workbook
 * @property {string} field where the things stand in it
 * @property {string} add what adds a thing
 * @property {any} fresh a thing that nothing was said of
 * @property {(number: number, change: (path: string[], content: any) => void, remove: () => void) => Form} form
 * @property {(value: any) => boolean} counts whether it can be drawn
 * @property {(values: any[]) => Record<string, unknown[]>} question what is asked, without a word
 * @property {(value: any) => string} nameOf
 * @property {(figure: Figure, names: string[]) => Figure} named the figure with the names in it
 * @property {string[]} example the names in the example
 * @property {string | null} [chart] the chart's title
 */

/**
 * @param {Activity<OwnSpec>} activity
 * @param {Kind} kind
 */
export async function ownList({ root, spec, ask }, kind) {
  const message = status();
  const aloud = announcer();
  const reading = h("p", { class: "lw-reading" });
  const drawn = charts();
  const table = scrollable(`${spec.title}: ${t("explore.table")}`);
  const picture = h("div", {}, drawn.element, reading, aloud.element, disclosure(t("explore.table"), table));
  const forms = h("div", { class: "lw-own-list" });
  /** @type {Map<string, Form>} */
  const shown = new Map();
  const entry = await openEntry(kind.id, spec, { say: message.say, redraw: () => change() });
  const things = () => there(/** @type {Record<string, any>} */ (/** @type {any} */ (entry.value)[kind.field]));
  let own = things().length > 0;
  let [turns, count] = [0, 0];

  /** @param {Figure} figure @param {string[]} names */
  async function show(figure, names) {
    const named = kind.named(figure, names);
    picture.hidden = false;
    if (own && reading.textContent !== named.reading) aloud.say(named.reading);
    reading.textContent = named.reading;
    table.replaceChildren(tableOf(spec.columns, named.rows));
    await drawn.show(named, kind.chart);
  }
  async function redraw() {
    turns += 1;
    const turn = turns;
    const counted = own ? things().filter(([, value]) => kind.counts(value)) : [];
    if (!own) return show(spec.figure, kind.example);
    if (counted.length === 0) {
      picture.hidden = true;
      return;
    }
    const values = counted.map(([, value]) => value);
    const names = values.map((value) => kind.nameOf(value) || t("own.noName"));
    await whenAnswered(ask("sketch", kind.question(values)), ({ figure }) =>
      turn === turns ? show(/** @type {Figure} */ (figure), names) : undefined,
    ).catch((error) => message.say(sentenceOf(error), "trouble"));
  }
  const soon = debounced(redraw, 250);

  /** @param {string} key */
  function made(key) {
    count += 1;
    const put = (/** @type {string[]} */ path, /** @type {any} */ content) => {
      entry.type([kind.field, key, ...path], content);
      soon();
    };
    const remove = () => {
      entry.set([kind.field, key], null, t("own.removed"));
      change();
      adder.focus();
    };
    return kind.form(count, put, remove);
  }
  function draw() {
    ways.show(own ? "own" : "example");
    forms.hidden = actions.hidden = !own;
    const now = new Map(things());
    for (const [key, form] of shown) {
      if (now.has(key)) continue;
      form.element.remove();
      shown.delete(key);
    }
    for (const [key, value] of now) {
      let form = shown.get(key);
      if (!form) {
        form = made(key);
        shown.set(key, form);
        forms.append(form.element);
      }
      form.show(value);
    }
  }
  function change() {
    draw();
    soon();
  }
  const adder = button(kind.add, async () => {
    const key = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    await entry.set([kind.field, key], structuredClone(kind.fresh));
    change();
    shown.get(key)?.focus();
  });
  const actions = h("div", { class: "lw-actions" }, adder);
  /** @type {["example" | "own", string][]} */
  const offered = [
    ["example", t("reflection.persona", { name: spec.name })],
    ["own", t("reflection.own")],
  ];
  const ways = wayChoice(
    t("own.ways"),
    offered,
    (way) => {
      own = way === "own";
      message.say(own ? "" : t("own.example", { name: spec.name }));
      change();
    },
    "lw-two-ways",
  );

  draw();
  root.append(
    card(
      "own",
      spec.title,
      t("own.hint"),
      ...paragraphs(spec.prompt),
      spec.care && careNote(spec.care),
      h("p", { class: "lw-note" }, spec.private),
      ways.element,
      forms,
      actions,
      picture,
      leftOut(spec.left_out),
      message.element,
    ),
  );
  await redraw();
  return () => {
    drawn.close();
    entry.close();
  };
}

/**
 * The form of one thing: fields under a heading, with a button that takes it off.
 * @param {string} legend
 * @param {(HTMLElement | false)[]} fields
 * @param {() => void} remove
 */
export const formOf = (legend, fields, remove) =>
  h(
    "fieldset",
    { class: "lw-own-one" },
    h("legend", {}, legend),
    ...fields,
    h(
      "div",
      { class: "lw-actions" },
      button(t("own.remove"), remove, "quiet", { "aria-label": `${t("own.remove")}: ${legend}` }),
    ),
  );

/**
 * A line for a few private words, of which the browser suggests and checks nothing.
 * @param {string} label
 * @param {number} most so many characters
 * @param {(value: string) => void} change
 */
export function ownWords(label, most, change) {
  const { element, input } = field(label, {
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    maxLength: most,
    oninput: () => change(input.value),
  });
  return {
    element,
    /** Not over what is being typed. @param {string} value */
    show(value) {
      if (document.activeElement !== input && input.value !== value) input.value = value;
    },
    focus: () => input.focus(),
  };
}
