// Curves, areas, rules and marks: what charts with two axes draw inside their frame.

/** @import { Area, Axis, Box, Frame, LineStyle, Mark, Point, Rule, Scale, Series, Spot } from "../types.d.ts" */

import { along, beside, clear, measure, spread, wrap } from "./labels.js";
import { LINE, course, filling, near, points, s, shape, text, told, written } from "./svg.js";

/** @type {LineStyle[]} */
const STYLES = ["solid", "dashed", "dotted"];
/** @param {Series} series @param {number} index */
export const styleOf = (series, index) => series.style ?? STYLES[index % STYLES.length];

/**
 * The room to the right that the names of series need: none if there is none to name.
 * @param {Series[]} series
 * @param {number} width
 */
export function roomForNames(series, width) {
  const named = series.filter((one) => one.label);
  if (named.length === 0) return 8;
  const widest = Math.max(...named.map((one) => measure(one.label, 600)));
  const most = width * (width < 420 ? 0.3 : 0.27);
  const words = Math.max(...named.flatMap((one) => one.label.split(/\s+/)).map((word) => measure(word, 600)));
  return Math.min(Math.max(Math.min(widest, most), words), width * 0.45) + 16;
}

/** The curves themselves. @param {Series[]} series @param {Scale} across @param {Scale} up */
export const curves = (series, across, up) =>
  series.flatMap((one, index) =>
    one.y.map((run) =>
      s("path", {
        class: `lw-line lw-line-${styleOf(one, index)} lw-ink-${index % 4}${one.y.length > 1 ? " lw-line-many" : ""}`,
        d: course(run.map((value, step) => [across(one.x[step]), up(value)])),
        "marker-end": one.arrow ? "url(#lw-arrow)" : undefined,
      }),
    ),
  );

/**
 * The name of each series at its end, moved apart where ends lie close, with a thin leader to its end.
 * @param {Series[]} series
 * @param {Scale} across
 * @param {Scale} up
 * @param {Box & { spare: number }} box
 */
export function namesAtEnds(series, across, up, { right, top, bottom, spare }) {
  const room = spare - 16;
  const labels = series
    .map((one, index) => ({ one, index }))
    .filter(({ one }) => one.label)
    .map(({ one, index }) => {
      const ends = one.y.map((run) => up(/** @type {number} */ (run.at(-1)))).sort((a, b) => a - b);
      const lines = wrap(one.label, room, 600);
      // Of many runs the middle end, not their mean, which may lie where no run ends.
      return {
        lines,
        ink: styleOf(one, index) === "faint" ? "faint" : index % 4,
        end: ends[Math.floor((ends.length - 1) / 2)],
        at: ends[Math.floor((ends.length - 1) / 2)],
        height: lines.length * LINE + 3,
      };
    });
  spread(labels, top - 6, bottom + 6);
  return labels.flatMap(({ lines, ink, end, at, height }) => [
    Math.abs(end - at) > 3 &&
      s("line", { class: "lw-leader", x1: near(right + 2), x2: near(right + 9), y1: near(end), y2: near(at) }),
    ...text(lines, right + 12, at - height / 2 + 14, { class: `lw-label lw-ink-text-${ink}` }),
  ]);
}

/**
 * Shaded areas, each with its name where it is thickest.
 * @param {Area[]} list
 * @param {Scale} across
 * @param {Scale} up
 * @param {Box} box
 */
export const areas = (list, across, up, { left, right }) =>
  list.flatMap((area) => {
    /** @type {Point[]} */
    const upper = area.x.map((x, step) => [across(x), up(area.high[step])]);
    /** @type {Point[]} */
    const lower = area.x.map((x, step) => [across(x), up(area.low[step])]);
    const thick = upper.map(([, y], step) => lower[step][1] - y);
    const widest = thick.indexOf(Math.max(...thick));
    const half = measure(area.label, 600) / 2;
    const x = Math.max(left + half, Math.min(upper[widest][0], right - half));
    const y = (upper[widest][1] + lower[widest][1]) / 2 + 5;
    return [
      s("polygon", { ...filling(area.fill), points: points([...upper, ...lower.reverse()]) }),
      area.label && text(area.label, x, y, { class: "lw-label", "text-anchor": "middle" }),
    ];
  });

/** Boxes along all curves, for words to keep clear of. @param {Series[]} series @param {Scale} across @param {Scale} up */
export const courses = (series, across, up) =>
  series.flatMap((one) => one.y.slice(0, 5).flatMap((run) => along(run.map((value, step) => [across(one.x[step]), up(value)]))));

/**
 * Rules from side to side or from top to bottom, named where there is room.
 * @param {Rule[]} list
 * @param {Scale} across
 * @param {Scale} up
 * @param {Box} box
 * @param {Box[]} taken
 */
export const rules = (list, across, up, box, taken) =>
  list.flatMap((rule) => {
    const { left, right, top, bottom } = box;
    const upright = rule.across === "y";
    const at = upright ? across(rule.at) : up(rule.at);
    const ends = upright ? { x1: at, x2: at, y1: top, y2: bottom } : { x1: left, x2: right, y1: at, y2: at };
    /** @type {Spot[]} */
    const spots = upright
      ? [top + 12, bottom - 8].flatMap((y) => [
          [at + 6, y, "start"],
          [at - 6, y, "end"],
        ])
      : [at - 6, at + 16, at - 22, at + 32].flatMap((y) => [
          [left + 4, y, "start"],
          [right - 4, y, "end"],
          [(left + right) / 2, y, "middle"],
        ]);
    return [
      s("line", { class: "lw-rule", ...Object.fromEntries(Object.entries(ends).map(([name, value]) => [name, near(value)])) }),
      rule.label && clear(rule.label, spots, { ...box, top: top - 14 }, taken),
    ];
  });

/** A place on two axes, in words. @param {Axis} x @param {Axis} y @param {number} across @param {number} up */
export const placeOf = (x, y, across, up) => `${x.label} ${written(across, 1)}, ${y.label} ${written(up, 1)}`;

/**
 * Points with their names.
 * @param {Mark[]} list
 * @param {Scale} across
 * @param {Scale} up
 * @param {Frame} room
 * @param {Box[]} taken
 */
export const marks = (list, across, up, room, taken) => {
  /** @type {Point[]} */
  const places = list.map((mark) => [across(mark.x), up(mark.y)]);
  for (const place of places) taken.push(...along([place], 6));
  return list.flatMap((mark, index) => [
    told(
      shape(mark.shape, ...places[index], 5.5, "lw-mark"),
      [mark.label, placeOf(room.axes.x, room.axes.y, mark.x, mark.y)].filter(Boolean).join(": "),
    ),
    mark.label && beside(mark.label, [places[index]], room, taken),
  ]);
};
