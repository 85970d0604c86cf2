// A reflection of an earlier lesson, shown again as it was written, with boxes to add to it. Both stay in this browser.

/** @import { Key } from "../ui/strings.js" */
/** @import { Activity, Ask, Entries, LookBackSpec } from "../types.d.ts" */

import { h } from "../ui/dom.js";
import { t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";
import { writing } from "./reflection.js";

/** The kernel is not told that it is done. @type {Ask} */
const untold = async () => /** @type {any} */ ({});

/** @param {Activity<LookBackSpec>} activity */
export async function view({ root, spec }) {
  const earlier = h("div", { class: "lw-earlier" });
  const id = `reflection/${spec.earlier.id}`;
  const draw = async () => earlier.replaceChildren(...told(spec.earlier, await workbook.get(id).catch(() => undefined)));
  await draw();
  const stop = workbook.subscribe((changed) => workbook.concerns(changed, id) && draw());
  const leave = await writing({ root, spec, ask: untold, kind: "look-back", opening: earlier });
  return () => {
    stop();
    return leave();
  };
}

/**
 * What was written then, whichever way was taken.
 * @param {LookBackSpec["earlier"]} earlier
 * @param {Entries["reflection"] | undefined} value
 */
function told({ boxes, persona, number }, value) {
  const way = value?.way;
  const written = way === "own" || way === "persona" ? value?.[way] : undefined;
  const lines = boxes.filter((box) => written?.[box.id]?.trim());
  const key = way === "skip" ? "skip" : lines.length === 0 ? "none" : way;
  return [
    h("p", { class: "lw-earlier-when" }, t(/** @type {Key} */ (`lookBack.${key}`), { number, name: persona.name })),
    ...(lines.length
      ? [h("dl", {}, ...lines.map((box) => h("div", {}, h("dt", {}, box.label), h("dd", {}, written?.[box.id]))))]
      : []),
  ];
}
