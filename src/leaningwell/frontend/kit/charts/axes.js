// Scales, ticks and the frame of a chart with two axes.

/** @import { Axis, Frame, Scale } from "../types.d.ts" */

import { measure, wrap } from "./labels.js";
import { LINE, near, s, text, written } from "./svg.js";

/**
 * About five round numbers from `low` to `high`; just `low` where there is no length to divide.
 * @param {number} low
 * @param {number} high
 */
export function ticks(low, high, wanted = 4) {
  const span = high - low;
  if (!Number.isFinite(span) || span <= 0) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.min(50, Math.floor(high / step + 1e-9) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Ticks of a ratio: 0.5, 1, 2 and their like. @param {number} low @param {number} high */
function ratios(low, high) {
  const list = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    for (const factor of [1, 2, 5]) {
      const value = Number((factor * 10 ** power).toPrecision(6));
      if (value >= low && value <= high) list.push(value);
    }
  }
  return list.length > 1 ? list : ticks(low, high);
}

/**
 * From values of an axis to pixels, and back.
 * @param {Pick<Axis, "minimum" | "maximum" | "scale">} axis
 * @param {number} start the pixel of the minimum
 * @param {number} end the pixel of the maximum
 */
export function scale(axis, start, end) {
  const log = axis.scale === "log";
  const flat = log ? Math.log : (/** @type {number} */ value) => value;
  const [low, high] = [flat(axis.minimum), flat(axis.maximum)];
  const to = (/** @type {number} */ value) => {
    const held = Math.min(Math.max(value, axis.minimum), axis.maximum);
    return start + ((flat(held) - low) / (high - low || 1)) * (end - start);
  };
  const from = (/** @type {number} */ pixel) => {
    const share = Math.min(1, Math.max(0, (pixel - start) / (end - start || 1)));
    return log ? Math.exp(low + share * (high - low)) : low + share * (high - low);
  };
  return Object.assign(to, { from });
}

/**
 * The axis's ticks as pairs of a value and its words.
 * @param {Axis} axis
 * @param {number} wanted
 * @returns {[value: number, words: string][]}
 */
export function ticksOf(axis, wanted) {
  if (axis.ticks?.length) return axis.ticks;
  const values = axis.scale === "log" ? ratios(axis.minimum, axis.maximum) : ticks(axis.minimum, axis.maximum, wanted);
  return values.map((value) => [value, written(value)]);
}

/**
 * The words below a horizontal axis; ticks that would touch are left out.
 * @param {Axis} axis
 * @param {Scale} across
 * @param {number} bottom
 * @param {number} left
 * @param {number} right
 */
export function below(axis, across, bottom, left, right) {
  const parts = [];
  let edge = -Infinity;
  for (const [value, label] of ticksOf(axis, right - left < 260 ? 3 : 5)) {
    const half = measure(label) / 2;
    const x = Math.min(Math.max(across(value), half), right + 8 - half);
    if (x - half < edge + 6) continue;
    edge = x + half;
    parts.push(...text(label, x, bottom + 19, { class: "lw-tick", "text-anchor": "middle" }));
  }
  const lines = wrap(axis.label, right - left);
  parts.push(...text(lines, right, bottom + 40, { class: "lw-axis", "text-anchor": "end" }));
  return { parts, height: 46 + (lines.length - 1) * LINE };
}

/**
 * The frame of a chart: grid, ticks and the names of both axes. `spare` is room to the right for labels.
 * @param {Axis} x
 * @param {Axis} y
 * @param {{ width: number, height?: number, spare?: number, above?: number, square?: number }} size `square`: the longest side of a square
 * @returns {Frame}
 */
export function frame(x, y, { width, height = 0, spare = 0, above = 0, square = 0 }) {
  const names = ticksOf(y, 4);
  const left = Math.min(width * 0.3, 10 + Math.max(...names.map(([, label]) => measure(label))));
  const right = Math.min(width - Math.max(spare, 8), square ? left + square : Infinity);
  const title = wrap(y.label, width - 4);
  const top = above + title.length * LINE + 12;
  const bottom = square ? top + (right - left) : Math.max(top + 120, height);
  const across = scale(x, left, right);
  const up = scale(y, bottom, top);
  const foot = below(x, across, bottom, left, right);
  const parts = [
    ...text(title, 0, above + 12, { class: "lw-axis" }),
    ...names.flatMap(([value, label]) => [
      s("line", { class: "lw-grid", x1: near(left), x2: near(right), y1: near(up(value)), y2: near(up(value)) }),
      ...text(label, left - 7, up(value) + 5, { class: "lw-tick", "text-anchor": "end" }),
    ]),
    s("line", { class: "lw-base", x1: near(left), x2: near(right), y1: near(bottom), y2: near(bottom) }),
    ...foot.parts,
  ];
  return { parts, axes: { x, y }, across, up, left, right, top, bottom, height: bottom + foot.height + 2 };
}
