// Dots on rings around a middle, the closest innermost; what a dot is, its shape says.

/** @import { RingsChart, Shape } from "../types.d.ts" */

import { keyLine, measure, wrap } from "./labels.js";
import { near, picture, s, shape, text, told } from "./svg.js";

/** @param {RingsChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const shapes = /** @type {[Shape, string][]} */ (Object.entries(chart.key));
  const key = keyLine(
    shapes.map(([name, label]) => ({ label, draw: (x, y) => shape(name, x, y, 5, "lw-mark") })),
    0,
    0,
    width,
  );
  const radius = Math.min(width / 2 - 16, 210);
  const [x0, y0] = [width / 2, key.height + radius + 22];
  const step = radius / (chart.rings.length + 0.35);
  /** @type {Node[]} */
  const parts = chart.rings.map((_, index) =>
    s("circle", { class: "lw-ring", cx: near(x0), cy: near(y0), r: near(step * (index + 1.35)) }),
  );
  const centre = wrap(chart.centre, step * 2.2, 600);
  parts.push(...text(centre, x0, y0 + 5 - (centre.length - 1) * 8.5, { class: "lw-label", "text-anchor": "middle" }));
  chart.rings.forEach((ring, index) => {
    const far = step * (index + 1.35);
    // The top of each ring is kept for its name.
    const kept = Math.min(2.4, (measure(ring.label) + 24) / far);
    const room = 2 * Math.PI - kept;
    ring.dots.forEach((dot, place) => {
      // Rings begin at places of their own, so that single dots do not stand one below the other.
      const turned = (place + 0.5 + 0.31 * index) % ring.dots.length;
      const angle = -Math.PI / 2 + kept / 2 + (room * turned) / ring.dots.length;
      const [x, y] = [x0 + Math.cos(angle) * far, y0 + Math.sin(angle) * far];
      const named = [dot.label, ring.label, chart.key[dot.shape]].filter(Boolean);
      parts.push(told(shape(dot.shape, x, y, 6, "lw-mark"), named.join(", ")));
      if (dot.label) parts.push(...text(dot.label, x, y + 20, { class: "lw-label", "text-anchor": "middle" }));
    });
    parts.push(...text(ring.label, x0, y0 - far - 6, { class: "lw-tick lw-halo", "text-anchor": "middle" }));
  });
  return picture(width, y0 + radius + 24, description, ...key.parts, ...parts);
}
