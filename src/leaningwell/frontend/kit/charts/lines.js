// Curves over time or along a scale, each named at its end.

/** @import { LinesChart } from "../types.d.ts" */

import { frame } from "./axes.js";
import { areas, courses, curves, marks, namesAtEnds, roomForNames, rules } from "./curves.js";
import { picture } from "./svg.js";

/** @param {LinesChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const spare = roomForNames(chart.series, width);
  const box = frame(chart.x, chart.y, { width, height: Math.min(340, 150 + width * 0.36), spare });
  const { across, up } = box;
  const taken = courses(chart.series, across, up);
  return picture(
    width,
    box.height,
    description,
    ...box.parts,
    ...areas(chart.areas, across, up, box),
    ...curves(chart.series, across, up),
    ...marks(chart.marks, across, up, box, taken),
    ...rules(chart.rules, across, up, box, taken),
    ...namesAtEnds(chart.series, across, up, { ...box, spare }),
  );
}
