// Charts as small SVG pictures: drawn in the page's own ink, so that dark mode, print and zoom need nothing extra.
// Lines and bars are told apart by words, dashes and patterns, never by colour alone.

import { numeral } from "./strings.js";

const SVG = "http://www.w3.org/2000/svg";

function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function picture(width, height, description, ...children) {
  const element = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "lw-chart", role: "img" });
  element.setAttribute("aria-label", description);
  element.append(...children);
  return element;
}

/** Draw a figure's chart. `description` is its text alternative. */
export const drawChart = (chart, description) =>
  chart.type === "bars" ? drawBars(chart, description) : drawLines(chart, description);

/** About five round numbers from `low` to `high`. */
export function ticks(low, high) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const list = [];
  for (let value = Math.ceil(low / step) * step; value <= high + 1e-9; value += step) list.push(Number(value.toFixed(10)));
  return list;
}

function drawLines(chart, description) {
  const [width, height] = [560, 320];
  const [left, right, top, bottom] = [44, 12, 26, 44];
  const { x, y } = chart;
  const across = (value) => left + ((value - x.minimum) / (x.maximum - x.minimum)) * (width - left - right);
  const up = (value) => height - bottom - ((value - y.minimum) / (y.maximum - y.minimum)) * (height - top - bottom);
  const parts = [];
  for (const tick of ticks(y.minimum, y.maximum)) {
    parts.push(s("line", { class: "lw-grid", x1: left, x2: width - right, y1: up(tick), y2: up(tick) }));
    parts.push(s("text", { class: "lw-tick", x: left - 8, y: up(tick) + 4, "text-anchor": "end" }, numeral(tick)));
  }
  for (const tick of ticks(x.minimum, x.maximum)) {
    parts.push(s("text", { class: "lw-tick", x: across(tick), y: height - bottom + 18, "text-anchor": "middle" }, numeral(tick)));
  }
  parts.push(s("text", { class: "lw-axis", x: left, y: 12 }, y.label));
  parts.push(s("text", { class: "lw-axis", x: width - right, y: height - 6, "text-anchor": "end" }, x.label));
  for (const line of chart.lines) {
    const points = line.map((value, step) => `${across(step).toFixed(1)},${up(value).toFixed(1)}`).join(" ");
    parts.push(s("polyline", { class: "lw-line", points }));
  }
  for (const rule of chart.rules ?? []) {
    parts.push(s("line", { class: "lw-rule", x1: left, x2: width - right, y1: up(rule.y), y2: up(rule.y) }));
    parts.push(s("text", { class: "lw-label", x: width - right, y: up(rule.y) - 6, "text-anchor": "end" }, rule.label));
  }
  if (chart.label) {
    // Beside the ends of the lines, above the highest of those that stay clear of the rule's own label.
    const ends = chart.lines.map((line) => line.at(-1));
    const low = Math.max(...ends.filter((end) => end < 50), Math.min(...ends));
    parts.push(s("text", { class: "lw-label lw-label-line", x: width - right, y: up(low) - 8, "text-anchor": "end" }, chart.label));
  }
  return picture(width, height, description, ...parts);
}

/** Horizontal bars, each labelled in words with its value; `pattern` names a filling. */
export function drawBars(chart, description) {
  const [width, row, top] = [560, 54, 4];
  const height = top + row * chart.bars.length;
  const unit = (width - 60) / Math.max(1, chart.maximum);
  const parts = chart.bars.map((bar, index) => {
    const y = top + index * row;
    const length = Math.max(bar.value * unit, 0);
    return s(
      "g",
      {},
      s("text", { class: "lw-label", x: 0, y: y + 16 }, bar.label),
      s("rect", { class: "lw-bar-room", x: 0, y: y + 24, width: width - 60, height: 18, rx: 3 }),
      s("rect", { class: `lw-bar lw-bar-${bar.pattern}`, x: 0, y: y + 24, width: length, height: 18, rx: 3 }),
      s("text", { class: "lw-label", x: length + 8, y: y + 38 }, numeral(bar.value)),
    );
  });
  return picture(width, height, description ?? chart.bars.map((bar) => `${bar.label}: ${numeral(bar.value)}`).join(". "), ...parts);
}
