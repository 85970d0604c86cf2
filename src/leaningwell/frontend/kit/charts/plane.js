// A plane between two axes: points, clouds, ellipses and paths. A reader may place a point by clicking on it.

/** @import { Box, Ellipse, Extras, Frame, PlaneChart, Point, Quadrants, Series } from "../types.d.ts" */

import { frame } from "./axes.js";
import { courses, curves, marks, placeOf, rules } from "./curves.js";
import { along, beside, keyLine, measure, wrap } from "./labels.js";
import { LINE, near, picture, s, shape, text, told } from "./svg.js";

const SIDE = 400;

/**
 * @param {PlaneChart} chart @param {string} description @param {number} width
 * @param {Extras} extras
 */
export function draw(chart, description, width, { placed }) {
  const key = keyLine(
    chart.clouds.map((cloud) => ({ label: cloud.label, draw: (x, y) => shape(cloud.shape, x, y, 4.5) })),
    0,
    0,
    width,
  );
  const box = frame(chart.x, chart.y, { width, above: key.height, square: SIDE });
  const { across, up, left, right, top, bottom } = box;
  const paths = chart.series.filter((one) => one.label);
  const taken = [
    ...courses(chart.series, across, up),
    ...chart.clouds.flatMap((cloud) => cloud.x.flatMap((x, index) => along([[across(x), up(cloud.y[index])]]))),
  ];
  const places = (/** @type {Series} */ one) =>
    [0.92, 0.08, 0.75, 0.25]
      .map((share) => Math.round(share * (one.x.length - 1)))
      .map((step) => /** @type {Point} */ ([across(one.x[step]), up(one.y[0][step])]));
  const svg = picture(
    Math.min(width, right + 8),
    box.height,
    description,
    ...key.parts,
    ...box.parts,
    s("rect", { class: "lw-room", x: near(left), y: near(top), width: near(right - left), height: near(bottom - top) }),
    ...corners(chart.quadrants, box, taken),
    ...chart.clouds.flatMap((cloud) =>
      cloud.x.map((x, index) =>
        told(
          shape(cloud.shape, across(x), up(cloud.y[index]), 3, "lw-cloud"),
          `${cloud.label}: ${placeOf(chart.x, chart.y, x, cloud.y[index])}`,
        ),
      ),
    ),
    ...chart.ellipses.map((one) => ellipse(one, box)),
    ...curves(chart.series, across, up),
    ...marks(chart.marks, across, up, box, taken),
    ...paths.map((one) => beside(one.label, places(one), box, taken)),
  );
  if (chart.place && placed) placing(svg, box, placed);
  return svg;
}

/** @param {Ellipse} ellipse @param {Frame} box */
const ellipse = ({ x, y, across: wide, up: tall }, { across, up, left, right, top, bottom, axes }) =>
  s("ellipse", {
    class: "lw-ellipse",
    cx: near(across(x)),
    cy: near(up(y)),
    rx: near((wide / (axes.x.maximum - axes.x.minimum)) * (right - left)),
    ry: near((tall / (axes.y.maximum - axes.y.minimum)) * (bottom - top)),
  });

/**
 * The lines that cut the plane in four, and the words in its corners.
 * @param {Quadrants | null} quadrants
 * @param {Frame} box
 * @param {Box[]} taken
 */
function corners(quadrants, box, taken) {
  if (!quadrants) return [];
  const { across, up, left, right, top, bottom } = box;
  const x = across(quadrants.x);
  /** @type {[from: number, to: number, edge: number, anchor: "start" | "end"][]} */
  const places = [
    [left, x, top, "start"],
    [x, right, top, "end"],
    [left, x, bottom, "start"],
    [x, right, bottom, "end"],
  ];
  return [
    ...rules(
      [
        { label: "", at: quadrants.x, across: "y" },
        { label: "", at: quadrants.y, across: "x" },
      ],
      across,
      up,
      box,
      [],
    ),
    ...places.flatMap(([from, to, edge, anchor], index) => {
      const lines = wrap(quadrants.corners[index], to - from - 14);
      if (lines.length === 0) return [];
      const base = edge === top ? edge + 17 : edge - 9 - (lines.length - 1) * LINE;
      const wide = Math.max(...lines.map((line) => measure(line)));
      const [left, right] = anchor === "start" ? [from + 7, from + 7 + wide] : [to - 7 - wide, to - 7];
      taken.push({ left, right, top: base - 12, bottom: base + lines.length * LINE - 14 });
      return text(lines, anchor === "start" ? left : right, base, { class: "lw-tick lw-halo", "text-anchor": anchor });
    }),
  ];
}

/**
 * A click, a tap or a drag of the mouse picks a place. The keyboard has the two sliders.
 * @param {SVGSVGElement} svg
 * @param {Frame} box
 * @param {(x: number, y: number) => void} placed
 */
function placing(svg, { across, up }, placed) {
  svg.classList.add("lw-placing");
  const pick = (/** @type {MouseEvent} */ event) => {
    const bounds = svg.getBoundingClientRect();
    const shrunk = svg.viewBox.baseVal.width / bounds.width;
    placed(across.from((event.clientX - bounds.left) * shrunk), up.from((event.clientY - bounds.top) * shrunk));
  };
  svg.addEventListener("click", pick);
  svg.addEventListener("pointermove", (event) => event.pointerType === "mouse" && event.buttons & 1 && pick(event));
}
