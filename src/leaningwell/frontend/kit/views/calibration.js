// How sure the learner was and how often right, over all first tries of the course. It is read from this browser's workbook,
// drawn here and sent nowhere. It describes answers, not a person.

/** @import { Key } from "../strings.js" */

import { bands, FEWEST, summary } from "../calibration.js";
import { card, disclosure, h, scrollable } from "../dom.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";

const SVG = "http://www.w3.org/2000/svg";
const SHOWN = 3;
const [NARROWEST, WIDEST] = [240, 560];

export const heading = () => t("calibration.title");

export async function view({ root }) {
  const body = h("div");
  root.append(card("calibration", t("calibration.title"), t("calibration.hint"), h("p", {}, t("calibration.about")), body));
  let list = await judgements();
  let width = 0;
  /** Drawn for the width there is, so that the chart's words keep their size. */
  function draw() {
    width = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(body.clientWidth)));
    const open = body.querySelector("details")?.open;
    body.replaceChildren(...drawn(list, width));
    if (open) body.querySelector("details")?.setAttribute("open", "");
  }
  const fit = new ResizeObserver(() => Math.min(WIDEST, Math.floor(body.clientWidth)) !== width && draw());
  const stop = workbook.subscribe(async () => {
    list = await judgements();
    draw();
  });
  draw();
  fit.observe(root);
  return () => {
    fit.disconnect();
    stop();
  };
}

/** The first tries that came with a confidence. */
async function judgements() {
  const ids = (await workbook.ids().catch(() => [])).filter((id) => id.startsWith("item/"));
  const values = await Promise.all(ids.map((id) => workbook.get(id).catch(() => undefined)));
  return values.map((value) => value?.first).filter((first) => typeof first?.confidence === "number");
}

function drawn(list, width) {
  const { count, right, sure } = summary(list);
  if (count < FEWEST) return [h("p", { class: "lw-reading" }, few(count))];
  const found = bands(list);
  const reading = [t("calibration.all", { count, sure: Math.round(sure), right }), ...spoken(found)].join(" ");
  return [
    h("figure", { class: "lw-figure" }, h("figcaption", {}, t("calibration.chart")), chart(found, reading, width)),
    h("p", { class: "lw-reading" }, reading),
    disclosure(t("explore.table"), table(found)),
    h("p", { class: "lw-left-out" }, t("calibration.caution")),
  ];
}

const few = (count) => t(`calibration.few.${count === 0 ? "none" : count === 1 ? "one" : "many"}`, { count, fewest: FEWEST });

/** A sentence for each band with enough answers to be worth one. */
const spoken = (found) =>
  found
    .filter((band) => band.count >= SHOWN)
    .map((band) => t("calibration.band", { sure: Math.round(band.sure), right: band.right, count: band.count }));

function table(found) {
  const row = ({ low, high, count, right }) =>
    h("tr", {}, h("th", { scope: "row" }, low === high ? `${low} %` : `${low}–${high} %`), h("td", {}, String(count)), h("td", {}, String(right)));
  const heads = ["sure", "count", "right"].map((name) => h("th", { scope: "col" }, t(/** @type {Key} */ (`calibration.column.${name}`))));
  return scrollable(t("explore.table"), h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...found.map(row))));
}

function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The bands as points; on the dashed line, being sure and being right go together. */
function chart(found, description, width) {
  const [height, left, right, top, bottom] = [356, 52, 40, 48, 56];
  const narrow = width < 420;
  const across = (sure) => left + ((sure - 50) / 50) * (width - left - right);
  const up = (share) => height - bottom - (share / 100) * (height - top - bottom);
  const picture = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "lw-chart", role: "img", "aria-label": description });
  const text = (name, x, y, words, anchor = "middle") => s("text", { class: name, x, y, "text-anchor": anchor }, words);
  for (const share of [0, 50, 100]) {
    picture.append(
      s("line", { class: "lw-grid", x1: left, x2: width - right, y1: up(share), y2: up(share) }),
      text("lw-tick", left - 8, up(share) + 5, `${share} %`, "end"),
    );
  }
  for (const sure of narrow ? [50, 75, 100] : [50, 60, 70, 80, 90, 100]) picture.append(text("lw-tick", across(sure), height - bottom + 24, `${sure} %`));
  const line = text("lw-label", across(51), up(51) - 10, t("calibration.line"), "start");
  const slope = (Math.atan2(up(50) - up(100), across(100) - across(50)) * 180) / Math.PI;
  line.setAttribute("transform", `rotate(${-slope} ${across(51)} ${up(51) - 10})`);
  picture.append(
    text("lw-axis", 0, 14, t("calibration.axis.right"), "start"),
    text("lw-axis", width - right, height - 6, t("calibration.axis.sure"), "end"),
    s("line", { class: "lw-rule", x1: across(50), x2: across(100), y1: up(50), y2: up(100) }),
    line,
  );
  for (const band of found) {
    const share = (100 * band.right) / band.count;
    const [x, y] = [across(band.sure), up(share)];
    // Its words stand on the side away from the dashed line, and within the chart.
    const above = share >= band.sure || share < 10;
    const words = t(narrow ? "calibration.point.short" : "calibration.point", { right: band.right, count: band.count });
    picture.append(
      s("circle", { class: "lw-point", cx: x, cy: y, r: 7 }),
      text("lw-label lw-ink-text-0", x, above ? y - 14 : y + 26, words),
    );
  }
  return picture;
}
