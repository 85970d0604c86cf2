// A reflection of an earlier lesson, shown again as it was written, with boxes to add to it. Both stay in this browser.

/** @import { Key } from "../strings.js" */

import { h } from "../dom.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";
import { writing } from "./reflection.js";

export async function view({ root, spec }) {
  const earlier = h("div", { class: "lw-earlier" });
  const id = `reflection/${spec.earlier.id}`;
  const draw = async () => earlier.replaceChildren(...told(spec.earlier, await workbook.get(id).catch(() => undefined)));
  await draw();
  const stop = workbook.subscribe((changed) => workbook.concerns(changed, id) && draw());
  const leave = await writing({ root, spec, ask: async () => ({}), kind: "look-back", opening: earlier });
  return () => {
    stop();
    return leave();
  };
}

/** What was written then, whichever way was taken. */
function told({ boxes, persona, number }, value) {
  const way = value?.way;
  const lines = boxes.filter((box) => value?.[way]?.[box.id]?.trim());
  const key = way === "skip" ? "skip" : lines.length === 0 ? "none" : way;
  return [
    h("p", { class: "lw-earlier-when" }, t(/** @type {Key} */ (`lookBack.${key}`), { number, name: persona.name })),
    ...(lines.length
      ? [h("dl", {}, ...lines.map((box) => h("div", {}, h("dt", {}, box.label), h("dd", {}, value[way][box.id]))))]
      : []),
  ];
}
