// How often each value occurs: columns, the outline of a second group over them, and curves.

import { frame } from "./axes.js";
import { curves, namesAtEnds, roomForNames } from "./curves.js";
import { clear } from "./labels.js";
import { filling, near, picture, points, s } from "./svg.js";

/** @param {any} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const spare = roomForNames(chart.curves, width);
  const box = frame(chart.x, chart.y, { width, height: Math.min(320, 140 + width * 0.34), spare });
  const { across, up, bottom } = box;
  const [first, second] = chart.groups;
  const sides = chart.edges.map(across);
  const columns = first.counts.map((count, bin) =>
    s("rect", {
      ...filling("pale"),
      x: near(sides[bin] + 1),
      y: near(up(count)),
      width: near(Math.max(1, sides[bin + 1] - sides[bin] - 2)),
      height: near(bottom - up(count)),
    }),
  );
  const outline = second && [
    [sides[0], bottom],
    ...second.counts.flatMap((count, bin) => [[sides[bin], up(count)], [sides[bin + 1], up(count)]]),
    [sides.at(-1), bottom],
  ];
  return picture(
    width,
    box.height,
    description,
    ...box.parts,
    ...columns,
    outline && s("polyline", { class: "lw-outline", points: points(outline) }),
    ...curves(chart.curves, across, up),
    ...namesAtEnds(chart.curves, across, up, { ...box, spare }),
    ...names(first, second, sides, box),
  );
}

/** The name of each group over the column where it stands out most from the other. */
function names(first, second, sides, box) {
  const taken = [];
  const ahead = (one, other) => {
    const lead = one.counts.map((count, bin) => count - (other?.counts[bin] ?? 0));
    return lead.indexOf(Math.max(...lead));
  };
  return [[first, second], [second, first]].filter(([one]) => one?.label).map(([one, other]) => {
    const bin = ahead(one, other);
    const top = box.up(Math.max(one.counts[bin], other?.counts[bin] ?? 0));
    const middle = (sides[bin] + sides[bin + 1]) / 2;
    /** @type {[number, number, "middle"][]} */
    const spots = [7, 25, 43].map((lift) => [middle, top - lift, "middle"]);
    return clear(one.label, spots, { ...box, top: box.top - 14 }, taken);
  });
}
