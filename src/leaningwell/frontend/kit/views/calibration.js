// How sure the learner was and how often right, over all first tries of the course. It is read from this browser's workbook,
// drawn here and sent nowhere. It describes answers, not a person.

/** @import { Band, Judgement } from "../items/calibration.js" */
/** @import { Key } from "../ui/strings.js" */
/** @import { Activity, Common } from "../types.d.ts" */

import { bands, FEWEST, summary } from "../items/calibration.js";
import { frame } from "../charts/axes.js";
import { near, picture, s, text } from "../charts/svg.js";
import { card, disclosure, h, scrollable } from "../ui/dom.js";
import { t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";

const SHOWN = 3;
const [NARROWEST, WIDEST] = [240, 560];

export const heading = () => t("calibration.title");

/** @param {Activity<Common>} activity */
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

/** The first tries that came with a confidence. @returns {Promise<Judgement[]>} */
async function judgements() {
  const ids = (await workbook.ids().catch(() => [])).filter((id) => id.startsWith("item/"));
  const values = await Promise.all(ids.map((id) => workbook.get(id).catch(() => undefined)));
  return values.map((value) => value?.first).filter((first) => typeof first?.confidence === "number");
}

/** @param {Judgement[]} list @param {number} width */
function drawn(list, width) {
  const { count, right, sure } = summary(list);
  if (count < FEWEST) return [h("p", { class: "lw-reading" }, few(count))];
  const found = bands(list);
  const reading = [t("calibration.all", { count, sure: Math.round(sure), right }), ...spoken(found)].join(" ");
  return [
    h("figure", { class: "lw-figure" }, h("figcaption", {}, t("calibration.chart")), chart(found, reading, width)),
    h("p", { class: "lw-reading" }, reading),
    disclosure(t("explore.table"), table(found)),
    h("p", { class: "lw-note" }, t("calibration.caution")),
  ];
}

/** @param {number} count */
const few = (count) => t(`calibration.few.${count === 0 ? "none" : count === 1 ? "one" : "many"}`, { count, fewest: FEWEST });

/** A sentence for each band with enough answers to be worth one. @param {Band[]} found */
const spoken = (found) =>
  found
    .filter((band) => band.count >= SHOWN)
    .map((band) => t("calibration.band", { sure: Math.round(band.sure), right: band.right, count: band.count }));

/** @param {Band[]} found */
function table(found) {
  /** @param {Band} band */
  const row = ({ low, high, count, right }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, low === high ? `${low} %` : `${low}–${high} %`),
      h("td", {}, String(count)),
      h("td", {}, String(right)),
    );
  const heads = ["sure", "count", "right"].map((name) =>
    h("th", { scope: "col" }, t(/** @type {Key} */ (`calibration.column.${name}`))),
  );
  return scrollable(t("explore.table"), h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...found.map(row))));
}

/**
 * The bands as points; on the dashed line, being sure and being right go together.
 * @param {Band[]} found
 * @param {string} description
 * @param {number} width
 */
function chart(found, description, width) {
  /** @type {(values: number[]) => [number, string][]} */
  const percent = (values) => values.map((value) => [value, `${value} %`]);
  const { parts, across, up, height } = frame(
    { label: t("calibration.axis.sure"), minimum: 50, maximum: 100, ticks: percent([50, 60, 70, 80, 90, 100]) },
    { label: t("calibration.axis.right"), minimum: 0, maximum: 100, ticks: percent([0, 50, 100]) },
    { width, height: 300, spare: 40, above: 4 },
  );
  const [x, y] = [across(51), up(51) - 10];
  const slope = (Math.atan2(up(50) - up(100), across(100) - across(50)) * 180) / Math.PI;
  const points = found.flatMap((band) => {
    const share = (100 * band.right) / band.count;
    const [x, y] = [across(band.sure), up(share)];
    // Its words stand on the side away from the dashed line, and within the chart.
    const above = share >= band.sure || share < 10;
    const words = t(width < 420 ? "calibration.point.short" : "calibration.point", { right: band.right, count: band.count });
    return [
      s("circle", { class: "lw-point", cx: near(x), cy: near(y), r: 7 }),
      ...text(words, x, above ? y - 14 : y + 26, { class: "lw-label lw-ink-text-0", "text-anchor": "middle" }),
    ];
  });
  return picture(
    width,
    height,
    description,
    ...parts,
    s("line", { class: "lw-rule", x1: near(across(50)), x2: near(across(100)), y1: near(up(50)), y2: near(up(100)) }),
    ...text(t("calibration.line"), x, y, { class: "lw-label", transform: `rotate(${near(-slope)} ${near(x)} ${near(y)})` }),
    ...points,
  );
}
