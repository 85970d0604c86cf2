// The words in a chart: how wide they are, where they break, and where they stand clear of one another.

/** @import { Box, Point, Spot } from "../types.d.ts" */

import { LINE, near, s, SIZE, text } from "./svg.js";

/** @type {CanvasRenderingContext2D | undefined} */
let pen;

/** How wide a text is when it is set in the chart's letters. @param {string} text */
export function measure(text, weight = 400, size = SIZE) {
  pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${weight} ${size}px ${family()}`;
  return pen.measureText(text).width;
}

/** @type {string | undefined} */
let known;
const family = () => (known ??= getComputedStyle(document.querySelector(".lw-root") ?? document.body).fontFamily);

/** The text in lines that fit; a single word may stick out. @param {string} text @param {number} width */
export function wrap(text, width, weight = 400, size = SIZE) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, weight, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Move labels that stand in one column apart, as little as need be, and keep them between top and bottom.
 * @param {{ at: number, height: number }[]} labels `at` is the middle of each, and is changed
 * @param {number} top
 * @param {number} bottom
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
 * @param {Point[]} line
 */
export function along(line, half = 2) {
  /** @type {Box[]} */
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
 * @param {Spot[]} spots where its baseline could begin, the best first
 * @param {Box} room
 * @param {Box[]} taken
 */
export function clear(words, spots, room, taken) {
  const width = measure(words, 600);
  const overlap = (/** @type {Box} */ one, /** @type {Box} */ other) =>
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

/**
 * Write a short text beside a point, or beside the best of several points.
 * @param {string} words
 * @param {Point[]} places
 * @param {Box} room
 * @param {Box[]} taken
 */
export const beside = (words, places, room, taken, away = 9) =>
  clear(
    words,
    places.flatMap(
      ([x, y]) =>
        /** @type {Spot[]} */ ([
          [x + away, y + 5, "start"],
          [x - away, y + 5, "end"],
          [x, y - away - 2, "middle"],
          [x, y + away + 12, "middle"],
          [x + away, y - 10, "start"],
          [x - away, y - 10, "end"],
          [x + away, y + 20, "start"],
          [x - away, y + 20, "end"],
        ]),
    ),
    room,
    taken,
  );

/**
 * A line of shapes with the words for them, for marks that are too many to be named one by one.
 * @param {{ draw: (x: number, y: number) => Node, label: string }[]} entries
 * @param {number} left
 * @param {number} top
 * @param {number} width
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
