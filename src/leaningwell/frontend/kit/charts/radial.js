// One thing in the middle, a ring of dots around it, and outside the moments they belong to. Where there is no room for
// names the moments are numbered, and the names stand below.

/** @import { Drawn, Point, RadialChart, Shape } from "../types.d.ts" */

import { keyLine, measure, spread, wrap } from "./labels.js";
import { LINE, near, picture, s, shape, text, told, written } from "./svg.js";

/** The place of a moment on the ring, or `size` times as far out. @typedef {(turn: number, size?: number) => Point} Spokes */

/** @param {RadialChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const shapes = /** @type {[Shape, string][]} */ (Object.entries(chart.key));
  const key = keyLine(
    shapes.map(([name, label]) => ({ label, draw: (x, y) => shape(name, x, y, 5) })),
    0,
    0,
    width,
  );
  const count = chart.spokes.length;
  const named = width >= 440;
  const column = named ? Math.min(width * 0.26, 150) : 20;
  const across = Math.min((width - 2 * (column + 12)) / 2, 190);
  const down = named ? Math.max(across, (Math.ceil(count / 2) * (2 * LINE + 6)) / 2) : across;
  const [x0, y0] = [width / 2, key.height + 14 + down];
  const oval = walk(across, down);
  const place = (/** @type {number} */ share, size = 1) =>
    /** @type {Point} */ (oval(share).map((offset, side) => [x0, y0][side] + offset * size));
  const share = (/** @type {number} */ turn) => (turn + 0.5) / Math.max(count, 1);
  /** @type {Spokes} */
  const at = (turn, size) => place(share(turn), size);

  // Each dot lies towards the middle of the moments it belongs to, then all are set at equal distances.
  const placed = chart.dots
    .map((dot) => {
      const angles = dot.spokes.map((turn) => share(turn) * 2 * Math.PI);
      const sum = (/** @type {(angle: number) => number} */ part) => angles.reduce((total, angle) => total + part(angle), 0);
      return { dot, towards: (Math.atan2(sum(Math.sin), sum(Math.cos)) + 2 * Math.PI) % (2 * Math.PI) };
    })
    .sort((one, other) => one.towards - other.towards);
  const inner = 0.66;
  const dots = placed.map(({ dot }, index) => ({ dot, at: place((index + 0.5) / placed.length, inner) }));
  const links = dots.flatMap(({ dot, at: [endX, endY] }) =>
    dot.spokes.map((turn) => {
      const [x, y] = at(turn, 0.97);
      const [bendX, bendY] = at(turn, inner + 0.1);
      return s("path", {
        class: "lw-link lw-link-thin",
        d: `M${near(x)} ${near(y)}Q${near(bendX)} ${near(bendY)} ${near(endX)} ${near(endY)}`,
      });
    }),
  );
  const size = Math.max(2.6, Math.min(5, (2 * Math.PI * inner * Math.min(across, down)) / Math.max(placed.length, 1) / 2.3));
  const middle = wrap(chart.centre, across * inner * 1.3, 600);
  const nodes = chart.spokes.map((_, turn) => shape("dot", ...at(turn), 3.5, "lw-node"));
  const names = named
    ? besideRing(chart.spokes, at, x0, across, column, y0, down)
    : { parts: numbers(count, at), height: y0 + down + 20 };
  const list = named ? { parts: [], height: 0 } : below(chart.spokes, names.height + 6, width);
  return picture(
    width,
    named ? y0 + down + 18 : names.height + 6 + list.height,
    description,
    ...key.parts,
    ...links,
    ...nodes,
    ...dots.map(({ dot, at: spot }) =>
      told(shape(dot.shape, ...spot, size), `${dot.label}: ${dot.spokes.map((turn) => chart.spokes[turn]).join(", ")}`),
    ),
    ...text(middle, x0, y0 - ((middle.length - 1) * LINE) / 2 + 5, { class: "lw-label", "text-anchor": "middle" }),
    ...names.parts,
    ...list.parts,
  );
}

/**
 * Once round an oval from its top, in even steps: from a share of the way to an offset from its middle.
 * @param {number} across
 * @param {number} down
 * @returns {(share: number) => Point}
 */
function walk(across, down, steps = 360) {
  /** @type {Point[]} */
  const ring = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (step / steps) * 2 * Math.PI;
    return [Math.sin(angle) * across, -Math.cos(angle) * down];
  });
  const far = [0];
  for (let step = 1; step <= steps; step += 1) {
    far.push(far[step - 1] + Math.hypot(ring[step][0] - ring[step - 1][0], ring[step][1] - ring[step - 1][1]));
  }
  return (share) => ring[far.findIndex((length) => length >= (((share % 1) + 1) % 1) * far[steps])];
}

/**
 * The names in two columns, to the left and to the right of the ring, at the height of their moments.
 * @param {string[]} spokes
 * @param {Spokes} at
 * @param {number} x0
 * @param {number} across
 * @param {number} column
 * @param {number} y0
 * @param {number} down
 */
function besideRing(spokes, at, x0, across, column, y0, down) {
  const labels = spokes.map((name, turn) => {
    const [x, y] = at(turn);
    const lines = wrap(name, column);
    return { lines, x, y, at: y, height: lines.length * LINE + 4, right: x >= x0 };
  });
  for (const side of [true, false])
    spread(
      labels.filter((label) => label.right === side),
      y0 - down - 14,
      y0 + down + 16,
    );
  const parts = labels.flatMap(({ lines, x, y, at: middle, height, right }) => {
    const edge = x0 + (right ? 1 : -1) * (across + 8);
    return [
      s("line", { class: "lw-leader", x1: near(x + (right ? 5 : -5)), y1: near(y), x2: near(edge), y2: near(middle) }),
      ...text(lines, edge + (right ? 4 : -4), middle - height / 2 + 14, { "text-anchor": right ? "start" : "end" }),
    ];
  });
  return { parts, height: 0 };
}

/** @param {number} count @param {Spokes} at */
const numbers = (count, at) =>
  Array.from({ length: count }, (_, turn) => {
    const [x, y] = at(turn, 1.1);
    return text(written(turn + 1), x, y + 5, { class: "lw-tick", "text-anchor": "middle" });
  });

/** @param {string[]} spokes @param {number} top @param {number} width */
function below(spokes, top, width) {
  /** @type {Drawn[]} */
  const parts = [];
  let y = top;
  const room = measure("00") + 10;
  spokes.forEach((name, turn) => {
    const lines = wrap(name, width - room);
    parts.push(
      ...text(written(turn + 1), room - 8, y + 13, { class: "lw-tick", "text-anchor": "end" }),
      ...text(lines, room, y + 13),
    );
    y += lines.length * LINE + 2;
  });
  return { parts, height: y - top };
}
