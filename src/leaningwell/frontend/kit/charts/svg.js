// What all charts are made of: SVG elements, text that is measured and wrapped, shapes and fillings.
// A chart is drawn for the width it has, so that its words keep their size from a telephone to a desk.

/** @import { Attributes, Drawn, Fill, Point, Shape } from "../types.d.ts" */

import { numeral } from "../ui/strings.js";

const SVG = "http://www.w3.org/2000/svg";

/** Sizes of the words in a chart, in pixels, and the height of a line of them. */
export const SIZE = 14;
export const LINE = 17;

/**
 * Make an SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Drawn} children
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  // TypeScript cannot follow lists in lists to any depth.
  const flat = /** @type {Exclude<Drawn, Drawn[]>[]} */ (/** @type {unknown[]} */ (children).flat(Infinity));
  element.append(...flat.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * The picture around a chart's parts.
 * @param {number} width
 * @param {number} height
 * @param {string} description the text alternative
 * @param {...Drawn} children
 */
export function picture(width, height, description, ...children) {
  const [across, down] = [Math.round(width), Math.round(height)];
  return s(
    "svg",
    { viewBox: `0 0 ${across} ${down}`, width: across, height: down, class: "lw-chart", role: "img", "aria-label": description },
    patterns(),
    ...children,
  );
}

/**
 * Text in one or more lines, the first with its baseline at y.
 * @param {string | string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {Attributes} [attributes]
 */
export const text = (lines, x, y, attributes = {}) =>
  [lines].flat().map((line, index) => s("text", { x: near(x), y: near(y + index * LINE), ...attributes }, line));

/**
 * Give a mark the words that it answers with when it is asked what it is.
 * @template {SVGElement} Mark
 * @param {Mark} mark
 * @param {string} words
 */
export function told(mark, words) {
  if (words) mark.dataset.told = words;
  return mark;
}

/** A coordinate, to a tenth of a pixel. @param {number} value */
export const near = (value) => Math.round(value * 10) / 10;

/** The points of a line as SVG writes them. @param {Point[]} list */
export const points = (list) => list.map(([x, y]) => `${near(x)},${near(y)}`).join(" ");

/** A line as a path, which can change into another with as many points. @param {Point[]} list */
export const course = (list) => `M${list.map(([x, y]) => `${near(x)} ${near(y)}`).join("L")}`;

/** A number as a person writes it, with at most so many decimals. @param {number} value */
export function written(value, decimals = 4) {
  return numeral(Number(value.toFixed(decimals)));
}

/**
 * A mark of one of the shapes, centred; they are about equally large.
 * @param {Shape} name
 * @param {number} x
 * @param {number} y
 */
export function shape(name, x, y, radius = 5, extra = "") {
  const place = { class: `lw-shape lw-shape-${name} ${extra}`.trim() };
  const around = (/** @type {Point[]} */ list) => points(list.map(([across, up]) => [x + across * radius, y - up * radius]));
  switch (name) {
    case "square":
      return s("rect", {
        ...place,
        x: near(x - radius * 0.88),
        y: near(y - radius * 0.88),
        width: near(radius * 1.76),
        height: near(radius * 1.76),
      });
    case "triangle":
      return s("polygon", {
        ...place,
        points: around([
          [0, 1.15],
          [1.08, -0.8],
          [-1.08, -0.8],
        ]),
      });
    case "diamond":
      return s("polygon", {
        ...place,
        points: around([
          [0, 1.25],
          [1.1, 0],
          [0, -1.25],
          [-1.1, 0],
        ]),
      });
    case "cross":
      return s("path", {
        ...place,
        d: `M${near(x - radius * 0.85)} ${near(y - radius * 0.85)}l${near(radius * 1.7)} ${near(radius * 1.7)}m0 ${near(-radius * 1.7)}l${near(-radius * 1.7)} ${near(radius * 1.7)}`,
      });
    default:
      return s("circle", { ...place, cx: near(x), cy: near(y), r: near(name === "ring" ? radius * 0.9 : radius) });
  }
}

/**
 * The filling of an area or bar: an attribute for its class. Hatching is the same in print and forced colours.
 * @param {Fill} name
 */
export const filling = (name) => ({
  class: `lw-fill lw-fill-${name}`,
  ...(name === "hatched" ? { fill: "url(#lw-hatched)" } : {}),
});

/** The hatching and the arrow that every chart may refer to, once on the page. */
function patterns() {
  if (document.getElementById("lw-hatched")) return null;
  document.body.append(
    s(
      "svg",
      { width: 0, height: 0, "aria-hidden": "true", class: "lw lw-patterns" },
      s(
        "pattern",
        { id: "lw-hatched", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        s("rect", { class: "lw-hatch-ground", width: 6, height: 6 }),
        s("line", { class: "lw-hatch", x1: 0, x2: 0, y1: 0, y2: 6 }),
      ),
      s(
        "marker",
        {
          id: "lw-arrow",
          viewBox: "0 0 10 10",
          refX: 7,
          refY: 5,
          markerWidth: 9,
          markerHeight: 9,
          markerUnits: "userSpaceOnUse",
          orient: "auto",
        },
        s("path", { class: "lw-arrow", d: "M0 0L10 5L0 10z" }),
      ),
    ),
  );
  return null;
}
