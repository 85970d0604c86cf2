// Rings of one's own, and who gives to which need. Names stay in the browser; the engine gets rings and numbers without a name,
// and keeps none of them.

/** @import { Activity, CircleSpec, Figure, NetworkChart, OnTheMap, RingsChart } from "../types.d.ts" */

import { disclosure } from "../ui/dom.js";
import { menu } from "../ui/menu.js";
import { formOf, ownList, ownWords } from "./own-list.js";
import { t } from "../ui/strings.js";

const ROOM = 12;

/** @param {Activity<CircleSpec>} activity */
export async function view(activity) {
  const { spec } = activity;
  /** @type {[string, string][]} */
  const rings = [["", t("own.choose")], ...spec.rings.map(({ id, text }) => /** @type {[string, string]} */ ([id, text]))];
  const turns = spec.turns.map(({ id, text }) => /** @type {[string, string]} */ ([id, text]));
  const levels = spec.levels.map((words, level) => /** @type {[string, string]} */ ([String(level), words]));
  const open = turns[turns.length - 1][0];

  /** @param {number} number @param {(path: string[], content: any) => void} change @param {() => void} remove */
  function form(number, change, remove) {
    const name = ownWords(t("circle.name"), 40, (value) => change(["name"], value));
    const ring = menu(t("circle.ring"), rings, "", (value) => change(["ring"], value));
    const turn = menu(t("circle.turns"), turns, open, (value) => change(["turns"], value));
    const needs = spec.needs.map((need, place) =>
      menu(need, levels, "0", (value) => change(["needs", String(place)], Number(value))),
    );
    const given = disclosure(t("circle.needs"), ...needs.map((need) => need.element));
    return {
      element: formOf(t("circle.person", { number }), [name.element, ring.element, turn.element, given], remove),
      /** @param {OnTheMap} value */
      show(value) {
        name.show(value.name ?? "");
        ring.set(value.ring ?? "");
        turn.set(value.turns ?? open);
        needs.forEach((need, place) => need.set(String(value.needs?.[place] ?? 0)));
      },
      focus: name.focus,
    };
  }

  const placeOf = (/** @type {{ id: string }[]} */ list, /** @type {string | undefined} */ id) =>
    list.findIndex((one) => one.id === id);
  return ownList(activity, {
    id: `circle/${spec.id}`,
    field: "people",
    add: t("circle.add"),
    fresh: { name: "", ring: "", turns: open, needs: {} },
    form,
    counts: (/** @type {OnTheMap} */ value) => placeOf(spec.rings, value.ring) >= 0,
    question: (/** @type {OnTheMap[]} */ people) => ({
      people: people.map((one) => ({
        ring: placeOf(spec.rings, one.ring),
        turns: Math.max(0, placeOf(spec.turns, one.turns ?? open)),
        needs: spec.needs.map((_, place) => Number(one.needs?.[place] ?? 0)),
      })),
    }),
    nameOf: (/** @type {OnTheMap} */ value) => value.name?.trim() ?? "",
    named,
    example: spec.example.people.map((one) => one.name),
  });
}

/** @param {Figure} figure @param {string[]} names */
function named(figure, names) {
  const nameOf = (/** @type {string} */ number) => names[Number(number) - 1] ?? number;
  return {
    ...figure,
    charts: figure.charts.map((chart) => (chart.type === "rings" ? onRings(chart, nameOf) : inNetwork(chart, nameOf))),
    rows: figure.rows.map(([first, ...rest]) => [nameOf(String(first)), ...rest]),
  };
}

/** A ring has little room; the whole name stands in the table. @param {string} name */
const short = (name) => (name.length > ROOM ? `${name.slice(0, ROOM - 1).trimEnd()}…` : name);

/** @param {any} chart @param {(number: string) => string} nameOf @returns {RingsChart} */
const onRings = (chart, nameOf) => ({
  ...chart,
  rings: /** @type {RingsChart} */ (chart).rings.map((ring) => ({
    ...ring,
    dots: ring.dots.map((dot) => ({ ...dot, label: short(nameOf(dot.label)) })),
  })),
});

/** @param {any} chart @param {(number: string) => string} nameOf @returns {NetworkChart} */
const inNetwork = (chart, nameOf) => ({
  ...chart,
  left: /** @type {NetworkChart} */ (chart).left.map((node) => ({ ...node, label: nameOf(node.label) })),
});
