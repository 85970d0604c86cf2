// A forecast lab of one's own: how warm a small contact is expected to be, and how warm it was. Words stay in the browser; the
// engine gets two rows of numbers and keeps none of them. Below ten contacts nothing is concluded.

/** @import { Activity, Contact, Figure, ForecastsSpec } from "../types.d.ts" */

import { menu } from "../ui/menu.js";
import { formOf, ownList, ownWords } from "./own-list.js";
import { t } from "../ui/strings.js";

/** @param {Activity<ForecastsSpec>} activity */
export async function view(activity) {
  const { spec } = activity;
  /** @type {[string, string][]} */
  const warmth = [
    ["", t("forecast.notYet")],
    ...Array.from({ length: spec.scale + 1 }, (_, value) => /** @type {[string, string]} */ ([String(value), String(value)])),
  ];
  const read = (/** @type {string} */ value) => (value === "" ? null : Number(value));

  /** @param {number} number @param {(path: string[], content: any) => void} change @param {() => void} remove */
  function form(number, change, remove) {
    const what = ownWords(t("forecast.what"), 60, (value) => change(["what"], value));
    const expected = menu(t("forecast.expected"), warmth, "", (value) => change(["expected"], read(value)));
    const found = menu(t("forecast.found"), warmth, "", (value) => change(["found"], read(value)));
    return {
      element: formOf(t("forecast.contact", { number }), [what.element, expected.element, found.element], remove),
      /** @param {Contact} value */
      show(value) {
        what.show(value.what ?? "");
        expected.set(String(value.expected ?? ""));
        found.set(String(value.found ?? ""));
      },
      focus: what.focus,
    };
  }

  return ownList(activity, {
    id: `forecast/${spec.id}`,
    field: "tries",
    add: t("forecast.add"),
    fresh: { what: "", expected: null, found: null },
    form,
    counts: (/** @type {Contact} */ value) => typeof value.expected === "number" && typeof value.found === "number",
    question: (/** @type {Contact[]} */ tries) => ({
      expected: tries.map((one) => one.expected),
      found: tries.map((one) => one.found),
    }),
    nameOf: (/** @type {Contact} */ value) => value.what?.trim() ?? "",
    named,
    example: spec.example.tries.map((one) => one.what),
    chart: spec.chart,
  });
}

/** @param {Figure} figure @param {string[]} names */
function named(figure, names) {
  const nameOf = (/** @type {string | number} */ number) => names[Number(number) - 1] ?? String(number);
  return {
    ...figure,
    charts: figure.charts.map((chart) =>
      chart.type === "forest"
        ? { ...chart, estimates: chart.estimates.map((one) => ({ ...one, label: nameOf(one.label) })) }
        : chart,
    ),
    rows: figure.rows.map(([first, ...rest]) => [nameOf(first), ...rest]),
  };
}
