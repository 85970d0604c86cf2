// People out of a hundred, each a small shape, so that a share can be counted as well as seen.

/** @import { IconsChart, People, Shape } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { wrap } from "./labels.js";
import { LINE, near, picture, shape, text, told, written } from "./svg.js";

/** @type {Shape[]} */
const SHAPES = ["dot", "diamond", "square", "triangle"];

/** @param {IconsChart} chart @param {string} description @param {number} width */
export function draw(chart, description, width) {
  const beside = chart.people.length > 1 && width >= 440;
  const gap = 28;
  const room = beside ? (width - gap) / 2 : width;
  /** @type {Node[]} */
  const parts = [];
  let y = 0;
  let row = 0;
  chart.people.forEach((people, index) => {
    const x = beside && index % 2 ? room + gap : 0;
    if (!beside || index % 2 === 0) {
      y += row;
      row = 0;
    }
    const drawn = crowd(people, x, y, room);
    parts.push(...drawn.parts);
    row = Math.max(row, drawn.height + 20);
  });
  return picture(width, y + row - 14, description, ...parts);
}

/** @param {People} people @param {number} left @param {number} top @param {number} room */
function crowd(people, left, top, room) {
  const columns = people.total > 50 ? 20 : 10;
  const cell = Math.min(room / columns, 24);
  const title = wrap(people.label, room);
  /** @type {Node[]} */
  const parts = text(title, left, top + 14, { class: "lw-label" });
  let y = top + title.length * LINE + 6;
  const shapeOf = (/** @type {number} */ index) => people.shares[index].shape ?? SHAPES[index % SHAPES.length];
  const each = people.shares.flatMap((share, index) => Array(share.count).fill(index));
  const others = people.total - each.length;
  const wordsOf = (/** @type {number} */ index) =>
    index < 0
      ? t("chart.others", { count: others, total: people.total })
      : t("chart.share", { count: people.shares[index].count, total: people.total, label: people.shares[index].label });
  for (let person = 0; person < people.total; person += 1) {
    const [x, down] = [left + ((person % columns) + 0.5) * cell, y + (Math.floor(person / columns) + 0.5) * cell];
    const marked = person < each.length;
    parts.push(
      told(
        shape(marked ? shapeOf(each[person]) : "ring", x, down, near(cell * (marked ? 0.36 : 0.24)), marked ? "" : "lw-faint"),
        `${people.label}: ${wordsOf(marked ? each[person] : -1)}`,
      ),
    );
  }
  y += Math.ceil(people.total / columns) * cell + 4;
  people.shares.forEach((share, index) => {
    const lines = wrap(`${written(share.count)} ${share.label}`, room - 20);
    parts.push(shape(shapeOf(index), left + 6, y + 10, 5), ...text(lines, left + 18, y + 15));
    y += lines.length * LINE + 3;
  });
  return { parts, height: y - top };
}
