// Two columns of names and the links between them; the stronger a link, the thicker its line.

/** @import { NetworkChart, NetworkNode } from "../types.d.ts" */

import { measure, wrap } from "./labels.js";
import { LINE, near, picture, s, shape, text, told } from "./svg.js";

/** @param {NetworkChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const most = width * 0.36;
  const set = (/** @type {NetworkNode[]} */ nodes) =>
    nodes.map((node) => ({ node, lines: wrap(node.label, most - 14, 600), notes: node.note ? wrap(node.note, most - 14) : [] }));
  const columns = [set(chart.left), set(chart.right)];
  const widths = columns.map((column) =>
    Math.min(
      most,
      14 +
        Math.max(
          ...column.flatMap(({ lines, notes }) => [
            ...lines.map((line) => measure(line, 600)),
            ...notes.map((line) => measure(line)),
          ]),
        ),
    ),
  );
  const heights = columns.map((column) =>
    column.reduce((sum, { lines, notes }) => sum + (lines.length + notes.length) * LINE + 12, 0),
  );
  const height = Math.max(...heights);
  const [left, right] = [widths[0] + 6, width - widths[1] - 6];
  const places = columns.map((column, side) => {
    const spare = (height - heights[side]) / column.length;
    let y = 0;
    return column.map(({ lines, notes }) => {
      const tall = (lines.length + notes.length) * LINE + 12 + spare;
      y += tall;
      return y - tall / 2;
    });
  });
  const links = chart.links
    .filter(([, , strength]) => strength > 0)
    .map(([from, to, strength]) => {
      const [start, end] = [places[0][from], places[1][to]];
      const bend = (right - left) * 0.45;
      return s("path", {
        class: "lw-link",
        "stroke-width": near(0.6 + strength * 1.3),
        d: `M${near(left)} ${near(start)}C${near(left + bend)} ${near(start)} ${near(right - bend)} ${near(end)} ${near(right)} ${near(end)}`,
      });
    });
  const names = columns.flatMap((column, side) =>
    column.flatMap(({ node, lines, notes }, index) => {
      const y = places[side][index];
      const base = y - ((lines.length + notes.length) * LINE) / 2 + 13;
      const [x, anchor] = side ? [right + 12, "start"] : [left - 12, "end"];
      return [
        told(shape(node.shape, side ? right : left, y, 5, "lw-mark"), linked(chart, side, index)),
        ...text(lines, x, base, { class: "lw-label", "text-anchor": anchor }),
        ...text(notes, x, base + lines.length * LINE, { class: "lw-tick", "text-anchor": anchor }),
      ];
    }),
  );
  return picture(width, height, description, ...links, ...names);
}

/** A name, and those at the other end of its links. @param {NetworkChart} chart @param {number} side @param {number} index */
function linked(chart, side, index) {
  const columns = [chart.left, chart.right];
  const others = chart.links
    .filter(([left, right, strength]) => strength > 0 && (side ? right : left) === index)
    .map(([left, right]) => columns[1 - side][side ? left : right].label);
  const node = columns[side][index];
  return `${[node.label, node.note].filter(Boolean).join(", ")}: ${others.join(", ") || "–"}`;
}
