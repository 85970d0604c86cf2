// Estimates with their intervals, one below the other, against a line of no effect.

/** @import { Drawn, Estimate, Extras, ForestChart, Point } from "../types.d.ts" */

import { below, scale } from "./axes.js";
import { numeral, t } from "../ui/strings.js";
import { measure, wrap } from "./labels.js";
import { LINE, near, picture, s, shape, text, told } from "./svg.js";

/** @param {ForestChart} chart @param {string} description @param {number} width @param {Extras} extras */
export function draw(chart, description, width, { guesses }) {
  const say = (/** @type {Estimate} */ row) => {
    if (row.words) return row.words;
    const [value, low, high] = [row.value, row.low, row.high].map((one) => (one === null ? "" : numeral(one, chart.decimals)));
    return row.low === null ? value : t("chart.interval", { value, low, high });
  };
  const wide = width > 460;
  const values = Math.max(...chart.estimates.map((row) => measure(say(row), 600)), 0);
  const names = wide ? Math.min(width * 0.32, Math.max(...chart.estimates.map((row) => measure(row.label)), 0) + 12) : 0;
  const [left, right] = [names + 8, wide ? width - values - 14 : width - 8];
  const across = scale(chart.x, left, right);
  /** @type {Drawn[]} */
  const parts = [];
  const sides = chart.sides.map((side) => wrap(side, (right - left) / 2 - 20));
  const tall = Math.max(...sides.map((side) => side.length)) * LINE * (chart.sides.some(Boolean) ? 1 : 0);
  let y = tall + (chart.null_label ? LINE : 0) + 6;
  const top = y;
  let group = "";
  // Where names stand above their marks, the line of no effect is broken so that it does not run through them.
  /** @type {Point[]} */
  const pieces = [];
  for (const row of chart.estimates) {
    if (row.group && row.group !== group) {
      const heading = wrap(row.group, width);
      parts.push(...text(heading, 0, y + 16, { class: "lw-label" }));
      y += heading.length * LINE + 26 - LINE;
    }
    group = row.group;
    const label = wrap(row.label, wide ? names - 8 : width - values - 14);
    const note = row.note ? wrap(row.note, wide ? names - 8 : width) : [];
    if (wide) {
      const middle = y + 13;
      parts.push(...text(label, 0, y + 18), ...text(note, 0, y + 18 + label.length * LINE, { class: "lw-tick" }));
      parts.push(...text(say(row), width, y + 18, { class: "lw-label", "text-anchor": "end" }), ...bar(row, middle));
      parts.push(...guessed(row, middle + 18));
      y += Math.max(30 + (row.guess in guesses ? 14 : 0), (label.length + note.length) * LINE + 12);
    } else {
      parts.push(...text(label, 0, y + 16), ...text(say(row), width, y + 16, { class: "lw-label", "text-anchor": "end" }));
      y += label.length * LINE;
      parts.push(...text(note, 0, y + 16, { class: "lw-tick" }));
      y += note.length * LINE;
      pieces.push([y + 4, y + 21]);
      parts.push(...bar(row, y + 12), ...guessed(row, y + 28));
      y += row.guess in guesses ? 43 : 27;
    }
  }
  /** What was guessed, an open mark below what came out. @param {Estimate} row @param {number} at @returns {Drawn[]} */
  function guessed(row, at) {
    if (!(row.guess in guesses)) return [];
    const x = across(guesses[row.guess]);
    const words = `${t("prediction.yours")}: ${numeral(guesses[row.guess], chart.decimals)}`;
    const fits = x + 10 + measure(words) <= width;
    return [
      told(shape("ring", x, at, 5, "lw-mark"), words),
      ...text(words, fits ? x + 10 : x - 10, at + 5, { class: "lw-tick", "text-anchor": fits ? "start" : "end" }),
    ];
  }
  /** @param {Estimate} row @param {number} at @returns {Drawn[]} */
  function bar(row, at) {
    const ends = row.low === null ? [] : [across(row.low), across(row.high)];
    return [
      ends.length > 0 && s("line", { class: "lw-interval", x1: near(ends[0]), x2: near(ends[1]), y1: near(at), y2: near(at) }),
      ...ends.map((x) => s("line", { class: "lw-interval", x1: near(x), x2: near(x), y1: near(at - 4), y2: near(at + 4) })),
      told(
        shape(row.shape, across(row.value), at, 5.5, "lw-mark"),
        `${[row.group, row.label].filter(Boolean).join(": ")}: ${say(row)}`,
      ),
    ];
  }
  const bottom = y + 2;
  const line = chart.null === null ? [] : nullLine(chart.null);
  /** @param {number} value */
  function nullLine(value) {
    const x = across(value);
    const held = (/** @type {string} */ label, /** @type {number} */ at) =>
      Math.min(Math.max(at, left + measure(label) / 2), right - measure(label) / 2);
    return [
      ...(wide ? [[top - 2, bottom]] : pieces).map(([from, to]) =>
        s("line", { class: "lw-rule lw-null", x1: near(x), x2: near(x), y1: near(from), y2: near(to) }),
      ),
      chart.null_label &&
        text(chart.null_label, held(chart.null_label, x), top - 7, { class: "lw-tick", "text-anchor": "middle" }),
      ...text(sides[0], Math.max(0, left - 8), 12, { class: "lw-axis" }),
      ...text(sides[1], right + 8, 12, { class: "lw-axis", "text-anchor": "end" }),
    ];
  }
  const foot = below(chart.x, across, bottom, left, right);
  const base = s("line", { class: "lw-base", x1: near(left), x2: near(right), y1: near(bottom), y2: near(bottom) });
  return picture(width, bottom + foot.height, description, base, ...line, ...parts, ...foot.parts);
}
