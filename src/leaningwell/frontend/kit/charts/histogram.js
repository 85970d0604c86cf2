// How often each value occurs: columns, the outline of a second group over them, and curves.

/** @import { Box, Counts, Frame, HistogramChart, Point, Spot } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { frame } from "./axes.js";
import { curves, namesAtEnds, roomForNames } from "./curves.js";
import { clear } from "./labels.js";
import { course, filling, near, picture, s, told, written } from "./svg.js";

/** @param {HistogramChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const spare = roomForNames(chart.curves, width);
  const box = frame(chart.x, chart.y, { width, height: Math.min(320, 140 + width * 0.34), spare });
  const { across, up, bottom } = box;
  const [first, second] = chart.groups;
  const sides = chart.edges.map(across);
  const columns = first.counts.map((count, bin) =>
    told(
      s("rect", {
        ...filling("pale"),
        x: near(sides[bin] + 1),
        y: near(up(count)),
        width: near(Math.max(1, sides[bin + 1] - sides[bin] - 2)),
        height: near(bottom - up(count)),
      }),
      `${chart.x.label} ${range(chart, bin)}: ${[first, second]
        .filter((group) => group !== undefined)
        .map((group) => `${[group.label, written(group.counts[bin], 1)].filter(Boolean).join("\u2002")}`)
        .join(", ")} ${chart.y.label}`,
    ),
  );
  /** @type {Point[] | undefined} */
  const outline = second && [
    [sides[0], bottom],
    ...second.counts.flatMap(
      (count, bin) =>
        /** @type {Point[]} */ ([
          [sides[bin], up(count)],
          [sides[bin + 1], up(count)],
        ]),
    ),
    [/** @type {number} */ (sides.at(-1)), bottom],
  ];
  return picture(
    width,
    box.height,
    description,
    ...box.parts,
    ...columns,
    outline && s("path", { class: "lw-outline", d: course(outline) }),
    ...curves(chart.curves, across, up),
    ...namesAtEnds(chart.curves, across, up, { ...box, spare }),
    ...names(first, second, sides, box),
  );
}

/** What a column counts: the one value that its ticks name, or from where to where. @param {HistogramChart} chart @param {number} bin */
function range(chart, bin) {
  const [low, high] = [chart.edges[bin], chart.edges[bin + 1]];
  const named = (chart.x.ticks ?? []).find(([value]) => value > low && value < high);
  return named ? named[1] : t("chart.range", { low: written(low), high: written(high) });
}

/**
 * The name of each group over the column where it stands out most from the other.
 * @param {Counts} first
 * @param {Counts | undefined} second
 * @param {number[]} sides
 * @param {Frame} box
 */
function names(first, second, sides, box) {
  /** @type {Box[]} */
  const taken = [];
  const ahead = (/** @type {Counts} */ one, /** @type {Counts | undefined} */ other) => {
    const lead = one.counts.map((count, bin) => count - (other?.counts[bin] ?? 0));
    return lead.indexOf(Math.max(...lead));
  };
  const named = /** @type {[Counts, Counts?][]} */ (
    [
      [first, second],
      [second, first],
    ].filter(([one]) => one?.label)
  );
  return named.map(([one, other]) => {
    const bin = ahead(one, other);
    const top = box.up(Math.max(one.counts[bin], other?.counts[bin] ?? 0));
    const middle = (sides[bin] + sides[bin + 1]) / 2;
    /** @type {Spot[]} */
    const spots = [7, 25, 43].map((lift) => [middle, top - lift, "middle"]);
    return clear(one.label, spots, { ...box, top: box.top - 14 }, taken);
  });
}
