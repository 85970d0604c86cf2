// What all charts are made of: SVG elements, text that is measured and wrapped, shapes and fillings.
// A chart is drawn for the width it has, so that its words keep their size from a telephone to a desk.

import { numeral } from "../strings.js";

const SVG = "http://www.w3.org/2000/svg";

/** Sizes of the words in a chart, in pixels, and the height of a line of them. */
export const SIZE = 14;
export const LINE = 17;

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {SVGElement}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * The picture around a chart's parts.
 * @param {number} width
 * @param {number} height
 * @param {string} description the text alternative
 * @param {...any} children
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

let pen;

/** How wide a text is when it is set in the chart's letters. */
export function measure(text, weight = 400, size = SIZE) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${family()}`;
  return pen.measureText(text).width;
}

let known;
const family = () => (known ??= getComputedStyle(document.querySelector(".lw-root") ?? document.body).fontFamily);

/** The text in lines that fit; a single word may stick out. */
export function wrap(text, width, weight = 400, size = SIZE) {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, weight, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Text in one or more lines, the first with its baseline at y. */
export const text = (lines, x, y, attributes = {}) =>
  [lines].flat().map((line, index) => s("text", { x: near(x), y: near(y + index * LINE), ...attributes }, line));

/** A coordinate, to a tenth of a pixel. */
export const near = (value) => Math.round(value * 10) / 10;

/** The points of a line as SVG writes them. */
export const points = (list) => list.map(([x, y]) => `${near(x)},${near(y)}`).join(" ");

/** A number as a person writes it, with at most so many decimals. */
export function written(value, decimals = 4) {
  return numeral(Number(value.toFixed(decimals)));
}

/** A mark of one of the shapes, centred; they are about equally large. */
export function shape(name, x, y, radius = 5, extra = "") {
  const place = { class: `lw-shape lw-shape-${name} ${extra}`.trim() };
  const around = (list) => points(list.map(([across, up]) => [x + across * radius, y - up * radius]));
  switch (name) {
    case "square":
      return s("rect", { ...place, x: near(x - radius * 0.88), y: near(y - radius * 0.88), width: near(radius * 1.76), height: near(radius * 1.76) });
    case "triangle":
      return s("polygon", { ...place, points: around([[0, 1.15], [1.08, -0.8], [-1.08, -0.8]]) });
    case "diamond":
      return s("polygon", { ...place, points: around([[0, 1.25], [1.1, 0], [0, -1.25], [-1.1, 0]]) });
    case "cross":
      return s("path", { ...place, d: `M${near(x - radius * 0.85)} ${near(y - radius * 0.85)}l${near(radius * 1.7)} ${near(radius * 1.7)}m0 ${near(-radius * 1.7)}l${near(-radius * 1.7)} ${near(radius * 1.7)}` });
    default:
      return s("circle", { ...place, cx: near(x), cy: near(y), r: near(name === "ring" ? radius * 0.9 : radius) });
  }
}

/** The filling of an area or bar: an attribute for its class. Hatching is the same in print and forced colours. */
export const filling = (name) => ({ class: `lw-fill lw-fill-${name}`, ...(name === "hatched" ? { fill: "url(#lw-hatched)" } : {}) });

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
        { id: "lw-arrow", viewBox: "0 0 10 10", refX: 7, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
        s("path", { class: "lw-arrow", d: "M0 0L10 5L0 10z" }),
      ),
    ),
  );
  return null;
}

/**
 * Move labels that stand in one column apart, as little as need be, and keep them between top and bottom.
 * @param {{ at: number, height: number }[]} labels `at` is the middle of each, and is changed
 */
export function spread(labels, top, bottom) {
  const order = [...labels].sort((one, other) => one.at - other.at);
  let edge = top;
  for (const label of order) {
    label.at = Math.max(label.at, edge + label.height / 2);
    edge = label.at + label.height / 2;
  }
  edge = bottom;
  for (const label of order.reverse()) {
    label.at = Math.min(label.at, edge - label.height / 2);
    edge = label.at - label.height / 2;
  }
}

/**
 * Boxes that words should keep clear of: small ones along a line, or one around a point.
 * @param {[number, number][]} line
 */
export function along(line, half = 2) {
  const boxes = [];
  line.forEach(([x, y], index) => {
    const [fromX, fromY] = line[Math.max(0, index - 1)];
    const steps = Math.min(200, Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / 6)));
    for (let step = 1; step <= steps; step += 1) {
      const [atX, atY] = [fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps];
      boxes.push({ left: atX - half, right: atX + half, top: atY - half, bottom: atY + half });
    }
  });
  return boxes;
}

/**
 * Write a short text at the best of several spots: inside the room and clear of what is `taken`, which grows.
 * @param {string} words
 * @param {[number, number, "start" | "middle" | "end"][]} spots where its baseline could begin, the best first
 * @param {{ left: number, right: number, top: number, bottom: number }} room
 * @param {{ left: number, right: number, top: number, bottom: number }[]} taken
 */
export function clear(words, spots, room, taken) {
  const width = measure(words, 600);
  const overlap = (one, other) =>
    Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
    Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
  const tried = spots.map(([x, base, anchor], index) => {
    const wanted = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    const left = Math.max(room.left, Math.min(wanted, room.right - width));
    const box = { left, right: left + width, top: base - 12, bottom: base + 3 };
    const outside = Math.max(0, room.top - box.top) + Math.max(0, box.bottom - room.bottom);
    const cost = taken.reduce((sum, other) => sum + overlap(box, other), 0) + 40 * outside + 3 * Math.abs(left - wanted) + index;
    return { box, base, cost };
  });
  const best = tried.reduce((one, other) => (other.cost < one.cost ? other : one));
  taken.push(best.box);
  return s("text", { class: "lw-label", x: near(best.box.left), y: near(best.base) }, words);
}

/** Write a short text beside a point, or beside the best of several points. */
export const beside = (words, places, room, taken, away = 9) =>
  clear(
    words,
    places.flatMap(([x, y]) => [
      [x + away, y + 5, "start"], [x - away, y + 5, "end"], [x, y - away - 2, "middle"], [x, y + away + 12, "middle"],
      [x + away, y - 10, "start"], [x - away, y - 10, "end"], [x + away, y + 20, "start"], [x - away, y + 20, "end"],
    ]),
    room,
    taken,
  );

/**
 * A line of shapes with the words for them, for marks that are too many to be named one by one.
 * @param {{ draw: (x: number, y: number) => Node, label: string }[]} entries
 * @returns {{ parts: Node[], height: number }}
 */
export function keyLine(entries, left, top, width) {
  const parts = [];
  let [x, y] = [left, top + 12];
  for (const { draw, label } of entries) {
    const lines = wrap(label, width - 20);
    const wide = 20 + Math.max(...lines.map((line) => measure(line)));
    if (x > left && x + wide > left + width) {
      x = left;
      y += LINE + 3;
    }
    parts.push(draw(x + 6, y - 4), ...text(lines, x + 18, y));
    y += (lines.length - 1) * LINE;
    x += wide + 18;
  }
  return { parts, height: entries.length ? y - top + 12 : 0 };
}
