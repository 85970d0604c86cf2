// A table of values as squares: the higher the value, the larger and darker the square, so that print and forced
// colours show the same.

/** @import { Drawn, HeatChart } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { measure, wrap } from "./labels.js";
import { LINE, near, picture, s, text, told, written } from "./svg.js";

/** @param {HeatChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const columns = chart.values[0].length;
  const names = chart.rows.length ? Math.min(width * 0.36, 10 + Math.max(...chart.rows.map((name) => measure(name)))) : 0;
  const cell = Math.max(4, Math.min((width - names) / columns, chart.written ? 46 : 30));
  const heads = chart.columns.map((name) => wrap(name, cell - 4));
  // Names that do not fit over their column stand upright.
  const upright = heads.some((lines) => lines.some((line) => measure(line) > cell - 2));
  const top =
    chart.columns.length === 0
      ? 0
      : upright
        ? 10 + Math.max(...chart.columns.map((name) => measure(name)))
        : Math.max(...heads.map((lines) => lines.length)) * LINE + 6;
  /** @type {Drawn[]} */
  const parts = [];
  chart.columns.forEach((name, index) => {
    const x = names + (index + 0.5) * cell;
    if (upright) parts.push(s("text", { transform: `translate(${near(x + 5)} ${near(top - 6)}) rotate(-90)` }, name));
    else parts.push(...text(heads[index], x, top - 6 - (heads[index].length - 1) * LINE, { "text-anchor": "middle" }));
  });
  chart.values.forEach((row, down) => {
    const middle = top + (down + 0.5) * cell;
    if (chart.rows.length) {
      const lines = wrap(chart.rows[down], names - 8);
      parts.push(...text(lines, names - 8, middle + 5 - ((lines.length - 1) * LINE) / 2, { "text-anchor": "end" }));
    }
    row.forEach((value, across) => {
      const share = Math.min(1, Math.max(0, (value - chart.minimum) / (chart.maximum - chart.minimum)));
      const side = cell * (chart.written ? 0.94 : 0.16 + 0.78 * share);
      const [x, y] = [names + (across + 0.5) * cell, middle];
      parts.push(
        told(
          s("rect", {
            class: "lw-cell",
            x: near(x - side / 2),
            y: near(y - side / 2),
            width: near(side),
            height: near(side),
            "fill-opacity": near(chart.written ? share * 0.45 : 0.3 + 0.7 * share),
          }),
          chart.rows.length && chart.columns.length
            ? `${chart.rows[down]}, ${chart.columns[across]}: ${written(value, 2)}`
            : t("chart.cell", { row: down + 1, column: across + 1, value: written(value, 2) }),
        ),
        chart.written && text(written(value, 2), x, y + 5, { class: "lw-label", "text-anchor": "middle" }),
      );
    });
  });
  return picture(names + columns * cell, top + chart.values.length * cell + 2, description, ...parts);
}
